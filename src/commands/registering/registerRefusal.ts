import { milliseconds } from "../../grant";
import type { KeyFacts } from "../../decoder/keyFacts";
import { keyState } from "../../decoder/keyWords";
import { fullTime } from "../../decoder/time";
import type { Voice } from "../../decoder/voice";
import type { MetainfoErrorCode } from "../../satellite/metainfo";
import type { FailureWords } from "../contacting/satelliteWords";

/** The auth service takes no grant that ends sooner than that (storj/edge pkg/auth/authdb/database.go). */
const shortestLifeMs = 60_000;

/** Why a key can't be registered, as far as it says so itself; undefined where nothing speaks against it. */
export function refusalToRegister(facts: KeyFacts, isRevoked: boolean, voice: Voice): FailureWords | undefined {
  const { t, now } = voice;
  const another = t("Choose another grant.");
  if (!facts.grant) {
    const next = t("Create a grant from it first, with Create Grant…, and register that.");
    return { wrong: t("an API key alone holds no encryption key, which S3 credentials need"), next };
  }
  const problem = facts.satellite?.problem;
  if (problem === "no-node-id" || problem === "unreadable") {
    const next = t("It needs the satellite's whole node URL, as in 12Eay…@us1.storj.io:7777. Ask whoever made it for one.");
    return { wrong: t("its satellite's address has no node ID, or can't be read"), next };
  }
  if (isRevoked) return { wrong: t("it is revoked, or what it was made from is"), next: another };
  const state = keyState(facts, now);
  if (state === "dead") return { wrong: t("it allows nothing"), next: another };
  if (state === "expired") return { wrong: t("it has expired"), next: another };
  if (facts.notAfter && milliseconds(facts.notAfter) < now + shortestLifeMs) {
    return { wrong: t("it ends within a minute, and the auth service takes none of these"), next: another };
  }
  if (state === "notYet" && facts.notBefore) {
    const { text } = fullTime(milliseconds(facts.notBefore), voice);
    return { wrong: t("it is not valid before {0}, so that the satellite can't confirm it", text), next: t("Register it then.") };
  }
  return undefined;
}

/** What is wrong with a body that is larger than the auth service reads. */
export function tooLargeWords(bytes: number, largest: number, { t }: Pick<Voice, "t">): FailureWords {
  return {
    wrong: t("with {0} bytes it is too long: the auth service takes {1}, which a grant with many prefixes is above", bytes, largest),
    next: t("Restrict it to fewer prefixes, and register that."),
  };
}

/**
 * What a failed question to the satellite means for a grant: its satellite refuses it, or something else answers in its place; or
 * nobody knows.
 */
export function isRefusedBySatellite(code: MetainfoErrorCode): boolean {
  switch (code) {
    case "unauthorized":
    case "unregistered-tail":
    case "unauthenticated":
    case "invalid":
    case "not-found":
    case "wrong-identity":
    case "bad-chain":
      return true;
    case "no-host":
    case "refused":
    case "unreachable":
    case "reset":
    case "closed":
    case "not-storj":
    case "tls":
    case "timeout":
    case "too-large":
    case "protocol":
    case "exhausted":
    case "internal":
    case "unavailable":
    case "canceled":
    case "other":
      return false;
  }
}
