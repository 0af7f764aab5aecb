import { type ActionName, actions, milliseconds } from "../grant";
import type { Credential } from "./credential";
import { isEveryday, type KeyFacts } from "./keyFacts";
import { keyState, prefixName } from "./keyWords";
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

/** The words of everyday actions in a caveat, without those for locks and notifications. */
const granular = Object.keys(actions).filter(
  (name) => !isEveryday(name as ActionName) && name !== "projectInfo" && name !== "lock",
) as ActionName[];

/**
 * Old software forbade plain actions and knew nothing of locks and notifications, which stay open below it
 * (storj.md, "access-python is wrong about"). A chain that forbids nothing leaves them open on purpose.
 */
function leavesLocksOpen(facts: KeyFacts): boolean {
  const narrowed = facts.caveats.some((link) => link.lost.some(isEveryday));
  return narrowed && granular.every((name) => facts.actions.has(name));
}

function* keyFindings(facts: KeyFacts, text: string, voice: Voice): Generator<Finding> {
  const { t, now } = voice;
  const satellite = facts.satellite;
  if (satellite?.problem === "wrong-node-id") {
    yield { code: "wrong-node-id", message: t("{0} is known to have another node ID: this may be an impostor.", satellite.name) };
  } else if (satellite?.problem === "no-node-id") {
    yield { code: "no-node-id", message: t("The satellite address {0} has no node ID: the Go client refuses it.", satellite.name) };
  } else if (satellite?.problem === "unreadable") {
    yield { code: "unreadable-address", message: t("The satellite address {0} is not a node URL.", satellite.name) };
  }
  yield* standing(facts, voice);
  const state = keyState(facts, now);
  if (facts.hasUnknownFields) {
    yield { code: "unknown-caveat", message: t("A caveat has fields that this version does not know: not fully checked.") };
  }
  if (facts.carriesDefaultKeyInVain) {
    yield {
      code: "default-key",
      message: t("Restricted to prefixes, but the encryption key of the whole project is still written in it."),
    };
  }
  if (state === "dead" || state === "expired") return;
  if (!facts.prefixes && facts.actions.has("delete")) {
    yield { code: "whole-project-delete", message: t("May delete everything in the whole project.") };
  }
  for (const prefix of facts.prefixes ?? []) {
    if (prefix.leaksToSiblings) {
      yield {
        code: "sibling-leak",
        message: t("Object keys are not encrypted: {0} also matches its siblings, such as {1}.", ...siblings(prefixName(prefix, voice))),
      };
    }
    if (facts.grant && !prefix.hasKey && facts.actions.has("read")) {
      yield { code: "key-absent", message: t("May read {0}, but has no encryption key for it.", prefixName(prefix, voice)) };
    }
  }
  if (leavesLocksOpen(facts)) {
    yield { code: "open-locks", message: t("Old software restricted this: object lock and notification permissions are still open.") };
  }
  if (!facts.notAfter) yield { code: "no-expiry", message: t("Never expires.") };
  if (facts.grant && text.length > longestToRegister) {
    yield {
      code: "too-long-to-register",
      message: t("{0} characters: too long for the auth service, which takes at most {1}.", text.length, longestToRegister),
    };
  }
}

/** What its state alone says: dead, over, or not begun. */
function* standing(facts: KeyFacts, voice: Voice): Generator<Finding> {
  const { t } = voice;
  if (facts.caveats.some((link) => !link.caveat)) {
    yield { code: "unreadable-caveat", message: t("A caveat can't be read: the satellite refuses everything.") };
    return;
  }
  switch (keyState(facts, voice.now)) {
    case "dead":
      yield { code: "dead", message: t("Allows nothing: its caveats exclude one another.") };
      return;
    case "expired":
      if (facts.notAfter) yield { code: "expired", message: t("Expired on {0}.", localDate(milliseconds(facts.notAfter), voice)) };
      return;
    case "notYet":
      if (facts.notBefore) {
        yield { code: "not-yet-valid", message: t("Not yet valid: begins on {0}.", localDate(milliseconds(facts.notBefore), voice)) };
      }
      return;
    case "valid":
      return;
  }
}

/** `photos/tenant1/` → itself without its slash, and a neighbour's name that begins with it. */
function siblings(name: string): [string, string] {
  return [name, `${name.slice(0, -1)}0/`];
}

/** Everything that is wrong with a credential, the findings of one code together. */
export function findingsOf(credential: Credential, facts: KeyFacts | undefined, voice: Voice): Finding[] {
  const found = [...ownFindings(credential, voice), ...(facts ? keyFindings(facts, credential.text, voice) : [])];
  const order = Object.keys(findingSeverities);
  return found.sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
}

function* ownFindings(credential: Credential, voice: Voice): Generator<Finding> {
  const { t, now } = voice;
  switch (credential.kind) {
    case "grant":
      if (credential.expected) yield { code: "grant-for-api-key", message: t("An access grant where an API key is expected.") };
      return;
    case "apiKey":
      if (credential.expected) yield { code: "api-key-for-grant", message: t("An API key where an access grant is expected.") };
      return;
    case "secretKey":
      yield { code: "s3-secret", message: t("An S3 secret key stands in this file in clear text.") };
      return;
    case "link":
      if (credential.grant) {
        yield { code: "grant-in-link", message: t("The link holds a whole access grant: everyone who sees it has the keys.") };
      }
      return;
    case "presignedUrl": {
      const { expiresAt, tooLong } = credential.url;
      if (tooLong) yield { code: "presigned-too-long", message: t("Valid for more than 7 days, which the gateway refuses.") };
      else if (expiresAt !== undefined && now > expiresAt) {
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
      yield { code: "not-decoded", message: t("{0} characters: decoded when you hover or inspect it.", credential.text.length) };
      return;
    case "oversized":
      yield { code: "not-decoded", message: t("{0} characters: too long to be decoded at all.", credential.text.length) };
      return;
    case "accessKeyId":
    case "nodeUrl":
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

