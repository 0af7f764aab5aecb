import type { Credential } from "../../decoder/credential";
import { factsOf } from "../../decoder/factsOf";
import type { KeyFacts } from "../../decoder/keyFacts";
import { savedIdOf } from "../../decoder/savedId";
import { BACK, type Choice } from "../../platform/ask";
import type { SavedRecord } from "../../vault/record";
import { factsOfRecord } from "../../views/savedFacts";
import { clickedIds, savedChoice } from "../asking/chooseSaved";
import { nameOfSaved } from "../contacting/nameOfKey";
import type { Services } from "../services";
import { candidates, choiceOf } from "../asking/target";

/** What a person wants to revoke. */
export interface Doomed {
  readonly facts: KeyFacts;
  /** Where the grant or API key is saved. */
  readonly record: SavedRecord | undefined;
  /** The S3 credentials that were meant, where their grant is revoked in their stead. */
  readonly pair: SavedRecord | undefined;
}

/** Why nothing can be revoked. */
type Obstacle = "nothing-here" | "gone" | "unsaved-pair" | { readonly pairWithoutGrant: SavedRecord };

/**
 * The grant or API key that is meant, or that of the S3 credentials that are meant: clicked in the view, pointed to in a document, else
 * picked, of the document's and then of the saved ones. Undefined where the person left, or was told why there is none.
 */
export async function chooseDoomed(services: Services, args: readonly unknown[], title: string): Promise<Doomed | undefined> {
  const { ask, vault } = services;
  await vault.load();
  const [clicked] = clickedIds(args.slice(0, 1));
  if (clicked !== undefined) return told(services, ofSaved(services, vault.find(clicked)));
  const found = await candidates(services, args, canBeEnded);
  const from = found && (found.near.length > 0 ? found.near : found.all);
  const [only, ...others] = from ?? [];
  if (found && only && others.length === 0) return told(services, ofFound(services, only, found.all));
  const choices: Choice<Doomed | Obstacle>[] = (from ?? []).map((credential) => {
    const { scan, all } = found as NonNullable<typeof found>;
    return { ...choiceOf(credential, scan, services), value: ofFound(services, credential, all) };
  });
  if (choices.length === 0) {
    choices.push(...vault.all().map((record) => ({ ...savedChoice(record, services), value: ofSaved(services, record) })));
  }
  if (choices.length === 0) return told(services, "nothing-here");
  const chosen = await ask.pick({ title, items: choices });
  return chosen === BACK || chosen === undefined ? undefined : told(services, chosen);
}

/** Grants and API keys, also within links; and S3 credentials, which a grant stands behind. */
function canBeEnded(credential: Credential): boolean {
  return credential.kind === "accessKeyId" || credential.kind === "secretKey" || factsOf(credential) !== undefined;
}

function ofFound(services: Services, credential: Credential, all: readonly Credential[]): Doomed | Obstacle {
  const { vault } = services;
  const facts = factsOf(credential);
  if (facts) return { facts, record: vault.find(facts.fingerprint), pair: undefined };
  const pair = vault.find(savedIdOf(credential, all.length > 0 ? all : [credential]));
  return pair ? ofSaved(services, pair) : "unsaved-pair";
}

function ofSaved({ vault }: Services, record: SavedRecord | undefined): Doomed | Obstacle {
  if (!record) return "gone";
  const { credential } = record;
  if (credential.kind !== "s3") {
    const facts = factsOfRecord(record);
    return facts ? { facts, record, pair: undefined } : "nothing-here";
  }
  const grant = vault.find(credential.grant ?? "");
  const facts = grant && factsOfRecord(grant);
  return facts ? { facts, record: grant, pair: record } : { pairWithoutGrant: record };
}

function told({ ask, decoder }: Services, found: Doomed | Obstacle): Doomed | undefined {
  const voice = decoder.voice();
  const { t } = voice;
  if (typeof found === "object" && "facts" in found) return found;
  if (found === "nothing-here") {
    void ask.showWarning(t("There is no access grant or API key here to revoke. Open a file that holds one, or save one first."));
  } else if (found === "gone") {
    void ask.showWarning(t("Nothing was revoked: what was clicked has gone meanwhile."));
  } else {
    const pair = found === "unsaved-pair" ? t("these S3 credentials") : nameOfSaved(found.pairWithoutGrant, voice);
    void ask.showWarning(t("S3 credentials end with the access grant that they were registered from, and of {0} it is not known here which that is. Revoke that grant, or what it was made from.", pair));
  }
  return undefined;
}
