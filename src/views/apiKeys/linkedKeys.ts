import type { KeyFacts } from "../../decoder/keyFacts";
import type { ConsoleKey, SavedRecord } from "../../vault/record";
import { factsOfRecord } from "../savedFacts";

/** Which saved credentials belong to which API key of a console. */
interface Links {
  /** By the id of each record whose API key is known or said. */
  readonly keys: ReadonlyMap<string, ConsoleKey>;
  /** By the head's fingerprint. */
  readonly families: ReadonlyMap<string, ConsoleKey>;
  /** By console and API key. */
  readonly saved: ReadonlyMap<string, readonly SavedRecord[]>;
}

const read = new WeakMap<readonly SavedRecord[], Links>();

/**
 * The API key of a console that a saved credential was made from: as is known or said of itself, or of anything saved with the same head; of an S3
 * pair, that of its grant. What is known goes before what is said. `all` is everything that is saved, as the vault gives it; it is read once.
 */
export function consoleKeyOf({ id }: Pick<SavedRecord, "id">, all: readonly SavedRecord[]): ConsoleKey | undefined {
  return linksIn(all).keys.get(id);
}

/** The same of what need not be saved itself, by its head. */
export function consoleKeyOfFamily({ family }: Pick<KeyFacts, "family">, all: readonly SavedRecord[]): ConsoleKey | undefined {
  return linksIn(all).families.get(family);
}

/** Everything saved that dies with an API key of a console, in the order of `all`. */
export function savedOfKey(origin: string, key: string, all: readonly SavedRecord[]): readonly SavedRecord[] {
  return linksIn(all).saved.get(nameOf(origin, key)) ?? [];
}

/** How far it is certain that something saved was made from an API key of a console; undefined where nothing is linked to it. */
export type Link = "known" | "said";

export function linkOf(origin: string, key: string, all: readonly SavedRecord[]): Link | undefined {
  const saved = savedOfKey(origin, key, all);
  if (saved.length === 0) return undefined;
  return saved.some((record) => consoleKeyOf(record, all)?.isSaid === false) ? "known" : "said";
}

/** An origin holds no blank. */
function nameOf(origin: string, key: string): string {
  return `${origin} ${key.toLowerCase()}`;
}

function linksIn(all: readonly SavedRecord[]): Links {
  const known = read.get(all) ?? links(all);
  read.set(all, known);
  return known;
}

function links(all: readonly SavedRecord[]): Links {
  const keys = new Map<string, ConsoleKey>();
  const families = new Map<string, ConsoleKey>();
  const saved = new Map<string, SavedRecord[]>();
  // Without any link no credential is read.
  if (!all.some(({ consoleKey }) => consoleKey)) return { keys, families, saved };
  for (const record of all) {
    const family = factsOfRecord(record)?.family;
    if (family !== undefined && record.consoleKey) put(families, family, record.consoleKey);
  }
  for (const record of all) {
    const family = factsOfRecord(record)?.family;
    if (record.consoleKey) put(keys, record.id, record.consoleKey);
    if (family !== undefined) put(keys, record.id, families.get(family));
  }
  for (const { credential, id } of all) {
    if (credential.kind === "s3") put(keys, id, keys.get(credential.grant ?? ""));
  }
  for (const record of all) {
    const key = keys.get(record.id);
    if (!key) continue;
    const name = nameOf(key.origin, key.key);
    const others = saved.get(name);
    if (others) others.push(record);
    else saved.set(name, [record]);
  }
  return { keys, families, saved };
}

/** The first one counts, but what is known before what is said. */
function put(keys: Map<string, ConsoleKey>, name: string, key: ConsoleKey | undefined): void {
  const known = keys.get(name);
  if (key && (!known || (known.isSaid && !key.isSaid))) keys.set(name, key);
}
