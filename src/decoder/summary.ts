import { milliseconds } from "../grant";
import { showOutside } from "../platform/showOutside";
import type { Credential } from "./credential";
import { everydayActions, type KeyFacts } from "./keyFacts";
import { accessWords, actionWord, chainLinks, keyState } from "./keyWords";
import { distance, type PassingText, relative } from "./time";
import type { Voice } from "./voice";

/** VS Code gives a whole line 43 characters of hints, of all extensions together: ours takes at most this many. */
export const longestHint = 24;

const forEver = (text: string): PassingText => ({ text, changesAt: Infinity });

/** As many of the everyday actions as fit, the rest counted: "read, write +1". */
function fittingActions(facts: KeyFacts, room: number, voice: Voice): string {
  const words = everydayActions.filter((name) => facts.actions.has(name)).map((name) => actionWord(name, voice));
  if (words.length === everydayActions.length) return voice.t("full access");
  if (words.length === 0) return voice.t("locks only");
  for (let count = words.length; count > 0; count--) {
    const left = words.length - count;
    const text = `${words.slice(0, count).join(", ")}${left > 0 ? ` +${String(left)}` : ""}`;
    if (text.length <= room) return text;
  }
  return `${String(words.length)}`;
}

function keyHint(facts: KeyFacts, voice: Voice): PassingText {
  const { t } = voice;
  const state = keyState(facts, voice.now);
  if (state === "dead") return forEver(t("allows nothing"));
  if (state === "expired") return forEver(t("expired"));
  if (facts.satellite?.problem === "wrong-node-id") return forEver(t("another's node ID"));
  const edge = state === "notYet" ? facts.notBefore : facts.notAfter;
  if (!edge) return forEver(fittingActions(facts, longestHint, voice));
  const { text, changesAt } = distance(milliseconds(edge), voice);
  const time = text.length > 14 ? t("< 1 minute") : text;
  const start = state === "notYet" ? t("not yet: {0}", time) : time;
  const actions = fittingActions(facts, longestHint - start.length - 3, voice);
  return { text: state === "notYet" ? start : `${start} · ${actions}`, changesAt };
}

/** The few characters in front of a credential, the worst news first. */
export function hintOf(credential: Credential, facts: KeyFacts | undefined, voice: Voice): PassingText {
  const { t } = voice;
  if (facts) {
    const hint = keyHint(facts, voice);
    return { ...hint, text: hint.text.slice(0, longestHint) };
  }
  switch (credential.kind) {
    case "accessKeyId":
      return forEver(t("S3 access key id"));
    case "secretKey":
      return forEver(t("S3 secret key"));
    case "link":
      return forEver(credential.link.form === "raw" ? t("linkshare link, raw") : t("linkshare link"));
    case "presignedUrl":
      return presignedHint(credential.url.expiresAt, voice);
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
    default:
      return forEver(t("Storj credential"));
  }
}

function presignedHint(expiresAt: number | undefined, voice: Voice): PassingText {
  if (expiresAt === undefined) return forEver(voice.t("presigned, no expiry"));
  if (voice.now > expiresAt) return forEver(voice.t("expired"));
  const { text, changesAt } = distance(expiresAt, voice);
  return { text: voice.t("{0} · presigned", text).slice(0, longestHint), changesAt };
}

/** One line above a credential: what it is, and the chain of caveats in order. */
export function lensOf(credential: Credential, facts: KeyFacts | undefined, voice: Voice): PassingText {
  const { t } = voice;
  if (facts && credential.kind !== "link") return keyLens(facts, voice);
  switch (credential.kind) {
    case "accessKeyId":
      return forEver(t("S3 access key id"));
    case "secretKey":
      return forEver(t("S3 secret key"));
    case "link": {
      const place = showOutside(`${credential.link.bucket}/${credential.link.key}`, 80);
      const links = facts ? [t("a whole access grant inside"), accessWords(facts, voice)] : [];
      return forEver([t("Linkshare link"), showOutside(credential.link.host, 60), place, ...links].join(" · "));
    }
    case "presignedUrl": {
      const { url } = credential;
      const place = showOutside(`${url.bucket}/${url.key}`, 80);
      if (url.expiresAt === undefined) return forEver(`${t("Presigned URL")} · ${place}`);
      const { text, changesAt } = relative(url.expiresAt, voice);
      const end = voice.now > url.expiresAt ? t("expired {0}", text) : t("expires {0}", text);
      return { text: `${t("Presigned URL")} · ${place} · ${end}`, changesAt };
    }
    case "nodeUrl":
      return forEver(`${t("Storj satellite")} · ${showOutside(credential.url.address, 60)}`);
    case "damaged":
      return forEver(t("Damaged Storj credential"));
    case "foreign":
      return forEver(t("Neither an access grant nor an API key"));
    case "deferred":
      return forEver(t("Storj credential of {0} characters, not decoded yet", credential.text.length));
    case "oversized":
      return forEver(t("Text of {0} characters, too long to be decoded", credential.text.length));
    default:
      return forEver(t("Storj credential"));
  }
}

function keyLens(facts: KeyFacts, voice: Voice): PassingText {
  const { t } = voice;
  const satellite = facts.satellite;
  const state = keyState(facts, voice.now);
  const news = { dead: t("allows nothing"), expired: t("expired"), notYet: t("not yet valid"), valid: undefined }[state];
  const title = [
    facts.grant ? t("Storj grant") : t("Storj API key"),
    ...(news === undefined ? [] : [news]),
    ...(satellite ? [satellite.name] : []),
    chainLinks(facts, voice).join(" › "),
  ].join(" · ");
  const edge = state === "notYet" ? facts.notBefore : state === "valid" ? facts.notAfter : undefined;
  return { text: showOutside(title, 300), changesAt: edge ? milliseconds(edge) + 1 : Infinity };
}
