import { type Bytes, byteString, concat, type Grant, GrantError, noBytes } from "../../grant";
import type { Translate } from "../../decoder/voice";
import { type Answer, BACK, type Choice } from "../../platform/ask";
import { showOutside } from "../../platform/showOutside";
import type { Contact, Outcome } from "../contacting/askSatellite";
import type { Frame } from "../asking/inSteps";
import type { PlainName } from "../contacting/plainNames";
import { bucketPage, namePage } from "../contacting/satelliteListing";
import { failureText, satelliteWords } from "../contacting/satelliteWords";
import type { Services } from "../services";
import { type Place, placeName, type Wanted } from "./typedPlace";

/** What is listed: the buckets, or what is right below a prefix of one, which is empty or ends in a slash. */
export type Spot = "buckets" | { readonly bucket: Bytes; readonly prefix: Bytes };

/** A spot in a bucket below which an object will come. */
export interface Below {
  readonly below: Exclude<Spot, "buckets">;
}

export interface Browsing extends Pick<Frame, "place"> {
  readonly title: string;
  readonly wanted: Wanted;
  readonly take: { readonly prefix: string; readonly bucket: string };
  readonly grant: Grant;
  readonly contact: Contact;
}

/** So many names come at once. */
const pageLength = 100;

/** A spot, and what was listed of it so far. */
interface Level {
  readonly spot: Spot;
  readonly names: readonly PlainName[];
  /** How many names no key of the grant opens. */
  readonly unreadable: number;
  readonly more: boolean;
  /** Behind what the next page begins. */
  readonly last: Bytes | undefined;
}

type Move = { readonly into: Spot } | { readonly taken: Place | Below } | "up" | "more";

/**
 * Lets a person walk through what the satellite lists: into prefixes and up again, page by page. BACK where they go back beyond
 * where they began, and where the satellite did not give the first page: what went wrong is told.
 */
export async function browse(services: Services, browsing: Browsing, start: Spot): Promise<Answer<Place | Below>> {
  const levels: Level[] = [];
  let next: Level = { spot: start, names: [], unreadable: 0, more: true, last: undefined };
  for (;;) {
    const listed = await moreOf(services, browsing, next);
    if (listed) {
      if (levels.at(-1)?.spot === listed.spot) levels.pop();
      levels.push(listed);
    }
    for (;;) {
      const level = levels.at(-1);
      if (!level) return BACK;
      const move = await askWhere(services, browsing, level, levels.length > 1);
      if (move === undefined) return undefined;
      if (move === BACK || move === "up") {
        levels.pop();
        continue;
      }
      if (typeof move === "object" && "taken" in move) return move.taken;
      next = move === "more" ? level : { spot: move.into, names: [], unreadable: 0, more: true, last: undefined };
      break;
    }
  }
}

/** One page more of a level; undefined where none came. */
async function moreOf(services: Services, browsing: Browsing, level: Level): Promise<Level | undefined> {
  const { grant, contact } = browsing;
  const { spot, last } = level;
  const { t } = services.decoder.voice();
  const tried = spot === "buckets" ? t("The buckets were not listed") : t("{0} was not listed", nameOf(spot));
  const failed = (reason: string): void => void services.ask.showError(reason);
  try {
    const outcome: Outcome<Omit<Level, "spot">> | undefined =
      spot === "buckets"
        ? ofBuckets(await bucketPage(services, contact, grant.macaroon, last))
        : await namePage(services, contact, grant, { ...spot, limit: pageLength, ...(last && { after: last }) });
    if (!outcome) return undefined;
    if (outcome.error) {
      failed(failureText(tried, satelliteWords(outcome.error, contact.name, t)));
      return undefined;
    }
    const { names, unreadable, more, last: end } = outcome.value;
    return { spot, names: inOrder([...level.names, ...names]), unreadable: level.unreadable + unreadable, more: more && end !== undefined, last: end };
  } catch (error) {
    if (!(error instanceof GrantError)) throw error;
    failed(t("{0}: the grant's keys can't encrypt that prefix. Write the place instead.", tried));
    return undefined;
  }
}

function ofBuckets(outcome: Awaited<ReturnType<typeof bucketPage>>): Outcome<Omit<Level, "spot">> | undefined {
  if (!outcome || outcome.error) return outcome;
  const { names, more } = outcome.value;
  const level = { names: names.map((name) => ({ name, isPrefix: true, size: 0n })), unreadable: 0, more, last: names.at(-1) };
  return { value: level, ms: outcome.ms };
}

/** The satellite's order is that of the encrypted names. */
function inOrder(names: readonly PlainName[]): PlainName[] {
  const keyed = names.map((name) => ({ name, key: byteString(name.name) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ name }) => name);
}

function askWhere({ ask, decoder }: Services, browsing: Browsing, level: Level, hasParent: boolean): Promise<Answer<Move>> {
  const { t } = decoder.voice();
  const { title, place, wanted } = browsing;
  const { spot, names, unreadable, more } = level;
  const where = spot === "buckets" ? t("The buckets of {0}", browsing.contact.name) : nameOf(spot);
  const shown = wanted === "root" ? names.filter((name) => name.isPrefix) : names;
  const notes = [
    where,
    ...(shown.length === 0 && unreadable === 0 ? [t("nothing here")] : []),
    ...(unreadable > 0 ? [t("{0} names can't be decrypted with this grant's keys", unreadable)] : []),
  ];
  const up: Choice<Move> = { label: "..", description: t("up"), value: "up" };
  const again: Choice<Move> = { label: t("Load more ({0} so far)", names.length + unreadable), stays: true, value: "more" };
  return ask.pick<Move>({
    title,
    place,
    canGoBack: true,
    placeholder: notes.join(" · "),
    items: [...taking(browsing, spot), ...(hasParent ? [up] : []), ...shown.map((name) => nameChoice(spot, name, t)), ...(more ? [again] : [])],
  });
}

/** What can be done with the spot itself. */
function taking({ wanted, take }: Browsing, spot: Spot): Choice<Move>[] {
  if (spot === "buckets" || wanted === "object") return [];
  const { bucket, prefix } = spot;
  const value: Move = { taken: wanted === "newObject" ? { below: spot } : { bucket, key: prefix } };
  return [{ label: prefix.length === 0 ? take.bucket : take.prefix, description: nameOf(spot), value }];
}

function nameChoice(spot: Spot, { name, isPrefix, size }: PlainName, t: Translate): Choice<Move> {
  const label = showOutside(name, 300) || t("(no name)");
  if (spot === "buckets") return { label, description: t("bucket"), value: { into: { bucket: name, prefix: noBytes } } };
  const key = concat(spot.prefix, name);
  if (isPrefix) return { label, description: t("prefix"), value: { into: { bucket: spot.bucket, prefix: key } } };
  return { label, description: sizeText(size), value: { taken: { bucket: spot.bucket, key } } };
}

function nameOf({ bucket, prefix }: Exclude<Spot, "buckets">): string {
  return placeName({ bucket, key: prefix });
}

/** `1.5 MB`, in units of a thousand, as Storj's own pages count. */
function sizeText(bytes: bigint): string {
  const units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
  let [amount, unit] = [Number(bytes), 0];
  while (amount >= 1_000 && unit < units.length - 1) {
    amount /= 1_000;
    unit++;
  }
  return `${String(unit === 0 ? amount : Number(amount.toPrecision(3)))} ${units[unit] ?? ""}`;
}
