export type AuthServiceErrorCode =
  /** 400: the service's own words say why. */
  | "refused-grant"
  /** 413 */
  | "too-large"
  /** 422: what was sent was no JSON to it. */
  | "bad-request"
  /** 429 */
  | "too-many"
  /** 5xx */
  | "server"
  /** Half a JSON, or none. */
  | "not-json"
  /** A page instead of an answer, as networks show that want a sign-in. */
  | "captive-portal"
  | "redirect"
  | "certificate"
  /** Refused, reset, closed half-way, and whatever else a network does. */
  | "unreachable"
  | "no-host"
  | "timeout"
  /** Another status, JSON of another shape, or more than an answer has. */
  | "unexpected";

interface Details {
  /** Of HTTP, where there was an answer. */
  readonly status?: number | undefined;
  /** The service's or the system's own words: not neutralised, but without secrets and at most 500 characters. */
  readonly outside?: string | undefined;
  /** From now, where the service said so with 429. */
  readonly retryAfterSeconds?: number | undefined;
}

/**
 * Why a grant was not registered, as far as is known. Has no words for people, no secret, and no `cause`: the errors
 * below it quote what was sent or answered.
 */
export class AuthServiceError extends Error {
  override readonly name = "AuthServiceError";
  readonly code: AuthServiceErrorCode;
  readonly status: number | undefined;
  readonly outside: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: AuthServiceErrorCode, { status, outside, retryAfterSeconds }: Details = {}) {
    super(`auth service: ${code}`);
    this.code = code;
    this.status = status;
    this.outside = outside;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
