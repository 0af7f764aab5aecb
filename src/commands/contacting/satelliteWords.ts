import type { Translate } from "../../decoder/voice";
import { redact } from "../../platform/redact";
import { showOutside } from "../../platform/showOutside";
import type { MetainfoError, MetainfoErrorCode } from "../../satellite/metainfo";

/** What a person is told of a failed request. */
export interface FailureWords {
  /** Why, without a full stop. */
  readonly wrong: string;
  /** What to do about it, in sentences. */
  readonly next: string;
}

/** A satellite's own words, as a person may read them: it has the API key, and may show it in them. */
export function reasonOf({ outside = "" }: MetainfoError, longest = 300): string {
  return showOutside(redact(outside), longest);
}

/** Why a satellite did not do what it was asked, and what to do now; `satellite` is how it is called. */
export function satelliteWords(error: MetainfoError, satellite: string, t: Translate): FailureWords {
  const reason = reasonOf(error);
  const network = t("Satellites are reached by TCP at the port of their address, 7777 as a rule, directly: proxies are not used for it. Look whether the network lets that through, and try again.");
  const notAsked = t("Nothing of the credential was sent. If you don't know why, don't use that grant here, and ask whoever made it.");
  const later = t("Try again in a moment.");
  switch (error.code) {
    case "no-host":
      return { wrong: t("there is no host {0}", satellite), next: t("Look whether the name is right, and whether this computer is online; then try again.") };
    case "refused":
      return { wrong: t("{0} refuses the connection", satellite), next: network };
    case "unreachable":
      return { wrong: t("{0} can't be reached", satellite), next: network };
    case "reset":
    case "closed":
      return { wrong: t("{0} has broken off the connection", satellite), next: network };
    case "timeout":
      return { wrong: t("{0} did not answer in time", satellite), next: network };
    case "not-storj":
      return {
        wrong: t("what answers at {0} is no Storj satellite", satellite),
        next: t("Nothing of the credential was sent. Look whether host and port are right, and whether the network wants a sign-in first."),
      };
    case "tls":
      return { wrong: t("no encrypted connection to {0} came about", satellite), next: notAsked };
    case "wrong-identity":
      return { wrong: t("what answers at {0} is not the satellite that the grant names: it proved another node ID", satellite), next: notAsked };
    case "bad-chain":
      return { wrong: t("what answers at {0} could not prove who it is", satellite), next: notAsked };
    case "too-large":
    case "protocol":
      return { wrong: t("{0} answered what can't be read", satellite), next: later };
    case "unauthorized":
      return {
        wrong: t("the satellite refuses it: revoked, expired, not valid yet, not allowed to do this, or of an API key that was deleted or is unknown; it does not say which"),
        next: t("Satellites remember for up to five minutes what was valid or revoked."),
      };
    case "unregistered-tail":
      return {
        wrong: t("the satellite knows only registered grants of this API key, for it is an auditable one, and this restriction is not registered"),
        next: t("Use the API key as it was issued, or a key that is not auditable."),
      };
    case "invalid":
      return { wrong: t("the satellite does not take the request: {0}", reason), next: t("Look whether the credential is complete.") };
    case "not-found":
      return { wrong: t("the satellite did not find it: {0}", reason), next: t("Look whether the bucket's name is right.") };
    case "exhausted":
      return { wrong: t("the satellite has had too many requests: {0}", reason), next: later };
    case "unauthenticated":
      return { wrong: t("the satellite does not take the credential: {0}", reason), next: t("Look whether it is complete.") };
    case "internal":
    case "unavailable":
    case "canceled":
    case "other":
      return { wrong: t("the satellite could not do it: {0}", reason), next: later };
  }
}

const lasting: readonly MetainfoErrorCode[] = [
  "wrong-identity",
  "bad-chain",
  "unauthorized",
  "unregistered-tail",
  "invalid",
  "not-found",
  "unauthenticated",
];

/** Whether another try may end otherwise. */
export function mayPass({ code }: MetainfoError): boolean {
  return !lasting.includes(code);
}

/** Everything in one text: what was tried, why it failed, what to do now. */
export function failureText(tried: string, { wrong, next }: FailureWords): string {
  return `${tried}: ${wrong}. ${next}`;
}
