import type { Instant } from "../../src/grant/index";
import type { Random } from "./random";

/** The moment that most random times lie around: 15 June 2026, noon. */
const noon: Instant = { seconds: 1_781_524_800n, nanos: 0 };
/** Midnight of 1 January of the year 1: Go's "no time". */
export const zeroMoment: Instant = { seconds: -62_135_596_800n, nanos: 0 };
const lastMoment: Instant = { seconds: 253_402_300_799n, nanos: 999_999_999 };

/** A moment that RFC 3339 can write; many are a nanosecond or a second apart, so that they meet. */
export function randomMoment(random: Random): Instant {
  return random.weighted([
    [60, () => ({ seconds: noon.seconds + BigInt(random.between(-1, 1)), nanos: random.pick([0, 0, 1, 999_999_999]) })],
    [8, () => ({ seconds: noon.seconds + BigInt(random.between(-(10 ** 8), 10 ** 8)), nanos: random.below(10 ** 9) })],
    [3, () => ({ seconds: BigInt(random.between(-1, 1)), nanos: random.pick([0, 1]) })],
    [1, () => zeroMoment],
    [1, () => ({ ...zeroMoment, nanos: 1 })],
    [1, () => lastMoment],
  ])();
}

/** A moment after, and one before, all that lie within a second of noon. */
export const momentAfter = (random: Random): Instant => ({ seconds: noon.seconds + BigInt(random.between(2, 10 ** 8)), nanos: 0 });
export const momentBefore = (random: Random): Instant => ({ seconds: noon.seconds - BigInt(random.between(2, 10 ** 8)), nanos: 0 });

/** RFC 3339 with as many digits of nanoseconds as needed, in UTC. */
export function rfc3339(moment: Instant): string {
  const seconds = new Date(Number(moment.seconds) * 1000).toISOString().slice(0, 19);
  const nanos = String(moment.nanos).padStart(9, "0").replace(/0+$/, "");
  return `${seconds}${nanos === "" ? "" : `.${nanos}`}Z`;
}

/** The inverse of {@link rfc3339}. */
export function momentOf(text: string): Instant {
  const [, whole = "", nanos = ""] = /^(.{19})(?:\.(\d+))?Z$/.exec(text) ?? [];
  return { seconds: BigInt(Date.parse(`${whole}Z`) / 1000), nanos: Number(nanos.padEnd(9, "0")) };
}
