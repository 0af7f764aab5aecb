import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { startSatellite } from "../support/satellite";
import { askGrid, type GridSubject } from "../contract/grid";

describe("the two stand-ins", () => {
  it("give the same 1,176 answers", async () => {
    const file = process.env["SATELLITE_READY"];
    assert.ok(file, "SATELLITE_READY names a file with the other one's ready line");
    const node = await startSatellite();
    try {
      const answers = await askGrid(node.ready);
      const others = await askGrid(JSON.parse(readFileSync(file, "utf8")) as GridSubject);
      assert.equal(answers.length, 1_176);
      const said = (given: typeof answers) => given.map(({ question, answer }) => `${question} — ${answer}`);
      assert.deepEqual(said(answers), said(others));
    } finally {
      await node.stop();
    }
  }).timeout(240_000);
});
