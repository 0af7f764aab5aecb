import { concat, utf8 } from "../../grant";
import type { KeyFacts } from "../../decoder/keyFacts";
import type { Translate } from "../../decoder/voice";
import { type Answer, BACK, type Choice } from "../../platform/ask";
import { contactAt } from "../contacting/askSatellite";
import { browse, type Spot } from "./browsePlaces";
import type { Frame } from "../asking/inSteps";
import { ownPrefixes } from "../restricting/restriction";
import type { Services } from "../services";
import { type Place, placeName, placeProblem, readPlace, type Wanted } from "./typedPlace";

export interface PlaceQuestion extends Frame {
  readonly title: string;
  readonly wanted: Wanted;
  /** The grant's, which says what it reaches and which can list; undefined where none is known. */
  readonly facts: KeyFacts | undefined;
  /** How a person takes a prefix or a bucket that is listed: "Share this prefix". */
  readonly take: { readonly prefix: string; readonly bucket: string };
}

type PlaceChoice = { readonly place: Place } | { readonly list: Spot };

/**
 * A bucket and what in it: one of the grant's own prefixes, typed, or picked from what the satellite lists. It is asked only
 * once the person has chosen to list.
 */
export async function choosePlace(services: Services, question: PlaceQuestion): Promise<Answer<Place>> {
  const { ask, decoder } = services;
  const { title, place, canGoBack, wanted, facts } = question;
  for (;;) {
    const voice = decoder.voice();
    const { t } = voice;
    const items = [...ownPlaces(question, services), ...listings(question, services)];
    const chosen = await ask.pickOrType<PlaceChoice>({
      title,
      place,
      canGoBack,
      placeholder: placeholderFor(question, items.length, t),
      items,
      typed: (text) => {
        const read = readPlace(text, wanted, facts, voice);
        return read && ("value" in read ? { ...read, value: { place: read.value } } : read);
      },
    });
    if (chosen === undefined || chosen === BACK) return chosen;
    if ("place" in chosen) return chosen.place;
    const found = await list(services, question, chosen.list);
    if (found !== BACK) return found;
  }
}

/** What may be done: where nothing can be chosen it says so, and why where that can be changed. */
function placeholderFor({ wanted, facts }: PlaceQuestion, choices: number, t: Translate): string {
  const form = wanted === "root" ? t("sj://bucket or sj://bucket/prefix/") : t("sj://bucket/key");
  if (choices > 0) return t("{0}: write it, or choose", form);
  return facts ? t("{0}: write it", form) : t("{0}: write it. It could be listed if the grant was saved", form);
}

/** The grant's own prefixes, where a prefix is wanted: no request is needed for them. */
function ownPlaces({ wanted, facts }: PlaceQuestion, { decoder }: Services): Choice<PlaceChoice>[] {
  const voice = decoder.voice();
  if (!facts || wanted === "object" || wanted === "newObject") return [];
  return ownPrefixes(facts, voice)
    .map(({ bucket, prefix }) => ({ bucket, key: prefix }))
    .filter((place) => placeProblem(place, wanted, facts, voice) === undefined)
    .map((place) => ({ label: placeName(place), description: voice.t("its own"), value: { place } }));
}

/** Where a listing may begin: with the buckets, or with each prefix of the grant's own. */
function listings({ facts }: PlaceQuestion, { decoder }: Services): Choice<PlaceChoice>[] {
  const voice = decoder.voice();
  const { t } = voice;
  if (!facts?.grant || !facts.actions.has("list")) return [];
  const description = t("asks the satellite {0}", facts.satellite?.name ?? "");
  const everywhere = facts.prefixes === undefined && facts.grant.store.defaultKey !== undefined;
  const own = ownPrefixes(facts, voice).map((spot) => ({
    label: t("List {0}…", placeName({ bucket: spot.bucket, key: spot.prefix })),
    description,
    value: { list: spot },
  }));
  return everywhere ? [{ label: t("List the Buckets…"), description, value: { list: "buckets" as const } }, ...own] : own;
}

/** Lists from a spot; BACK where the person wants to choose otherwise, or where the satellite did not answer: that is told. */
async function list(services: Services, question: PlaceQuestion, spot: Spot): Promise<Answer<Place>> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const { title, place, wanted, take, facts } = question;
  const grant = facts?.grant;
  const contact = grant && (await contactAt(services, grant.satelliteAddress, t("Nothing was listed")));
  if (!contact) return BACK;
  const found = await browse(services, { title, place, wanted, take, grant, contact }, spot);
  if (found === undefined || found === BACK) return found;
  if (!("below" in found)) {
    const problem = placeProblem(found, wanted, facts, decoder.voice());
    if (problem !== undefined) void ask.showWarning(problem);
    return problem === undefined ? found : BACK;
  }
  const { bucket, prefix } = found.below;
  const name = await ask.input({
    title,
    place,
    canGoBack: true,
    prompt: t("The name of the new object in {0}", placeName({ bucket, key: prefix })),
    validate: (text) => (text === "" ? t("Write a name") : placeProblem({ bucket, key: concat(prefix, utf8(text)) }, wanted, facts, decoder.voice())),
  });
  return typeof name === "string" ? { bucket, key: concat(prefix, utf8(name)) } : name;
}
