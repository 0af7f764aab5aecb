import type { Translate } from "../../decoder/voice";
import type { Choice } from "../../platform/ask";
import type { ConsoleConfig } from "../../satellite/console";

/** How a person signs in. */
export type Way = "restKey" | "browser" | "password";

/** The ways that a console allows, with what each of them takes. */
export function waysOf({ hasCaptcha, hasRestKeys, hasSso }: ConsoleConfig, t: Translate): readonly Choice<Way>[] {
  const begins = t("Begins a session of a week.");
  const key: Choice<Way> = {
    label: t("REST API Key"),
    detail: t("Made in the web console, in the settings of your account. Asks for no passcode."),
    value: "restKey",
  };
  const browser: Choice<Way> = {
    label: t("The Browser's Session"),
    detail: t("You are signed in there already, whichever way: you copy the value of one cookie, in three steps."),
    value: "browser",
  };
  const password: Choice<Way> = {
    label: t("E-Mail and Password"),
    ...(hasCaptcha && { description: t("a captcha guards the form: only with an MFA code") }),
    detail: hasSso ? `${begins} ${t("Whoever signs in through a company (SSO) takes the browser's session.")}` : begins,
    value: "password",
  };
  return [...(hasRestKeys ? [key] : []), browser, password];
}
