import { type ActionName, milliseconds } from "../../grant";
import type { KeyFacts } from "../../decoder/keyFacts";
import { keyState } from "../../decoder/keyWords";
import { fullTime } from "../../decoder/time";
import type { Voice } from "../../decoder/voice";
import { idOf } from "../../vault/identity";
import type { SavedCredential, SavedRecord } from "../../vault/record";
import type { Vault } from "../../vault/vault";
import { isRevoked } from "../../views/revocation";
import { factsOfRecord } from "../../views/savedFacts";

type S3Credential = Extract<SavedCredential, { readonly kind: "s3" }>;

/** S3 credentials, with what is known of where they come from. */
export interface S3Pair {
  readonly credential: S3Credential;
  /** Undefined where the pair itself is not saved. */
  readonly record: SavedRecord | undefined;
  /** The grant that it was registered from; undefined where that is not known or not saved. */
  readonly grant: SavedRecord | undefined;
  readonly facts: KeyFacts | undefined;
}

/** A pair, with the grant that it was registered from where that is saved. */
export function pairOf(credential: S3Credential, vault: Vault): S3Pair {
  const record = vault.find(idOf(credential));
  const saved = record?.credential.kind === "s3" && record.credential.secretKey === credential.secretKey ? record : undefined;
  const known = saved ? (saved.credential as S3Credential) : credential;
  const grant = known.grant === undefined ? undefined : vault.find(known.grant);
  return { credential: known, record: saved, grant, facts: grant && factsOfRecord(grant) };
}

/** The saved pairs that were registered from a grant. */
export function pairsOfGrant(grant: string, vault: Vault): readonly S3Pair[] {
  return vault.all().flatMap(({ credential }) => (credential.kind === "s3" && credential.grant === grant ? [pairOf(credential, vault)] : []));
}

/** When a pair ends, as far as that is known here: with its grant, or when the auth service has set. Milliseconds since 1970, or infinity. */
export function endOfPair({ credential: { endsAt = Infinity }, facts }: S3Pair): number {
  return Math.min(endsAt, facts?.notAfter ? milliseconds(facts.notAfter) : Infinity);
}

/** Why nothing can be done with a pair; undefined where something can, or will be able to. `records` are all that are saved. */
export function endedBecause(pair: S3Pair, records: readonly SavedRecord[], { t, now }: Pick<Voice, "t" | "now">): string | undefined {
  const { record, grant, facts } = pair;
  if ([record, grant].some((one) => one && isRevoked(one, records))) return t("the grant that it was registered from is revoked");
  if (facts && keyState(facts, now) === "dead") return t("the grant that it was registered from allows nothing");
  return now > endOfPair(pair) ? t("it has expired") : undefined;
}

/** Whether the grant allows an action, as far as is known here. */
export function mayAllow({ facts }: S3Pair, action: ActionName): boolean {
  return facts?.actions.has(action) ?? true;
}

/** How long what is made with a pair works. */
export function endWords(pair: S3Pair, voice: Voice): string {
  const end = endOfPair(pair);
  if (end < Infinity) return voice.t("works until {0}", fullTime(end, voice).text);
  return pair.facts ? voice.t("works until the grant is revoked") : voice.t("works as long as the grant that the pair is of, which is not saved");
}
