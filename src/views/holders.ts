import { byteString, type Macaroon, serializeMacaroon } from "../grant";
import type { SavedRecord } from "../vault/record";
import { factsOfRecord } from "./savedFacts";

/** Saved credentials with one API key: the bare one, and the grants that hold it. */
export interface Holders {
  readonly macaroon: Macaroon;
  bare: SavedRecord | undefined;
  readonly grants: SavedRecord[];
}

export function holdersOf(records: readonly SavedRecord[]): Holders[] {
  const holders = new Map<string, Holders>();
  for (const record of records) {
    const facts = factsOfRecord(record);
    if (!facts) continue;
    const key = byteString(serializeMacaroon(facts.macaroon));
    const known = holders.get(key) ?? { macaroon: facts.macaroon, bare: undefined, grants: [] };
    if (facts.grant) known.grants.push(record);
    else known.bare = record;
    holders.set(key, known);
  }
  return [...holders.values()];
}
