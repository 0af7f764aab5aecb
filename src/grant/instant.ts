/** A moment as Go keeps it: seconds since 1970 (UTC, may be negative) and 0-999,999,999 nanoseconds. */
export interface Instant {
  readonly seconds: bigint;
  readonly nanos: number;
}

/** From year 1, where Go's time.Time counts from, to 1970. Go's count wraps at 64 bits, which decides whether such a time is over. */
const yearOneToUnix = 62_135_596_800n;

/** Go's time.Unix: nanoseconds out of range carry into the seconds. */
export function instant(seconds: bigint, nanos: number): Instant {
  const carry = Math.floor(nanos / 1e9);
  const sinceYearOne = BigInt.asIntN(64, BigInt.asIntN(64, seconds + BigInt(carry)) + yearOneToUnix);
  return { seconds: sinceYearOne - yearOneToUnix, nanos: nanos - carry * 1e9 };
}

/** Go's time.Time.IsZero: midnight of 1 January of the year 1, which stands for "no time". */
export function isZeroInstant(moment: Instant): boolean {
  return moment.seconds === -yearOneToUnix && moment.nanos === 0;
}

/** Negative, zero or positive as `a` is before, equal to or after `b`. */
export function compareInstants(a: Instant, b: Instant): number {
  return a.seconds === b.seconds ? a.nanos - b.nanos : a.seconds < b.seconds ? -1 : 1;
}

export function instantFromMilliseconds(milliseconds: number): Instant {
  const seconds = Math.floor(milliseconds / 1000);
  return { seconds: BigInt(seconds), nanos: Math.round((milliseconds - seconds * 1000) * 1e6) };
}

/** Milliseconds since 1970, rounded down; beyond ±8.64e15, JavaScript's own limit, that limit. */
export function milliseconds(moment: Instant): number {
  const exact = Number(moment.seconds) * 1000 + Math.floor(moment.nanos / 1e6);
  return Math.max(-8.64e15, Math.min(8.64e15, exact));
}
