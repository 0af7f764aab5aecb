import { milliseconds } from "../grant";
import { showOutside } from "../platform/showOutside";
import type { Credential } from "./credential";
import { placeOf } from "./describeUrl";
import { type FindingCode, findingsOf } from "./findings";
import { everydayActions, type KeyFacts } from "./keyFacts";
import { accessWords, actionWord, chainLinks, keyState, stateChangesAt, stateWord } from "./keyWords";
import type { PresignedUrl } from "./presignedUrl";
import { type Satellite, satelliteAt } from "./satellite";
import { distance, type PassingText, relative } from "./time";
import type { Voice } from "./voice";

/** VS Code gives a whole line 43 characters of hints, of all extensions together: ours takes at most this many. */
export const longestHint = 24;

const forEver = (text: string): PassingText => ({ text, changesAt: Infinity });

/** News so bad that nothing else need be said, and that no passing of time makes good. */
function badNews(code: FindingCode | undefined, { t }: Voice): string | undefined {
  switch (code) {
    case "grant-in-link":
      return t("whole grant in a link");
    case "wrong-node-id":
      return t("another's node ID");
    case "no-node-id":
      return t("no node ID");
    case "unreadable-address":
      return t("unreadable satellite");
    case "grant-for-api-key":
      return t("grant, not an API key");
    case "api-key-for-grant":
      return t("API key, not a grant");
    case "unreadable-caveat":
    case "dead":
      return t("allows nothing");
    case "presigned-too-long":
      return t("refused: over 7 days");
    case "expired":
    case "presigned-expired":
      return t("expired");
    default:
      return undefined;
  }
}

/** What may be done, said ever shorter: as many of the everyday actions as fit, the rest counted ("read, write +1"). */
function accessForms(facts: KeyFacts, voice: Voice): string[] {
  const { t } = voice;
  if (facts.hasUnknownFields) return [t("not fully checked"), t("not checked")];
  const words = everydayActions.filter((name) => facts.actions.has(name)).map((name) => actionWord(name, voice));
  if (words.length === 0) return [t("locks only")];
  // Never counted away: what is left out of the words would be the deleting.
  const whole = words.length < everydayActions.length ? [] : [facts.prefixes ? t("full in prefix") : t("full access")];
  const counted = words.map((_, left) => {
    const named = words.slice(0, words.length - left).join(", ");
    return left === 0 ? named : `${named} +${String(left)}`;
  });
  return [...whole, ...counted];
}

/** The beginning with the longest form that fits behind it, if any does. */
function fitting(start: string, forms: readonly string[]): string {
  const texts = forms.map((form) => (start === "" ? form : `${start} · ${form}`));
  return texts.find((text) => text.length <= longestHint) ?? (start || forms.at(-1) || "");
}

/** A distance in as few characters as a hint has for it. */
function shortDistance(instant: number, voice: Voice): PassingText {
  const { text, changesAt } = distance(instant, voice);
  return { text: text.length > 14 ? voice.t("< 1 minute") : text, changesAt };
}

function keyHint(facts: KeyFacts, voice: Voice): PassingText {
  const isToCome = keyState(facts, voice.now) === "notYet";
  const edge = isToCome ? facts.notBefore : facts.notAfter;
  if (!edge) return forEver(fitting("", accessForms(facts, voice)));
  const { text, changesAt } = shortDistance(milliseconds(edge), voice);
  return {
    text: isToCome
      ? fitting("", [voice.t("not yet: {0}", text), voice.t("not yet")])
      : fitting(text, accessForms(facts, voice)),
    changesAt: Math.min(changesAt, stateChangesAt(facts, voice.now)),
  };
}

function presignedHint({ expiresAt }: PresignedUrl, voice: Voice): PassingText {
  if (expiresAt === undefined) return forEver(voice.t("presigned, no expiry"));
  const { text, changesAt } = shortDistance(expiresAt, voice);
  return { text: fitting(text, [voice.t("presigned")]), changesAt: Math.min(changesAt, expiresAt + 1) };
}

function ownHint(credential: Credential, voice: Voice): PassingText {
  const { t } = voice;
  switch (credential.kind) {
    case "accessKeyId":
      return forEver(t("S3 access key id"));
    case "secretKey":
      return forEver(t("S3 secret key"));
    case "link":
      return forEver(credential.link.form === "raw" ? t("linkshare link, raw") : t("linkshare link"));
    case "presignedUrl":
      return presignedHint(credential.url, voice);
    case "nodeUrl":
      return forEver(t("satellite"));
    case "damaged":
      return forEver(t("damaged"));
    case "foreign":
      return forEver(t("not a Storj credential"));
    case "deferred":
      return forEver(t("long: not decoded yet"));
    case "oversized":
      return forEver(t("too long to decode"));
    case "grant":
    case "apiKey":
      return forEver(t("Storj credential"));
  }
}

/** The few characters in front of a credential, the worst news first. */
export function hintOf(credential: Credential, facts: KeyFacts | undefined, voice: Voice): PassingText {
  const news = badNews(findingsOf(credential, facts, voice)[0]?.code, voice);
  const { text, changesAt } =
    news !== undefined ? forEver(news) : facts ? keyHint(facts, voice) : ownHint(credential, voice);
  // Only a language with longer words than English needs this.
  return { text: text.length > longestHint ? `${text.slice(0, longestHint - 1)}…` : text, changesAt };
}

/** One line above a credential: what it is, and the chain of caveats in order. */
export function lensOf(credential: Credential, facts: KeyFacts | undefined, voice: Voice): PassingText {
  const { text, changesAt } =
    credential.kind !== "link" && facts ? keyLens(facts, voice) : ownLens(credential, facts, voice);
  return { text: showOutside(text, 300), changesAt };
}

function keyLens(facts: KeyFacts, voice: Voice): PassingText {
  const { t, now } = voice;
  const parts = [
    facts.grant ? t("Storj grant") : t("Storj API key"),
    stateWord(keyState(facts, now), voice),
    facts.satellite && satelliteName(facts.satellite, voice),
    chainLinks(facts, voice).join(" › "),
  ];
  return { text: parts.filter((part) => part !== undefined).join(" · "), changesAt: stateChangesAt(facts, now) };
}

/** A satellite's host, and what is wrong with its address. */
export function satelliteName({ name, problem }: Satellite, { t }: Voice): string {
  switch (problem) {
    case "wrong-node-id":
      return t("{0} with another's node ID", name);
    case "no-node-id":
      return t("{0} without a node ID", name);
    case "unreadable":
      return t("unreadable satellite {0}", name);
    case undefined:
      return name;
  }
}

function ownLens(credential: Credential, facts: KeyFacts | undefined, voice: Voice): PassingText {
  const { t } = voice;
  switch (credential.kind) {
    case "accessKeyId":
      return forEver(t("S3 access key id"));
    case "secretKey":
      return forEver(t("S3 secret key"));
    case "link":
      return linkLens(credential, facts, voice);
    case "presignedUrl":
      return presignedLens(credential.url, voice);
    case "nodeUrl":
      return forEver(`${t("Storj satellite")} · ${satelliteName(satelliteAt(credential.url), voice)}`);
    case "damaged":
      return forEver(t("Damaged Storj credential"));
    case "foreign":
      return forEver(t("Neither an access grant nor an API key"));
    case "deferred":
      return forEver(t("Storj credential of {0} characters, not decoded yet", credential.text.length));
    case "oversized":
      return forEver(t("Text of {0} characters, too long to be decoded", credential.text.length));
    case "grant":
    case "apiKey":
      return forEver(t("Storj credential"));
  }
}

function linkLens(
  { link }: Extract<Credential, { kind: "link" }>,
  facts: KeyFacts | undefined,
  voice: Voice,
): PassingText {
  const { t, now } = voice;
  const place = [t("Linkshare link"), showOutside(link.host, 60), placeOf(link)];
  if (!facts) return forEver(place.join(" · "));
  const state = stateWord(keyState(facts, now), voice);
  const access = facts.deadBecause ? [] : [accessWords(facts, voice)];
  const inside = [t("a whole access grant inside"), ...(state === undefined ? [] : [state]), ...access];
  return { text: [...place, ...inside].join(" · "), changesAt: stateChangesAt(facts, now) };
}

function presignedLens(url: PresignedUrl, voice: Voice): PassingText {
  const { t } = voice;
  const start = `${t("Presigned URL")} · ${placeOf(url)}`;
  if (url.tooLong) return forEver(`${start} · ${t("refused: valid for more than 7 days")}`);
  if (url.expiresAt === undefined) return forEver(`${start} · ${t("no readable expiry")}`);
  const { text, changesAt } = relative(url.expiresAt, voice);
  const end = voice.now > url.expiresAt ? t("expired {0}", text) : t("expires {0}", text);
  return { text: `${start} · ${end}`, changesAt };
}
