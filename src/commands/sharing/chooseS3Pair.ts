import type { Credential } from "../../decoder/credential";
import { factsOf } from "../../decoder/factsOf";
import type { KeyFacts } from "../../decoder/keyFacts";
import { BACK, type Choice } from "../../platform/ask";
import { idOf } from "../../vault/identity";
import type { SavedRecord } from "../../vault/record";
import { factsOfRecord } from "../../views/savedFacts";
import { SavedNode } from "../../views/savedNode";
import { clickedIds, savedChoice } from "../asking/chooseSaved";
import { nameOfSaved } from "../contacting/nameOfKey";
import { failureText } from "../contacting/satelliteWords";
import { registerGrant } from "../register";
import { refusalToRegister } from "../registering/registerRefusal";
import { knownRevocation } from "../revoking/kin";
import { savable } from "../asking/savable";
import { pairOf, pairsOfGrant, type S3Pair } from "./s3Pair";
import type { Services } from "../services";
import { candidates, choiceOf } from "../asking/target";

/** A grant that pairs are registered from. */
interface GrantSource {
  /** The id under which it is saved, if it is. */
  readonly grant: string;
  /** How a sentence that begins with it calls it. */
  readonly name: string;
  readonly facts: KeyFacts | undefined;
  /** What points to it for another command. */
  readonly args: readonly unknown[];
}

/** What a person means. */
type Source = { readonly pair: S3Pair } | GrantSource;

/** How pairs are chosen for a purpose. */
export interface Purpose {
  readonly title: string;
  /** Which pairs of a grant serve it. */
  readonly accepts: (pair: S3Pair) => boolean;
  /** As what a grant is registered that has none. */
  readonly isPublic: boolean;
  /** What to tell before, and the button that registers. */
  readonly missing: { readonly message: (name: string) => string; readonly detail: string; readonly action: string };
}

/**
 * The S3 pair that is meant: a clicked or pointed one, one of the pairs of a clicked or pointed grant, or one that is registered
 * first. Undefined where the person left, or was told that there is none.
 */
export async function chooseS3Pair(services: Services, args: readonly unknown[], purpose: Purpose): Promise<S3Pair | undefined> {
  const source = await chooseSource(services, args, purpose.title);
  if (!source || "pair" in source) return source?.pair;
  const pair = await chooseOfGrant(services, source, purpose);
  // The grant in a document need not be saved.
  return pair && { ...pair, facts: pair.facts ?? source.facts };
}

async function chooseOfGrant(services: Services, source: GrantSource, purpose: Purpose): Promise<S3Pair | undefined> {
  const { ask, decoder, vault } = services;
  const pairs = pairsOfGrant(source.grant, vault).filter(purpose.accepts);
  if (pairs.length <= 1) return pairs[0] ?? registerFirst(services, source, purpose);
  const items = pairs.flatMap((pair) => (pair.record ? [{ ...savedChoice(pair.record, services), value: pair }] : []));
  const placeholder = decoder.voice().t("With which S3 credentials?");
  const chosen = await ask.pick<S3Pair>({ title: purpose.title, placeholder, items });
  return chosen === BACK ? undefined : chosen;
}

/** A grant's first pair, after the person has registered it; undefined where they have not, or where it can't be: then that has been told. */
async function registerFirst(services: Services, source: GrantSource, purpose: Purpose): Promise<S3Pair | undefined> {
  const { ask, decoder, vault } = services;
  const voice = decoder.voice();
  const { message, detail, action } = purpose.missing;
  const { facts } = source;
  const refusal = facts && refusalToRegister(facts, knownRevocation(facts.macaroon, vault.all()) !== undefined, voice);
  if (refusal) {
    void ask.showError(`${message(source.name)} ${failureText(voice.t("It can't be registered"), refusal)}`);
    return undefined;
  }
  if ((await ask.showInformation(message(source.name), { modal: true, detail, actions: [action] })) !== action) return undefined;
  return registered(services, source.args, purpose);
}

/** Registers a grant, and gives the pair that came of it. */
async function registered(services: Services, args: readonly unknown[], { isPublic }: Purpose): Promise<S3Pair | undefined> {
  const record = await registerGrant(services, args, isPublic);
  return record?.credential.kind === "s3" ? pairOf(record.credential, services.vault) : undefined;
}

/** The same for the grant of a pair that does not serve. */
export async function registerGrantOf(services: Services, { grant }: S3Pair, purpose: Purpose): Promise<S3Pair | undefined> {
  return grant && registered(services, [new SavedNode("record", grant.id)], purpose);
}

async function chooseSource(services: Services, args: readonly unknown[], title: string): Promise<Source | undefined> {
  const { ask, decoder, vault } = services;
  const { t } = decoder.voice();
  await vault.load();
  const none = (): void => void ask.showWarning(t("There is neither an access grant nor a pair of S3 credentials here. Click a saved one, or put the cursor on one."));
  const [clicked] = clickedIds(args.slice(0, 1));
  if (clicked !== undefined) {
    const record = vault.find(clicked);
    const source = record && sourceOfRecord(record, services);
    if (!source) none();
    return source;
  }
  const found = await candidates(services, args, isSource);
  const near = oncePerPair(found?.near ?? []);
  const listed = near.length > 0 ? near : oncePerPair(found?.all ?? []);
  const choices: Choice<Source | "half">[] = listed.map((credential) => {
    const { scan } = found as NonNullable<typeof found>;
    const value = sourceOf(credential, scan.credentials, scan.document.uri.toString(), services) ?? "half";
    return { ...choiceOf(credential, scan, services), value };
  });
  if (near.length === 0) {
    const saved = vault.all().toSorted((a, b) => a.label.localeCompare(b.label));
    for (const record of saved) {
      const value = sourceOfRecord(record, services);
      if (value) choices.push({ ...savedChoice(record, services), value });
    }
  }
  if (choices.length === 0) {
    none();
    return undefined;
  }
  const [only] = choices;
  const chosen = near.length === 1 ? only?.value : await ask.pick({ title, placeholder: t("Of which grant, or with which S3 credentials?"), items: choices });
  if (chosen === "half") {
    void ask.showWarning(t("The other half of these S3 credentials does not stand near, and they are not saved. Save them first: Save Credential… asks for it."));
    return undefined;
  }
  return chosen === BACK ? undefined : chosen;
}

function isSource({ kind }: Credential): boolean {
  return kind === "grant" || kind === "accessKeyId" || kind === "secretKey";
}

/** Of two halves that stand together the access key id stands for both. */
function oncePerPair(credentials: readonly Credential[]): readonly Credential[] {
  return credentials.filter((one) => one.kind !== "secretKey" || !credentials.some(({ start }) => start === one.partner));
}

function sourceOfRecord(record: SavedRecord, { decoder, vault }: Services): Source | undefined {
  const { id, credential } = record;
  if (credential.kind === "s3") return { pair: pairOf(credential, vault) };
  if (credential.kind !== "grant") return undefined;
  return { grant: id, name: nameOfSaved(record, decoder.voice()), facts: factsOfRecord(record), args: [new SavedNode("record", id)] };
}

/** Of a credential in a document; undefined for half a pair, the other of which is not known. */
function sourceOf(credential: Credential, all: readonly Credential[], uri: string, services: Services): Source | undefined {
  const { vault, decoder } = services;
  const found = savable(credential, all);
  if (!found) return undefined;
  if ("half" in found) {
    const saved = vault.all().find((record) => record.credential.kind === "s3" && record.credential[found.half] === found.text);
    return saved && sourceOfRecord(saved, services);
  }
  if (found.kind === "s3") return { pair: pairOf(found, vault) };
  const id = idOf(found);
  const saved = vault.find(id);
  const voice = decoder.voice();
  const name = saved ? nameOfSaved(saved, voice) : voice.t("The grant in this document");
  return { grant: id, name, facts: factsOf(credential), args: [uri, credential.start] };
}
