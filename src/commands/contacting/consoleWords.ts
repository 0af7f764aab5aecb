import type { Translate } from "../../decoder/voice";
import { showOutside } from "../../platform/showOutside";
import type { ConsoleError, ConsoleErrorCode } from "../../satellite/console";
import type { FailureWords } from "./satelliteWords";

const longestReason = 300;

/** A host name has at most 253 characters: all of it is seen. */
const longestName = 300;

/** What a console is called: `us1.storj.io`, with its scheme where that is not https. */
export function consoleName(origin: string): string {
  return showOutside(origin.replace(/^https:\/\//, ""), longestName);
}

/**
 * Why a console did not do what it was asked, and what to do now; `host` is how it is called. Whether it may have been done all the same is for
 * whoever asked to say.
 */
export function consoleWords({ code, status, outside = "" }: ConsoleError, host: string, t: Translate): FailureWords {
  const reason = showOutside(outside, longestReason);
  const later = t("Try again in a moment.");
  const network = t("Look whether this computer is online, and whether a proxy stands in between; then try again.");
  switch (code) {
    case "no-host":
      return { wrong: t("there is no host {0}", host), next: t("Look whether the name is right, and whether this computer is online; then try again.") };
    case "unreachable":
      return {
        wrong: reason === "" ? t("the connection to {0} failed", host) : t("the connection to {0} failed: {1}", host, reason),
        next: network,
      };
    case "timeout":
      return { wrong: t("{0} did not answer in time", host), next: network };
    case "certificate":
      return {
        wrong: reason === "" ? t("{0} has no certificate that this computer trusts", host) : t("{0} has no certificate that this computer trusts: {1}", host, reason),
        next: t("Nothing was sent to it. Look whether a proxy stands in between, and whether the address is right."),
      };
    case "redirect":
      return {
        wrong: t("{0} wants the request sent elsewhere, which is not done", host),
        next: t("If you know where the console has moved to, sign in there."),
      };
    case "not-console":
      return {
        wrong: t("what answers at {0} is no satellite's console", host),
        next: t("Look whether the address is right, and whether the network wants a sign-in in a browser first."),
      };
    case "signed-out":
      return {
        wrong: t("{0} does not take the session or REST API key: it is over, or was ended or deleted", host),
        next: t("Sign in again."),
      };
    case "no-access":
      return {
        wrong: t("there is no such project at {0}, or the account is not a member of it (any more)", host),
        next: t("Refresh the account in the view."),
      };
    case "forbidden":
      return {
        wrong: reason === "" ? t("{0} does not allow that to this account", host) : t("{0} does not allow that to this account: {1}", host, reason),
        next: t("Members may delete the API keys that they made themselves; the project's owner may delete all."),
      };
    case "too-many":
      return { wrong: t("{0} has had too many requests", host), next: t("Wait some minutes, and try again.") };
    case "invalid":
      return { wrong: reason === "" ? t("{0} does not take the request", host) : t("{0} does not take the request: {1}", host, reason), next: t("Change what was asked for.") };
    case "name-taken":
      return { wrong: t("the project has an API key of that name already"), next: t("Choose another name.") };
    case "gone":
      return { wrong: t("an API key among them was deleted already"), next: t("Refresh the project in the view.") };
    case "server":
      return {
        wrong: reason === "" ? t("{0} has failed, with status {1}", host, status ?? 500) : t("{0} has failed, with status {1}: {2}", host, status ?? 500, reason),
        next: later,
      };
    case "wrong-credentials":
      return {
        wrong: t("{0} does not take that e-mail address and password, or has locked the account for a while: it does not say which", host),
        next: t("After a third failure an account is locked for 2 minutes, then for 4, 8 and so on."),
      };
    case "mfa-needed":
      return { wrong: t("{0} wants a passcode or a recovery code as well", host), next: t("Sign in again, with one of them.") };
    case "mfa-wrong":
      return {
        wrong: t("{0} does not take the passcode or recovery code", host),
        next: t("A passcode is valid for half a minute, and a recovery code works once."),
      };
  }
}

const lasting: readonly ConsoleErrorCode[] = [
  "redirect",
  "signed-out",
  "no-access",
  "forbidden",
  "invalid",
  "name-taken",
  "gone",
  "wrong-credentials",
  "mfa-needed",
  "mfa-wrong",
];

/** Whether another try may end otherwise. */
export function mayPassAtConsole({ code }: ConsoleError): boolean {
  return !lasting.includes(code);
}
