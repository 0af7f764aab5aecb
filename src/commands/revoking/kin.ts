import { lineage, type Macaroon } from "../../grant";
import type { KeyFacts } from "../../decoder/keyFacts";
import { isStorjsOwn } from "../../decoder/satellite";
import type { SavedRecord } from "../../vault/record";
import { revokedAt } from "../../views/revocation";
import { factsOfRecord } from "../../views/savedFacts";

/** What an API key in a saved credential is to another; undefined for S3 credentials and where it can't be read. */
function relationOf(record: SavedRecord, macaroon: Macaroon): ReturnType<typeof lineage>["relation"] | undefined {
  const facts = factsOfRecord(record);
  return facts && lineage(facts.macaroon, macaroon).relation;
}

/**
 * How much what is saved of one API key is worth to ask with. A grant names its satellite; and who got a grant can hand back a copy that names
 * another one, which then says that it has revoked what lives on: so one of Storj's own is asked rather than any other.
 */
function worth({ grant }: KeyFacts): number {
  return grant ? (isStorjsOwn(grant.satelliteAddress) ? 2 : 1) : 0;
}

/** The saved grants and API keys that an API key was made from, the nearest first; of those with one API key that which is worth most. */
export function savedAncestors(macaroon: Macaroon, records: readonly SavedRecord[]): readonly SavedRecord[] {
  const byLength = new Map<number, { readonly record: SavedRecord; readonly facts: KeyFacts }>();
  for (const record of records) {
    const facts = factsOfRecord(record);
    if (!facts || relationOf(record, macaroon) !== "ancestor") continue;
    // Of one API key's ancestors those with as many caveats are one and the same.
    const length = facts.macaroon.caveats.length;
    const known = byLength.get(length);
    if (!known || worth(facts) > worth(known.facts)) byLength.set(length, { record, facts });
  }
  return [...byLength].sort(([a], [b]) => b - a).map(([, { record }]) => record);
}

/** What ends with an API key: the saved credentials that hold it or were made from it, and the S3 pairs that were registered from these. */
export function savedHeirs(macaroon: Macaroon, records: readonly SavedRecord[]): readonly SavedRecord[] {
  const relations: readonly unknown[] = ["same", "descendant"];
  const heirs = records.filter((record) => relations.includes(relationOf(record, macaroon)));
  const ids = new Set(heirs.map(({ id }) => id));
  const pairs = records.filter(({ credential }) => credential.kind === "s3" && ids.has(credential.grant ?? ""));
  return [...heirs, ...pairs];
}

/** When an API key was revoked, as far as what is saved tells: by itself or by an ancestor; in milliseconds since 1970. */
export function knownRevocation(macaroon: Macaroon, records: readonly SavedRecord[]): number | undefined {
  const holder = records.find((record) => relationOf(record, macaroon) === "same") ?? savedAncestors(macaroon, records)[0];
  return holder && revokedAt(holder, records);
}
