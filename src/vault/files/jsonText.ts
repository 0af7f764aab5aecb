import { FileFormatError } from "./fileFormatError";

/** A value of a JSON text, with its place in it: `start` and `end` in UTF-16 units. */
export type JsonValue = { readonly start: number; readonly end: number } & (
  | { readonly kind: "object"; readonly members: readonly JsonMember[] }
  | { readonly kind: "array"; readonly items: readonly JsonValue[] }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "null" | "number" | "boolean" }
);

export type JsonObject = Extract<JsonValue, { kind: "object" }>;

export interface JsonMember {
  readonly name: string;
  /** Where the name's quote is. */
  readonly start: number;
  readonly nameEnd: number;
  readonly value: JsonValue;
}

/** Deeper than any file that we know, and shallow enough for the stack. */
const deepest = 64;

/**
 * Reads a JSON text (RFC 8259) with the places of its values, which `JSON.parse` does not tell; nor does its error tell
 * the place alone, but quotes the text around it, which may be a secret. All members are there, also those with the
 * same name. Errors: `not-json`, `too-deep`.
 */
export function readJson(text: string): JsonValue {
  return new JsonReader(text).whole();
}

/** Behind the quote that ends the string which begins at `start`; undefined where none does. */
export function endOfQuoted(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at];
    if (character === '"') return at + 1;
    if (character === "\\") at++;
  }
  return undefined;
}

class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    if (text.startsWith("\uFEFF")) this.#at = 1;
  }

  whole(): JsonValue {
    const value = this.#value(0);
    if (this.#next() !== undefined) throw this.#error();
    return value;
  }

  /** The next character that is not white space. */
  #next(): string | undefined {
    while (" \t\n\r".includes(this.#text[this.#at] ?? "end")) this.#at++;
    return this.#text[this.#at];
  }

  #value(depth: number): JsonValue {
    const first = this.#next();
    const start = this.#at;
    if (first === '"') return { kind: "string", start, value: this.#string(), end: this.#at };
    if (first !== "{" && first !== "[") return this.#plain(start);
    if (depth === deepest) throw this.#error("too-deep");
    this.#at++;
    if (first === "{")
      return { kind: "object", start, members: this.#list("}", () => this.#member(depth)), end: this.#at };
    return { kind: "array", start, items: this.#list("]", () => this.#value(depth + 1)), end: this.#at };
  }

  #plain(start: number): JsonValue {
    const plain = /(null)|(true|false)|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    plain.lastIndex = start;
    const match = plain.exec(this.#text);
    if (!match) throw this.#error();
    this.#at = plain.lastIndex;
    return { kind: match[1] ? "null" : match[2] ? "boolean" : "number", start, end: this.#at };
  }

  #list<T>(closing: string, item: () => T): T[] {
    const items: T[] = [];
    while (this.#next() !== closing || items.length > 0) {
      items.push(item());
      const after = this.#next();
      if (after === closing) break;
      if (after !== ",") throw this.#error();
      this.#at++;
    }
    this.#at++;
    return items;
  }

  #member(depth: number): JsonMember {
    if (this.#next() !== '"') throw this.#error();
    const start = this.#at;
    const name = this.#string();
    const nameEnd = this.#at;
    if (this.#next() !== ":") throw this.#error();
    this.#at++;
    return { name, start, nameEnd, value: this.#value(depth + 1) };
  }

  #string(): string {
    const end = endOfQuoted(this.#text, this.#at);
    if (end === undefined) throw this.#error();
    try {
      const value = JSON.parse(this.#text.slice(this.#at, end)) as string;
      this.#at = end;
      return value;
    } catch {
      throw this.#error();
    }
  }

  #error(code: "not-json" | "too-deep" = "not-json"): FileFormatError {
    const line = this.#text.slice(0, this.#at).split("\n").length;
    const wrong = code === "too-deep" ? "its JSON is nested too deeply" : "it is not JSON";
    return new FileFormatError({
      code,
      wrong,
      next: "Open it, repair that line, and try again.",
      offset: this.#at,
      line,
    });
  }
}
