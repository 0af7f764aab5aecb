import { credentialIn, unusedName, wasMeantAsCredential } from "./credentialText";
import { FileFormatError } from "./fileFormatError";
import type { FoundCredential, FoundCredentials } from "./foundCredentials";
import { endOfQuoted } from "./jsonText";
import { linesOf } from "./lines";

interface Entry {
  readonly key: string;
  readonly value: string;
}

/** What a YAML writer puts for no accesses. */
const nothing = ["", "{}", "null", "~"];

/**
 * Reads the config.yaml of old versions of uplink: `access: name or grant`, and `accesses:` with one `name: grant` a
 * line below, or `accesses.name: grant` (storj cmd/uplink/external_migrate.go parseLegacyConfig). Of YAML it knows
 * plain and quoted texts on one line and comments, which is all that uplink wrote. Error: `not-yaml`.
 */
export function readUplinkConfigYaml(text: string): FoundCredentials {
  const accesses = new Map<string, string>();
  let access = "";
  let skipped = 0;
  let indentation: number | undefined;
  let isInAccesses = false;
  let hasEntries = false;
  let firstLine: number | undefined;
  for (const [at, line] of linesOf(text).entries()) {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#") || trimmed === "---" || trimmed === "...") continue;
    firstLine ??= at + 1;
    const entry = entryIn(trimmed);
    const depth = line.length - line.trimStart().length;
    if (depth > 0) {
      indentation ??= depth;
      if (!isInAccesses || depth !== indentation) continue;
      if (entry) accesses.set(entry.key, entry.value);
      else skipped++;
      continue;
    }
    hasEntries ||= entry !== undefined;
    isInAccesses = entry?.key === "accesses";
    indentation = undefined;
    if (isInAccesses && !nothing.includes(entry?.value ?? "")) skipped++;
    if (entry?.key === "access") access = entry.value;
    if (entry?.key.startsWith("accesses.")) accesses.set(entry.key.slice("accesses.".length), entry.value);
  }
  if (firstLine !== undefined && !hasEntries) {
    const next = "Choose uplink's config.yaml, which has lines like “access: …”.";
    throw new FileFormatError({
      code: "not-yaml",
      wrong: "it has no lines of a name and a value",
      next,
      line: firstLine,
    });
  }
  if (!accesses.has(access) && wasMeantAsCredential(access))
    accesses.set(
      unusedName((name) => accesses.has(name)),
      access,
    );
  const found: FoundCredential[] = [];
  for (const [name, value] of accesses) {
    const credential = credentialIn(value);
    if (credential) found.push({ name, credential });
    else skipped++;
  }
  return { found, skipped };
}

/** `key: value # comment`, each plain or in quotes. */
function entryIn(line: string): Entry | undefined {
  const quoted = quotedAt(line);
  const colon = quoted ? quoted.end : line.endsWith(":") && !line.includes(": ") ? line.length - 1 : line.indexOf(": ");
  if (colon < 1 || line[colon] !== ":") return undefined;
  const rest = line.slice(colon + 1).trim();
  return {
    key: quoted ? quoted.value : line.slice(0, colon).trim(),
    value: quotedAt(rest)?.value ?? withoutComment(rest),
  };
}

function withoutComment(plain: string): string {
  return plain.startsWith("#") ? "" : plain.replace(/\s#.*$/, "").trimEnd();
}

/** The text in quotes that a line begins with, and where it ends. */
function quotedAt(line: string): { value: string; end: number } | undefined {
  if (line.startsWith('"')) {
    const end = endOfQuoted(line, 0);
    if (end === undefined) return undefined;
    try {
      return { value: JSON.parse(line.slice(0, end)) as string, end };
    } catch {
      return undefined;
    }
  }
  if (!line.startsWith("'")) return undefined;
  let end = line.indexOf("'", 1);
  while (end > 0 && line[end + 1] === "'") end = line.indexOf("'", end + 2);
  return end < 1 ? undefined : { value: line.slice(1, end).replaceAll("''", "'"), end: end + 1 };
}
