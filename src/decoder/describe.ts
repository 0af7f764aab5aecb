import { type ActionName, actionNames, formatNodeUrl, milliseconds, pathCipher, textFingerprint } from "../grant";
import { showOutside } from "../platform/showOutside";
import type { Credential } from "./credential";
import { describeLink, describePresignedUrl } from "./describeUrl";
import { damageMessage, findingsOf } from "./findings";
import { type CaveatFacts, everydayActions, isEveryday, type KeyFacts, type PrefixFacts } from "./keyFacts";
import { actionWord, actionWords, keyState, prefixName } from "./keyWords";
import { type Page, type Row, row, type Section } from "./page";
import { duration, fullTime } from "./time";
import type { Voice } from "./voice";

/** The twelve hexadecimal digits by which a credential is ignored and found again. */
export function fingerprintOf(credential: Credential, facts: KeyFacts | undefined): string {
  return facts?.fingerprint ?? textFingerprint(credential.text);
}

/** Tells everything about one credential: what the hover, the inspector and the diff of a restriction show. Holds no secret. */
export function describe(credential: Credential, facts: KeyFacts | undefined, voice: Voice): Page {
  const { t } = voice;
  const sections = [
    { heading: undefined, rows: [row(undefined, caution(credential, facts, voice))] },
    ...ownSections(credential, voice),
    ...(facts ? keySections(facts, voice) : []),
    { heading: t("Findings"), rows: findingsOf(credential, facts, voice).map(({ message }) => row(undefined, message)) },
    { heading: t("Fingerprints"), rows: fingerprintRows(credential, facts, voice) },
  ];
  return { title: titleOf(credential, voice), sections };
}

/** A grant or API key that stands in no document, for the two sides of a diff. */
export function describeKey(facts: KeyFacts, voice: Voice): Page {
  const { t } = voice;
  const rows = [row(t("Family (of the API key's head)"), facts.family), row(t("This credential"), facts.fingerprint)];
  return {
    title: facts.grant ? t("Storj access grant") : t("Storj API key"),
    sections: [...keySections(facts, voice), { heading: t("Fingerprints"), rows }],
  };
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

function caution(credential: Credential, facts: KeyFacts | undefined, { t }: Voice): string {
  if (facts) return t("This is what is written in it. Only the satellite can confirm it: signatures can't be checked offline.");
  switch (credential.kind) {
    case "accessKeyId":
    case "secretKey":
    case "link":
    case "presignedUrl":
      return t("This is what is written here. What it allows is known only to the auth service that registered its grant.");
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
        row(undefined, t("Names an access grant that was registered with the auth service. Public: the secret key goes with it.")),
        row(undefined, pairText(credential.partner !== undefined, t("Its secret key stands near."), t("No secret key stands near."))),
      );
    case "secretKey":
      return plain(
        row(undefined, t("Opens the access grant that was registered with the auth service. Revoking that grant ends it.")),
        row(undefined, pairText(credential.partner !== undefined, t("Its access key id stands near."), t("No access key id stands near."))),
      );
    case "nodeUrl":
      return plain(row(t("Node URL"), formatNodeUrl(credential.url)));
    case "damaged":
      return plain(row(undefined, damageMessage(credential, voice)));
    case "foreign":
      return plain(row(undefined, t("Its base58 checksum holds, so nothing was lost in copying; but Storj's software does not take it.")));
    case "oversized":
      return plain(row(undefined, t("Decoding takes time with the square of the length. Grants are some hundred characters long.")));
    case "deferred":
    case "grant":
    case "apiKey":
      return [];
  }
}

function pairText(isPair: boolean, yes: string, no: string): string {
  return isPair ? yes : no;
}

function fingerprintRows(credential: Credential, facts: KeyFacts | undefined, voice: Voice): Row[] {
  const { t } = voice;
  const own = row(t("This credential"), fingerprintOf(credential, facts));
  return facts ? [row(t("Family (of the API key's head)"), facts.family), own] : [own];
}

function keySections(facts: KeyFacts, voice: Voice): Section[] {
  const { t } = voice;
  return [
    { heading: t("Allows"), rows: permissionRows(facts, voice) },
    { heading: t("Where"), rows: placeRows(facts, voice) },
    { heading: t("When"), rows: timeRows(facts, voice) },
    { heading: t("Caveats, in order"), rows: facts.caveats.map((link, at) => row(String(at + 1), caveatText(link, voice))) },
  ];
}

/** Lock actions also need version bits of the API key, which only the satellite knows. */
function permissionRows(facts: KeyFacts, voice: Voice): Row[] {
  const { t } = voice;
  const has = (name: ActionName): boolean => facts.actions.has(name);
  const others = actionNames.filter((name) => !isEveryday(name) && name !== "projectInfo");
  const granted = others.filter(has);
  const state = keyState(facts, voice.now);
  const rows: Row[] = [];
  if (state === "dead") rows.push(row(undefined, t("Nothing can ever be done with it.")));
  rows.push(row(t("Everyday"), actionWords(everydayActions.filter(has), voice)));
  const denied = everydayActions.filter((name) => !has(name));
  if (denied.length > 0) rows.push(row(t("Not"), actionWords(denied, voice)));
  if (granted.length > 0) {
    rows.push(row(t("Locks and notifications, if the API key supports it"), actionWords(granted, voice)));
  }
  const refused = others.filter((name) => !has(name));
  if (refused.length > 0 && granted.length > 0) rows.push(row(t("Not"), actionWords(refused, voice)));
  if (granted.length === 0) rows.push(row(t("Locks and notifications"), t("nothing")));
  if (has("projectInfo")) rows.push(row(t("Always"), actionWord("projectInfo", voice)));
  if (facts.hasUnknownFields) rows.push(row(undefined, t("Not fully checked: a caveat has fields that this version does not know.")));
  return rows;
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

function prefixText(prefix: PrefixFacts, hasStore: boolean, voice: Voice): string {
  const name = `sj://${prefixName(prefix, voice)}`;
  if (!hasStore) return name;
  return `${name} · ${prefix.hasKey ? voice.t("key present") : voice.t("key absent")}`;
}

function placeRows(facts: KeyFacts, voice: Voice): Row[] {
  const { t } = voice;
  const { grant, prefixes } = facts;
  const rows: Row[] = [];
  const satellite = facts.satellite;
  if (satellite) rows.push(row(t("Satellite"), satellite.name));
  if (grant) rows.push(row(t("Node URL"), showOutside(grant.satelliteAddress, 200)));
  if (!prefixes) {
    const key = grant && (grant.store.defaultKey ? t("key present") : t("default key absent"));
    rows.push(row(t("Prefixes"), key === undefined ? t("the whole project") : `${t("the whole project")} · ${key}`));
    for (const entry of grant?.store.entries() ?? []) {
      const path = { bucket: entry.bucket, path: entry.unencryptedPath };
      rows.push(row(t("Own key"), `sj://${prefixName(path, voice)}`));
    }
  } else if (prefixes.length === 0) {
    rows.push(row(t("Prefixes"), t("none: the caveats exclude one another")));
  }
  for (const prefix of prefixes ?? []) rows.push(row(t("Prefix"), prefixText(prefix, grant !== undefined, voice)));
  if (grant) rows.push(row(t("Path cipher"), cipherName(grant.store.defaultPathCipher, voice)));
  return rows;
}

function timeRows(facts: KeyFacts, voice: Voice): Row[] {
  const { t } = voice;
  const rows: Row[] = [];
  if (facts.notBefore) rows.push(row(t("Not before"), fullTime(milliseconds(facts.notBefore), voice).text));
  rows.push(row(t("Not after"), facts.notAfter ? fullTime(milliseconds(facts.notAfter), voice).text : t("never expires")));
  if (facts.maxObjectTtl !== undefined) rows.push(row(t("Max object TTL"), duration(facts.maxObjectTtl)));
  return rows;
}

/** What one link of the chain, and not an earlier one, took away, and where and when it holds. */
function caveatText(link: CaveatFacts, voice: Voice): string {
  const { t } = voice;
  if (!link.caveat) return t("can't be read: the satellite refuses everything");
  const { notBefore, notAfter, maxObjectTtl } = link.caveat;
  const parts: string[] = [];
  const everyday = link.lost.filter(isEveryday);
  const others = link.lost.filter((name) => !isEveryday(name));
  if (everyday.length > 0) parts.push(t("takes away {0}", actionWords(everyday, voice)));
  if (others.length > 3) parts.push(t("takes away {0} lock and notification permissions", others.length));
  else if (others.length > 0) parts.push(t("takes away {0}", actionWords(others, voice)));
  if (link.prefixes.length > 0) parts.push(t("only {0}", link.prefixes.map((prefix) => `sj://${prefixName(prefix, voice)}`).join(", ")));
  if (notBefore) parts.push(t("not before {0}", fullTime(milliseconds(notBefore), voice).text));
  if (notAfter) parts.push(t("not after {0}", fullTime(milliseconds(notAfter), voice).text));
  if (maxObjectTtl !== undefined) parts.push(t("objects live at most {0}", duration(maxObjectTtl)));
  if (link.hasUnknownFields) parts.push(t("has unknown fields, not checked"));
  return parts.length > 0 ? parts.join("; ") : t("takes away nothing more");
}
