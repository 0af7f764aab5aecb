import * as v from "valibot";
import { accessKeyIdShape, secretKeyShape } from "../grant";
import type { Clock } from "../platform/clock";
import { redact } from "../platform/redact";
import { AuthServiceError, type AuthServiceErrorCode } from "./authServiceError";
import { type CappedText, cappedText } from "./cappedText";
import { baseOf, edgeOrigin } from "./endpoints";
import { networkFailure } from "./networkFailure";

export { AuthServiceError, type AuthServiceErrorCode } from "./authServiceError";

/** S3 credentials for a grant, as the auth service made them. */
export interface Registration {
  readonly accessKeyId: string;
  readonly secretKey: string;
  /** The gateway's address: one that `edgeOrigin` accepts. */
  readonly endpoint: string;
  /** Where the service itself limits the grant (public, of an account that has not paid): milliseconds since 1970. */
  readonly addedExpiry: number | undefined;
}

export interface RegistrationRequest {
  readonly authService: URL;
  /** As text. */
  readonly grant: string;
  /** Whether the access key id alone opens what the grant opens, by links. */
  readonly isPublic: boolean;
  /** For everything: name, connection, answer. */
  readonly deadlineMs: number;
  readonly clock: Clock;
  /** Once aborted, the connection is closed and the registration rejects with its reason. */
  readonly signal?: AbortSignal;
  readonly fetch?: typeof fetch;
}

/** The longest body that the auth service reads, in bytes; above it answers 413 without words. */
export const largestBody = 4096;

/** What is sent. Whether that is more bytes than {@link largestBody} is the caller's to ask, before it is sent. */
export function registrationBody(grant: string, isPublic: boolean): string {
  return JSON.stringify({ access_grant: grant, public: isPublic });
}

const longestAnswer = 65_536;
const longestOutside = 500;

/** As Go writes a time in JSON. */
const moment = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/),
  v.transform((text) => Date.parse(text)),
  v.finite(),
);

/** storj/edge pkg/auth/httpauth/resources.go; what else it says is not needed. */
const answer = v.object({
  access_key_id: v.pipe(v.string(), v.regex(accessKeyIdShape)),
  secret_key: v.pipe(v.string(), v.regex(secretKeyShape)),
  endpoint: v.pipe(
    v.string(),
    v.check((text) => edgeOrigin(text) !== undefined),
  ),
  freeTierRestrictedExpiration: v.nullish(moment),
});

/**
 * Registers a grant: `POST {authService}/v1/access`. The grant goes to that address only, and once: a redirect is
 * refused, and nothing is sent again. So after "timeout", "unreachable" or a cancellation it may have been registered all
 * the same.
 * Errors: {@link AuthServiceError}, or the signal's reason.
 */
export async function registerAccess(request: RegistrationRequest): Promise<Registration> {
  const { clock, signal } = request;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const cancel = () => {
    controller.abort(signal?.reason);
  };
  signal?.addEventListener("abort", cancel);
  const timer = clock.setTimer(request.deadlineMs, () => {
    controller.abort(new AuthServiceError("timeout"));
  });
  try {
    return await exchange(request, controller.signal);
  } catch (error) {
    // What fetch makes of an abort is not what was said, and it need not heed it at all.
    controller.signal.throwIfAborted();
    throw error;
  } finally {
    timer.dispose();
    signal?.removeEventListener("abort", cancel);
    // Where the answer was not read to its end, this closes the connection.
    controller.abort();
  }
}

async function exchange(request: RegistrationRequest, signal: AbortSignal): Promise<Registration> {
  const inTime = racer(signal);
  const response = await inTime(send(request, signal)).catch(unanswered);
  const { status } = response;
  // A browser's fetch hides what it was not to follow, and one that followed nevertheless says so.
  if ((status >= 300 && status < 400) || response.type === "opaqueredirect" || response.redirected) {
    throw new AuthServiceError("redirect", { status });
  }
  const reading = cappedText(response.body, longestAnswer, inTime);
  // Half an error says as much as its status.
  const body = await reading.catch(response.ok ? unanswered : () => ({ text: "", isCut: false }));
  if (response.ok) return registration(body, status);
  const code = refusal(status, body.text);
  throw new AuthServiceError(code, {
    status,
    outside: code === "captive-portal" ? undefined : outsideWords(body.text),
    retryAfterSeconds: code === "too-many" ? secondsUntil(response, request.clock.now()) : undefined,
  });
}

/** Asynchronous, so that a `fetch` that throws at once fails as one that rejects. */
async function send(request: RegistrationRequest, signal: AbortSignal): Promise<Response> {
  const { fetch = globalThis.fetch } = request;
  return fetch(`${baseOf(request.authService)}/v1/access`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: registrationBody(request.grant, request.isPublic),
    redirect: "manual",
    credentials: "omit",
    cache: "no-store",
    signal,
  });
}

function unanswered(error: unknown): never {
  const { code, words } = networkFailure(error);
  throw new AuthServiceError(code, { outside: outsideWords(words) });
}

/** Gives whatever comes first: a promise's end, or the signal's, also where nobody else heeds it. */
function racer(signal: AbortSignal): <T>(promise: Promise<T>) => Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error));
  });
  aborted.catch(() => undefined);
  return (promise) => Promise.race([promise, aborted]);
}

function registration(body: CappedText, status: number): Registration {
  if (isPage(body.text)) throw new AuthServiceError("captive-portal", { status });
  if (body.isCut) throw new AuthServiceError("unexpected", { status });
  const parsed = v.safeParse(answer, parseJson(body.text, status));
  if (!parsed.success) throw new AuthServiceError("unexpected", { status });
  return {
    accessKeyId: parsed.output.access_key_id,
    secretKey: parsed.output.secret_key,
    endpoint: parsed.output.endpoint,
    addedExpiry: parsed.output.freeTierRestrictedExpiration ?? undefined,
  };
}

function parseJson(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own error quotes the answer, in which there may be a secret key.
    throw new AuthServiceError("not-json", { status });
  }
}

/** What a status other than 2xx and 3xx means. */
function refusal(status: number, text: string): AuthServiceErrorCode {
  // Behind a proxy an outage is a page too. A network that wants a sign-in says 511, if it says 5xx at all.
  if (status >= 500 && status !== 511) return "server";
  if (status === 511 || isPage(text)) return "captive-portal";
  switch (status) {
    case 400:
      return "refused-grant";
    case 413:
      return "too-large";
    case 422:
      return "bad-request";
    case 429:
      return "too-many";
    default:
      return "unexpected";
  }
}

/** HTML, whatever the answer calls itself; XML as storage services write it is none. */
function isPage(text: string): boolean {
  const start = text.trimStart().slice(0, 4096);
  return start.startsWith("<") && tagsOfPages.test(start);
}

const tagsOfPages = /<(?:!doctype\s+html|html|head|title|meta|script|style|body|h1|p|div|center|table|form)\b/i;

/** What Retry-After says: seconds, or a date. */
function secondsUntil({ headers }: Response, now: number): number | undefined {
  const header = headers.get("Retry-After") ?? "";
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const date = header.endsWith(" GMT") ? Date.parse(header) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

/** A service may echo what it was sent: the redactor takes out grants, and slices of them from 16 characters up. */
function outsideWords(text: string): string | undefined {
  return redact(text).trim().slice(0, longestOutside) || undefined;
}
