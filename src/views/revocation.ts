import { nearestAncestors } from "../grant";
import { localClock, type PassingText } from "../decoder/time";
import type { Voice } from "../decoder/voice";
import type { SavedRecord } from "../vault/record";
import { holdersOf } from "./holders";

/** For how long satellites may still take what was used shortly before its revocation, in milliseconds. */
export const cachesAgreeAfter = 5 * 60_000;

const read = new WeakMap<readonly SavedRecord[], ReadonlyMap<string, number>>();

/**
 * When a saved credential was revoked, in milliseconds since 1970: by itself, with its API key, or with any saved ancestor, whether it was
 * saved before that or after; of an S3 pair, when its grant was. Undefined where none of them was, as far as is known here.
 * `records` are all that are saved, as the vault gives them; they are read once.
 */
export function revokedAt({ id }: SavedRecord, records: readonly SavedRecord[]): number | undefined {
  const known = read.get(records) ?? revocations(records);
  read.set(records, known);
  return known.get(id);
}

/** Whether it is known here that a saved credential was revoked. */
export function isRevoked(record: SavedRecord, records: readonly SavedRecord[]): boolean {
  return revokedAt(record, records) !== undefined;
}

/** "revoked", and until they do, when the satellite's caches agree. */
export function revokedWords(at: number, voice: Voice): PassingText {
  const { t, now } = voice;
  const agreed = at + cachesAgreeAfter;
  if (now >= agreed) return { text: t("revoked"), changesAt: Infinity };
  // Of a time to come, which a clock that was set back leaves, nothing more can be said.
  if (now < at) return { text: t("revoked"), changesAt: at };
  return { text: `${t("revoked")} · ${t("caches agree by {0}", localClock(agreed, voice))}`, changesAt: agreed };
}

function revocations(records: readonly SavedRecord[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  const put = (id: string, ...instants: readonly (number | undefined)[]): void => {
    const first = Math.min(...instants.map((instant = Infinity) => instant));
    if (first !== Infinity) times.set(id, first);
  };
  if (!records.some((record) => record.revokedAt !== undefined)) return times;
  const holders = holdersOf(records);
  const nearest = nearestAncestors(holders.map(({ macaroon }) => macaroon));
  const ofHolder: number[] = [];
  // Ancestors first: they have fewer caveats.
  const order = [...holders.entries()].sort(([, a], [, b]) => a.macaroon.caveats.length - b.macaroon.caveats.length);
  for (const [at, { bare, grants }] of order) {
    const members = bare ? [bare, ...grants] : grants;
    const ancestor = nearest[at];
    const own = members.map((record) => record.revokedAt ?? Infinity);
    const first = Math.min(...own, ancestor === undefined ? Infinity : (ofHolder[ancestor] ?? Infinity));
    ofHolder[at] = first;
    for (const { id } of members) put(id, first);
  }
  for (const record of records) {
    const { credential, id } = record;
    if (!times.has(id)) put(id, record.revokedAt, credential.kind === "s3" ? times.get(credential.grant ?? "") : undefined);
  }
  return times;
}
