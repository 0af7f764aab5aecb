import { Refused } from "./consoleRoute";

const most = 5;
const everyMs = 5 * 60_000;

/** How often one may ask to sign in: five times at once, and once more every five minutes. A refusal does not count. */
export class SignInLimit {
  readonly #now: () => number;
  /** When the next request would be one too many by itself: each moves it on. */
  #paidUntil = -Infinity;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Errors: Refused with 429. */
  take(): void {
    const paidUntil = Math.max(this.#paidUntil, this.#now()) + everyMs;
    if (paidUntil - this.#now() > most * everyMs) {
      throw new Refused(429, "You've exceeded your request limit. Please try again later.");
    }
    this.#paidUntil = paidUntil;
  }
}
