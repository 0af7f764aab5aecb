import { type Bytes, byteString, parseNodeUrl, publicSatelliteUrls, utf8 } from "../grant";
import type { KeyFacts } from "../decoder/keyFacts";
import { satelliteAt } from "../decoder/satellite";
import type { Translate } from "../decoder/voice";
import { type Answer, BACK, type Choice, type Problem, type Question } from "../platform/ask";
import { satelliteAddress } from "../satellite/address";
import { factsOfRecord } from "../views/savedFacts";
import type { Services } from "./services";

/**
 * The address of the satellite that a grant or API key belongs to. A bare API key names none: a saved grant of its family does, else the
 * person says which. Undefined where they left.
 */
export async function satelliteOfKey(services: Services, facts: KeyFacts, title: string): Promise<Bytes | undefined> {
  await services.vault.load();
  const chosen = knownSatellite(services, facts) ?? (await askForSatellite(services, { title }));
  return chosen === BACK ? undefined : chosen;
}

/** What a grant itself, or a saved grant of an API key's family, says; undefined where none does. The vault has been loaded. */
export function knownSatellite({ vault }: Services, facts: KeyFacts): Bytes | undefined {
  if (facts.grant) return facts.grant.satelliteAddress;
  for (const record of vault.all()) {
    const other = factsOfRecord(record);
    if (other?.grant && other.family === facts.family) return other.grant.satelliteAddress;
  }
  return undefined;
}

/** Asks which satellite an API key is of. */
export function askForSatellite({ ask, decoder }: Services, frame: Question): Promise<Answer<Bytes>> {
  const { t } = decoder.voice();
  return ask.pickOrType<Bytes>({
    ...frame,
    placeholder: t("Which satellite is the API key of? It does not say so itself."),
    items: publicSatelliteUrls.map((url) => choice(url)),
    typed: (text) => typedSatellite(text, t),
  });
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
