import * as v from "valibot";
import { isPage, outsideWords } from "../../platform/answerText";
import { exchange, type ExchangeAnswer, ExchangeError, type ExchangeRequest } from "../../platform/exchange";
import { consoleOrigin } from "../consoleOrigin";
import type { ConsoleAccess } from "./access";
import { ConsoleError, type ConsoleErrorCode } from "./consoleError";

/** Far above 300 keys or some thousand projects. */
const longestAnswer = 4_194_304;

/** Sign-in counts what comes from one User-Agent: it never changes, not even with the version. */
const everyRequest = { Accept: "application/json", "User-Agent": "storj-grants" };

/** What differs from one request to another. `path` begins with a slash and has the query. */
export interface ConsoleRequest extends Pick<ExchangeRequest, "body" | "signal"> {
  readonly method?: ExchangeRequest["method"];
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Sends one request to a console's origin, and gives the answer where its status is 2xx. For the other statuses the codes are those that hold
 * for every route: 401 is `signed-out`, 500 is `server`.
 * Errors: ConsoleError, or the signal's reason.
 */
export async function answerTo(access: ConsoleAccess, { method = "GET", path, headers, ...rest }: ConsoleRequest): Promise<ExchangeAnswer> {
  const { origin, deadlineMs, clock, fetch } = access;
  // What comes along is a secret: an origin that a person could not have typed gets none.
  if (!consoleOrigin(origin.href)) throw new ConsoleError("not-console");
  const request = { method, url: origin.origin + path, headers: { ...everyRequest, ...headers }, ...rest };
  const answer = await exchange({ ...request, longestAnswer, deadlineMs, clock, fetch }).catch(unanswered);
  if (!answer.isOk) throw refusal(answer);
  return answer;
}

function unanswered(error: unknown): never {
  throw error instanceof ExchangeError ? new ConsoleError(error.code, error) : error;
}

/** Reads an answer as JSON of a shape, whatever it calls itself. Errors: `not-console`. */
export function readAnswer<Schema extends v.GenericSchema>(schema: Schema, { text, isCut, status }: ExchangeAnswer): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, isCut ? undefined : parseJson(text));
  // What the parser has to say quotes the answer, in which there may be a secret.
  if (!parsed.success) throw new ConsoleError("not-console", { status });
  return parsed.output;
}

/**
 * Reads the answer of what answers nothing: an unknown path gives the web app's page, with 200. Errors: `not-console`.
 */
export function readNothing({ text, headers, status }: ExchangeAnswer): void {
  const isHtml = headers.get("Content-Type")?.startsWith("text/html");
  if (isHtml || (text.trim() !== "" && parseJson(text) === undefined)) throw new ConsoleError("not-console", { status });
}

/** Undefined where it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const failure = v.object({ error: v.string() });

function refusal({ status, text }: ExchangeAnswer): ConsoleError {
  const code = codeOf(status);
  // Behind a proxy an outage or a limit is a page too. Any other page is no console's.
  if (isPage(text)) return new ConsoleError(code === "server" || code === "too-many" ? code : "not-console", { status });
  const told = v.safeParse(failure, parseJson(text));
  // Nor is a status that no route is known to have, without a console's words.
  if (code === "invalid" && !told.success) return new ConsoleError("not-console", { status });
  return new ConsoleError(code, { status, outside: outsideWords(told.success ? told.output.error : text) });
}

function codeOf(status: number): ConsoleErrorCode {
  // A network that wants a sign-in says 511.
  if (status >= 500) return status === 511 ? "not-console" : "server";
  switch (status) {
    case 401:
      return "signed-out";
    case 403:
      return "forbidden";
    case 429:
      return "too-many";
    default:
      return "invalid";
  }
}
