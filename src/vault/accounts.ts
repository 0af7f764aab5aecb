import type { Clock } from "../platform/clock";
import type { Disposable } from "../platform/lifecycle";
import type { Log } from "../platform/log";
import type { SecretStorageLike } from "./entries";

/** An account of a satellite's console that a person signed in to. */
export interface Account {
  /** 12 lower-case hexadecimal digits: of origin, way and name. */
  readonly id: string;
  /** The exact origin that the secret goes to, and nowhere else: `https://us1.storj.io`. */
  readonly origin: string;
  readonly way: "session" | "restKey";
  /** What it is called: the e-mail address, else what the person called it. */
  readonly name: string;
  /** The cookie `_tokenKey`, or the REST API key. */
  readonly secret: string;
  /** Until when the session lasts, in milliseconds since 1970; undefined of a REST API key, and where it is not known. */
  readonly expiresAt: number | undefined;
  /** The node URL of the console's satellite, as the console told: hostile text. */
  readonly nodeUrl: string;
}

interface Surroundings {
  readonly secrets: SecretStorageLike;
  readonly clock: Clock;
  readonly log: Log;
}

/** The accounts in SecretStorage: an entry each, shared by all windows. Nothing is read before `load`. */
export class Accounts implements Disposable {
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#around.log.info("not built yet");
  }

  /** Reads all; what can't be read is left alone. Errors: VaultError. */
  async load(): Promise<void> {
    await Promise.reject(new Error("not built yet"));
  }

  /** What is there as far as it was read, by origin and name. */
  all(): readonly Account[] {
    return [];
  }

  find(id: string): Account | undefined {
    return this.all().find((account) => account.id === id);
  }

  /** Keeps an account; one of the same origin, way and name is replaced. */
  async save(account: Omit<Account, "id">): Promise<Account> {
    return Promise.reject(new Error(`not built yet ${account.name}`));
  }

  /** Other end of the session; nothing where the account has gone. */
  async prolong(id: string, expiresAt: number): Promise<void> {
    await Promise.reject(new Error(`not built yet ${id} ${expiresAt}`));
  }

  async remove(id: string): Promise<void> {
    await Promise.reject(new Error(`not built yet ${id}`));
  }

  /** Fires when something was saved, removed or prolonged, in this window or another. */
  onDidChange(listener: () => void): Disposable {
    return { dispose: () => { listener(); } };
  }

  dispose(): void {
    // Not built yet.
  }
}
