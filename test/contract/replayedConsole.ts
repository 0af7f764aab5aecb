// What a real console (storj 5dbec64) answered, one request after the other, asked of the subject once more. The fixture has placeholders:
// {email} and the like are the subject's own; {id …} and {token …} are whatever they are at first, and the same from then on; {time},
// {date}, {url} and {apiKey} are any; {3 more} at the end of a list stands for three that are made as the one before them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parseApiKey } from "../../src/grant";
import { askConsole, RawConsole } from "./rawConsole";
import type { Subject } from "./subject";

export interface Exchange {
  /** "main": as consoles are; "csrf": with a guard against requests of other sites, and a limit on requests to sign in. */
  readonly set: "main" | "csrf";
  readonly name: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly cookies?: readonly string[];
    /** Absent: there was no body. */
    readonly json?: unknown;
    /** There was more in the JSON. */
    readonly isPart?: true;
  };
}

export const exchanges = JSON.parse(readFileSync("test/fixtures/recordedConsole.json", "utf8")) as readonly Exchange[];

export const needed = [
  ...(["consoleURL", "authURL", "satelliteNodeURL", "email", "memberEmail", "mfaEmail"] as const),
  ...(["mfaCode", "recoveryCode", "password", "restApiKey", "projects"] as const),
] as const;

type Given = Pick<Subject, (typeof needed)[number]>;

/** Headers that a client, or the browser around it, looks at. */
const headersThatCount = ["content-type", "access-control-allow-origin", "cache-control"];

const placeholder = /\{(\w[^{}"]*)\}/;

/** What the placeholders that stand for anything of a kind, by their first word, stand for. */
const kinds: Readonly<Record<string, RegExp>> = {
  id: /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/,
  token: /[\w-]+={0,2}\.[\w-]+={0,2}/,
  time: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z/,
  date: /[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/,
  url: /https?:\/\/[\w.:/]+/,
  apiKey: /[1-9A-HJ-NP-Za-km-z]{60,}/,
};
const areTheSame = new Set(["id", "token"]);

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** One set, in its order. */
export class Replay {
  readonly exchanges: readonly Exchange[];
  readonly #known = new Map<string, string>();
  #hasBegun = false;

  constructor(set: Exchange["set"]) {
    this.exchanges = exchanges.filter((exchange) => exchange.set === set);
  }

  async ask({ request, response }: Exchange, given: Given): Promise<void> {
    if (!this.#hasBegun) await this.#begin(given);
    const headers = Object.entries(request.headers ?? {}).map(([name, value]) => [name, this.#filled(value)]);
    const answer = await askConsole(given.consoleURL, request.method, this.#filled(request.path), {
      headers: Object.fromEntries(headers) as Record<string, string>,
      ...(request.body === undefined ? {} : { body: this.#filled(request.body) }),
    });
    assert.equal(answer.status, response.status, answer.text);
    for (const name of headersThatCount) {
      const value = response.headers[name];
      assert.equal(answer.headers.get(name), value === undefined ? null : this.#filled(value), name);
    }
    this.#check(answer.cookies, response.cookies ?? [], "Set-Cookie");
    if (response.json === undefined) assert.equal(answer.text, "");
    else this.#check(JSON.parse(answer.text), response.json, "JSON", response.isPart);
  }

  /** What was there before the first exchange. */
  async #begin(given: Given): Promise<void> {
    this.#hasBegun = true;
    const [shared, empty] = given.projects;
    const texts = Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === "string");
    for (const [name, text] of texts) this.#known.set(name, text);
    for (const [name, project] of [["shared", shared], ["empty", empty]] as const) {
      this.#known.set(name, project?.publicId ?? "");
      this.#known.set(`${name} internal`, project?.id ?? "");
    }
    if (!this.exchanges.some(({ request }) => request.headers?.["Cookie"]?.includes("{token member}"))) return;
    const { token } = await RawConsole.signedIn(given, given.memberEmail);
    this.#known.set("token member", token ?? "");
  }

  #filled(text: string): string {
    return text.replaceAll(new RegExp(placeholder, "g"), (_, name: string) => {
      const value = this.#known.get(name);
      assert.ok(value !== undefined, `{${name}} is not known yet`);
      return value;
    });
  }

  #check(found: unknown, recorded: unknown, where: string, isPart = false): void {
    if (typeof recorded === "string") this.#checkText(found, recorded, where);
    else if (Array.isArray(recorded)) this.#checkList(found, recorded, where);
    else if (typeof recorded === "object" && recorded !== null) {
      assert.ok(typeof found === "object" && found !== null, where);
      const names = Object.keys(recorded).sort();
      if (!isPart) assert.deepEqual(Object.keys(found).sort(), names, where);
      for (const name of names) {
        this.#check((found as Record<string, unknown>)[name], (recorded as Record<string, unknown>)[name], `${where}.${name}`);
      }
    } else assert.equal(found, recorded, where);
  }

  #checkList(found: unknown, recorded: readonly unknown[], where: string): void {
    assert.ok(Array.isArray(found), where);
    const more = Number(/^\{(\d+) more\}$/.exec(String(recorded.at(-1)))?.[1] ?? 0);
    const shown = more === 0 ? recorded : recorded.slice(0, -1);
    assert.equal(found.length, shown.length + more, where);
    shown.forEach((each, at) => {
      this.#check(found[at], each, `${where}[${at}]`);
    });
    const shape = (of: unknown) => Object.entries(of as object).map(([name, value]) => [name, typeof value]);
    for (const each of found.slice(shown.length)) assert.deepEqual(shape(each), shape(shown.at(-1)), where);
  }

  #checkText(found: unknown, recorded: string, where: string): void {
    assert.equal(typeof found, "string", where);
    // Every second piece is a placeholder's name.
    const pieces = recorded.split(placeholder);
    const names: string[] = [];
    const pattern = pieces.map((piece, at) => {
      if (at % 2 === 0) return escaped(piece);
      const known = this.#known.get(piece);
      if (known !== undefined) return escaped(known);
      names.push(piece);
      return `(${kinds[piece.split(" ")[0] as string]!.source})`;
    });
    const match = new RegExp(`^${pattern.join("")}$`).exec(found as string);
    assert.ok(match, `${where}: ${found as string} is not as ${recorded}`);
    names.forEach((name, at) => {
      const value = match[at + 1] as string;
      if (areTheSame.has(name.split(" ")[0] as string)) this.#known.set(name, value);
      if (name === "apiKey") parseApiKey(value);
    });
  }
}
