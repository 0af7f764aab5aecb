import { ConsoleError, type ConsoleErrorCode } from "../../../../src/satellite/console/consoleError";
import type { ConsoleApi, KeyPage, KeyQuery, ListedKey } from "../../../../src/satellite/console/api";

export const listed = (at: number, details: Partial<ListedKey> = {}): ListedKey => ({
  id: `id-${String(at)}`,
  name: `key ${String(at).padStart(5, "0")}`,
  createdAt: Date.UTC(2026, 0, 1) + at * 1_000,
  creator: "me@example.test",
  ...details,
});

export const keysFrom = (first: number, count: number): ListedKey[] => Array.from({ length: count }, (_, at) => listed(first + at));

/** A console with one project's keys in memory, the oldest first, asked by `me@example.test`. */
export class ConsoleInMemory implements Pick<ConsoleApi, "keys" | "deleteKeys" | "deletesAllOrNone"> {
  /** What was asked, as `keys 1`, `keys 1 name`, `delete 3`. */
  readonly asked: string[] = [];
  readonly deletesAllOrNone: boolean;
  keysThere: ListedKey[];
  /** Called before a request is answered; an error that it gives is thrown, `after` it was done as it was asked. */
  before: (asked: string) => { readonly error: ConsoleError; readonly after?: boolean } | undefined = () => undefined;

  constructor(keys: readonly ListedKey[], deletesAllOrNone = true) {
    this.keysThere = [...keys];
    this.deletesAllOrNone = deletesAllOrNone;
  }

  get api(): ConsoleApi {
    return this as unknown as ConsoleApi;
  }

  keys(_project: string, { search }: KeyQuery, page: number, size: number, signal?: AbortSignal): Promise<KeyPage> {
    return this.#answer(`keys ${String(page)}${search === "" ? "" : ` ${search}`}`, signal, () => {
      const pattern = new RegExp(search.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll("%", ".*").replaceAll("_", "."), "isu");
      const found = this.keysThere.filter(({ name }) => pattern.test(name));
      return { keys: found.slice((page - 1) * size, page * size), total: found.length };
    });
  }

  deleteKeys(ids: readonly string[], signal?: AbortSignal): Promise<void> {
    return this.#answer(`delete ${String(ids.length)}`, signal, () => {
      const doomed = ids.map((id) => this.keysThere.find((key) => key.id === id));
      if (this.deletesAllOrNone && doomed.includes(undefined)) throw new ConsoleError("gone", { status: 500 });
      if (doomed.some((key) => key && key.creator !== "me@example.test")) throw new ConsoleError("forbidden", { status: 403 });
      this.keysThere = this.keysThere.filter(({ id }) => !ids.includes(id));
    });
  }

  async #answer<T>(asked: string, signal: AbortSignal | undefined, work: () => T): Promise<T> {
    await Promise.resolve();
    signal?.throwIfAborted();
    this.asked.push(asked);
    const fault = this.before(asked);
    if (fault && fault.after !== true) throw fault.error;
    const answer = work();
    if (fault) throw fault.error;
    signal?.throwIfAborted();
    return answer;
  }
}

export const failure = (code: ConsoleErrorCode, status?: number): ConsoleError => new ConsoleError(code, { status });
