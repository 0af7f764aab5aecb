import { type Instant, instant } from "../../../src/grant";

/** Days from 1 January 1970 to a day of the Gregorian calendar, for any year. */
function daysFrom1970(year: bigint, month: bigint, day: bigint): bigint {
  const march = month > 2n ? month - 3n : month + 9n;
  const marchYear = month > 2n ? year : year - 1n;
  return (
    365n * marchYear +
    floor(marchYear, 4n) -
    floor(marchYear, 100n) +
    floor(marchYear, 400n) +
    (153n * march + 2n) / 5n +
    day -
    719_469n
  );
}

function floor(value: bigint, by: bigint): bigint {
  return value >= 0n ? value / by : -((by - 1n - value) / by);
}

const pad = (value: bigint | number, width: number): string => String(value).padStart(width, "0");

/** The year of a day and its date within it; years may have any number of digits. */
function dateOf(days: bigint): { year: bigint; month: bigint; day: bigint } {
  // An estimate that is never late and at most one year early.
  let year = 1969n + floor(days * 400n, 146_097n);
  while (days >= daysFrom1970(year + 1n, 1n, 1n)) year++;
  let month = 1n;
  while (month < 12n && days >= daysFrom1970(year, month + 1n, 1n)) month++;
  return { year, month, day: days - daysFrom1970(year, month, 1n) + 1n };
}

/** Seconds from 1970 back to the year that Go counts absolute time from (time/time.go). Its count wraps at 64 bits. */
const absoluteToUnix = -9_223_372_028_741_760_000n;

/** As Go's Time.Format(time.RFC3339Nano) in UTC: `2026-12-31T23:59:59.5Z`, years beyond 0 to 9999 included. */
export function formatInstant({ seconds, nanos }: Instant): string {
  const counted = BigInt.asUintN(64, seconds - absoluteToUnix) + absoluteToUnix;
  const days = floor(counted, 86_400n);
  const clock = counted - days * 86_400n;
  const { year, month, day } = dateOf(days);
  const date = `${year < 0n ? "-" : ""}${pad(year < 0n ? -year : year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  const time = `${pad(clock / 3600n, 2)}:${pad((clock / 60n) % 60n, 2)}:${pad(clock % 60n, 2)}`;
  const rest = nanos === 0 ? "" : `.${pad(nanos, 9).replace(/0+$/, "")}`;
  return `${date}T${time}${rest}Z`;
}

/** The inverse of {@link formatInstant}; undefined for any other text. */
export function readInstant(text: string): Instant | undefined {
  const found = /^(-?\d{4,})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z$/.exec(text);
  if (!found) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(BigInt) as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const seconds = daysFrom1970(year, month, day) * 86_400n + hour * 3600n + minute * 60n + second;
  return instant(seconds, Number((found[7] ?? "").padEnd(9, "0")));
}
