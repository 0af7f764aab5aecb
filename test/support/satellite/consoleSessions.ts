import { newToken, wrongInToken } from "./consoleToken";
import { Refused } from "./consoleRoute";
import type { Person } from "./people";

const usualMs = 30 * 60_000;
const weekMs = 7 * 86_400_000;

/** What a person is given who signs in. `expiresAt` in milliseconds. */
export interface Session {
  readonly token: string;
  readonly person: Person;
  readonly expiresAt: number;
}

/** Who is signed in. */
export class Sessions {
  readonly #open = new Map<string, Session>();
  readonly #now: () => number;
  readonly #lifeMs: number | undefined;

  /** `lifeMs`: of every session, whatever who began it wanted. */
  constructor(now: () => number, lifeMs: number | undefined) {
    this.#now = now;
    this.#lifeMs = lifeMs;
  }

  begin(person: Person, forOneWeek = false): Session {
    return this.#keep(newToken(), person, forOneWeek ? weekMs : usualMs);
  }

  /** Errors: Refused with 401. */
  ofToken(token: string | undefined): Session {
    const refused = (why: string): Refused => new Refused(401, `unauthorized: ${why}`);
    if (token === undefined) throw refused("http: named cookie not present");
    const wrong = wrongInToken(token);
    if (wrong !== undefined) throw refused(wrong);
    const session = this.#open.get(token);
    if (!session) throw refused("console service: sql: no rows in result set");
    if (session.expiresAt < this.#now()) {
      this.#open.delete(token);
      throw refused("console service: token expiration: authorization failed. expiration reached.");
    }
    return session;
  }

  /** From now on it lasts as long as one that was begun without a wish: also one that was to last a week. */
  refresh({ token, person }: Session): Session {
    return this.#keep(token, person, usualMs);
  }

  end({ token }: Session): void {
    this.#open.delete(token);
  }

  endAll(): void {
    this.#open.clear();
  }

  #keep(token: string, person: Person, wantedMs: number): Session {
    const session = { token, person, expiresAt: this.#now() + (this.#lifeMs ?? wantedMs) };
    this.#open.set(token, session);
    return session;
  }
}
