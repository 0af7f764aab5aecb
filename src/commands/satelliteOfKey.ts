import { type Bytes, byteString, parseNodeUrl, publicSatelliteUrls, utf8 } from "../grant";
import type { KeyFacts } from "../decoder/keyFacts";
import { satelliteAt } from "../decoder/satellite";
import type { Translate } from "../decoder/voice";
import { BACK, type Choice, type Problem } from "../platform/ask";
import { satelliteAddress } from "../satellite/address";
import { factsOfRecord } from "../views/savedFacts";
import type { Services } from "./services";

/**
 * The address of the satellite that a grant or API key belongs to. A bare API key names none: a saved grant of its family does, else the
 * person says which. Undefined where they left.
 */
export async function satelliteOfKey(services: Services, facts: KeyFacts, title: string): Promise<Bytes | undefined> {
  const { ask, decoder, vault } = services;
  const { t } = decoder.voice();
  if (facts.grant) return facts.grant.satelliteAddress;
  await vault.load();
  for (const record of vault.all()) {
    const other = factsOfRecord(record);
    if (other?.grant && other.family === facts.family) return other.grant.satelliteAddress;
  }
  const chosen = await ask.pickOrType<Bytes>({
    title,
    placeholder: t("Which satellite is the API key of? It does not say so itself."),
    items: publicSatelliteUrls.map((url) => choice(url)),
    typed: (text) => typedSatellite(text, t),
  });
  return chosen === BACK ? undefined : chosen;
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
