import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { noSessionCookies } from "./consoleCookies";
import { configRoute } from "./consoleConfig";
import { generatedKeyRoutes, keyRoutes } from "./consoleKeys";
import { generatedProjectsRoute, projectRoutes } from "./consoleProjects";
import { restKeyRoutes } from "./consoleRestKeyRoutes";
import { type Asking, askingOf, matcher, Refused, type Reply } from "./consoleRoute";
import { ownSessionRoutes, signInRoutes } from "./consoleSignIn";
import type { ConsoleState } from "./consoleState";
import type { ConsoleFaults } from "./faults";
import { GoJsonError } from "./goJson";
import type { Person } from "./people";
import type { Asked } from "./requests";

/** What the console is told, and asked, beside what it knows. */
interface Watching {
  /** Told of each request. */
  readonly note: (asked: Extract<Asked, { to: "console" }>) => void;
  readonly fault: () => ConsoleFaults;
}

/** How one route answers. */
interface Answering {
  readonly method: string;
  readonly match: (path: string) => readonly string[] | undefined;
  /** Whether its answers say of themselves that they are JSON: those that succeed, or all of them. */
  readonly typed: "never" | "success" | "always";
  /** Its answers are for the web app's origin. */
  readonly isApp: boolean;
  readonly answer: (asking: Asking) => Reply;
}

/** The page that comes for every path which nobody knows. */
const page = "<!DOCTYPE html><html><head><title>Storj</title></head><body><div id=\"app\"></div></body></html>\n";

/**
 * Serves the two APIs of a satellite's console: the web app's below `/api/v0`, and the generated one below `/public/v1`
 * and `/api/v0`. Not listening yet.
 */
export function consoleServer(state: ConsoleState, { note, fault }: Watching): Server {
  const routes = [...appRoutes(state), ...generatedRoutes(state)];

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "", url = "" } = request;
    const { pathname, searchParams } = new URL(url, "http://console");
    const asking = askingOf(request, searchParams);
    const cookieWay = asking.cookies.has("_tokenKey") ? "session" : "none";
    note({ to: "console", method, path: url, way: asking.bearer === undefined ? cookieWay : "bearer" });
    const body = await bodyOf(request);
    const faults = fault();
    const wrong = typeof faults === "function" ? await faults(method, url) : faults;
    if (wrong === "silence") return;
    if (wrong === "hang-up") {
      request.socket.destroy();
      return;
    }
    if (typeof wrong === "object") {
      response.writeHead(wrong.status, wrong.headers).end(wrong.body ?? "");
      return;
    }
    for (const route of wrong === "html" ? [] : routes) {
      const inPath = route.method === method ? route.match(pathname) : undefined;
      if (inPath) {
        reply(response, route, { ...asking, inPath, body }, state.urls().console);
        return;
      }
    }
    response.writeHead(200, { "Content-Type": "text/html; charset=UTF-8" }).end(page);
  };

  return createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // Who hangs up in the middle of a request is owed no answer.
      if (!request.socket.destroyed) throw error;
    });
  });
}

function reply(response: ServerResponse, { answer, typed, isApp }: Answering, asking: Asking, origin: string): void {
  const { status = 200, json, cookies = [], isUntyped = false, hasFailed } = answered(() => answer(asking));
  response.setHeader("Cache-Control", "no-store");
  if (isApp) response.setHeader("Access-Control-Allow-Origin", origin);
  if (cookies.length > 0) response.setHeader("Set-Cookie", cookies);
  const isTyped = typed === "always" || (typed === "success" && !hasFailed && !isUntyped);
  if (isTyped) response.setHeader("Content-Type", "application/json");
  else if (json !== undefined) response.setHeader("Content-Type", "text/plain; charset=utf-8");
  response.writeHead(status).end(json === undefined ? "" : `${JSON.stringify(json)}\n`);
}

/** A refusal as an answer. */
function answered(answer: () => Reply): Reply & { readonly hasFailed: boolean } {
  try {
    return { ...answer(), hasFailed: false };
  } catch (error) {
    if (error instanceof SignedOut) return { ...failed(error.status, error.message), cookies: noSessionCookies };
    if (error instanceof Refused) return failed(error.status, error.message);
    if (error instanceof GoJsonError) return failed(400, error.message);
    throw error;
  }
}

function failed(status: number, error: string): Reply & { readonly hasFailed: true } {
  return { status, json: { error }, hasFailed: true };
}

function appRoutes(state: ConsoleState): readonly Answering[] {
  const { csrf, limit, options, sessions } = state;
  const open = [configRoute(state), ...signInRoutes(state)].map((route) => ({
    ...route,
    answer: (asking: Asking): Reply => {
      if (route.needsCsrf) csrf.check(asking);
      if (route.isLimited && options.limits) limit.take();
      return route.answer(asking);
    },
  }));
  const own = [ownSessionRoutes, projectRoutes, keyRoutes, restKeyRoutes].flatMap((routes) => routes(state));
  const closed = own.map((route) => ({
    ...route,
    answer: (asking: Asking): Reply => {
      const { person } = sessions.ofToken(asking.cookies.get("_tokenKey"));
      if (route.needsCsrf) csrf.check(asking);
      return route.answerTo(person, asking);
    },
  }));
  return [...open, ...closed].map(({ method, path, isTyped, answer }) => ({
    method,
    match: matcher(path),
    typed: isTyped ? "success" : "never",
    isApp: true,
    answer,
  }));
}

/** Nobody whom the generated API knows: a browser is to forget its session. */
class SignedOut extends Refused {}

function generatedRoutes(state: ConsoleState): readonly Answering[] {
  const routes = [generatedProjectsRoute(state), ...generatedKeyRoutes(state)];
  return ["/public/v1", "/api/v0"].flatMap((root) =>
    routes.map(({ method, path, answerTo }) => ({
      method,
      match: matcher(root + path),
      typed: "always" as const,
      isApp: false,
      answer: (asking: Asking) => answerTo(whoAsks(state, asking), asking),
    })),
  );
}

/** A REST API key goes before a session. */
function whoAsks({ restKeys, sessions }: ConsoleState, { bearer, cookies }: Asking): Person {
  if (bearer !== undefined) {
    const person = restKeys.personOf(bearer);
    if (person) return person;
    throw new SignedOut(401, "rest keys service: invalid key: invalid account management api key");
  }
  try {
    return sessions.ofToken(cookies.get("_tokenKey")).person;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new SignedOut(401, "authorization key format is incorrect. Should be 'Bearer <key>'");
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
