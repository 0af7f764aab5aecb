import assert from "node:assert/strict";
import { inSlices } from "../../../src/platform/slices";
import type { Clock } from "../../../src/platform/clock";

/** A clock that goes on by so many milliseconds whenever it is read. */
function runningClock(ms: number): Clock {
  let now = 0;
  return { now: () => (now += ms), setTimer: () => ({ dispose: () => undefined }) };
}

function* steps(count: number): Generator<void, string> {
  for (let step = 0; step < count; step++) yield;
  return "done";
}

describe("inSlices", () => {
  it("gives the result, and lets others have their turn after each 20 ms", async () => {
    let [slices, turns] = [0, 0];
    let other = setImmediate(function again() {
      turns++;
      other = setImmediate(again);
    });
    const result = await inSlices(steps(100), runningClock(5), { began: () => slices++ });
    clearImmediate(other);
    assert.equal(result, "done");
    // Four steps make 20 ms on that clock.
    assert.equal(slices, 26);
    assert.ok(turns > 20, `${String(turns)} turns`);
  });

  it("needs one slice where the work is short", async () => {
    let slices = 0;
    assert.equal(await inSlices(steps(3), runningClock(0), { began: () => slices++ }), "done");
    assert.equal(slices, 1);
  });

  it("stops between two slices where it was overtaken, and gives nothing", async () => {
    let slices = 0;
    const result = await inSlices(steps(1000), runningClock(20), { isOvertaken: () => slices === 3, began: () => slices++ });
    assert.equal(result, undefined);
    assert.equal(slices, 3);
  });
});
