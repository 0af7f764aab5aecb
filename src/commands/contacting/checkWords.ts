import { milliseconds } from "../../grant";
import type { KeyFacts } from "../../decoder/keyFacts";
import { keyState } from "../../decoder/keyWords";
import { localClock, localTime, relative } from "../../decoder/time";
import type { Voice } from "../../decoder/voice";
import { showOutside } from "../../platform/showOutside";
import { cachesAgreeAfter } from "../../views/revocation";

/** An answer of a satellite about a grant or API key. */
export interface Answered {
  /** How the grant or API key is called. */
  readonly name: string;
  readonly facts: KeyFacts;
  /** The satellite's name. */
  readonly satellite: string;
  /** How long the answer took, in milliseconds. */
  readonly ms: number;
  /** When it was revoked, as far as it is known here, in milliseconds since 1970. */
  readonly revokedAt: number | undefined;
}

/** The project that a satellite names. */
export interface AnsweredProject {
  readonly id: string;
  /** As an account lists it: hostile text. */
  readonly name: string | undefined;
  /** A person said that its API key is of another one. */
  readonly isLinkedElsewhere: boolean;
}

const longestName = 60;

/** What is told of one that the satellite takes. */
export function worksText({ name, facts, satellite, ms, revokedAt }: Answered, project: AnsweredProject, voice: Voice): string {
  const { t, now } = voice;
  const called = project.name === undefined ? project.id : t("“{0}” ({1})", showOutside(project.name, longestName), project.id);
  const sentences = [t("The satellite {0} takes {1}: it works. Project {2}, answered in {3} ms.", satellite, name, called, ms)];
  if (project.isLinkedElsewhere) sentences.push(t("It is linked to an API key of another project, which can't be the one that it was made from: take that link away."));
  if (facts.deadBecause) sentences.push(t("By its caveats it allows nothing all the same."));
  const end = facts.notAfter && milliseconds(facts.notAfter);
  if (end !== undefined) sentences.push(t("It ends {0}, on {1}.", relative(end, voice).text, localTime(end, voice)));
  if (revokedAt === undefined) {
    sentences.push(t("What was just revoked may be taken for up to five minutes more: satellites remember."));
  } else if (now < revokedAt + cachesAgreeAfter) {
    sentences.push(t("It was revoked: satellites remember, and may take it until {0}.", localClock(revokedAt + cachesAgreeAfter, voice)));
  } else {
    sentences.push(t("Here it is noted as revoked on {0}, and yet it is valid: look whether that was another satellite.", localTime(revokedAt, voice)));
  }
  return sentences.join(" ");
}

/** What is told of one that the satellite refuses: the cause where it stands in the credential or is known here. */
export function refusalText(answered: Answered, voice: Voice): string {
  const { t } = voice;
  const { name, satellite, ms } = answered;
  const cause = refusalCause(answered, voice);
  if (cause !== undefined) return t("The satellite {0} refuses {1}: {2}. Answered in {3} ms.", satellite, name, cause, ms);
  return [
    t("The satellite {0} refuses {1}, answered in {2} ms.", satellite, name, ms),
    t("It was revoked, or its API key was deleted or is not known there: the satellite does not say which. By its own caveats it would be valid now."),
    t("Satellites remember for up to five minutes what was valid or revoked."),
  ].join(" ");
}

/** Why one is refused, as far as that is known without the satellite. */
export function refusalCause({ facts, revokedAt }: Pick<Answered, "facts" | "revokedAt">, voice: Voice): string | undefined {
  const { t, now } = voice;
  if (revokedAt !== undefined) return t("it was revoked, noted here on {0}", localTime(revokedAt, voice));
  if (facts.deadBecause === "unreadable" || facts.deadBecause === "time") return t("its caveats allow nothing");
  // What allows nothing of use may still ask for its project.
  switch (keyState({ ...facts, deadBecause: undefined }, now)) {
    case "expired": {
      const end = milliseconds(facts.notAfter ?? { seconds: 0n, nanos: 0 });
      return t("it expired {0}, on {1}", relative(end, voice).text, localTime(end, voice));
    }
    case "notYet":
      return t("it is not valid yet, but from {0} on", localTime(milliseconds(facts.notBefore ?? { seconds: 0n, nanos: 0 }), voice));
    case "dead":
    case "valid":
      return undefined;
  }
}
