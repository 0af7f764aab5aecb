import type { KeyPage, KeyQuery, ListedKey } from "../../src/satellite/console/api";

/** What a test does to a request before it is answered. */
type Meanwhile = (request: string) => Promise<void> | void;

/** A project's API keys, as a console lists them. Whoever is asked for does not change after the answer was made. */
export class KeysModel {
  readonly keys: ListedKey[] = [];
  /** Each request, as "name 1 50", with "desc" and the search where there are any. */
  readonly requests: string[] = [];
  /** How many requests were under way at once, at most. */
  atOnce = 0;
  /** Called before each answer: it may wait, change the keys, or throw. */
  meanwhile: Meanwhile = () => undefined;
  /** Whether a broken-off request rejects; else it is answered late, and whoever asked must not take that. */
  hearsSignals = true;
  #under = 0;
  #made = 0;

  /** Adds API keys of these names. */
  add(...names: readonly string[]): void {
    for (const name of names) {
      const number = this.#made++;
      this.keys.push({ id: `id-${number}`, name, createdAt: number * 1_000, creator: `${["bob", "alice"][number % 2] ?? ""}@example.test` });
    }
  }

  delete(name: string): void {
    this.keys.splice(this.keys.findIndex((key) => key.name === name), 1);
  }

  /** What matches a query, in its order. */
  sorted({ order, isDescending, search }: KeyQuery): ListedKey[] {
    const value = ({ name, createdAt, creator }: ListedKey): string =>
      ({ name, date: String(createdAt).padStart(12, "0"), creator: `${creator} ${name}` })[order];
    const found = this.keys.filter(({ name }) => name.includes(search)).sort((a, b) => (value(a) < value(b) ? -1 : 1));
    return isDescending ? found.reverse() : found;
  }

  readonly ask = async (query: KeyQuery, page: number, size: number, signal: AbortSignal): Promise<KeyPage> => {
    const request = [query.order, query.isDescending ? "desc" : "", query.search, page, size].filter((part) => part !== "").join(" ");
    this.requests.push(request);
    this.#under++;
    this.atOnce = Math.max(this.atOnce, this.#under);
    try {
      await new Promise((resolve) => setImmediate(resolve));
      await this.meanwhile(request);
      if (this.hearsSignals) signal.throwIfAborted();
      const found = this.sorted(query);
      return { keys: found.slice((page - 1) * size, page * size), total: found.length };
    } finally {
      this.#under--;
    }
  };

  /** Waits until nothing is under way, not even what was broken off and does not hear of it. */
  async atRest(): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve));
    while (this.#under > 0);
  }

  /** What has been asked since the last call. */
  asked(): string[] {
    return this.requests.splice(0);
  }
}

/** `key 000`, `key 001`, … */
export const numberedNames = (count: number): string[] => Array.from({ length: count }, (_, at) => `key ${String(at).padStart(3, "0")}`);
