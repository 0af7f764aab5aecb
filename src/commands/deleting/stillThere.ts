import { type ConsoleApi, largestPage, type ListedKey } from "../../satellite/console/api";
import { searchFor } from "../../satellite/console/keySearch";

/** A walk during which keys come or go is done again, so often at most: what moves to a page that was read already would be taken for gone. */
const mostWalks = 3;

/**
 * The IDs of those API keys that a project still has: by the pages of its list, 300 keys a request, or by each name where these are fewer requests.
 * Errors: those of ConsoleApi.
 */
export async function stillThere(api: ConsoleApi, project: string, keys: readonly ListedKey[], signal: AbortSignal): Promise<ReadonlySet<string>> {
  const wanted = new Set(keys.map(({ id }) => id));
  const found = new Set<string>();
  const missing = (): readonly ListedKey[] => keys.filter(({ id }) => !found.has(id));
  /** One walk; false where it was left, since searching for the names takes fewer requests. */
  const walk = async (search: string, isWanted: (key: ListedKey) => boolean): Promise<boolean> => {
    for (let walks = 0, isSteady = false; walks < mostWalks && !isSteady; walks++) {
      isSteady = true;
      const seen = new Set<string>();
      let first: number | undefined;
      for (let page = 1; ; page++) {
        const { keys: listed, total } = await api.keys(project, { order: "date", isDescending: false, search }, page, largestPage, signal);
        first ??= total;
        isSteady &&= first === total;
        for (const { id } of listed) if (wanted.has(id)) found.add(id);
        const left = missing().filter(isWanted).length;
        const pages = Math.ceil(total / largestPage) - page;
        if (left === 0) return true;
        // A total is a console's word alone: without a new key there is no next page.
        if (pages <= 0 || listed.every(({ id }) => seen.has(id))) break;
        for (const { id } of listed) seen.add(id);
        if (search === "" && left < pages) return false;
      }
    }
    return true;
  };
  if (keys.length > 1 && (await walk("", () => true))) return found;
  for (const key of missing()) await walk(searchFor(key.name), ({ id }) => id === key.id);
  return found;
}
