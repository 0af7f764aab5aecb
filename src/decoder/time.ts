import type { Voice } from "./voice";

/** A text that is true until an instant (milliseconds since 1970; infinity: for ever). */
export interface PassingText {
  readonly text: string;
  readonly changesAt: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const month = 30 * day;
const year = 365 * day;

/** Largest first: from how far away the unit is used, and how long it is. */
const units = [
  { from: 2 * year, length: year, one: "1 year", many: "{0} years" },
  { from: 2 * month, length: month, one: "1 month", many: "{0} months" },
  { from: 2 * day, length: day, one: "1 day", many: "{0} days" },
  { from: hour, length: hour, one: "1 hour", many: "{0} hours" },
  { from: minute, length: minute, one: "1 minute", many: "{0} minutes" },
] as const;

/**
 * How far an instant is from now, in the largest unit that says enough: "8 days", "47 hours"; the direction is not
 * said, so that the text outlasts the instant itself.
 */
export function distance(instant: number, voice: Voice): PassingText {
  const left = instant - voice.now;
  const away = Math.abs(left);
  const at = units.findIndex(({ from }) => away >= from);
  const unit = units[at];
  if (!unit) return { text: voice.t("less than a minute"), changesAt: instant + minute };
  const count = Math.floor(away / unit.length);
  const text = count === 1 ? voice.t(unit.one) : voice.t(unit.many, count);
  if (left >= 0) return { text, changesAt: instant - count * unit.length + 1 };
  // A larger unit may begin before this one has counted on: 24 months end at two years.
  return { text, changesAt: instant + Math.min((count + 1) * unit.length, units[at - 1]?.from ?? Infinity) };
}

/** "in 3 days" or "3 days ago". */
export function relative(instant: number, voice: Voice): PassingText {
  const { text, changesAt } = distance(instant, voice);
  if (instant < voice.now) return { text: voice.t("{0} ago", text), changesAt };
  return { text: voice.t("in {0}", text), changesAt: Math.min(changesAt, instant + 1) };
}

const endOfYear9999 = 253_402_300_799_999;
const startOfYear0 = -62_167_219_200_000;

function beyondCalendars(instant: number, voice: Voice): string | undefined {
  if (instant > endOfYear9999) return voice.t("a day after the year 9999");
  return instant < startOfYear0 ? voice.t("a day before the year 0") : undefined;
}

const dateFormat = { day: "numeric", month: "short", year: "numeric" } as const;
const clockFormat = { hour: "2-digit", minute: "2-digit" } as const;
const timeFormat = { ...dateFormat, ...clockFormat, second: "2-digit", timeZoneName: "short" } as const;

type Form = typeof dateFormat | typeof clockFormat | typeof timeFormat;

/** One for each language, zone and form: making one takes longer than a whole hover may. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(instant: number, { locale, timeZone }: Voice, form: Form): string {
  const name = `${locale} ${timeZone ?? ""} ${Object.keys(form).join()}`;
  const known = formats.get(name) ?? new Intl.DateTimeFormat(locale, { ...form, timeZone });
  formats.set(name, known);
  return known.format(instant);
}

/** "1 Dec 2026", as the person's calendar has it. */
export function localDate(instant: number, voice: Voice): string {
  return beyondCalendars(instant, voice) ?? format(instant, voice, dateFormat);
}

/** "14:30", for what is near. */
export function localClock(instant: number, voice: Voice): string {
  return beyondCalendars(instant, voice) ?? format(instant, voice, clockFormat);
}

/** "1 Dec 2026, 14:30:00 GMT+1". */
export function localTime(instant: number, voice: Voice): string {
  return beyondCalendars(instant, voice) ?? format(instant, voice, timeFormat);
}

/** "2026-12-01T13:30:00Z", for an instant that calendars reach. */
function utcTime(instant: number): string {
  return new Date(instant).toISOString().replace(/\.000Z$/, "Z");
}

/** Absolute local, UTC and relative, as every time is told. What no calendar reaches is said once. */
export function fullTime(instant: number, voice: Voice): PassingText {
  const beyond = beyondCalendars(instant, voice);
  if (beyond !== undefined) return { text: beyond, changesAt: Infinity };
  const { text, changesAt } = relative(instant, voice);
  return { text: `${localTime(instant, voice)} · ${utcTime(instant)} · ${text}`, changesAt };
}

const second = 1_000_000_000n;

const wholeUnits = [
  { length: 86_400n * second, name: "d" },
  { length: 3_600n * second, name: "h" },
  { length: 60n * second, name: "m" },
] as const;

/** A duration of so many nanoseconds: "7d", "1d 12h", "-5s", "1.5s". */
export function duration(nanoseconds: bigint): string {
  let left = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const parts: string[] = [];
  for (const { length, name } of wholeUnits) {
    if (left >= length) parts.push(`${String(left / length)}${name}`);
    left %= length;
  }
  const fraction = String(left % second)
    .padStart(9, "0")
    .replace(/0+$/, "");
  if (left > 0n) parts.push(`${String(left / second)}${fraction === "" ? "" : `.${fraction}`}s`);
  return `${nanoseconds < 0n ? "-" : ""}${parts.length > 0 ? parts.join(" ") : "0s"}`;
}
