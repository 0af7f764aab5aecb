import assert from "node:assert/strict";
import { askGrid } from "./grid";
import { itGiven } from "./subject";

describe("contract: what a key may do is what is written in it", () => {
  itGiven(["rootGrant", "nullCipherGrant", "buckets", "objects", "projects"], "in 1,176 answers", async (subject) => {
    const answers = await askGrid(subject);
    assert.equal(answers.length, 1_176);
    const refused = "unauthorized: Unauthorized API credentials";
    for (const { question, answer, expected } of answers) {
      assert.equal(answer === refused, !expected.allowed, `${question} — ${answer}`);
      if (expected.buckets) {
        const shown = (JSON.parse(answer) as unknown[]).filter((name) => typeof name === "string");
        assert.ok(shown.every((name) => expected.buckets!.includes(name)), `${question} — ${answer}`);
      }
    }
  }).timeout(120_000);
});
