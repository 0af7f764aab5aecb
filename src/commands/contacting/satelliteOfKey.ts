import { type Bytes, byteString, lineage, parseNodeUrl, publicSatelliteUrls, utf8 } from "../../grant";
import type { KeyFacts } from "../../decoder/keyFacts";
import { satelliteAt, satelliteOf } from "../../decoder/satellite";
import type { Translate } from "../../decoder/voice";
import { type Answer, BACK, type Choice, type Problem, type Question } from "../../platform/ask";
import { showOutside } from "../../platform/showOutside";
import { satelliteAddress } from "../../satellite/address";
import { factsOfRecord } from "../../views/savedFacts";
import { linkedAccounts, loadAccounts, satelliteOfAccount } from "./linkedAccount";
import type { Services } from "../services";

/** Where an API key may belong. */
export interface NamedSatellite {
  /** A node URL. */
  readonly address: Bytes;
  /**
   * Only something else of the API key's family says so: whoever wrote that need not have this API key, and may have named a satellite that
   * lies in wait for it.
   */
  readonly isHearsay: boolean;
  /** The origin of the console of which the person said that the API key is one: nobody else says so, which is hearsay too. */
  readonly saidOf?: string;
}

/**
 * The satellite that a grant or API key belongs to. A bare API key names none: an account of the console that has it does, or saved grants of
 * its family, else the person says which.
 * Undefined where they left.
 */
export async function satelliteOfKey(services: Services, facts: KeyFacts, title: string): Promise<NamedSatellite | undefined> {
  await services.vault.load();
  await loadAccounts(services);
  const known = knownSatellite(services, facts);
  if (known) return known;
  const chosen = await askForSatellite(services, facts, { title });
  return chosen === undefined || chosen === BACK ? undefined : { address: chosen, isHearsay: false };
}

/**
 * What a grant itself, the console of an API key, or what is saved of its family says; undefined where nothing does, or where it
 * contradicts itself. The vault and the accounts have been loaded.
 */
export function knownSatellite(services: Services, facts: KeyFacts): NamedSatellite | undefined {
  const [only, ...others] = namedSatellites(services, facts);
  return others.length === 0 ? only : undefined;
}

/**
 * Who has an API key, or what it was made from, has nothing to gain from a lie about it: what that says counts alone. Before that the
 * console that has made the key, where the person has signed in to it. Of which they said that it has the key, that is said before what others of
 * its family say, and is no more than said.
 */
export function namedSatellites(services: Services, facts: KeyFacts): readonly NamedSatellite[] {
  const ofConsole = facts.grant ? undefined : namedByConsole(services, facts);
  if (ofConsole && !ofConsole.isHearsay) return [ofConsole];
  const ofGrants = namedByGrants(services, facts);
  return ofConsole && ofGrants.every(({ isHearsay }) => isHearsay) ? [ofConsole] : ofGrants;
}

/** The satellite of the console that an API key is linked to, where somebody has signed in to that. */
function namedByConsole(services: Services, facts: KeyFacts): NamedSatellite | undefined {
  for (const { account, key } of linkedAccounts(services, facts)) {
    const { address } = satelliteOfAccount(account) ?? {};
    if (address) return { address, isHearsay: key.isSaid, ...(key.isSaid && { saidOf: key.origin }) };
  }
  return undefined;
}

/** The same by grants alone: the grant itself, else saved ones. */
export function namedByGrants({ vault }: Services, facts: KeyFacts): readonly NamedSatellite[] {
  if (facts.grant) return [{ address: facts.grant.satelliteAddress, isHearsay: false }];
  const hearsay = new Map<string, NamedSatellite>();
  for (const record of vault.all()) {
    const other = factsOfRecord(record);
    if (!other?.grant || other.family !== facts.family) continue;
    const { satelliteAddress: address } = other.grant;
    const { relation } = lineage(other.macaroon, facts.macaroon);
    if (relation === "same" || relation === "ancestor") return [{ address, isHearsay: false }];
    hearsay.set(byteString(address), { address, isHearsay: true });
  }
  return [...hearsay.values()];
}

/** Asks which satellite an API key is of: one that something saved names, or another. */
export function askForSatellite(services: Services, facts: KeyFacts | undefined, frame: Question): Promise<Answer<Bytes>> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const named = (facts ? namedSatellites(services, facts) : []).map(({ address }) => namedChoice(address, t));
  return ask.pickOrType<Bytes>({
    ...frame,
    placeholder: t("Which satellite is the API key of? Choose it, or write its node URL."),
    items: [...publicSatelliteUrls.map((url) => choice(url)), ...named],
    typed: (text) => typedSatellite(text, t),
  });
}

function namedChoice(value: Bytes, t: Translate): Choice<Bytes> {
  return { label: satelliteOf(value).name, description: t("a saved grant of its family names it"), detail: showOutside(value), value };
}

function choice(url: string): Choice<Bytes> {
  return { label: satelliteAt(parseNodeUrl(url)).name, description: url, value: utf8(url) };
}

function typedSatellite(text: string, t: Translate): Choice<Bytes> | Problem | undefined {
  const written = text.trim();
  if (written === "") return undefined;
  try {
    const url = parseNodeUrl(byteString(utf8(written)));
    if (satelliteAddress(url)) return { label: satelliteAt(url).name, description: written, value: utf8(written) };
  } catch {
    // Half of an address is not one yet.
  }
  // A part of a name that is listed stays a search.
  if (publicSatelliteUrls.some((url) => url.includes(written))) return undefined;
  return { problem: t("A satellite's whole node URL is needed: its node ID, @, its host and port") };
}
