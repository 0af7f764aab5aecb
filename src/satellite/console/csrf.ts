import type { ExchangeAnswer } from "../../platform/exchange";
import type { ConsoleAccess } from "./access";
import { ConsoleError } from "./consoleError";
import { csrfToken } from "./publicConfig";
import { answerTo, type ConsoleRequest } from "./request";

/**
 * Sends what a console with CSRF protection would refuse without its token. The token comes from the config, which is asked before the first of
 * these requests, and again where one is refused with 403: that need not be for the token. Where it is another one now it was, and a refusal
 * for the token did nothing, so the request is sent again; once, and never where the token is the same.
 */
export class CsrfGuard {
  readonly #access: ConsoleAccess;
  /** Empty where the console wants none; undefined before it was asked. */
  #token: string | undefined;

  constructor(access: ConsoleAccess) {
    this.#access = access;
  }

  /** Asks for the token where that was not done yet. Errors: ConsoleError without a status, or the signal's reason. */
  async prepare(signal?: AbortSignal): Promise<string> {
    return (this.#token ??= await this.#ask("", signal));
  }

  /** `cookie` is the session's, where there is one. Errors: as {@link answerTo}; without a status where it is the config that fails. */
  async answerTo(request: ConsoleRequest, cookie?: string): Promise<ExchangeAnswer> {
    const { signal } = request;
    const token = await this.prepare(signal);
    try {
      return await this.#send(request, token, cookie);
    } catch (error) {
      if (!(error instanceof ConsoleError && error.code === "forbidden")) throw error;
      this.#token = await this.#ask(token, signal);
      if (this.#token === token) throw error;
    }
    return this.#send(request, this.#token, cookie);
  }

  /** Sends a request and never again: what is in it is not to be sent twice. Errors: as {@link answerTo}. */
  async answerOnce(request: ConsoleRequest): Promise<ExchangeAnswer> {
    return this.#send(request, await this.prepare(request.signal));
  }

  async #ask(known: string, signal?: AbortSignal): Promise<string> {
    return csrfToken(this.#access, known, signal).catch((error: unknown) => {
      // Its status would be taken for the request's own, which was not sent or did nothing.
      throw error instanceof ConsoleError ? new ConsoleError(error.code, { outside: error.outside }) : error;
    });
  }

  async #send(request: ConsoleRequest, token: string, cookie?: string): Promise<ExchangeAnswer> {
    const cookies = [cookie, token && `csrf_token=${token}`].filter(Boolean).join("; ");
    const headers = { ...request.headers, ...(token && { "X-CSRF-Token": token }), ...(cookies && { Cookie: cookies }) };
    return answerTo(this.#access, { ...request, headers });
  }
}
