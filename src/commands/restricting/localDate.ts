import type { Instant } from "../../grant";

/** Which end of a validity a date stands for: "not after 4 March" includes that day. */
export type Edge = "not-before" | "not-after";

/**
 * Seconds that the clocks of a time zone are ahead of UTC at a moment; the zone is an IANA name, undefined this
 * machine's own.
 */
function offsetAt(seconds: number, zone: string | undefined): number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const name = format.formatToParts(seconds * 1000).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours = 0, minutes = 0, rest = 0] = /([+-])(\d+):(\d+)(?::(\d+))?/.exec(name) ?? [];
  const offset = Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
  return sign === "-" ? -offset : offset;
}

/**
 * The moment at which a zone's clocks show a time, as Go's time.Date picks it (time/time.go). Of an hour that autumn
 * doubles that is the second moment east of Greenwich and the first one west of it; an hour that spring leaves out is
 * read with the offset before it in the east and the one after it in the west.
 */
function momentOf(clock: number, zone: string | undefined): number {
  return clock - offsetAt(clock - offsetAt(clock, zone), zone);
}

/** Seconds since 1970 of a date and time in UTC; undefined for a day that the calendar does not have. */
function utcSeconds(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  return date.getTime() / 1000 + hour * 3600 + minute * 60 + second;
}

const shape =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?(?:(Z)|([+-])(\d{2}):(\d{2}))?)?)?$/;

/** The moment of an offset like `+02:00`; Go takes up to 24 hours and 60 minutes. */
function withOffset(clock: number, sign: string, hours: number, minutes: number): number | undefined {
  if (hours > 24 || minutes > 60) return undefined;
  const offset = hours * 3600 + minutes * 60;
  return sign === "-" ? clock + offset : clock - offset;
}

/**
 * Reads RFC 3339, or a local date `2006-01-02[T15:04[:05]]`, which as a not-after is rounded up to the end of its
 * day, minute or second, as the uplink CLI does (storj cmd/uplink/internal/parse.go, Go's time.Parse). Undefined for
 * any other text.
 */
export function readDate(text: string, edge: Edge, zone?: string): Instant | undefined {
  const found = shape.exec(text);
  if (!found) return undefined;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((part) => Number(found[part] ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const clock = utcSeconds(year, month, day, hour, minute, second);
  if (clock === undefined) return undefined;
  const nanos = Number((found[7] ?? "").slice(0, 9).padEnd(9, "0"));

  const [utc, sign] = [found[8], found[9]];
  if (utc !== undefined || sign !== undefined) {
    const seconds = sign === undefined ? clock : withOffset(clock, sign, Number(found[10]), Number(found[11]));
    return seconds === undefined ? undefined : { seconds: BigInt(seconds), nanos };
  }

  const seconds = momentOf(clock, zone);
  if (edge === "not-before") return { seconds: BigInt(seconds), nanos };
  const span = found[6] !== undefined ? 1 : found[4] !== undefined ? 60 : 86_400;
  // Of the clock as it then stands, which is not the one given where spring leaves that hour out.
  const standing = seconds + offsetAt(seconds, zone);
  const last = Math.floor(standing / span) * span + span - 1;
  return { seconds: BigInt(momentOf(last, zone)), nanos: 999_999_999 };
}
