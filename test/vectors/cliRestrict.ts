import { type Grant, type Instant, parseCaveat, parseGrant, rewriteGrant, serializeApiKey } from "../../src/grant";
import { later } from "../../src/commands/parseMoment";
import { CliRefusal } from "../support/cli/refusal";
import { restrict } from "../support/cli/restrict";
import { type Check, type Fields, refused } from "./compare";
import { aboutSeconds } from "./dates";
import { bytesOf, fieldsOf, instantOf, listOf, textOf } from "./given";
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

/** How far from the clock the CLI's dates are, for each that depends on it: read with the clock at the epoch. */
function distances(given: Fields): Partial<Record<(typeof edges)[number], bigint>> {
  const relative = (given["relative"] ?? undefined) === undefined ? {} : fieldsOf(given["relative"], "relative");
  const moved = edges.filter((edge) => `${edge}_seconds` in relative);
  if (moved.length === 0) return {};
  const zone = textOf(given, "tz");
  const restricted = restrict(textOf(given, "grant"), argumentsOf(given), { zone, now: () => epoch, nonce: undefined });
  const { notBefore, notAfter } = parseCaveat(restricted.macaroon.caveats.at(-1) as Uint8Array);
  const moments = { not_before: notBefore, not_after: notAfter };
  return Object.fromEntries(moved.map((edge) => [edge, nanosecondsOf(moments[edge] ?? epoch)]));
}

function relativeOf(given: Fields, far: ReturnType<typeof distances>): Record<string, Check> | null {
  const checks = Object.entries(far).map(([edge, distance]) => [`${edge}_seconds`, aboutSeconds(distance)] as const);
  return (given["relative"] ?? undefined) === undefined ? null : Object.fromEntries(checks);
}

/** The grant that the CLI prints, with the nonce it drew and its clock at each date that depends on it. */
function printed(given: Fields, far: ReturnType<typeof distances>): Grant {
  const fields = expectedFields(given);
  const clocks = edges.flatMap((edge) => {
    const moment = fields && instantOf(fields, edge);
    const distance = far[edge];
    return moment && distance !== undefined ? [later(moment, -distance)] : [];
  });
  return restrict(textOf(given, "grant"), argumentsOf(given), {
    zone: textOf(given, "tz"),
    now: () => clocks.shift() ?? epoch,
    nonce: fields && bytesOf(fields, "nonce"),
  });
}

export const cliRestrict: VectorFile = {
  cases: {
    "": {
      given: ["grant", "args", "tz"],
      found: ["caveat", "api_key", "result", "text_exact", "unchanged", "relative", "exit_code", "go_error"],
      answer: (given): Fields => {
        try {
          const far = distances(given);
          const grant = printed(given, far);
          const isUnchanged = grant.macaroon.caveats.length === rewriteGrant(parseGrant(textOf(given, "grant"))).macaroon.caveats.length;
          return {
            caveat: isUnchanged ? null : caveatOf(grant.macaroon.caveats.at(-1) as Uint8Array),
            api_key: serializeApiKey(grant.macaroon),
            result: sameGrant(grant),
            text_exact: isTextExact(grant),
            unchanged: isUnchanged,
            relative: relativeOf(given, far),
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
