import type { KeyFacts } from "../../decoder/keyFacts";
import { lineage, type Macaroon } from "../../grant";
import type { ConsoleKey, SavedRecord } from "../../vault/record";
import { factsOfRecord } from "../savedFacts";

/** An API key, and which of a console's it is known or said to be of. */
interface Linked {
  readonly macaroon: Macaroon;
  readonly consoleKey: ConsoleKey;
}

/** Which saved credentials belong to which API key of a console. */
interface Links {
  /** By the id of each record whose API key is known or said. */
  readonly keys: ReadonlyMap<string, ConsoleKey>;
  /** Those of which it is noted, by the head's fingerprint. */
  readonly families: ReadonlyMap<string, readonly Linked[]>;
  /** By console and API key. */
  readonly saved: ReadonlyMap<string, readonly SavedRecord[]>;
}

const read = new WeakMap<readonly SavedRecord[], Links>();

/**
 * The API key of a console that a saved credential was made from. What is known, since the key was created here, counts for what provably was made
 * from that key, and goes before what is said. What is said counts for all of its family: but for what provably is none of it. An S3 pair has that of
 * its grant. `all` is everything that is saved, as the vault gives it; it is read once.
 */
export function consoleKeyOf({ id }: Pick<SavedRecord, "id">, all: readonly SavedRecord[]): ConsoleKey | undefined {
  return linksIn(all).keys.get(id);
}

/** The same of what need not be saved itself. */
export function consoleKeyFor(facts: Pick<KeyFacts, "family" | "macaroon">, all: readonly SavedRecord[]): ConsoleKey | undefined {
  return keyAmong(facts, linksIn(all).families);
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
  const families = new Map<string, Linked[]>();
  const saved = new Map<string, SavedRecord[]>();
  for (const record of all) {
    const { consoleKey } = record;
    const facts = consoleKey && factsOfRecord(record);
    if (facts) put(families, facts.family, { macaroon: facts.macaroon, consoleKey });
  }
  // Without any link no credential is read.
  if (!all.some(({ consoleKey }) => consoleKey)) return { keys, families, saved };
  for (const record of all) {
    const facts = factsOfRecord(record);
    const key = facts ? keyAmong(facts, families) : record.consoleKey;
    if (key) keys.set(record.id, key);
  }
  for (const { credential, id } of all) {
    const key = credential.kind === "s3" ? keys.get(credential.grant ?? "") : undefined;
    if (key) keys.set(id, key);
  }
  for (const record of all) {
    const key = keys.get(record.id);
    if (key) put(saved, nameOf(key.origin, key.key), record);
  }
  return { keys, families, saved };
}

/**
 * A head proves nothing: whoever was handed a grant has that of its API key, and a console can make up another key with it. Only the chain of tails
 * tells what was made from what.
 */
function keyAmong({ family, macaroon }: Pick<KeyFacts, "family" | "macaroon">, families: Links["families"]): ConsoleKey | undefined {
  const linked = (families.get(family) ?? []).map(({ consoleKey, macaroon: other }) => ({ consoleKey, relation: lineage(other, macaroon).relation }));
  const proven = linked.filter(({ relation }) => relation === "same" || relation === "ancestor");
  const said = linked.filter(({ consoleKey, relation }) => consoleKey.isSaid && relation !== "unrelated");
  return (proven.find(({ consoleKey }) => !consoleKey.isSaid) ?? proven[0] ?? said[0])?.consoleKey;
}

function put<T>(lists: Map<string, T[]>, name: string, one: T): void {
  const list = lists.get(name);
  if (list) list.push(one);
  else lists.set(name, [one]);
}
