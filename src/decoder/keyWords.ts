import { type ActionName, milliseconds } from "../grant";
import { showOutside } from "../platform/showOutside";
import { everydayActions, isEveryday, type KeyFacts, type PrefixFacts } from "./keyFacts";
import { localDate } from "./time";
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

/** `photos/tenant1/`: a bucket and the prefix in it, however its trailing slash was written. */
export function prefixName({ bucket, path }: Pick<PrefixFacts, "bucket" | "path">, { t }: Voice): string {
  const name = showOutside(bucket);
  if (path === undefined) return `${name}/${t("(encrypted, key absent)")}`;
  if (path.length === 0) return `${name}/`;
  return `${name}/${showOutside(path)}${path.at(-1) === 0x2f ? "" : "/"}`;
}

/** The first few of a list and how many more there are. */
export function some(names: readonly string[], most: number, { t }: Voice): string {
  if (names.length <= most) return names.join(", ");
  return t("{0} and {1} more", names.slice(0, most).join(", "), names.length - most);
}

/** How a key stands at a moment. */
export type KeyState = "dead" | "expired" | "notYet" | "valid";

export function keyState(facts: KeyFacts, now: number): KeyState {
  if (facts.isDead) return "dead";
  if (facts.notAfter && now > milliseconds(facts.notAfter)) return "expired";
  return facts.notBefore && now < milliseconds(facts.notBefore) ? "notYet" : "valid";
}

/** The chain, a link after the other: "as issued", "read, list", "photos/tenant1/", "until 1 Dec 2026". */
export function chainLinks(facts: KeyFacts, voice: Voice): string[] {
  const { t } = voice;
  return [
    t("as issued"),
    ...facts.caveats.map((link) => {
      if (!link.caveat) return t("unreadable caveat");
      const { notBefore, notAfter, maxObjectTtl } = link.caveat;
      const parts: string[] = [];
      if (link.lost.some(isEveryday)) parts.push(actionWords(link.left, voice));
      if (link.prefixes.length > 0) parts.push(some(link.prefixes.map((prefix) => prefixName(prefix, voice)), 2, voice));
      if (notBefore) parts.push(t("from {0}", localDate(milliseconds(notBefore), voice)));
      if (notAfter) parts.push(t("until {0}", localDate(milliseconds(notAfter), voice)));
      if (maxObjectTtl !== undefined) parts.push(t("objects live shorter"));
      if (link.hasUnknownFields) parts.push(t("not fully checked"));
      if (parts.length === 0) parts.push(link.lost.length > 0 ? t("no locks or notifications") : t("no change"));
      return parts.join(" ");
    }),
  ];
}

/** The everyday actions that are left, or "full access" where all are, everywhere. */
export function accessWords(facts: KeyFacts, voice: Voice): string {
  const left = everydayActions.filter((name) => facts.actions.has(name));
  if (left.length < everydayActions.length) return actionWords(left, voice);
  return facts.prefixes ? voice.t("full in {0}", some(facts.prefixes.map((prefix) => prefixName(prefix, voice)), 1, voice)) : voice.t("full access");
}
