import { goTime } from "../../platform/goTime";
import type { ConsoleAccess } from "./access";
import type { ConsoleApi, SessionApi } from "./api";
import { ConsoleError } from "./consoleError";
import { CsrfGuard } from "./csrf";
import { keyParameters } from "./keyParameters";
import { withMeanings } from "./meanings";
import { answerTo, readAnswer, readNothing } from "./request";
import { createdKey, isHeaderToken, keyPage, projectConfig, projects } from "./schemas";

const behindLastPage = 500;

/**
 * The web app's API, with the session of a cookie. Each call is one request, but for these:
 * - Before the first one that changes something the config is asked for the CSRF token, and again after a 403; see {@link CsrfGuard}.
 * - What {@link withMeanings} asks about failures.
 * Deleting an API key that is gone already fails as `server`, and nothing is deleted then.
 */
export function sessionApi(access: ConsoleAccess, token: string): SessionApi {
  const guard = new CsrfGuard(access);

  /** What could never be a cookie is no session, and is not sent. */
  const cookie = (): string => {
    if (!isHeaderToken(token)) throw new ConsoleError("signed-out");
    return `_tokenKey=${token}`;
  };
  const get = async (path: string, signal?: AbortSignal) => answerTo(access, { path, headers: { Cookie: cookie() }, signal });

  const api: ConsoleApi = {
    projects: async (signal) => readAnswer(projects, await get("/api/v0/projects", signal)),
    keys: async (project, query, page, size, signal) => {
      const { search } = query;
      const parameters = new URLSearchParams({ projectID: project, ...keyParameters(query, page, size), ...(search && { search }) });
      return readAnswer(keyPage(size), await get(`/api/v0/api-keys/list-paged?${parameters.toString()}`, signal));
    },
    createKey: async (project, name, signal) => {
      const headers = { "Content-Type": "text/plain;charset=UTF-8" };
      const request = { method: "POST", path: `/api/v0/api-keys/create/${project}`, headers, body: name, signal } as const;
      return readAnswer(createdKey, await guard.answerTo(request, cookie()));
    },
    deletesAllOrNone: true,
    deleteKeys: async (ids, signal) => {
      if (ids.length === 0) return;
      const headers = { "Content-Type": "application/json" };
      const body = JSON.stringify({ ids });
      const request = { method: "DELETE", path: "/api/v0/api-keys/delete-by-ids", headers, body, signal } as const;
      readNothing(await guard.answerTo(request, cookie()));
    },
    projectFacts: async (project, signal) => readAnswer(projectConfig, await get(`/api/v0/projects/${project}/config`, signal)),
  };

  return {
    ...withMeanings(api, behindLastPage),
    refresh: async (signal) => {
      return readAnswer(goTime, await guard.answerTo({ method: "POST", path: "/api/v0/auth/refresh-session", signal }, cookie()));
    },
    signOut: async (signal) => {
      readNothing(await answerTo(access, { method: "POST", path: "/api/v0/auth/logout", headers: { Cookie: cookie() }, signal }));
    },
  };
}
