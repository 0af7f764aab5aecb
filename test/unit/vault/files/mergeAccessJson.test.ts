import assert from "node:assert/strict";
import fc from "fast-check";
import { mergeAccessJson } from "../../../../src/vault/files/mergeAccessJson";
import { readUplinkAccessJson } from "../../../../src/vault/files/uplinkAccessJson";
import { aGrant } from "./demoFound";

const main = aGrant().text;
const tenant = aGrant().text;

/** As uplink writes it: tabs, and no line break at the end. */
const uplinks = (accesses: Record<string, string>, standard = "main"): string =>
  JSON.stringify({ Default: standard, Accesses: accesses }, undefined, "\t");

describe("mergeAccessJson", () => {
  it("makes a missing or empty file as uplink would", () => {
    const grants = [
      { name: "main", grant: main },
      { name: "tenant1", grant: tenant },
    ];
    const expected = {
      text: uplinks({ main, tenant1: tenant }),
      added: ["main", "tenant1"],
      replaced: [],
      unchanged: [],
      conflicts: [],
    };
    for (const text of [undefined, "", "\uFEFF \n", "{}"]) assert.deepEqual(mergeAccessJson(text, grants), expected);
  });

  it("adds to what uplink wrote, and keeps its default", () => {
    const { text, added } = mergeAccessJson(uplinks({ main }), [{ name: "tenant1", grant: tenant }]);
    assert.deepEqual([text, added], [uplinks({ main, tenant1: tenant }), ["tenant1"]]);
  });

  it("keeps unknown fields, their order, the indentation, line ends and the byte order mark", () => {
    const before = `\uFEFF{
    "Later": [1,  2],
    "Accesses" : {
        "a" : "${main}"
    },
    "Default":"a",
    "x": 1e3
}
`.replaceAll("\n", "\r\n");
    const { text } = mergeAccessJson(before, [{ name: "b", grant: tenant }]);
    assert.equal(text, before.replace(`"a" : "${main}"`, `"a" : "${main}",\r\n        "b" : "${tenant}"`));
  });

  for (const [what, before, after] of [
    ["no Accesses", '{\n  "Default": "m"\n}\n', `{\n  "Default": "m",\n  "Accesses": {\n    "m": "${main}"\n  }\n}\n`],
    [
      "null",
      '{\n\t"Default": "",\n\t"Accesses": null\n}',
      `{\n\t"Default": "m",\n\t"Accesses": {\n\t\t"m": "${main}"\n\t}\n}`,
    ],
    ["none", '{"Accesses":{},"Default":"m"}', `{"Accesses":{"m":"${main}"},"Default":"m"}`],
    ["no default", '{"accesses":{"a":"x"}}', `{"accesses":{"a":"x","m":"${main}"},"Default":"m"}`],
    [
      "a null default",
      '{"Accesses":{ "a": "x" },"default":null}',
      `{"Accesses":{ "a": "x", "m": "${main}" },"default":"m"}`,
    ],
  ]) {
    it(`adds to a file with ${String(what)}`, () => {
      assert.equal(mergeAccessJson(before, [{ name: "m", grant: main }]).text, after);
    });
  }

  it("reports a name that has another grant, and leaves it", () => {
    const before = uplinks({ main, other: tenant });
    const grants = [
      { name: "main", grant: tenant },
      { name: "other", grant: tenant },
      { name: "new", grant: main },
    ];
    const { text, ...what } = mergeAccessJson(before, grants);
    assert.equal(text, uplinks({ main, other: tenant, new: main }));
    assert.deepEqual(what, { added: ["new"], replaced: [], unchanged: ["other"], conflicts: ["main"] });
  });

  it("replaces the grants of the names that may be overwritten, and no others", () => {
    const before = uplinks({ main, other: main, last: main });
    const grants = ["main", "other", "last"].map((name) => ({ name, grant: tenant }));
    const { text, ...what } = mergeAccessJson(before, grants, new Set(["main", "last"]));
    assert.equal(text, uplinks({ main: tenant, other: main, last: tenant }));
    assert.deepEqual(what, { added: [], replaced: ["main", "last"], unchanged: [], conflicts: ["other"] });
  });

  it("never writes one of two grants of the same name over the other", () => {
    const third = aGrant().text;
    const grants = [main, tenant, main].map((grant) => ({ name: "a", grant }));
    const { text, ...what } = mergeAccessJson(uplinks({ main }), grants, new Set(["a"]));
    assert.equal(text, uplinks({ main, a: main }));
    assert.deepEqual(what, { added: ["a"], replaced: [], unchanged: ["a"], conflicts: ["a"] });
    const replacing = mergeAccessJson(uplinks({ a: third }), grants, new Set(["a"]));
    assert.equal(replacing.text, uplinks({ a: main }));
    assert.deepEqual([replacing.replaced, replacing.conflicts], [["a"], ["a"]]);
  });

  it("gives back the same text where nothing is new", () => {
    const before = `\uFEFF{ "Accesses" : {"main":"${main}"} , "Default":"main" }\n`;
    assert.equal(mergeAccessJson(before, [{ name: "main", grant: main }]).text, before);
    assert.equal(mergeAccessJson(before, [{ name: "main", grant: tenant }]).text, before);
  });

  it("writes names that can be seen", () => {
    const { text, added } = mergeAccessJson(undefined, [{ name: ' a\u001b[31m\n"\u202E\\ ', grant: main }]);
    assert.deepEqual(added, ['a-[31m-"-\\']);
    assert.deepEqual(
      readUplinkAccessJson(text).found.map(({ name }) => name),
      added,
    );
  });

  it("keeps all that was there and has all that is new, in any JSON", () => {
    const accessNames = fc.string({ minLength: 1, maxLength: 8 }).map((name) => `n${name}`);
    const files = fc.record(
      {
        Default: fc.constant("n"),
        Accesses: fc.dictionary(accessNames, fc.constantFrom(main, "damaged")),
        other: fc.jsonValue({ maxDepth: 3 }),
      },
      { requiredKeys: [] },
    );
    const indentations = fc.constantFrom(undefined, 2, "\t", " ");
    fc.assert(
      fc.property(files, indentations, fc.uniqueArray(accessNames), (file, indentation, added) => {
        const before = JSON.stringify(file, undefined, indentation);
        const merged = mergeAccessJson(
          before,
          added.map((name) => ({ name, grant: tenant })),
        );
        const after = JSON.parse(merged.text) as { Default?: string; Accesses?: Record<string, string> };
        const expected = merged.added.length === 0 ? {} : { ...file.Accesses };
        for (const name of merged.added) expected[name] = tenant;
        if (merged.added.length === 0) assert.equal(merged.text, before);
        else
          assert.deepEqual(after, {
            ...(JSON.parse(before) as object),
            Default: file.Default ?? merged.added[0],
            Accesses: expected,
          });
      }),
    );
  });

  for (const [what, before, code, line] of [
    ["is not JSON", `{"Accesses":\n{"main": "${main}",}}`, "not-json", 2],
    ["has something behind", `${uplinks({ main })} x`, "not-json", 6],
    ["is a list", "[]", "not-an-object", undefined],
    ["has a list of accesses", '{"Accesses": []}', "wrong-shape", undefined],
    ["has an access that is no text", '{"Accesses": {\n"a": 1}}', "wrong-shape", 2],
    ["has a default that is no name", '{"Default": {}}', "wrong-shape", 1],
    ["has Accesses twice", '{"Accesses": {},\n"accesses": {}}', "duplicate", 2],
    ["has Default twice", '{"Default": "a", "Default": "b"}', "duplicate", 1],
    ["has a name twice", `{"Accesses": {"a": "x",\n\n"\\u0061": "y"}}`, "duplicate", 3],
  ] as const) {
    it(`refuses a file that ${what}`, () => {
      assert.throws(() => mergeAccessJson(before, [{ name: "a", grant: main }]), {
        name: "FileFormatError",
        code,
        line,
      });
    });
  }

  it("has nothing of a grant in a message, also where it stands for a name", () => {
    assert.throws(
      () => mergeAccessJson(`{"Accesses": {"${main}": 1}}`, []),
      (error: Error) => !error.message.includes(main.slice(0, 16)) && error.message.includes("redacted"),
    );
  });
});
