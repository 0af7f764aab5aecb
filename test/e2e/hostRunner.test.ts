// The runner of the host layer, on suites that end in every way one can end.
import assert from "node:assert/strict";
import { runHost } from "../host/run";

describe("The runner of the tests inside VS Code", function () {
  this.timeout(60_000);
  const run = (suite: string) => runHost({ suite: `out/test/host/runFixtures/${suite}.js`, print: () => undefined });

  it("counts the tests of a suite that passes", async () => {
    assert.deepEqual(await run("passes"), { passed: 2, failed: 0, skipped: 0, told: [] });
  });

  it("fails where the extension host dies half-way, for which VS Code reports success", async () => {
    await assert.rejects(run("dies"), { message: "The extension host ended before its tests did", cause: 0 });
  });

  it("fails where a test ends the process with the code of success", async () => {
    const { told, ...counts } = await run("exits");
    assert.deepEqual(counts, { passed: 1, failed: 1, skipped: 0 });
    assert.match(told.join("\n\n"), /^[^\n]+\n[^\n]*process\.exit\(0\) was called/, "which test, and why");
  });
});
