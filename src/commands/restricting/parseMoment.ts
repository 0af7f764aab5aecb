import { type Instant, instant, instantFromMilliseconds, isZeroInstant } from "../../grant";
import type { Translate, Voice } from "../../decoder/voice";
import { formatDuration, parseDuration } from "./duration";
import { type Edge, readDate } from "./localDate";

/** What a typed text means, or why it is refused: one sentence for people that says what to write instead. */
export type Reading<T> = { readonly value: T } | { readonly reason: string };

const nanosecondsPerDay = 86_400_000_000_000n;
const longest = 2n ** 63n - 1n;

/**
 * A span of time in nanoseconds: whole days alone, or what Go's time.ParseDuration takes. `forms` is what may be
 * written at all. The uplink CLI reads `+1d12h` and `++1d` as one day, `+1h-3d` and `+x-3d` as three days ago: all
 * are refused here.
 */
function readSpan(text: string, forms: string, t: Translate): Reading<bigint> {
  const days = /^([+-]?\d+)d$/.exec(text)?.[1];
  const span = days === undefined ? parseDuration(text) : BigInt(days.replace("+", "")) * nanosecondsPerDay;
  if (span === undefined) return { reason: reasonAgainst(text, forms, t) };
  if (span > longest || -span > longest) return { reason: t("That is more than 292 years: write a shorter time.") };
  return { value: span };
}

function reasonAgainst(text: string, forms: string, t: Translate): string {
  if (/^[+-].*[+-]/s.test(text))
    return t("There is more than one sign: write one, in front of the whole span, like +36h.");
  const mixed = /^([+-]?)(\d+(?:\.\d+)?)d(.*)$/s.exec(text);
  if (mixed) {
    const [, sign = "", days = "", rest = ""] = mixed;
    const span = parseDuration(`${String(Number(days) * 24)}h${rest}`);
    if (span !== undefined) return t("Days must be whole and stand alone: write {0} instead.", sign + inHours(span));
  }
  if (/^[+-]?\d+\s*(?:w|mo|y)/i.test(text))
    return t("Weeks, months and years are not understood: write the days, like 30d.");
  return t("This is not understood: write {0}.", forms);
}

/** `36h` rather than `36h0m0s`. */
function inHours(nanoseconds: bigint): string {
  return formatDuration(nanoseconds).replace(/m0s$/, "m").replace(/h0m$/, "h");
}

/**
 * Reads when a grant begins or ends: `none` (undefined), `now`, RFC 3339, a local date `2006-01-02[T15:04[:05]]`
 * (rounded up to its end for a not-after), or a span from now: `+7d`, `7d`, `+336h`, `-30m`. Clock and time zone are
 * the person's.
 */
export function parseMoment(text: string, edge: Edge, voice: Voice): Reading<Instant | undefined> {
  const { t } = voice;
  const typed = text.trim();
  if (typed === "none") return { value: undefined };
  const reading = readInstant(typed, edge, momentForms(edge, t), voice);
  // Go writes no limit at all for this moment.
  if (!("reason" in reading) && isZeroInstant(reading.value)) return { reason: t("That moment stands for no limit: write none if that is what you mean.") };
  return reading;
}

/** Reads when something ends that always does: as {@link parseMoment}, without `none`. */
export function parseEnd(text: string, voice: Voice): Reading<Instant> {
  return readInstant(text.trim(), "not-after", voice.t("a span from now like +2h or +7d, or a date like 2027-03-04T15:04"), voice);
}

function readInstant(typed: string, edge: Edge, forms: string, voice: Voice): Reading<Instant> {
  const now = instantFromMilliseconds(voice.now);
  if (typed === "now") return { value: now };
  const date = readDate(typed, edge, voice.timeZone);
  if (date !== undefined) return { value: date };
  const span = readSpan(typed, forms, voice.t);
  return "reason" in span ? span : { value: later(now, span.value) };
}

/** What may be written; an end that is now is understood, and of no use. */
function momentForms(edge: Edge, t: Translate): string {
  return edge === "not-before"
    ? t("a date like 2027-03-04 or 2027-03-04T15:04, a span from now like +7d or +36h, now, or none for no limit")
    : t("a date like 2027-03-04 or 2027-03-04T15:04, a span from now like +7d or +36h, or none for no limit");
}

/** A span of nanoseconds after a moment, or before it. */
export function later(moment: Instant, nanoseconds: bigint): Instant {
  const seconds = nanoseconds / 1_000_000_000n;
  return instant(moment.seconds + seconds, moment.nanos + Number(nanoseconds - seconds * 1_000_000_000n));
}

/**
 * Reads the longest life that objects may have, `36h` or `7d`, in nanoseconds: more than nothing, at most 292 years.
 * `none` is undefined: no limit.
 */
export function parseTtl(text: string, { t }: Pick<Voice, "t">): Reading<bigint | undefined> {
  const typed = text.trim();
  if (typed === "none") return { value: undefined };
  const span = readSpan(typed, t("a time like 7d or 36h, or none for no limit"), t);
  if ("reason" in span || span.value > 0n) return span;
  return { reason: t("Objects must live longer than nothing: write a time like 7d or 36h.") };
}
