import { type ConsoleApi, type KeyPage, largestPage } from "./api";
import { ConsoleError } from "./consoleError";
import { searchFor } from "./keySearch";
import { isUuid } from "./uuid";

/**
 * Both APIs say several things with one status, and one thing with several. This asks once more where another request can tell them apart:
 * - 401 about a project is also the answer where it does not exist, or is not the account's: `projects` tells whether it is signed in.
 * - A page behind the last one is a failure (`statusBehindLast`): the first one tells how many there are.
 * - A taken name may be 500: a list of the keys of that name tells.
 * - What is to be deleted and is gone may be 404. (The web app's API says 500, which may be anything.)
 * IDs go into addresses, so one that is no UUID is `invalid` and is not sent.
 */
export function withMeanings(api: ConsoleApi, statusBehindLast: number): ConsoleApi {
  async function aboutProject<T>(ids: readonly string[], ask: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (!ids.every(isUuid)) throw new ConsoleError("invalid");
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ConsoleError && error.status === 401)) throw error;
      await api.projects(signal);
      throw new ConsoleError("no-access", error);
    }
  }

  const keys: ConsoleApi["keys"] = (project, query, page, size, signal) => {
    const ask = async (): Promise<KeyPage> => {
      try {
        return await api.keys(project, query, page, size, signal);
      } catch (error) {
        if (page === 1 || !(error instanceof ConsoleError) || error.status !== statusBehindLast) throw error;
        const { total } = await api.keys(project, query, 1, 1, signal);
        if (total > (page - 1) * size) throw error;
        return { keys: [], total };
      }
    };
    return aboutProject([project], ask, signal);
  };

  /** Looks at one page of the names that have this one in them, by name: where that is not enough, it is not told. */
  const isTaken = async (project: string, name: string, signal?: AbortSignal): Promise<boolean> => {
    const query = { order: "name", isDescending: false, search: searchFor(name) } as const;
    const { keys: found } = await api.keys(project, query, 1, largestPage, signal);
    return found.some((key) => key.name === name);
  };

  const createKey: ConsoleApi["createKey"] = (project, name, signal) => {
    const ask = async () => {
      try {
        return await api.createKey(project, name, signal);
      } catch (error) {
        const { status } = error instanceof ConsoleError ? error : {};
        if (status === 409 || (status === 500 && (await isTaken(project, name, signal)))) throw new ConsoleError("name-taken", { status });
        throw error;
      }
    };
    return aboutProject([project], ask, signal);
  };

  const deleteKeys: ConsoleApi["deleteKeys"] = (ids, signal) => {
    const ask = async () => {
      try {
        await api.deleteKeys(ids, signal);
      } catch (error) {
        throw error instanceof ConsoleError && error.status === 404 && error.code === "invalid" ? new ConsoleError("gone", error) : error;
      }
    };
    return aboutProject(ids, ask, signal);
  };

  return {
    projects: (signal) => api.projects(signal),
    keys,
    createKey,
    deleteKeys,
    deletesAllOrNone: api.deletesAllOrNone,
    projectFacts: (project, signal) => aboutProject([project], () => api.projectFacts(project, signal), signal),
  };
}
