/** A small seeded generator (xoshiro128**, seeded by splitmix32): the same seed gives the same cases everywhere. */
export class Random {
  readonly #state: Uint32Array;

  constructor(seed: number) {
    this.#state = Uint32Array.from({ length: 4 }, () => {
      seed = (seed + 0x9e3779b9) | 0;
      let mixed = Math.imul(seed ^ (seed >>> 16), 0x21f0aaad);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
      return mixed ^ (mixed >>> 15);
    });
  }

  #uint32(): number {
    const [a, b, c, d] = this.#state as unknown as [number, number, number, number];
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const next = d ^ b;
    this.#state.set([a ^ next, b ^ c ^ a, c ^ a ^ (b << 9), (next << 11) | (next >>> 21)]);
    return result;
  }

  /** 0 or more, below `end`. */
  below(end: number): number {
    return Math.floor((this.#uint32() / 2 ** 32) * end);
  }

  /** `first` to `last`, both included. */
  between(first: number, last: number): number {
    return first + this.below(last - first + 1);
  }

  chance(probability: number): boolean {
    return this.#uint32() < probability * 2 ** 32;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  /** One of the choices, each as likely as its weight. */
  weighted<T>(choices: readonly (readonly [weight: number, choice: T])[]): T {
    let left = this.below(choices.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, choice] of choices) {
      if (left < weight) return choice;
      left -= weight;
    }
    throw new Error("no choice");
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.#uint32() >>> 24);
  }

  /** As many results of `make` as a number from `first` to `last` says. */
  several<T>(first: number, last: number, make: () => T): T[] {
    return Array.from({ length: this.between(first, last) }, make);
  }

  shuffled<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let at = result.length - 1; at > 0; at--) {
      const other = this.below(at + 1);
      [result[at], result[other]] = [result[other] as T, result[at] as T];
    }
    return result;
  }
}
