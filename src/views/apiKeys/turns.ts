/** Steps that wait for one another, until something overtakes them all. */
export class Turns {
  #last: Promise<void> = Promise.resolve();
  #controller = new AbortController();

  /**
   * Runs a step when those before it are done; resolves at its end, or when it is overtaken: the signal tells it, and one that has not begun by
   * then never does. A step must not reject.
   */
  next(step: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.#controller;
    const turn = this.#last.then(() => (signal.aborted ? undefined : untilOvertaken(step(signal), signal)));
    this.#last = turn;
    return turn;
  }

  /** Breaks off the step that runs, and drops those that wait. */
  overtake(): void {
    this.#controller.abort();
    this.#controller = new AbortController();
    this.#last = Promise.resolve();
  }

  /** Resolves when nothing runs or waits any more. */
  async settled(): Promise<void> {
    let last: Promise<void>;
    do {
      last = this.#last;
      await last;
    } while (last !== this.#last);
  }
}

function untilOvertaken(step: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      signal.removeEventListener("abort", end);
      resolve();
    };
    signal.addEventListener("abort", end);
    void step.then(end);
  });
}
