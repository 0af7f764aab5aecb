import { type ConsoleApi, largestPage, type ListedKey } from "../../satellite/console/api";

/** A project's API keys, as far as they could be listed. */
export interface AllKeys {
  readonly keys: readonly ListedKey[];
  /** Some came or went meanwhile: one of the others may be missing, since it moved to a page that was read already. */
  readonly hasChanged: boolean;
}

/**
 * Every page of a project's keys, one request after the other, the oldest key first: a new one comes at the end. `say` is told how many there are of
 * how many. Errors: those of ConsoleApi.
 */
export async function allKeys(
  api: ConsoleApi,
  project: string,
  search: string,
  say: (found: number, total: number) => void,
  signal: AbortSignal,
): Promise<AllKeys> {
  const found = new Map<string, ListedKey>();
  const query = { order: "date", isDescending: false, search } as const;
  let first: number | undefined;
  let hasChanged = false;
  for (let page = 1; ; page++) {
    const { keys, total } = await api.keys(project, query, page, largestPage, signal);
    first ??= total;
    hasChanged ||= total !== first || keys.some(({ id }) => found.has(id));
    const before = found.size;
    for (const key of keys) found.set(key.id, key);
    say(found.size, total);
    // A total is a console's word alone: without a new key there is no next page.
    if (found.size === before || page * largestPage >= total) return { keys: [...found.values()], hasChanged: hasChanged || found.size !== total };
  }
}
