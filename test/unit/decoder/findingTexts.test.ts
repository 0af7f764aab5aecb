import assert from "node:assert/strict";
import { findingDocument, findingTexts } from "../../../src/decoder/findingTexts";
import { type FindingCode, findingSeverities } from "../../../src/decoder/findings";

const codes = Object.keys(findingSeverities) as FindingCode[];

describe("the explanation of a finding", () => {
  it("is there for each code, and for no other", () => {
    assert.deepEqual(Object.keys(findingTexts).toSorted(), codes.toSorted());
  });

  for (const code of codes) {
    it(`of ${code} has a title and paragraphs, and is a document`, () => {
      const { title, paragraphs } = findingTexts[code];
      assert.match(title, /^[A-Z].*[^.]$/);
      assert.ok(paragraphs.length > 0);
      for (const paragraph of paragraphs) assert.match(paragraph, /^[A-Z`][^\n]{40,}\.$/);
      assert.equal(findingDocument(code), `# ${title}\n\n${paragraphs.join("\n\n")}\n`);
    });
  }

  it("has a title of its own", () => {
    assert.equal(new Set(codes.map((code) => findingTexts[code].title)).size, codes.length);
  });

  it("of a sibling leak says what was seen on a satellite: what can be done to siblings, what can't, and by whom", () => {
    const text = findingDocument("sibling-leak") ?? "";
    for (const fact of [
      "the satellite compares bytes: tenant1/ admits tenant10/… and tenant1-x as well.",
      "siblings can be listed (names, sizes), overwritten and deleted by a client of one's own; " +
        "their contents stay unreadable, and the Go library itself refuses.",
      "Where the key of the whole project or bucket is still written in the grant, such a client can read their contents too.",
      "The prefix foo/ is the same as foo: both also grant the object foo.",
    ]) {
      assert.ok(text.includes(fact), fact);
    }
  });

  it("links nowhere and runs nothing", () => {
    for (const code of codes) assert.doesNotMatch(findingDocument(code) ?? "", /\]\(|https?:\/\/|<[a-z]|\$\(/);
  });
});
