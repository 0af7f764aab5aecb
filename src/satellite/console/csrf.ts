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

  /** `cookie` is the session's, where there is one. Errors: as {@link answerTo}. */
  async answerTo(request: ConsoleRequest, cookie?: string): Promise<ExchangeAnswer> {
    const { signal } = request;
    const token = (this.#token ??= await csrfToken(this.#access, "", signal));
    try {
      return await this.#send(request, token, cookie);
    } catch (error) {
      if (!(error instanceof ConsoleError && error.code === "forbidden")) throw error;
      this.#token = await csrfToken(this.#access, token, signal);
      if (this.#token === token) throw error;
    }
    return this.#send(request, this.#token, cookie);
  }

  async #send(request: ConsoleRequest, token: string, cookie?: string): Promise<ExchangeAnswer> {
    const cookies = [cookie, token && `csrf_token=${token}`].filter(Boolean).join("; ");
    const headers = { ...request.headers, ...(token && { "X-CSRF-Token": token }), ...(cookies && { Cookie: cookies }) };
    return answerTo(this.#access, { ...request, headers });
  }
}
