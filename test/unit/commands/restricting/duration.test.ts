import assert from "node:assert/strict";
import fc from "fast-check";
import { formatDuration, parseDuration } from "../../../../src/commands/restricting/duration";

describe("durations", () => {
  it("are written as Go writes them", () => {
    const written = {
      "0": "0s",
      "1": "1ns",
      "1100": "1.1\u00b5s",
      "2200000": "2.2ms",
      "1000000000": "1s",
      "60000000000": "1m0s",
      "3600000000000": "1h0m0s",
      "5401500000000": "1h30m1.5s",
      "-5000000000": "-5s",
      "9223372036854775807": "2562047h47m16.854775807s",
      "-9223372036854775808": "-2562047h47m16.854775808s",
    };
    for (const [nanoseconds, text] of Object.entries(written)) assert.equal(formatDuration(BigInt(nanoseconds)), text);
  });

  it("that were written are read as they were", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.nat(63), (value, shift) => {
        const nanoseconds = value >> BigInt(shift);
        assert.equal(parseDuration(formatDuration(nanoseconds)), nanoseconds);
      }),
      { numRuns: 1000 },
    );
  });

  it("are read as Go reads them, fractions and overflow included", () => {
    const read: Readonly<Record<string, bigint | undefined>> = {
      "0": 0n,
      "-0": 0n,
      "1.h": 3_600_000_000_000n,
      ".5m": 30_000_000_000n,
      "+1h2m3s4ms5us6ns": 3_723_004_005_006n,
      "1\u00b5s1\u03bcs": 2000n,
      "0.3333333333333333333h": 1_200_000_000_000n,
      "0.9223372036854775807h": 3_320_413_933_267n,
      "0.100000000000000000000h": 360_000_000_000n,
      "9223372036854775807ns": 2n ** 63n - 1n,
      "-9223372036854775808ns": -(2n ** 63n),
      "9223372036854775808ns": undefined,
      "2562047h48m": undefined,
      "99999999999999999999s": undefined,
      "": undefined,
      "+": undefined,
      "3": undefined,
      ".s": undefined,
      "1..s": undefined,
      "+-1s": undefined,
      "1 s": undefined,
      "1d": undefined,
      "1constructor": undefined,
      "1h ": undefined,
    };
    for (const [text, nanoseconds] of Object.entries(read)) assert.equal(parseDuration(text), nanoseconds, text);
  });
});
