import assert from "node:assert/strict";
import fc from "fast-check";
import { type JsonValue, readJson } from "../../../../src/vault/files/jsonText";

/** The value, put together from the places alone. */
function valueAt(text: string, value: JsonValue): unknown {
  switch (value.kind) {
    case "object":
      return Object.fromEntries(
        value.members.map((member) => {
          assert.equal(JSON.parse(text.slice(member.start, member.nameEnd)), member.name);
          return [member.name, valueAt(text, member.value)];
        }),
      );
    case "array":
      return value.items.map((item) => valueAt(text, item));
    default:
      return JSON.parse(text.slice(value.start, value.end));
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("readJson", () => {
  it("finds the places of all values that JSON.parse reads", () => {
    const texts = fc.tuple(fc.json({ depthSize: "medium" }), fc.constantFrom(undefined, 2, "\t"));
    fc.assert(
      fc.property(texts, ([json, indentation]) => {
        const text = JSON.stringify(JSON.parse(json), undefined, indentation);
        assert.deepEqual(valueAt(text, readJson(text)), JSON.parse(text));
      }),
    );
  });

  it("refuses what JSON.parse refuses, and nothing else", () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"',
      "\\",
      "1",
      "-",
      ".5",
      "e3",
      "01",
      "null",
      "tru",
      "e",
      " ",
      "\n",
      "\t",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (some) => {
        const text = some.join("");
        if (isJson(text)) readJson(text);
        else assert.throws(() => readJson(text), { name: "FileFormatError", code: "not-json" });
      }),
      { numRuns: 3000 },
    );
  });
});
