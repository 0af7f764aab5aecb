import { isSameCredential } from "../identity";
import { accessName } from "./exportName";
import { FileFormatError, namedInMessage } from "./fileFormatError";
import { type JsonMember, type JsonObject, type JsonValue } from "./jsonText";
import { withoutByteOrderMark } from "./lines";
import { type AccessMembers, accessMembers, namesIn } from "./uplinkAccessJson";

export interface NamedGrant {
  /** Becomes a name that can be seen: see {@link accessName}. */
  readonly name: string;
  readonly grant: string;
}

/** What became of each grant, by its name in the file, and the text with them. */
export interface MergedAccesses {
  readonly text: string;
  readonly added: readonly string[];
  readonly replaced: readonly string[];
  /** There already, with the same grant. */
  readonly unchanged: readonly string[];
  /** There already with another grant, and left as it is. */
  readonly conflicts: readonly string[];
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Adds grants to the text of uplink's access.json; all else in it stays to the letter, in the style that it has. A name
 * that has another grant is a conflict, unless it is in `overwrite`; so is, in any case, a second grant of the same
 * name. An empty or missing file becomes what uplink writes. The first name becomes the default where there is none.
 *
 * Errors: FileFormatError `not-json`, `too-deep`, `not-an-object`, `wrong-shape`, `duplicate`.
 */
export function mergeAccessJson(
  text: string | undefined,
  grants: readonly NamedGrant[],
  overwrite: ReadonlySet<string> = new Set(),
): MergedAccesses {
  const before = text === undefined || withoutByteOrderMark(text).trim() === "" ? "{}" : text;
  const file = accessMembers(before);
  const present = grantsIn(before, file);
  const edits: Edit[] = [];
  const written = new Map<string, string>();
  const added: string[] = [];
  const replaced: string[] = [];
  const unchanged: string[] = [];
  const conflicts: string[] = [];
  for (const { name: label, grant } of grants) {
    const name = accessName(label);
    const there = present.get(name);
    const old = written.get(name) ?? there?.text;
    if (old !== undefined && isSame(old, grant)) {
      unchanged.push(name);
      continue;
    }
    if (old !== undefined && (written.has(name) || !overwrite.has(name))) {
      conflicts.push(name);
      continue;
    }
    written.set(name, grant);
    (there ? replaced : added).push(name);
    if (there) edits.push({ start: there.start, end: there.end, text: JSON.stringify(grant) });
  }
  edits.push(
    ...insertions(
      before,
      file,
      added.map((name) => [name, written.get(name) ?? ""]),
    ),
  );
  const merged = edits.toSorted((a, b) => b.start - a.start).reduce(apply, before);
  return { text: merged, added, replaced, unchanged, conflicts };
}

function apply(text: string, { start, end, text: inserted }: Edit): string {
  return text.slice(0, start) + inserted + text.slice(end);
}

function isSame(a: string, b: string): boolean {
  return isSameCredential({ kind: "grant", text: a }, { kind: "grant", text: b });
}

/** The grants that are there, by name, each with its place. Refuses what uplink would not read, or not as it looks. */
function grantsIn(
  text: string,
  { defaults, accesses }: AccessMembers,
): Map<string, { start: number; end: number; text: string }> {
  const next = "Repair that line and try again.";
  const refuse = (code: "duplicate" | "wrong-shape", wrong: string, offset: number): FileFormatError =>
    new FileFormatError({ code, wrong, next, offset, line: text.slice(0, offset).split("\n").length });
  for (const [second, name] of [
    [defaults[1], "Default"],
    [accesses[1], "Accesses"],
  ] as const) {
    if (second) throw refuse("duplicate", `it has “${name}” twice`, second.start);
  }
  const [defaultMember] = defaults;
  if (defaultMember && !["string", "null"].includes(defaultMember.value.kind)) {
    throw refuse("wrong-shape", "its “Default” is no name", defaultMember.value.start);
  }
  const grants = new Map<string, { start: number; end: number; text: string }>();
  for (const { name, start, value } of accesses[0] ? namesIn(accesses[0].value) : []) {
    if (grants.has(name)) throw refuse("duplicate", `it has the access ${namedInMessage(name)} twice`, start);
    if (value.kind !== "string")
      throw refuse("wrong-shape", `its access ${namedInMessage(name)} is no text`, value.start);
    grants.set(name, { start: value.start, end: value.end, text: value.value });
  }
  return grants;
}

/**
 * The edits that put new names into `Accesses`, which may be missing, null or empty, and one of them into an empty
 * `Default`.
 */
function insertions(text: string, { root, defaults, accesses }: AccessMembers, grants: [string, string][]): Edit[] {
  const [first] = grants;
  if (!first) return [];
  const edits: Edit[] = [];
  const values = grants.map(([name, grant]): Written => [name, JSON.stringify(grant)]);
  const style = styleOf(text, root);
  const missing: Written[] = [];
  const standard = defaults[0]?.value;
  if (!standard) missing.push(["Default", JSON.stringify(first[0])]);
  else if (isEmpty(standard)) edits.push({ start: standard.start, end: standard.end, text: JSON.stringify(first[0]) });
  const old = accesses[0]?.value;
  const inner = nested(style);
  if (!old) missing.push(["Accesses", objectText(values, inner)]);
  else if (old.kind === "object" && old.members.length > 0) edits.push(appended(text, old, values));
  else edits.push({ start: old.start, end: old.end, text: objectText(values, inner) });
  if (root.members.length > 0) edits.push(appended(text, root, missing));
  else edits.push({ start: root.start, end: root.end, text: objectText(missing, style) });
  return edits;
}

function isEmpty(value: JsonValue): boolean {
  return value.kind === "null" || (value.kind === "string" && value.value === "");
}

type Written = readonly [name: string, value: string];

/** What stands before each member, between its name and its value, and before the closing brace. */
interface Style {
  readonly lead: string;
  readonly colon: string;
  readonly close: string;
}

/** uplink's own style: tabs (storj cmd/uplink/external_access.go SaveAccessInfo). */
const uplinkStyle: Style = { lead: "\n\t", colon: ": ", close: "\n" };

function styleOf(text: string, { end, members }: JsonObject): Style {
  const last = members.at(-1);
  if (!last) return uplinkStyle;
  const close = /\s*$/.exec(text.slice(last.value.end, end - 1))?.[0] ?? "";
  return { lead: leadOf(text, last), colon: text.slice(last.nameEnd, last.value.start), close };
}

/** The white space before a member. */
function leadOf(text: string, { start }: JsonMember): string {
  let from = start;
  while (" \t\n\r".includes(text.charAt(from - 1))) from--;
  return text.slice(from, start);
}

/** The style of an object one level deeper: on one line where the outer one is. */
function nested({ lead, colon }: Style): Style {
  const indentation = lead.slice(lead.lastIndexOf("\n") + 1);
  return lead.includes("\n") ? { lead: lead + indentation, colon, close: lead } : { lead: "", colon, close: "" };
}

function membersText(members: readonly Written[], { lead, colon }: Style): string[] {
  return members.map(([name, value]) => lead + JSON.stringify(name) + colon + value);
}

function objectText(members: readonly Written[], style: Style): string {
  return `{${membersText(members, style).join(",")}${style.close}}`;
}

function appended(text: string, object: JsonObject, members: readonly Written[]): Edit {
  const at = object.members.at(-1)?.value.end ?? object.start;
  return {
    start: at,
    end: at,
    text: membersText(members, styleOf(text, object))
      .map((member) => `,${member}`)
      .join(""),
  };
}
