import { credentialIn, unusedName, wasMeantAsCredential } from "./credentialText";
import { FileFormatError } from "./fileFormatError";
import type { FoundCredential, FoundCredentials } from "./foundCredentials";
import { type JsonMember, type JsonObject, type JsonValue, readJson } from "./jsonText";

/** The members of an access.json that uplink goes by. Each should be there once. */
export interface AccessMembers {
  readonly root: JsonObject;
  readonly defaults: readonly JsonMember[];
  readonly accesses: readonly JsonMember[];
}

/**
 * The parts of uplink's access.json. Go matches names of fields in any case (encoding/json). Errors: those of {@link
 * readJson}, `not-an-object`.
 */
export function accessMembers(text: string): AccessMembers {
  const root = readJson(text);
  if (root.kind !== "object") {
    const next = "Choose uplink's access.json, which begins with { and has “Accesses”.";
    throw new FileFormatError({ code: "not-an-object", wrong: "it is JSON, but no object", next });
  }
  return {
    root,
    defaults: root.members.filter(({ name }) => /^default$/iu.test(name)),
    accesses: root.members.filter(({ name }) => /^accesses$/iu.test(name)),
  };
}

/** The names and grants of one `Accesses`; null is none. Error: `wrong-shape`. */
export function namesIn(value: JsonValue): readonly JsonMember[] {
  if (value.kind === "object") return value.members;
  if (value.kind === "null") return [];
  const next = "Repair it: uplink can't read it either.";
  throw new FileFormatError({ code: "wrong-shape", wrong: "its “Accesses” are no object of names and grants", next });
}

/**
 * Reads uplink's access.json: `{"Default": name, "Accesses": {name: grant}}` (storj cmd/uplink/external_access.go).
 * Old versions wrote a grant for the default's name: it is found under the name that uplink gives it.
 * Errors: `not-json`, `too-deep`, `not-an-object`, `wrong-shape`.
 */
export function readUplinkAccessJson(text: string): FoundCredentials {
  const { defaults, accesses } = accessMembers(text);
  const found: FoundCredential[] = [];
  const names = new Set<string>();
  let skipped = 0;
  const take = (name: string, grant: string): void => {
    const credential = credentialIn(grant);
    if (credential) found.push({ name, credential });
    else skipped++;
    names.add(name);
  };
  for (const { name, value } of accesses.flatMap((member) => namesIn(member.value))) {
    take(name, value.kind === "string" ? value.value : "");
  }
  for (const { value } of defaults) {
    const text = value.kind === "string" ? value.value : "";
    if (!names.has(text) && wasMeantAsCredential(text))
      take(
        unusedName((name) => names.has(name)),
        text,
      );
  }
  return { found, skipped };
}
