import { type Grant, type Instant, parseCaveat, parseGrant, serializeApiKey } from "../../src/grant";
import { later } from "../../src/commands/restricting/parseMoment";
import { CliRefusal } from "../support/cli/refusal";
import { restrict } from "../support/cli/restrict";
import { type Fields, refused } from "./compare";
import { aboutSeconds } from "./dates";
import { bytesOf, fieldsOf, instantOf, listOf, numberOf, textOf } from "./given";
import type { VectorFile } from "./kinds";
import { caveatOf, isTextExact, sameGrant } from "./shapes";

const epoch: Instant = { seconds: 0n, nanos: 0 };
const nanosecondsOf = ({ seconds, nanos }: Instant): bigint => seconds * 1_000_000_000n + BigInt(nanos);

const edges = ["not_before", "not_after"] as const;

/** What the case says of the caveat that the CLI added; undefined where it added none. */
function expectedFields(given: Fields): Fields | undefined {
  const caveat = (given["caveat"] ?? undefined) && fieldsOf(given["caveat"], "caveat");
  return caveat && fieldsOf(caveat["fields"], "fields");
}

const argumentsOf = (given: Fields): string[] => listOf(given, "args").map(String);

type Edge = (typeof edges)[number];

/** Seconds from the CLI's clock to each of its dates that depends on it, as the case gives them. */
function relativeOf(given: Fields): Fields {
  return (given["relative"] ?? undefined) === undefined ? {} : fieldsOf(given["relative"], "relative");
}

/** The CLI's clock at each date that depends on it, if the dates are `distances` away from it. */
function clocks(given: Fields, distances: Partial<Record<Edge, bigint>>): Instant[] {
  const fields = expectedFields(given);
  return edges.flatMap((edge) => {
    const moment = fields && instantOf(fields, edge);
    const distance = distances[edge];
    return moment && distance !== undefined ? [later(moment, -distance)] : [];
  });
}

function run(given: Fields, clock: readonly Instant[]): Grant {
  const fields = expectedFields(given);
  const times = [...clock];
  return restrict(textOf(given, "grant"), argumentsOf(given), {
    zone: textOf(given, "tz"),
    now: () => times.shift() ?? epoch,
    nonce: fields && bytesOf(fields, "nonce"),
  });
}

/**
 * How far from the clock the CLI's dates are, for each that depends on it: found with the clock where the case says
 * it was, about.
 */
function distancesOf(given: Fields): Partial<Record<Edge, bigint>> {
  const relative = relativeOf(given);
  const moved = edges.filter((edge) => `${edge}_seconds` in relative);
  const seconds = moved.map((edge) => [edge, BigInt(Math.round(numberOf(relative, `${edge}_seconds`) * 1e9))] as const);
  const clock = clocks(given, Object.fromEntries(seconds));
  if (clock.length === 0) return {};
  const { notBefore, notAfter } = parseCaveat(run(given, clock).macaroon.caveats.at(-1) as Uint8Array);
  const moments = { not_before: notBefore, not_after: notAfter };
  return Object.fromEntries(
    moved.map((edge, at) => [edge, nanosecondsOf(moments[edge] ?? epoch) - nanosecondsOf(clock[at] ?? epoch)]),
  );
}

/** The distances that were found, to be compared with those that the case gives. */
function asRelative(distances: Partial<Record<Edge, bigint>>): Fields | null {
  const checks = Object.entries(distances).map(
    ([edge, distance]) => [`${edge}_seconds`, aboutSeconds(distance)] as const,
  );
  return checks.length === 0 ? null : Object.fromEntries(checks);
}

export const cliRestrict: VectorFile = {
  cases: {
    "": {
      given: ["grant", "args", "tz"],
      found: ["caveat", "api_key", "result", "text_exact", "unchanged", "relative", "exit_code", "go_error"],
      answer: (given): Fields => {
        try {
          const distances = distancesOf(given);
          const grant = run(given, clocks(given, distances));
          const isUnchanged =
            grant.macaroon.caveats.length === parseGrant(textOf(given, "grant")).macaroon.caveats.length;
          return {
            caveat: isUnchanged ? null : caveatOf(grant.macaroon.caveats.at(-1) as Uint8Array),
            api_key: serializeApiKey(grant.macaroon),
            result: sameGrant(grant),
            text_exact: isTextExact(grant),
            unchanged: isUnchanged,
            relative: asRelative(distances),
            exit_code: 0,
          };
        } catch (error) {
          if (!(error instanceof CliRefusal)) throw error;
          return { exit_code: 1, go_error: refused(error.message) };
        }
      },
    },
  },
};
