import assert from "node:assert/strict";
import fc from "fast-check";
import {
  distance,
  duration,
  fullTime,
  localDate,
  localTime,
  type PassingText,
  relative,
} from "../../../src/decoder/time";
import type { Voice } from "../../../src/decoder/voice";
import { now, voiceAt } from "../../support/chains";

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

describe("a distance in time", function () {
  this.timeout(20_000);

  const table: readonly (readonly [ms: number, text: string])[] = [
    [0, "less than a minute"],
    [minute - 1, "less than a minute"],
    [minute, "1 minute"],
    [2 * minute - 1, "1 minute"],
    [59 * minute + 59 * second, "59 minutes"],
    [hour, "1 hour"],
    [47 * hour + 59 * minute, "47 hours"],
    [2 * day, "2 days"],
    [8 * day + hour, "8 days"],
    [60 * day - 1, "59 days"],
    [60 * day, "2 months"],
    [730 * day - 1, "24 months"],
    [730 * day, "2 years"],
    [3650 * day, "10 years"],
  ];

  it("is told in the largest unit that says enough, ahead and behind", () => {
    for (const [ms, text] of table) {
      assert.equal(distance(now + ms, voiceAt()).text, text);
      assert.equal(distance(now - ms, voiceAt()).text, text);
      assert.equal(relative(now + ms, voiceAt()).text, `in ${text}`);
      if (ms > 0) assert.equal(relative(now - ms, voiceAt()).text, `${text} ago`);
    }
  });

  /** How far away, most often near where a unit begins. */
  const away = fc.oneof(
    fc.integer({ min: -4000 * day, max: 4000 * day }),
    fc
      .tuple(
        fc.constantFrom(minute, hour, 2 * day, 60 * day, 720 * day, 730 * day, 750 * day),
        fc.integer({ min: -2, max: 2 }),
        fc.boolean(),
      )
      .map(([ms, off, isPast]) => (isPast ? -ms - off : ms + off)),
    fc.integer({ min: -2, max: 2 }),
  );

  function assertExact(tell: (voice: Voice) => PassingText, from: number): void {
    const { text, changesAt } = tell(voiceAt(from));
    assert.ok(changesAt > from && Number.isInteger(changesAt), `${text} changes at ${String(changesAt)}`);
    for (let part = 0; part <= 8; part++) {
      const between = Math.floor(from + ((changesAt - 1 - from) * part) / 8);
      assert.deepEqual(tell(voiceAt(between)), { text, changesAt }, `${String(between - from)} ms later`);
    }
    assert.notEqual(tell(voiceAt(changesAt)).text, text);
  }

  for (const [name, tell] of Object.entries({ distance, relative, fullTime })) {
    it(`changes exactly when ${name} says so, and not before`, () => {
      fc.assert(
        fc.property(away, (ms) => {
          assertExact((voice) => tell(now + ms, voice), now);
        }),
        { numRuns: 300 },
      );
    });
  }
});

describe("an absolute time", () => {
  const instant = Date.UTC(2026, 11, 1, 13, 30, 5);

  it("is told in the person's calendar and clock, in UTC, and by its distance", () => {
    const voice = { ...voiceAt(), timeZone: "Europe/Berlin" };
    assert.equal(localDate(instant, voice), "1 Dec 2026");
    assert.equal(localTime(instant, voice), "1 Dec 2026, 14:30:05 CET");
    assert.equal(fullTime(instant, voice).text, "1 Dec 2026, 14:30:05 CET · 2026-12-01T13:30:05Z · in 7 days");
    assert.match(
      fullTime(instant + 250, { ...voice, locale: "de" }).text,
      /^1\. Dez\.? 2026, 14:30:05 MEZ · 2026-12-01T13:30:05\.250Z · /,
    );
  });

  it("has the date of the person's zone, not that of UTC", () => {
    assert.equal(localDate(Date.UTC(2026, 11, 1, 23, 30), { ...voiceAt(), timeZone: "Asia/Tokyo" }), "2 Dec 2026");
    assert.equal(localDate(Date.UTC(2026, 11, 1, 2, 0), { ...voiceAt(), timeZone: "America/New_York" }), "30 Nov 2026");
  });

  it("is told once, and for ever, where no calendar reaches it", () => {
    assert.deepEqual(fullTime(8.64e15, voiceAt()), { text: "a day after the year 9999", changesAt: Infinity });
    assert.deepEqual(fullTime(-8.64e15, voiceAt()), { text: "a day before the year 0", changesAt: Infinity });
    assert.equal(localDate(8.64e15, voiceAt()), "a day after the year 9999");
    assert.equal(localTime(-8.64e15, voiceAt()), "a day before the year 0");
    assert.match(
      fullTime(253_402_300_799_999, voiceAt()).text,
      /^31 Dec 9999, 23:59:59 UTC · 9999-12-31T23:59:59\.999Z · in /,
    );
  });
});

describe("a duration", () => {
  const table: readonly (readonly [nanoseconds: bigint, text: string])[] = [
    [0n, "0s"],
    [1n, "0.000000001s"],
    [1_500_000_000n, "1.5s"],
    [60_000_000_000n, "1m"],
    [129_600_000_000_000n, "1d 12h"],
    [604_800_000_000_000n, "7d"],
    [-5_000_000_000n, "-5s"],
    [90_061_000_000_000n, "1d 1h 1m 1s"],
    [2n ** 63n - 1n, "106751d 23h 47m 16.854775807s"],
  ];
  for (const [nanoseconds, text] of table) {
    it(`of ${String(nanoseconds)} ns is ${text}`, () => {
      assert.equal(duration(nanoseconds), text);
    });
  }
});
