import type { ConsoleAccess } from "./access";
import type { ConsoleApi } from "./api";
import { ConsoleError } from "./consoleError";
import { keyParameters } from "./keyParameters";
import { withMeanings } from "./meanings";
import { answerTo, type ConsoleRequest, readAnswer, readNothing } from "./request";
import { createdKey, generatedProjects, isHeaderToken, keyPage } from "./schemas";

const behindLastPage = 400;

/**
 * The generated API, with a REST API key. Each call is one request, but for what {@link withMeanings} asks about failures, and deleting, which
 * is one request for each API key: what comes before a failure is deleted. One that is gone already counts as deleted.
 */
export function restKeyApi(access: ConsoleAccess, restKey: string): ConsoleApi {
  /** What could never stand in a header is no key, and is not sent. */
  const ask = async ({ headers, ...request }: ConsoleRequest) => {
    if (!isHeaderToken(restKey)) throw new ConsoleError("signed-out");
    return answerTo(access, { ...request, headers: { ...headers, Authorization: `Bearer ${restKey}` } });
  };

  const api: ConsoleApi = {
    projects: async (signal) => readAnswer(generatedProjects, await ask({ path: "/public/v1/projects/", signal })),
    keys: async (project, query, page, size, signal) => {
      // An empty search is refused; a wildcard finds all.
      const parameters = new URLSearchParams({ search: query.search || "%", ...keyParameters(query, page, size) });
      return readAnswer(keyPage(size), await ask({ path: `/public/v1/projects/apikeys/${project}?${parameters.toString()}`, signal }));
    },
    createKey: async (project, name, signal) => {
      const headers = { "Content-Type": "application/json" };
      const body = JSON.stringify({ projectID: project, name });
      return readAnswer(createdKey, await ask({ method: "POST", path: "/public/v1/apikeys/create", headers, body, signal }));
    },
    deletesAllOrNone: false,
    deleteKeys: async (ids, signal) => {
      for (const id of ids) readNothing(await ask({ method: "DELETE", path: `/public/v1/apikeys/delete/${id}`, signal }));
    },
    projectFacts: () => Promise.resolve(undefined),
  };
  return withMeanings(api, behindLastPage);
}
