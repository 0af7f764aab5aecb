import assert from "node:assert/strict";
import { systemClock, wakeAt } from "../../../src/platform/clock";
import { ManualClock } from "../../support/manualClock";

const DAY = 86_400_000;

describe("wakeAt", () => {
  it("wakes at the instant, once, and leaves no timer", async () => {
    const clock = new ManualClock();
    const woken: number[] = [];
    const instant = clock.now() + 90_500;
    wakeAt(clock, instant, () => woken.push(clock.now()));
    await clock.advance(90_499);
    assert.deepEqual(woken, []);
    await clock.advance(1);
    await clock.advance(DAY);
    assert.deepEqual(woken, [instant]);
    assert.equal(clock.waiting, 0);
  });

  it("waits for longer than a timer can", async () => {
    const clock = new ManualClock();
    let woken = 0;
    wakeAt(clock, clock.now() + 30 * DAY, () => woken++);
    await clock.advance(30 * DAY - 1);
    assert.equal(woken, 0);
    await clock.advance(1);
    assert.equal(woken, 1);
  }).timeout(20_000);

  it("wakes at once, but not before it returns, where the instant has passed", async () => {
    const clock = new ManualClock();
    let woken = 0;
    wakeAt(clock, clock.now() - DAY, () => woken++);
    assert.equal(woken, 0);
    await clock.advance(0);
    assert.equal(woken, 1);
  });

  it("notices within a minute that the computer slept through the instant", async () => {
    const clock = new ManualClock();
    const asleep = 8 * 3_600_000;
    let slept = 0;
    const sleepy = { now: () => clock.now() + slept, setTimer: clock.setTimer.bind(clock) };
    let woken = 0;
    wakeAt(sleepy, sleepy.now() + asleep / 2, () => woken++);
    slept = asleep;
    await clock.advance(60_000);
    assert.equal(woken, 1);
  });

  it("stays quiet once disposed, also between two naps", async () => {
    const clock = new ManualClock();
    let woken = 0;
    const waking = wakeAt(clock, clock.now() + DAY, () => woken++);
    await clock.advance(DAY / 2);
    waking.dispose();
    assert.equal(clock.waiting, 0);
    await clock.advance(DAY);
    assert.equal(woken, 0);
  });
});

describe("systemClock", () => {
  it("runs a timer, and none that was disposed", async () => {
    const order: string[] = [];
    await new Promise<void>((resolve) => {
      systemClock.setTimer(0, () => order.push("disposed")).dispose();
      systemClock.setTimer(1, () => {
        order.push("run");
        resolve();
      });
    });
    assert.deepEqual(order, ["run"]);
    assert.ok(Math.abs(systemClock.now() - Date.now()) < 1_000);
  });
});
