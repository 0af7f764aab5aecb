import { isZeroInstant } from "../../src/grant";
import type { Edge } from "../../src/commands/restricting/localDate";
import { type CliDate, readCliDate } from "../support/cli/dates";
import { CliRefusal } from "../support/cli/refusal";
import { type Check, type Fields, refused } from "./compare";
import { textOf } from "./given";
import type { VectorFile } from "./kinds";
import { timeOf } from "./shapes";

/** Seconds from now were measured with a running clock, and rounded. */
export function aboutSeconds(nanoseconds: bigint): Check {
  const found = Number(nanoseconds) / 1e9;
  return (expected) => {
    const isNear = typeof expected === "number" && Math.abs(expected - found) <= 0.25;
    return isNear
      ? []
      : [`${(JSON.stringify(expected) as string | undefined) ?? "nothing"} expected, about ${found} found`];
  };
}

export function edgeOf(direction: string): Edge {
  if (direction === "not_before") return "not-before";
  if (direction === "not_after") return "not-after";
  throw new TypeError(`the direction ${direction} is unknown`);
}

function found(date: CliDate): Fields {
  if (date && "fromNow" in date) return { accepted: true, relative_seconds: aboutSeconds(date.fromNow) };
  return { accepted: true, instant: date && !isZeroInstant(date.moment) ? timeOf(date.moment) : null };
}

export const dates: VectorFile = {
  cases: {
    "": {
      given: ["text", "direction", "tz"],
      found: ["accepted", "instant", "relative_seconds", "go_error"],
      answer: (given): Fields => {
        try {
          return found(readCliDate(textOf(given, "text"), edgeOf(textOf(given, "direction")), textOf(given, "tz")));
        } catch (error) {
          if (!(error instanceof CliRefusal)) throw error;
          return { accepted: false, go_error: refused(error.message) };
        }
      },
    },
  },
};
