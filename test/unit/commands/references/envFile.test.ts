import assert from "node:assert/strict";
import { withVariable, envFileLine, isDefinedOtherwise } from "../../../../src/commands/references/envFile";

describe("a line of a .env file", () => {
  it("quotes what is not plain", () => {
    assert.equal(envFileLine("X", "1aB+/="), "X=1aB+/=");
    assert.equal(envFileLine("X", "a b#c$d"), "X='a b#c$d'");
    assert.equal(envFileLine("X", "a'b$c\n\"\\"), 'X="a\'b\\$c\\n\\"\\\\"');
    assert.equal(envFileLine("X", ""), "X=''");
  });
});

describe("a .env text", () => {
  const rows: readonly (readonly [before: string, after: string])[] = [
    ["", "X=new\n"],
    ["\uFEFF", "\uFEFFX=new\n"],
    ["A=1\n", "A=1\nX=new\n"],
    ["A=1", "A=1\nX=new"],
    ["A=1\r\nB=2\r\n", "A=1\r\nB=2\r\nX=new\r\n"],
    ["A=1\r\nB=2", "A=1\r\nB=2\r\nX=new"],
    ["X=old\nA=1", "X=new\nA=1"],
    ["\uFEFFX=old", "\uFEFFX=new"],
    ["A=1\r\nX=old\r\n", "A=1\r\nX=new\r\n"],
    ["export X = old # why\n", "export X = new # why\n"],
    ["  X='old' # why\n", "  X=new # why\n"],
    ["X=old#part  # why\n", "X=new  # why\n"],
    ["X=# why\n", "X=new # why\n"],
    ["X=\nA=1\n", "X=new\nA=1\n"],
    ['X="old\n\\"X=1\n"\nA=1\n', "X=new\nA=1\n"],
    ["A='\nX=old\n'\n", "A='\nX=old\n'\nX=new\n"],
    ["# X=old\nXY=1\nA_X=2\n", "# X=old\nXY=1\nA_X=2\nX=new\n"],
    ["X=1\nA=1\nX=2\n", "X=new\nA=1\nX=new\n"],
    ['X="not closed\nA=1\n', "X=new\nA=1\n"],
  ];
  for (const [before, after] of rows) {
    it(`${JSON.stringify(before)} becomes ${JSON.stringify(after)}`, () => {
      assert.equal(withVariable(before, "X", "new"), after);
      assert.equal(withVariable(after, "X", "new"), after);
    });
  }

  it("is told to have another value, which would be lost, where it has one", () => {
    const others = ["X=old", "export X='old' # why\n", 'X=new\nX="old"\n', "X=${X}"];
    const same = ["", "X=new # why\n", "X=", "X= # later", "X=''", "Y=old", "# X=old"];
    assert.deepEqual([...others, ...same].filter((text) => isDefinedOtherwise(text, "X", "new")), others);
  });

  it("keeps a value's own dollar signs", () => {
    assert.equal(withVariable("X=old", "X", "$&$1"), "X='$&$1'");
  });
});
