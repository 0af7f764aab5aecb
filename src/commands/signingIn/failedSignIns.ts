import { createHash } from "node:crypto";

const minute = 60_000;

/** The failure that locks an account for the first time; each one after it locks for twice as long (satellite/console, as of 2026). */
const firstLocking = 3;

interface Failures {
  readonly count: number;
  /** Milliseconds since 1970; undefined before the first lock. */
  readonly lockedUntil: number | undefined;
}

/**
 * Who failed to sign in to which console since VS Code was started, as far as that was tried here. In memory alone, and without the addresses: a
 * console does not say how many failures it has counted, nor that an account is locked.
 */
export class FailedSignIns {
  readonly #failures = new Map<string, Failures>();

  /**
   * A password or code of MFA was wrong, or may have been: what was sent and not answered counts. What was tried while the account was locked does
   * not. `now` in milliseconds since 1970.
   */
  add(origin: string, email: string, now: number): void {
    const { count, lockedUntil } = this.of(origin, email);
    if (lockedUntil !== undefined && now < lockedUntil) return;
    const minutes = minutesOfLock(count + 1);
    this.#failures.set(keyOf(origin, email), { count: count + 1, lockedUntil: minutes > 0 ? now + minutes * minute : undefined });
  }

  /** They signed in: the console begins to count anew. */
  forget(origin: string, email: string): void {
    this.#failures.delete(keyOf(origin, email));
  }

  of(origin: string, email: string): Failures {
    return this.#failures.get(keyOf(origin, email)) ?? { count: 0, lockedUntil: undefined };
  }
}

/** For how many minutes a failure locks, counted from 1; 0: it does not. */
export function minutesOfLock(failure: number): number {
  return failure < firstLocking ? 0 : 2 ** (failure - firstLocking + 1);
}

/** Consoles take an address in any case. */
function keyOf(origin: string, email: string): string {
  return createHash("sha256").update(`${origin}\n${email.toLowerCase()}`).digest("hex");
}
