import {
  type ActionName,
  actionNames,
  type Caveat,
  type Grant,
  milliseconds,
  nodeUrlBytes,
  pathCipher,
  textFingerprint,
} from "../grant";
import { showOutside } from "../platform/showOutside";
import type { Credential } from "./credential";
import { describeLink, describePresignedUrl } from "./describeUrl";
import { damageMessage, type Finding, findingsOf, findingsOfKey } from "./findings";
import { type CaveatFacts, everydayActions, isEveryday, type KeyFacts, type Limit, type PrefixFacts } from "./keyFacts";
import { actionWord, actionWords, keyState, prefixName, some } from "./keyWords";
import { firstRows, type Page, type Row, row, type Section } from "./page";
import { duration, fullTime, localTime } from "./time";
import type { Voice } from "./voice";

/** The twelve hexadecimal digits by which a credential is ignored and found again. */
export function fingerprintOf(credential: Credential, facts: KeyFacts | undefined): string {
  return facts?.fingerprint ?? textFingerprint(credential.text);
}

/**
 * Tells everything about one credential: what the hover, the inspector and the diff of a restriction show. Holds no
 * secret.
 */
export function describe(credential: Credential, facts: KeyFacts | undefined, voice: Voice): Page {
  const { t } = voice;
  const sections = [
    ...ownSections(credential, voice),
    ...(facts ? keySections(facts, voice) : []),
    findingSection(findingsOf(credential, facts, voice), voice),
    { heading: t("Fingerprints"), rows: fingerprintRows(fingerprintOf(credential, facts), facts, voice) },
  ];
  return { title: titleOf(credential, voice), caution: caution(credential, facts, voice), sections, asOf: asOf(voice) };
}

/** A grant or API key that stands in no document, for the two sides of a diff. */
export function describeKey(facts: KeyFacts, voice: Voice): Page {
  const { t } = voice;
  const sections = [
    ...keySections(facts, voice),
    findingSection(findingsOfKey(facts, voice), voice),
    { heading: t("Fingerprints"), rows: fingerprintRows(facts.fingerprint, facts, voice) },
  ];
  const title = facts.grant ? t("Storj access grant") : t("Storj API key");
  return { title, caution: keyCaution(voice), sections, asOf: asOf(voice) };
}

function asOf(voice: Voice): string {
  return voice.t("As of {0}.", localTime(voice.now, voice));
}

function findingSection(findings: readonly Finding[], { t }: Voice): Section {
  return { heading: t("Findings"), rows: findings.map(({ message }) => row(undefined, message)) };
}

function titleOf(credential: Credential, { t }: Voice): string {
  switch (credential.kind) {
    case "grant":
      return t("Storj access grant");
    case "apiKey":
      return t("Storj API key");
    case "accessKeyId":
      return t("S3 access key id of Storj's gateway");
    case "secretKey":
      return t("S3 secret key of Storj's gateway");
    case "link":
      return t("Storj linkshare link");
    case "presignedUrl":
      return t("Presigned URL of Storj's gateway");
    case "nodeUrl":
      return t("Address of a Storj satellite");
    case "damaged":
      return t("Damaged Storj credential");
    case "foreign":
      return t("Neither an access grant nor an API key");
    case "deferred":
      return t("Long Storj credential, not decoded yet");
    case "oversized":
      return t("Text too long to be decoded");
  }
}

function keyCaution({ t }: Voice): string {
  return t("This is what is written in it. Only the satellite can confirm it: signatures can't be checked offline.");
}

function caution(credential: Credential, facts: KeyFacts | undefined, voice: Voice): string {
  const { t } = voice;
  if (facts) return keyCaution(voice);
  switch (credential.kind) {
    case "accessKeyId":
    case "secretKey":
    case "link":
    case "presignedUrl":
      return t(
        "This is what is written here. What it allows is known only to the auth service that registered its grant.",
      );
    default:
      return t("This is what is written here.");
  }
}

function ownSections(credential: Credential, voice: Voice): Section[] {
  const { t } = voice;
  const plain = (...rows: Row[]): Section[] => [{ heading: undefined, rows }];
  switch (credential.kind) {
    case "link":
      return describeLink(credential.link, credential.grant !== undefined, voice);
    case "presignedUrl":
      return describePresignedUrl(credential.url, voice);
    case "accessKeyId":
      return plain(
        row(
          undefined,
          t("Names an access grant that was registered with the auth service. Public: the secret key goes with it."),
        ),
        row(
          undefined,
          credential.partner === undefined ? t("No secret key stands near.") : t("Its secret key stands near."),
        ),
      );
    case "secretKey":
      return plain(
        row(
          undefined,
          t("Opens the access grant that was registered with the auth service. Revoking that grant ends it."),
        ),
        row(
          undefined,
          credential.partner === undefined ? t("No access key id stands near.") : t("Its access key id stands near."),
        ),
      );
    case "nodeUrl":
      return plain(row(t("Node URL"), showOutside(nodeUrlBytes(credential.url))));
    case "damaged":
      return plain(row(undefined, damageMessage(credential, voice)));
    case "foreign":
      return plain(
        row(
          undefined,
          t("Its base58 checksum holds, so nothing was lost in copying; but Storj's software does not take it."),
        ),
      );
    case "oversized":
      return plain(
        row(
          undefined,
          t("Decoding takes time with the square of the length. Grants are some hundred characters long."),
        ),
      );
    case "deferred":
    case "grant":
    case "apiKey":
      return [];
  }
}

function fingerprintRows(own: string, facts: KeyFacts | undefined, { t }: Voice): Row[] {
  const family = facts ? [row(t("Family (of the API key's head)"), facts.family)] : [];
  return [...family, row(t("This credential"), own)];
}

function keySections(facts: KeyFacts, voice: Voice): Section[] {
  const { t } = voice;
  return [
    { heading: t("Allows"), rows: permissionRows(facts, voice) },
    { heading: t("Where"), rows: placeRows(facts, voice) },
    { heading: t("When"), rows: timeRows(facts, voice) },
    { heading: t("Caveats, in order"), rows: caveatRows(facts.caveats, voice) },
    { heading: t("Locks and notifications"), rows: lockRows(facts, voice) },
  ];
}

/** What stands above the permissions: whether they hold at all. */
function standingRows(facts: KeyFacts, voice: Voice): Row[] {
  const { t } = voice;
  const words = {
    dead: t("Nothing of use can ever be done with it."),
    expired: t("Nothing any more: it has expired. It allowed:"),
    notYet: t("Nothing yet. It will allow:"),
    valid: undefined,
  }[keyState(facts, voice.now)];
  const rows = words === undefined ? [] : [row(undefined, words)];
  if (!facts.hasUnknownFields) return rows;
  return [
    ...rows,
    row(undefined, t("Not fully checked: a caveat has fields that this version does not know. It may forbid more.")),
  ];
}

/**
 * Every action, as allowed or not. Lock actions also need version bits of the API key, which only the satellite knows.
 */
function permissionRows(facts: KeyFacts, voice: Voice): Row[] {
  const { t } = voice;
  // For these no permission is asked.
  const words = t("{0}, list its buckets", actionWord("projectInfo", voice));
  const always = facts.deadBecause === "time" || facts.deadBecause === "unreadable" ? t("Not even") : t("Always");
  return [
    ...standingRows(facts, voice),
    ...allowedAndNot(facts, t("Everyday"), everydayActions, voice),
    row(always, words),
  ];
}

/** Those of some actions that are allowed, and those that are not. */
function allowedAndNot(facts: KeyFacts, label: string, names: readonly ActionName[], voice: Voice): Row[] {
  const has = (name: ActionName): boolean => !facts.deadBecause && facts.actions.has(name);
  const denied = names.filter((name) => !has(name));
  const rows = [row(label, actionWords(names.filter(has), voice))];
  return denied.length > 0 ? [...rows, row(voice.t("Not"), actionWords(denied, voice))] : rows;
}

/** What few grants are for, and what also depends on the API key's version, which only the satellite knows. */
function lockRows(facts: KeyFacts, voice: Voice): Row[] {
  const { t } = voice;
  const names = actionNames.filter((name) => !isEveryday(name) && name !== "projectInfo");
  const isAny = !facts.deadBecause && names.some((name) => facts.actions.has(name));
  return allowedAndNot(facts, isAny ? t("Allows, if the API key supports it") : t("Allows"), names, voice);
}

function cipherName(cipher: number, { t }: Voice): string {
  switch (cipher) {
    case pathCipher.null:
      return t("none: object keys are not encrypted");
    case pathCipher.aesGcm:
      return "AES-GCM";
    case pathCipher.secretBox:
      return "SecretBox";
    case pathCipher.nullBase64Url:
      return t("none (base64url)");
    default:
      return t("unknown ({0})", cipher);
  }
}

const mostPrefixes = 20;

function prefixText(prefix: PrefixFacts, grant: Grant | undefined, voice: Voice): string {
  const { t } = voice;
  const parts = [`sj://${prefixName(prefix, voice)}`];
  if (grant) parts.push(prefix.hasKey ? t("key present") : t("key absent"));
  if (grant && prefix.pathCipher !== undefined && prefix.pathCipher !== grant.store.defaultPathCipher) {
    parts.push(t("path cipher {0}", cipherName(prefix.pathCipher, voice)));
  }
  return parts.join(" · ");
}

function prefixRows({ grant, prefixes }: KeyFacts, voice: Voice): readonly Row[] {
  const { t } = voice;
  if (prefixes?.length === 0) return [row(t("Prefix"), t("none"))];
  if (prefixes)
    return firstRows(
      prefixes.map((prefix) => row(t("Prefix"), prefixText(prefix, grant, voice))),
      mostPrefixes,
      voice,
    );
  const everywhere = t("the whole project");
  if (!grant) return [row(t("Prefix"), everywhere)];
  const own = grant.store.entries().map(({ bucket, unencryptedPath }) => {
    return row(t("Own key"), `sj://${prefixName({ bucket, path: unencryptedPath }, voice)}`);
  });
  const key = grant.store.defaultKey ? t("key present") : t("default key absent");
  return [row(t("Prefix"), `${everywhere} · ${key}`), ...firstRows(own, mostPrefixes, voice)];
}

function placeRows(facts: KeyFacts, voice: Voice): Row[] {
  const { t } = voice;
  const { grant, satellite } = facts;
  const rows = [...prefixRows(facts, voice)];
  if (satellite) rows.push(row(t("Satellite"), satellite.name));
  if (grant) rows.push(row(t("Node URL"), showOutside(grant.satelliteAddress, 200)));
  if (grant) rows.push(row(t("Path cipher"), cipherName(grant.store.defaultPathCipher, voice)));
  return rows;
}

function timeRows(facts: KeyFacts, voice: Voice): Row[] {
  const { t } = voice;
  const rows: Row[] = [];
  if (facts.notBefore) rows.push(row(t("Not before"), fullTime(milliseconds(facts.notBefore), voice).text));
  rows.push(
    row(t("Not after"), facts.notAfter ? fullTime(milliseconds(facts.notAfter), voice).text : t("never expires")),
  );
  if (facts.maxObjectTtl !== undefined) rows.push(row(t("Max object TTL"), duration(facts.maxObjectTtl)));
  return rows;
}

/** Of a long chain its ends: what was issued, and what was last done to it. */
const [firstCaveats, lastCaveats] = [12, 8];

function caveatRows(caveats: readonly CaveatFacts[], voice: Voice): Row[] {
  const rows = caveats.map((link, at) => row(String(at + 1), caveatText(link, voice)));
  const more = rows.length - firstCaveats - lastCaveats;
  if (more < 2) return rows;
  return [...rows.slice(0, firstCaveats), row(undefined, voice.t("{0} more", more)), ...rows.slice(-lastCaveats)];
}

/** What one link of the chain, and not an earlier one, took away; what it says besides was no longer there to take. */
function caveatText(link: CaveatFacts, voice: Voice): string {
  const { t } = voice;
  if (!link.caveat) return t("can't be read: the satellite refuses everything");
  const everyday = link.lost.filter(isEveryday);
  const others = link.lost.filter((name) => !isEveryday(name));
  const took: string[] = [];
  if (everyday.length > 0) took.push(t("takes away {0}", actionWords(everyday, voice)));
  const repeated: string[] = [];
  for (const [limit, text] of limitTexts(link, link.caveat, voice))
    (link.narrows.has(limit) ? took : repeated).push(text);
  if (others.length > 3) took.push(t("takes away {0} lock and notification permissions", others.length));
  else if (others.length > 0) took.push(t("takes away {0}", actionWords(others, voice)));
  if (took.length === 0) took.push(t("takes away nothing more"));
  if (repeated.length > 0) took.push(t("no narrower than before: {0}", repeated.join(", ")));
  if (link.hasUnknownFields) took.push(t("has unknown fields, not checked"));
  return took.join("; ");
}

function limitTexts(link: CaveatFacts, { notBefore, notAfter, maxObjectTtl }: Caveat, voice: Voice): [Limit, string][] {
  const { t } = voice;
  const texts: [Limit, string][] = [];
  const places = link.prefixes.map((prefix) => `sj://${prefixName(prefix, voice, 80)}`);
  if (places.length > 0) texts.push(["prefixes", t("only {0}", some(places, 5, voice))]);
  if (notBefore) texts.push(["notBefore", t("not before {0}", fullTime(milliseconds(notBefore), voice).text)]);
  if (notAfter) texts.push(["notAfter", t("not after {0}", fullTime(milliseconds(notAfter), voice).text)]);
  if (maxObjectTtl !== undefined) texts.push(["maxObjectTtl", t("objects live at most {0}", duration(maxObjectTtl))]);
  return texts;
}
