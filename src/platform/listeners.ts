import type { Disposable } from "./lifecycle";

/** Those who are told when something has changed. What fails in one of them keeps it from none of the others. */
export class Listeners {
  readonly #all = new Set<() => void>();
  readonly #failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Calls `listener` at each change, until what it gives is disposed. */
  readonly add = (listener: () => void): Disposable => {
    // Of its own, so that one who listens twice is told twice, and leaves once at a time.
    const own = (): void => {
      listener();
    };
    this.#all.add(own);
    return { dispose: () => this.#all.delete(own) };
  };

  tell(): void {
    for (const listener of [...this.#all]) {
      try {
        listener();
      } catch (error) {
        this.#failed(error);
      }
    }
  }

  clear(): void {
    this.#all.clear();
  }
}
