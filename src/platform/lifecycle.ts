/** What holds something that must be let go of: a listener, a timer, a registration. VS Code's own disposables fit. */
export interface Disposable {
  dispose(): void;
}

/**
 * Disposables that live and die together, let go of in the reverse order. What comes after the end is let go of at
 * once.
 */
export class DisposableStore implements Disposable {
  readonly #held = new Set<Disposable>();
  #isDisposed = false;

  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  /** Holds on to `disposable` and gives it back. */
  add<T extends Disposable>(disposable: T): T {
    if (this.#isDisposed) disposable.dispose();
    else this.#held.add(disposable);
    return disposable;
  }

  /** Lets go of one before the others. */
  delete(disposable: Disposable): void {
    if (this.#held.delete(disposable)) disposable.dispose();
  }

  /** Lets go of all, also where one of them throws: then throws the first error. */
  dispose(): void {
    this.#isDisposed = true;
    const errors: unknown[] = [];
    for (const disposable of [...this.#held].reverse()) {
      try {
        disposable.dispose();
      } catch (error) {
        errors.push(error);
      }
    }
    this.#held.clear();
    if (errors.length > 0) throw errors[0];
  }
}
