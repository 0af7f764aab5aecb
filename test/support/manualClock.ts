import type { Clock } from "../../src/platform/clock";

interface Timer {
  readonly due: number;
  readonly fn: () => void;
}

/** A clock whose hands a test turns. */
export class ManualClock implements Clock {
  /** How many timers have been started, for tests that count. */
  started = 0;
  #now: number;
  readonly #timers = new Set<Timer>();

  constructor(now = Date.UTC(2026, 10, 23)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  setTimer(ms: number, fn: () => void): { dispose(): void } {
    if (!(ms >= 0 && ms < 2 ** 31)) throw new RangeError(`a timer of ${String(ms)} ms would fire at once`);
    const timer = { due: this.#now + ms, fn };
    this.started++;
    this.#timers.add(timer);
    return { dispose: () => this.#timers.delete(timer) };
  }

  /** How many timers are waiting. */
  get waiting(): number {
    return this.#timers.size;
  }

  /**
   * Lets `ms` pass: what falls due in it runs in order, and what that sets off without waiting for time has settled on
   * return.
   */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.due);
      next.fn();
      await settled();
    }
    this.#now = end;
  }

  #next(end: number): Timer | undefined {
    return [...this.#timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
  }
}

/** One turn of the event loop: every promise that needs nothing from outside has settled. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
