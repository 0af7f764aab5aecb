import { type ActionName, milliseconds } from "../grant";
import { showOutside } from "../platform/showOutside";
import { type CaveatFacts, everydayActions, isEveryday, type KeyFacts, type PrefixFacts } from "./keyFacts";
import { duration, localDate } from "./time";
import type { Voice } from "./voice";

/** What a person calls an action. */
export function actionWord(name: ActionName, { t }: Voice): string {
  const words: Record<ActionName, string> = {
    read: t("read"),
    write: t("write"),
    list: t("list"),
    delete: t("delete"),
    projectInfo: t("see project info"),
    lock: t("lock (deprecated)"),
    putObjectRetention: t("set object retention"),
    getObjectRetention: t("see object retention"),
    putObjectLegalHold: t("set legal hold"),
    getObjectLegalHold: t("see legal hold"),
    bypassGovernanceRetention: t("bypass governance retention"),
    putBucketObjectLockConfiguration: t("set bucket lock configuration"),
    getBucketObjectLockConfiguration: t("see bucket lock configuration"),
    putBucketNotificationConfiguration: t("set bucket notifications"),
    getBucketNotificationConfiguration: t("see bucket notifications"),
  };
  return words[name];
}

export function actionWords(names: readonly ActionName[], voice: Voice): string {
  return names.length === 0 ? voice.t("nothing") : names.map((name) => actionWord(name, voice)).join(", ");
}

/**
 * `photos/tenant1/`: a bucket and the prefix in it, which holds no trailing slash of its own, each cut at so many
 * characters.
 */
export function prefixName({ bucket, path }: Pick<PrefixFacts, "bucket" | "path">, { t }: Voice, limit = 200): string {
  const name = showOutside(bucket, limit);
  if (path === undefined) return `${name}/${t("(encrypted, key absent)")}`;
  if (path.length === 0) return `${name}/`;
  // The slash that a restriction drops; a path that ends in one has one more, and is another prefix.
  return `${name}/${showOutside(path, limit)}/`;
}

/** The first few of a list and how many more there are. */
export function some(names: readonly string[], most: number, { t }: Voice): string {
  if (names.length <= most) return names.join(", ");
  return t("{0} and {1} more", names.slice(0, most).join(", "), names.length - most);
}

/** The names of the first few prefixes, short enough for a line that has more to tell. */
export function somePrefixes(prefixes: readonly PrefixFacts[], most: number, voice: Voice): string {
  return some(
    prefixes.map((prefix) => prefixName(prefix, voice, 40)),
    most,
    voice,
  );
}

/** How a key stands at a moment. */
export type KeyState = "dead" | "expired" | "notYet" | "valid";

/** The first millisecond at which it may be used: the satellite compares nanoseconds. */
function beginning({ notBefore }: KeyFacts): number {
  if (!notBefore) return -Infinity;
  return milliseconds(notBefore) + (notBefore.nanos % 1_000_000 === 0 ? 0 : 1);
}

/** The first millisecond at which it is over; at the instant itself it may still be used. */
function end({ notAfter }: KeyFacts): number {
  return notAfter ? milliseconds(notAfter) + 1 : Infinity;
}

export function keyState(facts: KeyFacts, now: number): KeyState {
  if (facts.deadBecause) return "dead";
  if (now >= end(facts)) return "expired";
  return now < beginning(facts) ? "notYet" : "valid";
}

/** The next millisecond at which a key stands otherwise than now. */
export function stateChangesAt(facts: KeyFacts, now: number): number {
  switch (keyState(facts, now)) {
    case "dead":
    case "expired":
      return Infinity;
    case "notYet":
      return beginning(facts);
    case "valid":
      return end(facts);
  }
}

/** What a key's state is called where it is not simply valid. */
export function stateWord(state: KeyState, { t }: Voice): string | undefined {
  return { dead: t("allows nothing"), expired: t("expired"), notYet: t("not yet valid"), valid: undefined }[state];
}

/** What a link took, in a few words; `others` are the actions that are not for every day. */
function linkActions({ lost, left }: CaveatFacts, voice: Voice): string | undefined {
  const { t } = voice;
  const everyday = left.filter(isEveryday);
  const others = left.some((name) => !isEveryday(name) && name !== "projectInfo");
  if (lost.some(isEveryday))
    return everyday.length === 0 && others ? t("locks and notifications only") : actionWords(everyday, voice);
  return lost.length === 0 ? undefined : others ? t("fewer locks or notifications") : t("no locks or notifications");
}

function chainLink(link: CaveatFacts, voice: Voice): string {
  const { t } = voice;
  if (!link.caveat) return t("unreadable caveat");
  const { notBefore, notAfter, maxObjectTtl } = link.caveat;
  const parts: string[] = [];
  if (link.prefixes.length > 0) parts.push(somePrefixes(link.prefixes, 2, voice));
  if (notBefore) parts.push(t("from {0}", localDate(milliseconds(notBefore), voice)));
  if (notAfter) parts.push(t("until {0}", localDate(milliseconds(notAfter), voice)));
  if (maxObjectTtl !== undefined) parts.push(t("objects live at most {0}", duration(maxObjectTtl)));
  if (link.hasUnknownFields) parts.push(t("not fully checked"));
  const actions = linkActions(link, voice);
  // Every restriction takes locks and notifications: that is told where it did nothing else.
  if (actions !== undefined && (parts.length === 0 || link.lost.some(isEveryday))) parts.unshift(actions);
  return parts.length > 0 ? parts.join(" ") : t("no change");
}

const [firstLinks, lastLinks] = [4, 3];

/**
 * The chain, a link after the other: "as issued", "read, list", "photos/tenant1/", "until 1 Dec 2026"; of a long one
 * its ends.
 */
export function chainLinks({ caveats }: KeyFacts, voice: Voice): string[] {
  const shown = caveats.length > firstLinks + lastLinks + 1;
  const first = (shown ? caveats.slice(0, firstLinks) : caveats).map((link) => chainLink(link, voice));
  const more = shown
    ? [
        voice.t("{0} more", caveats.length - firstLinks - lastLinks),
        ...caveats.slice(-lastLinks).map((link) => chainLink(link, voice)),
      ]
    : [];
  return [voice.t("as issued"), ...first, ...more];
}

/** The everyday actions that are left, or "full access" where all are, everywhere. */
export function accessWords(facts: KeyFacts, voice: Voice): string {
  const left = everydayActions.filter((name) => facts.actions.has(name));
  if (left.length < everydayActions.length) return actionWords(left, voice);
  if (facts.hasUnknownFields) return voice.t("not fully checked");
  return facts.prefixes ? voice.t("full in {0}", somePrefixes(facts.prefixes, 1, voice)) : voice.t("full access");
}
