import { byteString, mayDeriveFrom, milliseconds, nearestAncestors, serializeMacaroon } from "../grant";
import { prefixName } from "../decoder/keyWords";
import { satelliteName } from "../decoder/summary";
import type { Voice } from "../decoder/voice";
import { showOutside } from "../platform/showOutside";
import type { BrokenRecord, SavedRecord } from "../vault/record";
import { holdersOf } from "./holders";
import { isRevoked } from "./revocation";
import { factsOfRecord } from "./savedFacts";
import { SavedNode } from "./savedNode";

/** What is kept, as the vault tells it. */
export interface Saved {
  all(): readonly SavedRecord[];
  find(id: string): SavedRecord | undefined;
  broken(): readonly BrokenRecord[];
  lost(): readonly { readonly id: string }[];
}

export interface Arrangement {
  /** Grouped by satellite and lineage, or one list with the soonest end first. */
  readonly order: "lineage" | "expiry";
  /** What a label, prefix, satellite, variable or fingerprint must hold, in whatever case; empty: everything. */
  readonly filter: string;
}

/** When a record ends, in milliseconds since 1970: an S3 pair where its service has set that. Infinity where it never does or nobody knows. */
export function endOf(record: SavedRecord): number {
  if (record.credential.kind === "s3") return record.credential.endsAt ?? Infinity;
  const notAfter = factsOfRecord(record)?.notAfter;
  return notAfter ? milliseconds(notAfter) : Infinity;
}

/** The lines of the view, from the top; what the host lost and what can't be read come last. */
export function savedTree(saved: Saved, { order, filter }: Arrangement, voice: Voice): readonly SavedNode[] {
  const records = saved.all();
  const wanted = filter.trim().toLowerCase();
  const matches = (record: SavedRecord): boolean => searchable(record, voice).includes(wanted);
  const nodes =
    order === "expiry"
      ? bySoonest(records.filter(matches)).map(({ id }) => new SavedNode("record", id))
      : groups(records, matches, voice);
  if (wanted !== "") return nodes;
  // Several generations of one credential are a line; and what was saved again is lost no longer.
  const lines = (kind: "broken" | "lost", entries: readonly { readonly id: string }[]): SavedNode[] =>
    [...new Set(entries.map(({ id }) => id))].map((id) => new SavedNode(kind, id));
  const broken = lines("broken", saved.broken());
  const lost = lines("lost", saved.lost().filter(({ id }) => !saved.find(id)));
  const group = (id: string, children: SavedNode[]): SavedNode[] =>
    children.length === 0 ? [] : [new SavedNode("group", id, children)];
  return [...nodes, ...group(voice.t("Can't be read"), broken), ...group(voice.t("Lost by VS Code's storage"), lost)];
}

/** How long before its end a credential counts in the badge, in milliseconds. */
export const badgeWeek = 7 * 86_400_000;

/** How many end within a week and have not ended yet, by their time or by a revocation. */
export function endingSoon(records: readonly SavedRecord[], now: number): number {
  const isEnding = (record: SavedRecord): boolean => endOf(record) >= now && endOf(record) <= now + badgeWeek;
  return records.filter((record) => isEnding(record) && !isRevoked(record, records)).length;
}

function searchable(record: SavedRecord, voice: Voice): string {
  const { id, label, variable = "" } = record;
  const facts = factsOfRecord(record);
  const prefixes = facts?.prefixes?.map((prefix) => prefixName(prefix, voice)) ?? [];
  return [label, id, variable, facts?.satellite?.name ?? "", facts?.family ?? "", ...prefixes].join("\n").toLowerCase();
}

function bySoonest(records: readonly SavedRecord[]): SavedRecord[] {
  return records.toSorted((a, b) => Math.sign(endOf(a) - endOf(b)) || byLabel(a, b));
}

function byLabel(a: SavedRecord, b: SavedRecord): number {
  return a.label.localeCompare(b.label) || (a.id < b.id ? -1 : 1);
}

/** So many grants with one API key are looked at for each that was made from it: people have one or two. */
const mostOrigins = 20;

/** Of grants with one API key the one whose encryption keys a grant's may come from: of another passphrase it is not made. */
function originOf(grant: SavedRecord, above: readonly SavedRecord[]): SavedRecord | undefined {
  const [first, ...others] = above;
  const keys = factsOfRecord(grant)?.grant?.store;
  if (others.length === 0 || !keys) return first;
  const fitting = above.slice(0, mostOrigins).find((one) => {
    const store = factsOfRecord(one)?.grant?.store;
    return store && mayDeriveFrom(store, keys);
  });
  return fitting ?? first;
}

/** Under which record each one stands: its nearest saved ancestor, or the grant that an S3 pair was registered from. */
function parentsOf(records: readonly SavedRecord[]): Map<SavedRecord, SavedRecord> {
  const parents = new Map<SavedRecord, SavedRecord>();
  const put = (record: SavedRecord | undefined, parent: SavedRecord | undefined): void => {
    if (record && parent) parents.set(record, parent);
  };
  const holders = holdersOf(records);
  const nearest = nearestAncestors(holders.map(({ macaroon }) => macaroon));
  for (const [at, { bare, grants }] of holders.entries()) {
    const ancestor = nearest[at] === undefined ? undefined : holders[nearest[at]];
    put(bare, ancestor?.bare ?? ancestor?.grants[0]);
    // A grant comes from a grant where one is saved; and from the bare API key that is in it, if from nothing else.
    for (const grant of grants) put(grant, bare ?? originOf(grant, ancestor?.grants ?? []) ?? ancestor?.bare);
  }
  const grantOf = new Map(holders.flatMap(({ grants }) => grants.map((grant) => [grant.id, grant])));
  for (const record of records) {
    if (record.credential.kind === "s3") put(record, grantOf.get(record.credential.grant ?? ""));
  }
  return parents;
}

/** The satellite of each API key's family, for a bare API key, which names none: its descendants do, else the console that it is from. */
function satellitesOf(records: readonly SavedRecord[], voice: Voice): Map<string, string> {
  const satellites = new Map<string, string>();
  for (const record of records) {
    const facts = factsOfRecord(record);
    if (facts?.satellite && !satellites.has(facts.family)) {
      satellites.set(facts.family, satelliteName(facts.satellite, voice));
    }
  }
  for (const record of records) {
    const family = factsOfRecord(record)?.family;
    if (family === undefined || !record.consoleKey || satellites.has(family)) continue;
    satellites.set(family, showOutside(record.consoleKey.origin.replace(/^https?:\/\//, "")));
  }
  return satellites;
}

/** The API keys of each family: what holds one and the same is linked by it. */
function keysOfFamilies(records: readonly SavedRecord[]): Map<string, Set<string>> {
  const families = new Map<string, Set<string>>();
  for (const record of records) {
    const facts = factsOfRecord(record);
    if (!facts) continue;
    const keys = families.get(facts.family) ?? new Set();
    families.set(facts.family, keys.add(byteString(serializeMacaroon(facts.macaroon))));
  }
  return families;
}

/** By satellite, then by lineage; of what does not match only what has a match below it. */
function groups(
  records: readonly SavedRecord[],
  matches: (record: SavedRecord) => boolean,
  voice: Voice,
): SavedNode[] {
  const { t } = voice;
  const parents = parentsOf(records);
  const satellites = satellitesOf(records, voice);
  const childrenOf = collect(records, (record) => parents.get(record));
  const node = (record: SavedRecord, isLoose = false): SavedNode[] => {
    const children = (childrenOf.get(record) ?? []).flatMap((child) => node(child));
    return children.length === 0 && !matches(record) ? [] : [new SavedNode("record", record.id, children, isLoose)];
  };
  const satelliteOf = (record: SavedRecord): string | undefined => {
    const facts = factsOfRecord(record);
    return facts && (facts.satellite ? satelliteName(facts.satellite, voice) : satellites.get(facts.family));
  };
  const groupOf = (record: SavedRecord): string => {
    if (record.credential.kind === "s3") return t("S3 credentials of unknown grants");
    return factsOfRecord(record) ? t("API keys of unknown satellites") : t("Damaged credentials");
  };
  const roots = childrenOf.get(undefined) ?? [];
  const keys = keysOfFamilies(roots);
  const isLoose = (record: SavedRecord): boolean => (keys.get(factsOfRecord(record)?.family ?? "")?.size ?? 0) > 1;
  const drawn = (kind: "satellite" | "group", lists: ReadonlyMap<string | undefined, SavedRecord[]>): SavedNode[] => {
    const nodes = [...lists].map(([name = "", members]) => {
      // Those of one family side by side, the families in the order of their first.
      const rows = [...collect(members, (record) => factsOfRecord(record)?.family ?? record.id).values()].flat();
      return new SavedNode(kind, name, rows.flatMap((record) => node(record, isLoose(record))));
    });
    return nodes.filter(({ children }) => children.length > 0).sort((a, b) => a.id.localeCompare(b.id));
  };
  const bySatellite = collect(roots, satelliteOf);
  const others = collect(bySatellite.get(undefined) ?? [], groupOf);
  bySatellite.delete(undefined);
  return [...drawn("satellite", bySatellite), ...drawn("group", others)];
}

/** The records by something they share, each list in the order of labels. */
function collect<Shared>(
  records: readonly SavedRecord[],
  shared: (record: SavedRecord) => Shared,
): Map<Shared, SavedRecord[]> {
  const lists = new Map<Shared, SavedRecord[]>();
  for (const record of records.toSorted(byLabel)) {
    const key = shared(record);
    const list = lists.get(key);
    if (list) list.push(record);
    else lists.set(key, [record]);
  }
  return lists;
}
