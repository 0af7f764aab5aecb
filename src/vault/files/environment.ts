import { secretVariableOf } from "../environmentOf";
import { credentialIn, isHalfPair, s3PairIn, wasMeantAsCredential } from "./credentialText";
import type { FoundCredential, FoundCredentials } from "./foundCredentials";
import { linesOf } from "./lines";

/** What can only be a credential; `UPLINK_ACCESS` may also be a name or a path. */
const forCredentials = ["STORJ_ACCESS_GRANT", "STORJ_API_KEY"];

/**
 * Finds the variables whose whole value is an access grant or an API key, and Storj's pairs: `…ACCESS_KEY_ID` and
 * `…SECRET_ACCESS_KEY`, or `X` and `X_SECRET`, with `…_ENDPOINT_URL_S3`, `…_ENDPOINT_URL` or `…_ENDPOINT`. Each is
 * named like its variable, a pair like that of its access key id.
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): FoundCredentials {
  const values = new Map(Object.entries(variables).map(([name, value]) => [name, value?.trim() ?? ""]));
  const found: FoundCredential[] = [];
  let skipped = 0;
  for (const [name, value] of values) {
    const secret = values.get(secretVariableOf(name)) ?? "";
    const credential = credentialIn(value) ?? s3PairIn(value, secret, endpointFor(name, values));
    if (credential) found.push({ name, credential });
    else if (name === "UPLINK_ACCESS" ? wasMeantAsCredential(value) : value && forCredentials.includes(name)) skipped++;
    else if (isHalfPair(value, secret)) skipped++;
  }
  return { found, skipped };
}

function endpointFor(name: string, values: ReadonlyMap<string, string>): string | undefined {
  const prefix = name.replace(/_?ACCESS_KEY_ID$/, "");
  const names = ["_ENDPOINT_URL_S3", "_ENDPOINT_URL", "_ENDPOINT"].map((ending) => prefix + ending);
  return names.map((name) => values.get(name)).find(Boolean);
}

/**
 * The variables of a `.env` file: a line each, `NAME=value` or `export NAME=value`, the value plain or in quotes. The
 * last of the same name wins.
 */
export function variablesIn(text: string): Record<string, string> {
  return Object.fromEntries(
    linesOf(text).flatMap((line) => {
      const [, name, value] = /^(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/.exec(line.trim()) ?? [];
      return name === undefined || value === undefined ? [] : [[name, unquoted(value.trim())]];
    }),
  );
}

function unquoted(value: string): string {
  const quote = value.charAt(0);
  const end = quote === '"' || quote === "'" ? value.indexOf(quote, 1) : -1;
  return end > 0 ? value.slice(1, end) : value.replace(/\s#.*$/, "").trimEnd();
}
