import assert from "node:assert/strict";
import { askInSteps, type Frame } from "../../../../src/commands/asking/inSteps";
import { type Answer, BACK } from "../../../../src/platform/ask";

/** Asks three questions of a person who answers so, each with a letter more; with where each stood and what it knew. */
async function asked(...answers: readonly Answer<string>[]) {
  const left = [...answers];
  const log: string[] = [];
  const question = (draft: string, { place, canGoBack }: Frame): Promise<Answer<string>> => {
    log.push(`${place.step}/${place.of}${canGoBack ? " back" : ""} ${draft}`);
    const answer = left.shift();
    return Promise.resolve(typeof answer === "string" ? draft + answer : answer);
  };
  const end = await askInSteps("", [question, question, question]);
  assert.deepEqual(left, []);
  return { end, log };
}

describe("questions in a row", () => {
  it("know their place and what was answered", async () => {
    assert.deepEqual(await asked("a", "b", "c"), { end: "abc", log: ["1/3 ", "2/3 back a", "3/3 back ab"] });
  });

  it("go back, and forget what came after", async () => {
    const { end, log } = await asked("a", "b", BACK, BACK, "x", "y", "z");
    assert.equal(end, "xyz");
    assert.deepEqual(log.slice(2), ["3/3 back ab", "2/3 back a", "1/3 ", "2/3 back x", "3/3 back xy"]);
  });

  it("give nothing where the person leaves, or goes back beyond the first", async () => {
    assert.equal((await asked("a", "b", undefined)).end, undefined);
    assert.equal((await asked(BACK)).end, undefined);
  });
});
