/**
 * - "no-host", "unreachable", "timeout", "certificate", "redirect": of the network; see platform/exchange.
 * - "not-console": what answers is a page, or no JSON of a console's.
 * - "signed-out": the session or REST API key is not, or no longer, valid.
 * - "no-access": there is no such project, or the account is not a member of it.
 * - "forbidden": a member may not do that; `outside` says what.
 * - "too-many": too many requests (429).
 * - "invalid": refused for what was asked (400); `outside` says why.
 * - "name-taken": the project has an API key of that name.
 * - "gone": an API key that was to be deleted does not exist (any more).
 * - "server": the console failed (5xx).
 * - "wrong-credentials": e-mail or password are wrong, or the account is locked: it does not say which.
 * - "mfa-needed": a passcode or recovery code has to come along.
 * - "mfa-wrong": the passcode or recovery code is wrong; that counts as a failed attempt too.
 */
export type ConsoleErrorCode =
  | "no-host"
  | "unreachable"
  | "timeout"
  | "certificate"
  | "redirect"
  | "not-console"
  | "signed-out"
  | "no-access"
  | "forbidden"
  | "too-many"
  | "invalid"
  | "name-taken"
  | "gone"
  | "server"
  | "wrong-credentials"
  | "mfa-needed"
  | "mfa-wrong";

/** A console did not do what it was asked. Has no sentences for people: those are in commands/contacting/consoleWords. */
export class ConsoleError extends Error {
  readonly code: ConsoleErrorCode;
  /** HTTP's, where there was an answer. */
  readonly status: number | undefined;
  /** The console's or the system's own words, redacted and cut at 500 characters, not neutralised. */
  readonly outside: string | undefined;

  constructor(code: ConsoleErrorCode, { status, outside }: { readonly status?: number | undefined; readonly outside?: string | undefined } = {}) {
    super(code);
    this.name = "ConsoleError";
    this.code = code;
    this.status = status;
    this.outside = outside;
  }
}
