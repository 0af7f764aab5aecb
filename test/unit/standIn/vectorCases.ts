import { readFileSync } from "node:fs";

/** A case of the vectors: what is in it depends on its kind. */
export type Case = Readonly<Record<string, unknown>>;

const folder = "test/fixtures/vectors";

/** One of the files that Storj's Go libraries produced. */
export function vectorFile(name: string): { readonly cases: readonly Case[]; readonly keys: readonly Case[] } {
  return JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8")) as ReturnType<typeof vectorFile>;
}

export function bytesIn(given: Case, name: string): Buffer {
  const hex = given[`${name}_hex`] ?? given[name];
  return Buffer.from(String(hex), given[`${name}_hex`] === undefined && isPlain(name) ? "utf8" : "hex");
}

/** What stands in a case as text, where it is one; all else is in hexadecimal digits. */
function isPlain(name: string): boolean {
  return ["bucket", "unencrypted"].includes(name);
}
