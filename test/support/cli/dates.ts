import { parseDuration } from "../../../src/commands/restricting/duration";
import { type Edge, readDate } from "../../../src/commands/restricting/localDate";
import { later } from "../../../src/commands/restricting/parseMoment";
import { type Instant, isZeroInstant } from "../../../src/grant";
import { CliRefusal } from "./refusal";

/** A --not-before or --not-after: a moment, or nanoseconds from now; undefined means no limit. */
export type CliDate = { readonly moment: Instant } | { readonly fromNow: bigint } | undefined;

/** Go's strconv.Atoi, whose error the CLI does not look at: numbers too large become the largest. */
function countOf(digits: string): bigint {
  const count = BigInt(digits);
  return count < 2n ** 63n ? count : 2n ** 63n - 1n;
}

/**
 * The first signed number of days anywhere in the text, times hours, each product wrapping at 64 bits; undefined
 * without one.
 */
function daysIn(text: string): bigint | undefined {
  const found = /([+-])(\d+)d/.exec(text);
  if (!found) return undefined;
  const days = countOf(found[2] as string);
  const hours = BigInt.asIntN(64, (found[1] === "-" ? -days : days) * 24n);
  return BigInt.asIntN(64, hours * 3_600_000_000_000n);
}

/** Reads a date as `uplink access restrict` does, its misreadings included (storj cmd/uplink/internal/parse.go). */
export function readCliDate(text: string, edge: Edge, zone: string): CliDate {
  if (text === "none" || text === "") return undefined;
  if (text === "now") return { fromNow: 0n };
  const isSigned = /^[+-]/.test(text);
  const moment = isSigned ? undefined : readDate(text, edge, zone);
  if (moment) {
    // Where it is written in UTC this is Go's zero time to the last bit, and the CLI sees that no limit was given at
    // all.
    return isZeroInstant(moment) && text.endsWith("Z") ? undefined : { moment };
  }
  const fromNow = (isSigned ? daysIn(text) : undefined) ?? parseDuration(text);
  if (fromNow === undefined) throw new CliRefusal(`argument error: not a date: ${text}`);
  return { fromNow };
}

/** The moment that a date means; `now` is asked only where it depends on the clock. */
export function resolveCliDate(date: CliDate, now: () => Instant): Instant | undefined {
  return date && ("moment" in date ? date.moment : later(now(), date.fromNow));
}
