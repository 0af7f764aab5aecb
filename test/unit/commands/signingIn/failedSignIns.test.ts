import assert from "node:assert/strict";
import { inspect } from "node:util";
import { FailedSignIns, minutesOfLock } from "../../../../src/commands/signingIn/failedSignIns";

const minute = 60_000;
const [origin, email] = ["https://us1.storj.io", "alice@example.test"];

describe("failed sign-ins", () => {
  it("lock from the third on, each one after it for twice as long", () => {
    assert.deepEqual([1, 2, 3, 4, 5, 6].map(minutesOfLock), [0, 0, 2, 4, 8, 16]);
  });

  it("count for a console and an address, in any case of its letters", () => {
    const failed = new FailedSignIns();
    failed.add(origin, email, 0);
    failed.add(origin, "Alice@Example.test", 0);
    assert.deepEqual(failed.of(origin, email), { count: 2, lockedUntil: undefined });
    assert.equal(failed.of("https://eu1.storj.io", email).count, 0);
    assert.equal(failed.of(origin, "bob@example.test").count, 0);
  });

  it("do not count while the account is locked: nothing is looked at then", () => {
    const failed = new FailedSignIns();
    for (const now of [0, 0, 0, minute, 2 * minute - 1]) failed.add(origin, email, now);
    assert.deepEqual(failed.of(origin, email), { count: 3, lockedUntil: 2 * minute });
    failed.add(origin, email, 2 * minute);
    assert.deepEqual(failed.of(origin, email), { count: 4, lockedUntil: 6 * minute });
  });

  it("are forgotten once they succeed", () => {
    const failed = new FailedSignIns();
    for (let time = 0; time < 3; time++) failed.add(origin, email, 0);
    failed.forget(origin, "ALICE@example.test");
    assert.deepEqual(failed.of(origin, email), { count: 0, lockedUntil: undefined });
  });

  it("keep no address", () => {
    const failed = new FailedSignIns();
    failed.add(origin, email, 0);
    assert.ok(!inspect(failed, { showHidden: true, depth: 9 }).includes("alice"));
  });
});
