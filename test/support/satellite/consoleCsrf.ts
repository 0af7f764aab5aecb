import { type Asking, Refused } from "./consoleRoute";
import { newToken, wrongInToken } from "./consoleToken";

/** The tokens against requests that another site makes a browser send. */
export class CsrfTokens {
  readonly #good = new Set<string>();
  readonly isOn: boolean;

  constructor(isOn: boolean) {
    this.isOn = isOn;
  }

  /** The token of that cookie, where it is still good; or else a new one, whose cookie is to be set. */
  give(cookie: string | undefined): { readonly token: string; readonly isNew: boolean } {
    if (!this.isOn) return { token: "", isNew: false };
    if (cookie !== undefined && this.#good.has(cookie)) return { token: cookie, isNew: false };
    const token = newToken();
    this.#good.add(token);
    return { token, isNew: true };
  }

  /** Errors: Refused with 403. */
  check({ cookies, csrfHeader = "" }: Pick<Asking, "cookies" | "csrfHeader">): void {
    if (!this.isOn) return;
    const cookie = cookies.get("csrf_token");
    if (cookie === undefined) throw new Refused(403, "CSRF token cookie missing");
    if (csrfHeader !== cookie) throw new Refused(403, "Invalid CSRF token");
    const wrong = wrongInToken(cookie);
    if (wrong !== undefined) throw new Refused(403, wrong);
    if (!this.#good.has(cookie)) throw new Refused(403, "Invalid CSRF token");
  }

  endAll(): void {
    this.#good.clear();
  }
}
