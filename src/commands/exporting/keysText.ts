import type { ListedKey } from "../../satellite/console";

/** Where API keys are from. */
export interface KeysOrigin {
  readonly project: string;
  /** Its public ID. */
  readonly projectId: string;
  /** `us1.storj.io` */
  readonly satellite: string;
}

const fields = ["id", "name", "createdAt", "creator", "project", "projectId", "satellite"] as const;
type Row = Readonly<Record<(typeof fields)[number], string | null>>;

function rowOf({ id, name, createdAt, creator }: ListedKey, { project, projectId, satellite }: KeysOrigin): Row {
  return { id, name, createdAt: isoTime(createdAt), creator, project, projectId, satellite };
}

/** Null of what no calendar reaches, too: a console may send any date. */
function isoTime(instant: number | undefined): string | null {
  const date = new Date(instant ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/**
 * A list of objects, each in a line of its own, for programs: every text is exactly what the console sent. What can't be seen, or would move what can,
 * is written as JSON's `\uXXXX`, so that the file shows as it reads.
 */
export function keysJson(keys: readonly ListedKey[], origin: KeysOrigin): string {
  const lines = keys.map((key) => `  ${JSON.stringify(rowOf(key, origin), fields.slice()).replace(unseen, escaped)}`);
  return lines.length === 0 ? "[]\n" : `[\n${lines.join(",\n")}\n]\n`;
}

/** Each half of a character beyond U+FFFF by itself, as JSON has it. */
function escaped(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

/** Control, format, bidirectional and unassigned characters, separators of lines, and half characters. */
const unseen = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A table for spreadsheets (RFC 4180): every cell in quotes, lines end with CRLF. It begins with a byte order mark, without which Excel takes UTF-8 for
 * the system's old encoding; programs have the JSON.
 *
 * No cell is a formula (OWASP, CSV Injection): one that begins with `=`, `+`, `-` or `@`, also a wide one or after blanks, gets an apostrophe in
 * front. So does one behind a `;`, where Excel of half of Europe begins a new cell whatever stands in quotes. What can't be seen, tabs and line
 * breaks with it, is written out as ⟨U+0009⟩.
 */
export function keysCsv(keys: readonly ListedKey[], origin: KeysOrigin): string {
  const rows = keys.map((key) => rowOf(key, origin));
  const lines = [fields.join(","), ...rows.map((row) => fields.map((field) => cell(row[field] ?? "")).join(","))];
  return `\uFEFF${lines.map((line) => `${line}\r\n`).join("")}`;
}

const startsFormula = /(^|;)(?=[\s"']*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n])/g;

function cell(text: string): string {
  // First: what is written out may be what made it a formula.
  const safe = text.replace(startsFormula, "$1'").replace(unseen, writtenOut);
  return `"${safe.replaceAll('"', '""')}"`;
}

function writtenOut(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`;
}
