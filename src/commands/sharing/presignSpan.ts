import { milliseconds } from "../../grant";
import { duration, fullTime } from "../../decoder/time";
import type { Voice } from "../../decoder/voice";
import { longestPresignSeconds } from "../../edge/presign";
import type { Choice, Problem } from "../../platform/ask";
import { parseEnd } from "../restricting/parseMoment";

/**
 * How long a presigned URL works, in seconds, as typed: a span like `+2h`, or a moment. `end` is when the pair itself ends, in
 * milliseconds since 1970, or infinity: a URL does not outlive it.
 */
export function readSpan(text: string, end: number, voice: Voice): Choice<number> | Problem | undefined {
  const { t, now } = voice;
  const typed = text.trim();
  if (typed === "") return undefined;
  if (typed === "none") return { problem: t("A presigned URL always ends: write a time of at most 7 days.") };
  const reading = parseEnd(typed, voice);
  if ("reason" in reading) return { problem: reading.reason };
  const until = milliseconds(reading.value);
  const seconds = Math.floor((until - now) / 1_000);
  if (seconds < 1) return { problem: t("It would have expired already.") };
  if (seconds > longestPresignSeconds) return { problem: t("At most 7 days: the gateway takes no more.") };
  if (until > end) return { problem: t("The credentials themselves end {0}: choose less.", fullTime(end, voice).text) };
  return choiceOfSeconds(seconds, voice);
}

function choiceOfSeconds(seconds: number, voice: Voice): Choice<number> {
  return { label: duration(BigInt(seconds) * 1_000_000_000n), description: endText(endOfSpan(seconds, voice.now), voice), value: seconds };
}

/** When a URL ends that is signed now. Counted from the second that it is signed in: 7 days are in 7 days, and not in 6 and a bit. */
export function endText(end: number, voice: Voice): string {
  return fullTime(end, { ...voice, now: Math.floor(voice.now / 1_000) * 1_000 }).text;
}

/** When a URL ends that is signed at a time: signatures know whole seconds. Milliseconds since 1970. */
export function endOfSpan(seconds: number, now: number): number {
  return Math.floor(now / 1_000 + seconds) * 1_000;
}

/** The usual spans that fit, and all of what is left where the pair ends within seven days. */
export function usualSpans(end: number, voice: Voice): readonly Choice<number>[] {
  const { t, now } = voice;
  const usual = [
    { label: t("1 hour"), text: "+1h" },
    { label: t("1 day"), text: "+1d" },
    { label: t("7 days"), text: "+7d" },
  ].flatMap(({ label, text }) => {
    const choice = readSpan(text, end, voice);
    return choice && "value" in choice ? [{ ...choice, label }] : [];
  });
  const left = Math.floor((end - now) / 1_000);
  if (!(left >= 1 && left < longestPresignSeconds)) return usual;
  return [...usual, { ...choiceOfSeconds(left, voice), label: t("As long as the credentials themselves") }];
}
