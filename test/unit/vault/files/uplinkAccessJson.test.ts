import assert from "node:assert/strict";
import { FileFormatError } from "../../../../src/vault/files/fileFormatError";
import { readUplinkAccessJson } from "../../../../src/vault/files/uplinkAccessJson";
import { aGrant, damaged } from "./demoFound";

describe("readUplinkAccessJson", () => {
  const main = aGrant();
  const tenant = aGrant();

  it("reads what uplink writes", () => {
    const accesses = { main: main.text, tenant1: tenant.text };
    const text = JSON.stringify({ Default: "main", Accesses: accesses }, undefined, "\t");
    assert.deepEqual(readUplinkAccessJson(text), {
      found: [
        { name: "main", credential: main },
        { name: "tenant1", credential: tenant },
      ],
      skipped: 0,
    });
  });

  it("takes a byte order mark, fields in any case, as Go does, and fields that nobody knows", () => {
    const text = `\uFEFF{"later": [1, {}], "default": "a", "accesses": {"a": "${main.text}"}}`;
    assert.deepEqual(readUplinkAccessJson(text).found, [{ name: "a", credential: main }]);
  });

  it("counts what is no credential, and finds the others", () => {
    const accesses = { broken: damaged(main.text), good: main.text, empty: "", number: 7, long: "1".repeat(20_000) };
    const { found, skipped } = readUplinkAccessJson(JSON.stringify({ Default: "good", Accesses: accesses }));
    assert.deepEqual([found.map(({ name }) => name), skipped], [["good"], 4]);
  });

  it("finds the grant that old versions wrote for the default's name, under uplink's name for it", () => {
    const text = JSON.stringify({ Default: main.text, Accesses: { main: tenant.text } });
    assert.deepEqual(readUplinkAccessJson(text).found.at(-1), { name: "main-2", credential: main });
    const broken = { Default: damaged(main.text), Accesses: null };
    assert.deepEqual(readUplinkAccessJson(JSON.stringify(broken)), { found: [], skipped: 1 });
    assert.deepEqual(readUplinkAccessJson('{"Default": "gone", "Accesses": {}}'), { found: [], skipped: 0 });
  });

  it("keeps names as they are, hostile ones too", () => {
    const names = ["__proto__", "constructor", "a\nb", "\u202Eevil", ""];
    const accesses = names.map((name) => `${JSON.stringify(name)}: "${main.text}"`).join();
    const { found } = readUplinkAccessJson(`{"Accesses": {${accesses}}}`);
    assert.deepEqual(
      found.map(({ name }) => name),
      names,
    );
  });

  for (const [what, text, code] of [
    ["no JSON", "access: main", "not-json"],
    ["nothing", "", "not-json"],
    ["a list", "[]", "not-an-object"],
    ["a text", '"main"', "not-an-object"],
    ["a list of accesses", '{"Accesses": []}', "wrong-shape"],
    ["a text for accesses", '{"Accesses": "main"}', "wrong-shape"],
    ["a nested bomb", `{"Accesses": ${"[".repeat(100_000)}`, "too-deep"],
  ]) {
    it(`refuses ${String(what)}`, () => {
      assert.throws(
        () => readUplinkAccessJson(String(text)),
        (error) => error instanceof FileFormatError && error.code === code,
      );
    });
  }

  it("says where a text is no JSON, and nothing of what stands there", () => {
    const text = `\uFEFF{\n  "Accesses": {\n    "main": "${main.text}"\n    "next": "${tenant.text}"\n  }\n}`;
    assert.throws(
      () => readUplinkAccessJson(text),
      (error) => {
        assert.ok(error instanceof FileFormatError && !("cause" in error));
        assert.deepEqual([error.code, error.line, error.offset], ["not-json", 4, text.indexOf('"next"')]);
        assert.equal(
          error.message,
          "The file was not used: it is not JSON (line 4). Open it, repair that line, and try again.",
        );
        return true;
      },
    );
  });
});
