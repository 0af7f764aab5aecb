import assert from "node:assert/strict";
import fc from "fast-check";
import { compareInstants, instant, instantFromMilliseconds, isZeroInstant, milliseconds } from "../../../src/grant";

describe("instants", () => {
  it("carry nanoseconds that are out of range into the seconds", () => {
    assert.deepEqual(instant(5n, 1_999_999_999), { seconds: 6n, nanos: 999_999_999 });
    assert.deepEqual(instant(5n, -1), { seconds: 4n, nanos: 999_999_999 });
  });

  it("wrap where Go's count from the year 1 does", () => {
    assert.equal(instant(2n ** 63n - 1n, 0).seconds, -(2n ** 63n) - 1n);
    assert.equal(instant(2n ** 63n - 1n - 62_135_596_800n, 0).seconds, 2n ** 63n - 1n - 62_135_596_800n);
  });

  it("of milliseconds lead back to them", () => {
    fc.assert(
      fc.property(fc.integer({ min: -8.64e15, max: 8.64e15 }), (time) => {
        const moment = instantFromMilliseconds(time);
        assert.equal(milliseconds(moment), time);
        assert.ok(moment.nanos >= 0 && moment.nanos < 1e9);
      }),
    );
  });

  it("further than JavaScript's dates go are cut to them", () => {
    assert.equal(milliseconds({ seconds: 2n ** 62n, nanos: 0 }), 8.64e15);
    assert.equal(milliseconds({ seconds: -(2n ** 62n), nanos: 0 }), -8.64e15);
  });

  it("are ordered by seconds, then by nanoseconds", () => {
    const [a, b, c] = [
      { seconds: -1n, nanos: 9 },
      { seconds: 0n, nanos: 1 },
      { seconds: 0n, nanos: 2 },
    ];
    assert.ok(compareInstants(a, b) < 0 && compareInstants(b, c) < 0 && compareInstants(c, a) > 0);
    assert.equal(compareInstants(b, { ...b }), 0);
  });

  it("of the beginning of the year 1 stand for none", () => {
    assert.ok(isZeroInstant(instant(-62_135_596_800n, 0)));
    assert.ok(!isZeroInstant(instant(-62_135_596_800n, 1)) && !isZeroInstant(instant(0n, 0)));
  });
});
