import { milliseconds } from "../../grant";
import type { KeyFacts } from "../../decoder/keyFacts";
import { accessWords, somePrefixes } from "../../decoder/keyWords";
import { fullTime } from "../../decoder/time";
import type { Voice } from "../../decoder/voice";
import type { AuthService } from "./endpointOfService";

/** What is going to be registered, where, and how that place was chosen. */
export interface Registering {
  readonly facts: KeyFacts;
  readonly isPublic: boolean;
  readonly service: AuthService;
  /** How the grant's satellite is called. */
  readonly satellite: string;
  /** Whether the satellite has confirmed the grant, and told which auth service it names. */
  readonly isChecked: boolean;
}

/** What a person reads before a grant is sent: what they get, who gets what, and who chose that. */
export function registerDetail({ facts, isPublic, service, satellite, isChecked }: Registering, voice: Voice): string {
  const { t } = voice;
  const chosen = {
    setting: t("You have set it as storjGrants.edge.authService."),
    satellite: t("The satellite {0} names it, and you have agreed.", satellite),
    console: t("The project's console names it, and you have agreed."),
    default: isChecked ? t("It is Storj's own, the default.") : t("It is Storj's own, the default; the satellite {0} could not be asked whether it names another.", satellite),
  }[service.chosenBy];
  return [
    t("{0} gets the grant, with its encryption key. {1}", service.name, chosen),
    t("The S3 credentials may do what the grant may: {0}.", mayDo(facts, voice)),
    isPublic ? t("Public: whoever knows the access key id reads by links, without the secret key.") : "",
    t("They can't be listed or deleted there. They end with the grant: when it expires, or is revoked."),
  ]
    .filter((line) => line !== "")
    .join("\n\n");
}

/** `read, list · photos/tenant1/ · until …`: the actions, the place and the end. */
function mayDo(facts: KeyFacts, voice: Voice): string {
  const { t } = voice;
  const access = accessWords(facts, voice);
  const place = facts.prefixes ? somePrefixes(facts.prefixes, 3, voice) : t("the whole project");
  const end = facts.notAfter ? t("until {0}", fullTime(milliseconds(facts.notAfter), voice).text) : t("without an end");
  return [access, access.includes(place) ? "" : place, end].filter((part) => part !== "").join(" · ");
}

/** What makes a grant one that is seldom meant to be public: worded as what follows "although". */
export function publicCautions({ actions, notAfter }: KeyFacts, { t }: Pick<Voice, "t">): readonly string[] {
  return [
    actions.has("write") ? t("it may upload") : "",
    actions.has("delete") ? t("it may delete") : "",
    notAfter ? "" : t("it has no end"),
  ].filter((caution) => caution !== "");
}
