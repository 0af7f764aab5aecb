import { milliseconds } from "../grant";
import type { KeyFacts } from "../decoder/keyFacts";
import { accessWords, keyState, somePrefixes, stateChangesAt, stateWord } from "../decoder/keyWords";
import { distance, type PassingText } from "../decoder/time";
import type { Voice } from "../decoder/voice";
import type { SavedCredential, SavedRecord } from "../vault/record";
import { revokedAt, revokedWords } from "./revocation";
import { factsOfRecord } from "./savedFacts";
import { badgeWeek, endOf } from "./savedTree";

/**
 * How long a saved credential still lasts and what it may do, in one line that stays true until an instant; of what was revoked, at
 * `revoked`, that first.
 */
export function summaryOf(record: SavedRecord, voice: Voice, revoked = record.revokedAt): PassingText {
  const { t } = voice;
  const { credential, isProduction } = record;
  const facts = factsOfRecord(record);
  const isOver = revoked !== undefined;
  const end = isOver ? revokedWords(revoked, voice) : facts ? timeLeft(facts, voice) : pairTimeLeft(record, voice);
  const access = facts && !facts.deadBecause && !isOver ? accessWords(facts, voice) : undefined;
  const prefixes = facts?.prefixes && facts.prefixes.length > 0 ? somePrefixes(facts.prefixes, 1, voice) : undefined;
  const parts = [
    isOver ? end?.text : undefined,
    isProduction ? t("production") : undefined,
    kindWord(credential, voice),
    isOver ? undefined : end?.text,
    access,
    // "full in photos/" names it already.
    prefixes !== undefined && access?.includes(prefixes) ? undefined : prefixes,
    facts === undefined && credential.kind !== "s3" ? t("can't be read") : undefined,
  ];
  return { text: parts.filter((part) => part !== undefined).join(" · "), changesAt: end?.changesAt ?? Infinity };
}

function kindWord(credential: SavedCredential, { t }: Voice): string | undefined {
  if (credential.kind === "s3") return credential.isPublic === true ? t("public S3 credentials") : t("S3 credentials");
  return credential.kind === "apiKey" ? t("API key") : undefined;
}

/** How long S3 credentials last to which the auth service has given an end. */
function pairTimeLeft(record: SavedRecord, voice: Voice): PassingText | undefined {
  const end = endOf(record);
  if (end === Infinity) return undefined;
  if (voice.now > end) return { text: voice.t("expired"), changesAt: Infinity };
  const left = distance(end, voice);
  return { text: left.text, changesAt: Math.min(left.changesAt, end + 1) };
}

function timeLeft(facts: KeyFacts, voice: Voice): PassingText | undefined {
  const changesAt = stateChangesAt(facts, voice.now);
  const word = stateWord(keyState(facts, voice.now), voice);
  if (word !== undefined) return { text: word, changesAt };
  if (!facts.notAfter) return undefined;
  const left = distance(milliseconds(facts.notAfter), voice);
  return { text: left.text, changesAt: Math.min(left.changesAt, changesAt) };
}

/** The next instant at which a line or the badge changes, in milliseconds since 1970; infinity where none does. */
export function nextChange(records: readonly SavedRecord[], voice: Voice): number {
  const instants = records.flatMap((record) => {
    const revoked = revokedAt(record, records);
    const { changesAt } = summaryOf(record, voice, revoked);
    // Of one that allows nothing the line stays as it is, and the badge loses it all the same.
    return revoked === undefined ? [changesAt, endOf(record) - badgeWeek, endOf(record) + 1] : [changesAt];
  });
  return instants.reduce((next, instant) => (instant > voice.now && instant < next ? instant : next), Infinity);
}
