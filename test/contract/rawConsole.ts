// A console, asked as a browser asks it: each request and each answer to the letter, for what our own client never does or never tells.
import assert from "node:assert/strict";
import type { Subject } from "./subject";

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The whole `Set-Cookie` of each. */
  readonly cookies: readonly string[];
  readonly text: string;
}

export interface RawRequest {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request. */
export async function askConsole(origin: string, method: string, path: string, request: RawRequest = {}): Promise<RawAnswer> {
  const answer = await fetch(origin + path, { method, redirect: "manual", ...request });
  return { status: answer.status, headers: answer.headers, cookies: answer.headers.getSetCookie(), text: await answer.text() };
}

/** The JSON of an answer that went well. */
export function told({ status, text }: RawAnswer): unknown {
  assert.equal(status, 200, text);
  return JSON.parse(text);
}

/** The status of an answer that did not go well, and its error. */
export function refusal({ status, text }: RawAnswer): [status: number, error: unknown] {
  return [status, (JSON.parse(text) as { error?: unknown }).error];
}

export const contentType = ({ headers }: RawAnswer): string | null => headers.get("Content-Type");

export const json = "application/json";
/** What JSON is said to be where a route says nothing. */
export const plain = "text/plain; charset=utf-8";

/** The end of a new session, in milliseconds from now. */
export const leftOf = (moment: string): number => Date.parse(moment) - Date.now();

/** Keeps cookies, and sends the token against requests of other sites where the console gave it one. */
export class RawConsole {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  private constructor(origin: string) {
    this.#origin = origin;
  }

  /** Somebody whom it does not know yet. */
  static async open(origin: string): Promise<RawConsole> {
    const browser = new RawConsole(origin);
    await browser.ask("GET", "/api/v0/config");
    return browser;
  }

  static async signedIn({ consoleURL, password }: Pick<Subject, "consoleURL" | "password">, email: string): Promise<RawConsole> {
    const browser = await RawConsole.open(consoleURL);
    assert.equal((await browser.signIn({ email, password })).status, 200);
    return browser;
  }

  /** The session's. */
  get token(): string | undefined {
    return this.#cookies.get("_tokenKey");
  }

  /** `fields`: those of the form of e-mail and password. */
  signIn(fields: Readonly<Record<string, unknown>>): Promise<RawAnswer> {
    return this.ask("POST", "/api/v0/auth/token", { body: JSON.stringify(fields) });
  }

  async ask(method: string, path: string, request: RawRequest = {}): Promise<RawAnswer> {
    const csrf = this.#cookies.get("csrf_token");
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const own = { ...(cookie === "" ? {} : { Cookie: cookie }), ...(csrf === undefined ? {} : { "X-CSRF-Token": csrf }) };
    const answer = await askConsole(this.#origin, method, path, { ...request, headers: { ...own, ...request.headers } });
    for (const set of answer.cookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set) as unknown as [string, string, string];
      if (value === "") this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return answer;
  }
}
