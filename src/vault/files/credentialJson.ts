import { credentialIn, s3PairIn } from "./credentialText";
import type { FoundCredential, FoundCredentials } from "./foundCredentials";
import { type JsonValue, readJson } from "./jsonText";

/**
 * Reads the JSON that we export: one object or a list of them, each with `name` and either `access_grant`, `api_key`,
 * or `access_key_id` and `secret_key` with perhaps `endpoint`, as the auth service answers (storj.io/edge pkg/auth).
 * Errors: `not-json`, `too-deep`.
 */
export function readCredentialJson(text: string): FoundCredentials {
  const root = readJson(text);
  const found: FoundCredential[] = [];
  let skipped = 0;
  for (const value of root.kind === "array" ? root.items : [root]) {
    const fields = fieldsOf(value);
    const field = (name: string): string => fields.get(name) ?? "";
    const pair = s3PairIn(field("access_key_id"), field("secret_key"), field("endpoint"));
    const credential = pair ?? credentialIn(field("access_grant") || field("api_key"));
    if (credential) found.push({ name: field("name"), credential });
    else skipped++;
  }
  return { found, skipped };
}

function fieldsOf(value: JsonValue): Map<string, string> {
  const members = value.kind === "object" ? value.members : [];
  return new Map(members.flatMap(({ name, value }) => (value.kind === "string" ? [[name, value.value]] : [])));
}
