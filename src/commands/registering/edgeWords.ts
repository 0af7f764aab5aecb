import type { Translate } from "../../decoder/voice";
import type { AuthServiceError } from "../../edge/authService";
import { showOutside } from "../../platform/showOutside";
import type { FailureWords } from "../contacting/satelliteWords";

const longestReason = 300;

/** Why an auth service gave no S3 credentials, and what to do now; `service` is how it is called. */
export function edgeWords({ code, outside = "", status, retryAfterSeconds }: AuthServiceError, service: string, t: Translate): FailureWords {
  const reason = showOutside(outside, longestReason);
  const nothing = t("Nothing was registered.");
  const perhaps = t("The grant may or may not be registered; no credentials came, and nothing was saved. You can try again: nobody holds the secret of the first ones.");
  const sentence = (...parts: readonly string[]): string => parts.join(" ");
  switch (code) {
    case "refused-grant":
      return {
        wrong: reason === "" ? t("{0} refuses the grant, without a reason", service) : t("{0} refuses the grant: {1}", service, reason),
        next: t("An auth service takes grants of its own satellites alone. Another one can be set as storjGrants.edge.authService."),
      };
    case "too-large":
      return { wrong: t("to {0} the grant is too long", service), next: t("Restrict it to fewer prefixes, and register that.") };
    case "bad-request":
      return {
        wrong: t("{0} did not understand the request: {1}", service, reason),
        next: sentence(nothing, t("Look whether storjGrants.edge.authService names an auth service.")),
      };
    case "too-many":
      return {
        wrong: t("{0} has had too many requests", service),
        next: sentence(nothing, retryAfterSeconds === undefined ? t("Try again in a minute.") : t("Try again in {0} seconds.", retryAfterSeconds)),
      };
    case "server":
      return { wrong: t("{0} has failed, with status {1}", service, status ?? 500), next: perhaps };
    case "not-json":
      return { wrong: t("{0} answered what can't be read, perhaps half of an answer", service), next: perhaps };
    case "captive-portal":
      return {
        wrong: t("a page answered in place of {0}, as networks show that want a sign-in", service),
        next: t("Sign in to the network in a browser, and look whether storjGrants.edge.authService is right. The page's server has got the request: if you don't know it, revoke the grant."),
      };
    case "redirect":
      return {
        wrong: t("{0} wants the grant sent elsewhere, which is not done", service),
        next: sentence(nothing, t("If you know where it has moved to, set that as storjGrants.edge.authService.")),
      };
    case "certificate":
      return {
        wrong: t("{0} has no certificate that this computer trusts: {1}", service, reason),
        next: t("Nothing of the grant was sent. Look whether a proxy stands in between, and whether the address is right."),
      };
    case "no-host":
      return { wrong: t("there is no host {0}", service), next: t("Nothing of the grant was sent. Look at the network and at storjGrants.edge.authService.") };
    case "unreachable":
      return {
        wrong: reason === "" ? t("the connection to {0} failed", service) : t("the connection to {0} failed: {1}", service, reason),
        next: perhaps,
      };
    case "timeout":
      return { wrong: t("{0} did not answer in time", service), next: perhaps };
    case "unexpected":
      return {
        wrong: t("{0} answered what no auth service answers (status {1})", service, status ?? 200),
        next: sentence(perhaps, t("Look whether storjGrants.edge.authService names an auth service.")),
      };
  }
}
