import * as v from "valibot";
import { accessKeyIdShape, secretKeyShape } from "../grant";
import { isPage, outsideWords } from "../platform/answerText";
import type { Clock } from "../platform/clock";
import { exchange, type ExchangeAnswer, ExchangeError } from "../platform/exchange";
import { goTime } from "../platform/goTime";
import { AuthServiceError, type AuthServiceErrorCode } from "./authServiceError";
import { baseOf, edgeOrigin } from "./endpoints";

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

/** storj/edge pkg/auth/httpauth/resources.go; what else it says is not needed. */
const answer = v.object({
  access_key_id: v.pipe(v.string(), v.regex(accessKeyIdShape)),
  secret_key: v.pipe(v.string(), v.regex(secretKeyShape)),
  endpoint: v.pipe(
    v.string(),
    v.check((text) => edgeOrigin(text) !== undefined),
  ),
  freeTierRestrictedExpiration: v.nullish(goTime),
});

/**
 * Registers a grant: `POST {authService}/v1/access`. The grant goes to that address only, and once: a redirect is
 * refused, and nothing is sent again. So after "timeout", "unreachable" or a cancellation it may have been registered all
 * the same.
 * Errors: {@link AuthServiceError}, or the signal's reason.
 */
export async function registerAccess(request: RegistrationRequest): Promise<Registration> {
  const { clock, deadlineMs, signal, fetch } = request;
  const answered = await exchange({
    url: `${baseOf(request.authService)}/v1/access`,
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: registrationBody(request.grant, request.isPublic),
    longestAnswer,
    deadlineMs,
    clock,
    signal,
    fetch,
  }).catch(unanswered);
  if (answered.isOk) return registration(answered);
  const { status, text } = answered;
  const code = refusal(status, text);
  throw new AuthServiceError(code, {
    status,
    outside: code === "captive-portal" ? undefined : outsideWords(text),
    retryAfterSeconds: code === "too-many" ? secondsUntil(answered.headers, clock.now()) : undefined,
  });
}

function unanswered(error: unknown): never {
  throw error instanceof ExchangeError ? new AuthServiceError(error.code, error) : error;
}

function registration({ text, isCut, status }: ExchangeAnswer): Registration {
  if (isPage(text)) throw new AuthServiceError("captive-portal", { status });
  if (isCut) throw new AuthServiceError("unexpected", { status });
  const parsed = v.safeParse(answer, parseJson(text, status));
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

/** What Retry-After says: seconds, or a date. */
function secondsUntil(headers: Headers, now: number): number | undefined {
  const header = headers.get("Retry-After") ?? "";
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const date = header.endsWith(" GMT") ? Date.parse(header) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
