import { type ActionName, type Grant, milliseconds } from "../grant";
import type { Credential } from "./credential";
import { isEveryday, type KeyFacts } from "./keyFacts";
import { keyState, prefixName, somePrefixes } from "./keyWords";
import { type Satellite, satelliteAt } from "./satellite";
import { localDate } from "./time";
import type { Voice } from "./voice";

/** By harm: an error is dangerous or can't work, a warning may be, an information is worth knowing. */
export type Severity = "error" | "warning" | "information";

/** What can be wrong with a credential, worst first. Each has its explanation in `findingTexts.ts`. */
export const findingSeverities = {
  "grant-in-link": "error",
  "wrong-node-id": "error",
  "no-node-id": "error",
  "unreadable-address": "error",
  "grant-for-api-key": "error",
  "api-key-for-grant": "error",
  damaged: "error",
  "unreadable-caveat": "error",
  dead: "warning",
  expired: "warning",
  "presigned-expired": "warning",
  "presigned-too-long": "warning",
  "s3-secret": "warning",
  "whole-project-delete": "warning",
  "default-key": "warning",
  "sibling-leak": "warning",
  "open-locks": "warning",
  "key-absent": "warning",
  foreign: "warning",
  "not-yet-valid": "information",
  "no-expiry": "information",
  "too-long-to-register": "information",
  "unknown-caveat": "information",
  "not-decoded": "information",
} as const satisfies Record<string, Severity>;

export type FindingCode = keyof typeof findingSeverities;

export interface Finding {
  readonly code: FindingCode;
  readonly message: string;
}

/** The auth service takes 4,096 bytes of body, of which the JSON around the longest grant that fits takes the rest. */
const longestToRegister = 4062;

/**
 * The permissions besides the everyday ones, in the order in which software learned them: old software leaves open what
 * came after it.
 */
const generations: readonly (readonly ActionName[])[] = [
  ["putObjectRetention", "getObjectRetention", "putObjectLegalHold", "getObjectLegalHold"],
  ["bypassGovernanceRetention"],
  ["putBucketObjectLockConfiguration", "getBucketObjectLockConfiguration"],
  ["putBucketNotificationConfiguration", "getBucketNotificationConfiguration"],
];

/**
 * The generations that old software left open: it forbade plain actions and all that it knew besides, which is nothing
 * for access-python. A chain that forbids nothing plain leaves them open on purpose, and so does one that allows a
 * choice of them.
 */
function leftOpen({ caveats, actions }: KeyFacts): readonly ActionName[] {
  if (!caveats.some((link) => link.lost.some(isEveryday))) return [];
  const from = generations.findIndex((names) => names.some((name) => actions.has(name)));
  const open = from < 0 ? [] : generations.slice(from).flat();
  return open.every((name) => actions.has(name)) ? open : [];
}

/** What is wrong with where a satellite is said to be. */
function* satelliteFindings({ name, problem }: Satellite, { t }: Voice): Generator<Finding> {
  switch (problem) {
    case "wrong-node-id":
      yield {
        code: "wrong-node-id",
        message: t("{0} is known to have another node ID: this may be an impostor.", name),
      };
      return;
    case "no-node-id":
      yield {
        code: "no-node-id",
        message: t("The satellite address {0} has no node ID: the Go client refuses it.", name),
      };
      return;
    case "unreadable":
      yield { code: "unreadable-address", message: t("The satellite address {0} is not a node URL.", name) };
      return;
    case undefined:
      return;
  }
}

/** What is wrong with a key itself; `length` is its grant's in characters. */
function* keyFindings(facts: KeyFacts, length: number, voice: Voice): Generator<Finding> {
  const { t, now } = voice;
  if (facts.satellite) yield* satelliteFindings(facts.satellite, voice);
  yield* standing(facts, voice);
  if (facts.hasUnknownFields) {
    yield {
      code: "unknown-caveat",
      message: t("A caveat has fields that this version does not know: not fully checked."),
    };
  }
  if (facts.carriesDefaultKeyInVain) {
    yield {
      code: "default-key",
      message: t("Restricted to prefixes, but the encryption key of the whole project is still written in it."),
    };
  }
  const state = keyState(facts, now);
  if (state === "dead" || state === "expired") return;
  if (!facts.prefixes && facts.actions.has("delete")) {
    const message = facts.hasUnknownFields
      ? t("As far as could be checked, may delete everything in the whole project.")
      : t("May delete everything in the whole project.");
    yield { code: "whole-project-delete", message };
  }
  yield* prefixFindings(facts, voice);
  const open = leftOpen(facts);
  if (open.length > 0) {
    const words = open.length > 2 ? t("object lock and notification permissions") : t("notification permissions");
    yield { code: "open-locks", message: t("Restricted by old software, it seems: {0} are still open.", words) };
  }
  if (!facts.notAfter) yield { code: "no-expiry", message: t("Never expires.") };
  if (facts.grant && length > longestToRegister) yield tooLongToRegister(length, voice);
}

/** What is wrong with the keys of a grant's prefixes and with their boundaries, all prefixes together. */
function* prefixFindings({ grant, prefixes, actions }: KeyFacts, voice: Voice): Generator<Finding> {
  const { t } = voice;
  const leaking = prefixes?.filter(({ sibling }) => sibling) ?? [];
  const [first] = leaking;
  if (first) {
    const neighbour = prefixName({ bucket: first.bucket, path: first.sibling }, voice, 40);
    const names = somePrefixes(leaking, 2, voice);
    const message =
      leaking.length === 1
        ? t("Object keys are not encrypted: {0} also matches its siblings, such as {1}.", names, neighbour)
        : t("Object keys are not encrypted: {0} also match their siblings, such as {1}.", names, neighbour);
    const isReadable = actions.has("read") && leaking.some(({ siblingsHaveKey }) => siblingsHaveKey);
    yield {
      code: "sibling-leak",
      message: isReadable ? `${message} ${t("The key to read what they hold is still written in it.")}` : message,
    };
  }
  if (!grant || !actions.has("read")) return;
  const locked = prefixes?.filter(({ hasKey }) => !hasKey) ?? [];
  if (locked.length > 0) {
    yield {
      code: "key-absent",
      message: t("May read {0}, but has no encryption key for it.", somePrefixes(locked, 2, voice)),
    };
  }
  if (!prefixes && !grant.store.defaultKey) {
    const isEmpty = grant.store.entries().length === 0;
    const message = isEmpty
      ? t("May read the whole project, but has no encryption key at all.")
      : t("May read the whole project, but has encryption keys for parts of it only.");
    yield { code: "key-absent", message };
  }
}

function tooLongToRegister(length: number, { t }: Voice): Finding {
  const message = t(
    "{0} characters: too long for the auth service, which takes at most {1}.",
    length,
    longestToRegister,
  );
  return { code: "too-long-to-register", message };
}

/** What its state alone says: dead, over, or not begun. */
function* standing(facts: KeyFacts, voice: Voice): Generator<Finding> {
  const { t } = voice;
  switch (facts.deadBecause) {
    case "unreadable":
      yield { code: "unreadable-caveat", message: t("A caveat can't be read: the satellite refuses everything.") };
      return;
    case "permission":
      yield { code: "dead", message: t("Allows nothing: its caveats leave no permission.") };
      return;
    case "prefix":
      yield { code: "dead", message: t("Allows nothing: its caveats leave no prefix.") };
      return;
    case "time":
      yield { code: "dead", message: t("Allows nothing: it would end before it begins.") };
      return;
    case undefined:
  }
  const state = keyState(facts, voice.now);
  if (state === "expired" && facts.notAfter) {
    yield { code: "expired", message: t("Expired on {0}.", localDate(milliseconds(facts.notAfter), voice)) };
  }
  if (state === "notYet" && facts.notBefore) {
    yield {
      code: "not-yet-valid",
      message: t("Not yet valid: begins on {0}.", localDate(milliseconds(facts.notBefore), voice)),
    };
  }
}

function worstFirst(findings: Iterable<Finding>): Finding[] {
  const order = Object.keys(findingSeverities);
  return [...findings].sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
}

/** How many characters a grant's text has, without making it: base58 takes time with the square of the length. */
function textLength({ raw }: Grant): number {
  // The number that its digits stand for, as a part of the largest one of so many bytes; a checksum of four follows.
  const part = raw.subarray(0, 8).reduce((sum, byte, at) => sum + byte / 256 ** (at + 1), 0);
  const digits = Math.floor((8 * (raw.length + 4) + Math.log2(part)) / Math.log2(58)) + 1;
  return 1 + digits;
}

/** Everything that is wrong with a grant or API key that stands in no document. */
export function findingsOfKey(facts: KeyFacts, voice: Voice): Finding[] {
  return worstFirst(keyFindings(facts, facts.grant ? textLength(facts.grant) : 0, voice));
}

/** Everything that is wrong with a credential, the worst first; the findings of one code are one. */
export function findingsOf(credential: Credential, facts: KeyFacts | undefined, voice: Voice): Finding[] {
  const { length } = credential.kind === "link" ? credential.link.access : credential.text;
  return worstFirst([...ownFindings(credential, voice), ...(facts ? keyFindings(facts, length, voice) : [])]);
}

function* ownFindings(credential: Credential, voice: Voice): Generator<Finding> {
  const { t, now } = voice;
  switch (credential.kind) {
    case "grant":
      if (credential.expected)
        yield { code: "grant-for-api-key", message: t("An access grant where an API key is expected.") };
      return;
    case "apiKey":
      if (credential.expected)
        yield { code: "api-key-for-grant", message: t("An API key where an access grant is expected.") };
      return;
    case "secretKey":
      yield { code: "s3-secret", message: t("An S3 secret key stands in this file in clear text.") };
      return;
    case "link":
      if (credential.grant) {
        yield {
          code: "grant-in-link",
          message: t("The link holds a whole access grant: everyone who sees it has the keys."),
        };
      }
      return;
    case "presignedUrl": {
      const { expiresAt, tooLong } = credential.url;
      if (tooLong)
        yield { code: "presigned-too-long", message: t("Valid for more than 7 days, which the gateway refuses.") };
      if (expiresAt !== undefined && now > expiresAt) {
        yield { code: "presigned-expired", message: t("Expired on {0}.", localDate(expiresAt, voice)) };
      }
      return;
    }
    case "damaged":
      yield { code: "damaged", message: damageMessage(credential, voice) };
      return;
    case "foreign":
      yield { code: "foreign", message: t("Its checksum holds, but it is neither an access grant nor an API key.") };
      return;
    case "deferred":
      if (credential.announced !== "apiKey") yield tooLongToRegister(credential.text.length, voice);
      yield {
        code: "not-decoded",
        message: t("{0} characters: decoded when you hover or inspect it.", credential.text.length),
      };
      return;
    case "oversized":
      yield {
        code: "not-decoded",
        message: t("{0} characters: too long to be decoded at all.", credential.text.length),
      };
      return;
    case "nodeUrl":
      yield* satelliteFindings(satelliteAt(credential.url), voice);
      return;
    case "accessKeyId":
      return;
  }
}

/** How a credential was hurt, and what to do. */
export function damageMessage({ damage, missing }: Extract<Credential, { kind: "damaged" }>, { t }: Voice): string {
  switch (damage) {
    case "cutAtStart":
      return t("Damaged: its beginning is missing. Copy it again.");
    case "cutAtEnd":
      return missing === undefined
        ? t("Damaged: its end is missing. Copy it again.")
        : t("Damaged: about {0} characters are missing at its end. Copy it again.", missing);
    case "whiteSpace":
      return t("Damaged: there is white space inside it. Remove it.");
    case "altered":
      return t("Damaged: a character was changed, lost or added. Copy it again.");
  }
}
