import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { formatInstant, readInstant } from "../../../support/cli/goTime";
import type { Edge } from "../../../../src/commands/restricting/localDate";
import { parseMoment, parseTtl } from "../../../../src/commands/restricting/parseMoment";
import type { Voice } from "../../../../src/decoder/voice";
import { voiceAt } from "../../../support/chains";

interface DateCase {
  readonly text: string;
  readonly direction: string;
  readonly tz: string;
  readonly accepted: boolean;
  readonly instant: string | null;
  readonly relative_seconds?: number;
}

const voice = voiceAt(Date.UTC(2026, 10, 23, 12, 0, 0, 500));

/** The moment as RFC 3339, "none", or the reason. */
function read(text: string, edge: Edge = "not-after", timeZone = "UTC"): string {
  const reading = parseMoment(text, edge, { ...voice, timeZone });
  if ("reason" in reading) return reading.reason;
  return reading.value ? formatInstant(reading.value) : "none";
}

const refused = (text: string): string => {
  const reading = parseMoment(text, "not-after", voice);
  assert.ok("reason" in reading, text);
  return reading.reason;
};

describe("parseMoment", () => {
  it("reads none, now and RFC 3339", () => {
    assert.equal(read("none"), "none");
    assert.equal(read("now"), "2026-11-23T12:00:00.5Z");
    assert.equal(read("2027-03-04T05:06:07.123456789+02:00"), "2027-03-04T03:06:07.123456789Z");
    assert.equal(read(" 2027-03-04T05:06:07Z "), "2027-03-04T05:06:07Z");
  });

  it("rounds a local date up to its end where it ends a validity, and not where it begins one", () => {
    assert.equal(read("2027-03-04"), "2027-03-04T23:59:59.999999999Z");
    assert.equal(read("2027-03-04T05:06"), "2027-03-04T05:06:59.999999999Z");
    assert.equal(read("2027-03-04T05:06:07"), "2027-03-04T05:06:07.999999999Z");
    assert.equal(read("2027-03-04", "not-before"), "2027-03-04T00:00:00Z");
    assert.equal(read("2027-03-04T05:06", "not-before"), "2027-03-04T05:06:00Z");
  });

  it("reads a local date by the clocks of its zone, around daylight saving as Go does", () => {
    assert.equal(read("2027-07-01", "not-before", "America/New_York"), "2027-07-01T04:00:00Z");
    assert.equal(read("2027-10-31T02:30", "not-before", "Europe/Berlin"), "2027-10-31T01:30:00Z");
    assert.equal(read("2027-11-07T01:30", "not-before", "America/New_York"), "2027-11-07T05:30:00Z");
    assert.equal(read("2027-03-28T02:30", "not-before", "Europe/Berlin"), "2027-03-28T01:30:00Z");
    assert.equal(read("2027-03-28", "not-after", "Europe/Berlin"), "2027-03-28T21:59:59.999999999Z");
  });

  it("reads spans from now, of days alone or of hours and less", () => {
    const spans = {
      "+7d": "2026-11-30T12:00:00.5Z",
      "7d": "2026-11-30T12:00:00.5Z",
      "-2d": "2026-11-21T12:00:00.5Z",
      "+336h": "2026-12-07T12:00:00.5Z",
      "-30m": "2026-11-23T11:30:00.5Z",
      "+2h45m": "2026-11-23T14:45:00.5Z",
      "1.5h": "2026-11-23T13:30:00.5Z",
      "-700ms": "2026-11-23T11:59:59.8Z",
    };
    for (const [text, moment] of Object.entries(spans)) assert.equal(read(text), moment);
  });

  it("refuses what the CLI misreads, and says what to write instead", () => {
    assert.match(refused("+1d12h"), /write \+36h instead/);
    assert.match(refused("1d30m"), /write 24h30m instead/);
    assert.match(refused("-1.5d"), /write -36h instead/);
    assert.match(refused("+1h-3d"), /more than one sign/);
    assert.match(refused("+x-3d"), /more than one sign/);
    assert.match(refused("++1d"), /more than one sign/);
    assert.match(refused("+2w"), /write the days/);
    assert.match(refused("1 month"), /write the days/);
  });

  it("refuses what is no date, no time and no span", () => {
    for (const text of [
      "",
      "tomorrow",
      "None",
      "2027-02-29",
      "2027-13-01",
      "2027-01-02T24:00",
      "2027-01-02Z",
      "20270102",
      "+",
      "5",
      "+1D",
      "1h1d",
    ]) {
      assert.match(refused(text), /write a date like/, text);
    }
    assert.match(refused("+200000d"), /292 years/);
    assert.match(refused("-106752d"), /292 years/);
    assert.match(refused("0001-01-01T00:00:00Z"), /none/);
  });

  it("agrees with the CLI on every date that it accepts, but for its misreadings", () => {
    const { cases } = JSON.parse(readFileSync("test/fixtures/vectors/dates.json", "utf8")) as { cases: DateCase[] };
    const refusedHere = new Set<string>();
    for (const { text, direction, tz, accepted, instant, relative_seconds } of cases.filter(
      (vector) => vector.accepted,
    )) {
      assert.ok(accepted);
      const found = read(text, direction === "not_before" ? "not-before" : "not-after", tz);
      const isRefused = readInstant(found) === undefined && found !== "none";
      if (isRefused) refusedHere.add(text);
      else if (instant !== null) assert.equal(found, instant, text);
      else if (relative_seconds === undefined) assert.equal(found, "none", text);
      else {
        const seconds = Number(readInstant(found)?.seconds ?? 0n) - Math.floor(voice.now / 1000);
        assert.ok(Math.abs(seconds - relative_seconds) <= 1, text);
      }
    }
    assert.deepEqual([...refusedHere].sort(), [
      "",
      "++1d",
      "+1d12h",
      "+1h-3d",
      "+x-3d",
      "0001-01-01",
      "0001-01-01T00:00:00Z",
    ]);
  });
});

/** Someone who does not read English: every text is told to be translated. */
const elsewhere: Voice = { ...voice, t: (message, ...args) => `<${voice.t(message, ...args)}>` };

describe("the reasons", () => {
  it("are in the person's language", () => {
    const refused = [
      ["++1d", "<There is more than one sign: write one, in front of the whole span, like +36h.>"],
      ["+1d12h", "<Days must be whole and stand alone: write +36h instead.>"],
      ["2w", "<Weeks, months and years are not understood: write the days, like 30d.>"],
      ["200000d", "<That is more than 292 years: write a shorter time.>"],
      ["0001-01-01T00:00:00Z", "<That moment stands for no limit: write none if that is what you mean.>"],
      [
        "x",
        "<This is not understood: write <a date like 2027-03-04 or 2027-03-04T15:04, a span from now like +7d or +36h, now, or none for no limit>.>",
      ],
    ] as const;
    for (const [text, reason] of refused) {
      assert.deepEqual(parseMoment(text, "not-before", elsewhere), { reason });
    }
    assert.deepEqual(parseTtl("x", elsewhere), {
      reason: "<This is not understood: write <a time like 7d or 36h, or none for no limit>.>",
    });
    assert.deepEqual(parseTtl("0", elsewhere), {
      reason: "<Objects must live longer than nothing: write a time like 7d or 36h.>",
    });
  });

  it("name now as a beginning, and not as an end", () => {
    const reason = (edge: Edge): string => read("x", edge);
    assert.match(reason("not-before"), /\+36h, now, or none/);
    assert.match(reason("not-after"), /\+36h, or none/);
  });
});

describe("parseTtl", () => {
  it("reads days, or hours and less", () => {
    assert.deepEqual(parseTtl("7d", voice), { value: 604_800_000_000_000n });
    assert.deepEqual(parseTtl(" +36h ", voice), { value: 129_600_000_000_000n });
    assert.deepEqual(parseTtl("1h30m1.5s", voice), { value: 5_401_500_000_000n });
    assert.deepEqual(parseTtl("1ns", voice), { value: 1n });
    assert.deepEqual(parseTtl("2562047h47m16.854775807s", voice), { value: 2n ** 63n - 1n });
  });

  it("reads none as no limit", () => {
    assert.deepEqual(parseTtl(" none ", voice), { value: undefined });
  });

  it("refuses nothing, less, and what is no time", () => {
    for (const text of [
      "0",
      "0d",
      "-1h",
      "-7d",
      "",
      "None",
      "1d12h",
      "2w",
      "7",
      "2562047h47m16.854775808s",
      "2027-01-01",
    ]) {
      const reading = parseTtl(text, voice);
      assert.ok("reason" in reading && reading.reason.includes("write"), text);
    }
  });
});
