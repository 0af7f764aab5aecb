import type { IncomingMessage } from "node:http";
import { readCookies } from "./consoleCookies";
import type { Person } from "./people";

/** A request to the console, with its whole body. */
export interface Asking {
  /** What stands in the path for the route's `{…}`. */
  readonly inPath: readonly string[];
  readonly query: URLSearchParams;
  readonly cookies: ReadonlyMap<string, string>;
  /** Of the header Authorization: what follows `Bearer `. */
  readonly bearer: string | undefined;
  readonly csrfHeader: string | undefined;
  readonly body: string;
}

/** An answer. Without `json` it has no body. */
export interface Reply {
  /** 200 unless given. */
  readonly status?: number;
  readonly json?: unknown;
  /** Of each cookie, what the header Set-Cookie says. */
  readonly cookies?: readonly string[];
  /** Not even a route that is typed says of this that it is JSON. */
  readonly isUntyped?: boolean;
}

/** What is asked for is refused, with a status of HTTP. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

/**
 * The web app's API: what the route asks for before all else. Where it is not `isTyped`, its JSON is called plain text,
 * as Go's server calls what nobody has named.
 */
export interface AppRoute {
  readonly method: string;
  /** As `/api/v0/projects/{id}/salt`. */
  readonly path: string;
  /** A CSRF token, where the console is one that wants it. */
  readonly needsCsrf?: boolean;
  /** One of the requests to sign in, of which there are only so many. */
  readonly isLimited?: boolean;
  readonly isTyped?: boolean;
  readonly answer: (asking: Asking) => Reply;
}

/** The same for who has a session. */
export interface SessionRoute extends Omit<AppRoute, "answer" | "isLimited"> {
  readonly answerTo: (person: Person, asking: Asking) => Reply;
}

/** The generated API, for who has a session or a REST API key. Its path begins behind `/public/v1` or `/api/v0`. */
export interface GeneratedRoute {
  readonly method: string;
  readonly path: string;
  readonly answerTo: (person: Person, asking: Asking) => Reply;
}

/** Gives what stands for each `{…}` of a path; undefined where it is another. */
export function matcher(path: string): (given: string) => readonly string[] | undefined {
  const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, "([^/]+)")}$`);
  return (given) => pattern.exec(given)?.slice(1);
}

/** Without a body yet, and without what is in the path. */
export function askingOf(request: IncomingMessage, query: URLSearchParams): Omit<Asking, "body" | "inPath"> {
  const { authorization, cookie } = request.headers;
  const csrfHeader = request.headers["x-csrf-token"];
  return {
    query,
    cookies: readCookies(cookie),
    bearer: authorization?.startsWith("Bearer ") ? authorization.slice("Bearer ".length) : undefined,
    csrfHeader: typeof csrfHeader === "string" ? csrfHeader : undefined,
  };
}
