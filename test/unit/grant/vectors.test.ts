import assert from "node:assert/strict";
import { runFolder } from "../../vectors/runFolder";

describe("the golden vectors of test/fixtures/vectors", function () {
  this.timeout(180_000);

  it("all pass", async () => {
    const { passed, failures } = await runFolder("test/fixtures/vectors");
    assert.deepEqual(failures, []);
    assert.equal(passed, 3988);
  });
});
