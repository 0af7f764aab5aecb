import assert from "node:assert/strict";
import { keyNameProblem, labelOfName } from "../../../../src/commands/creatingKeys/keyName";
import { inEnglish } from "../../../../src/decoder/voice";

describe("the name of a new API key", () => {
  const problem = (text: string, ...taken: string[]): string | undefined => keyNameProblem(text, new Set(taken), inEnglish);

  it("has 1 to 100 characters, counted as the console does: a character beyond U+FFFF is one", () => {
    for (const text of ["a", "a".repeat(100), "😀".repeat(100), ` ${"a".repeat(100)} `]) assert.equal(problem(text), undefined);
    for (const text of ["a".repeat(101), "😀".repeat(101)]) assert.equal(problem(text), "At most 100 characters");
    for (const text of ["", "   "]) assert.equal(problem(text), "Write a name for it");
  });

  it("is none that the project is known to have, of which the case matters", () => {
    assert.equal(problem(" ci ", "ci"), "The project has an API key of that name already");
    assert.equal(problem("CI", "ci"), undefined);
  });

  it("is the label, cut between characters where it is too long for one", () => {
    assert.equal(labelOfName("ci"), "ci");
    assert.equal(labelOfName("😀".repeat(100)), `${"😀".repeat(37)}…`);
    assert.equal(labelOfName("a".repeat(100)), `${"a".repeat(75)}…`);
  });
});
