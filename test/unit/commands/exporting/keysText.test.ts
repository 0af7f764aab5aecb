import assert from "node:assert/strict";
import { keysCsv, keysJson } from "../../../../src/commands/exporting/keysText";
import type { ListedKey } from "../../../../src/satellite/console/api";
import { keysFrom, listed } from "../deleting/consoleInMemory";

const origin = { project: "Shop", projectId: "p-1", satellite: "us1.storj.io" };
const hostile = ["=HYPERLINK(\"http://evil.example\",\"a\")", "a\u202eb", "a\nb", "a\tb", "$(gear) [x](command:evil)", "né", "😀", "\ud800", "\0", "a;=1+1", "⟨"];
const named = (name: string): ListedKey => listed(0, { name });

/** The cells of the only row, as RFC 4180 reads them. */
function cells(csv: string): string[] {
  const [header = "", row = "", ...others] = csv.split("\r\n");
  assert.equal(header, "\uFEFFid,name,createdAt,creator,project,projectId,satellite");
  assert.deepEqual(others, [""]);
  assert.match(row, /^"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")*$/);
  return [...row.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, cell = ""]) => cell.replaceAll('""', '"'));
}
const nameIn = (name: string): string | undefined => cells(keysCsv([named(name)], origin))[1];

describe("API keys as CSV", () => {
  it("has a header, a row for each key, CRLF, and a byte order mark", () => {
    assert.deepEqual(cells(keysCsv([listed(0)], origin)), ["id-0", "key 00000", "2026-01-01T00:00:00.000Z", "me@example.test", "Shop", "p-1", "us1.storj.io"]);
    assert.equal(keysCsv([], origin), "\uFEFFid,name,createdAt,creator,project,projectId,satellite\r\n");
    assert.equal(keysCsv(keysFrom(0, 1_230), origin).split("\r\n").length, 1_232);
  });

  it("leaves names as they are that do no harm", () => {
    for (const name of ["ci", "a, b", "say \"hi\"", "né", "😀", "a-b", "a=b", "1+1", "me@x", "; a", "", "$(gear)", "👩‍💻".slice(0, 2)]) assert.equal(nameIn(name), name);
  });

  it("has no cell that a spreadsheet takes for a formula", () => {
    for (const start of ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", " =", "'=", "\u00a0@"]) {
      assert.equal(nameIn(`${start}1+1`), `'${start.replace("\u00a0", "\u00a0")}1+1`);
    }
    assert.equal(nameIn("\t=1"), "'⟨U+0009⟩=1");
    assert.equal(nameIn("\r=1"), "'⟨U+000D⟩=1");
    assert.equal(nameIn("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
    // Also where a semicolon begins a new cell, quotes or not.
    assert.equal(nameIn("a;=1;\"-2;b"), "a;'=1;'\"-2;b");
    const everywhere = cells(keysCsv([listed(0, { id: "=1", creator: "@x" })], { project: "+1", projectId: "-1", satellite: "=1" }));
    assert.deepEqual(everywhere.filter((_, at) => at !== 1 && at !== 2), ["'=1", "'@x", "'+1", "'-1", "'=1"]);
  });

  it("writes out what can't be seen, and stays one line a key", () => {
    assert.equal(nameIn("a\nb\u202ec\0d\u200be\u2028"), "a⟨U+000A⟩b⟨U+202E⟩c⟨U+0000⟩d⟨U+200B⟩e⟨U+2028⟩");
    assert.equal(nameIn("\ud800"), "⟨U+D800⟩");
    for (const name of hostile) assert.ok(!/[\p{C}\p{Zl}\p{Zp}]/u.test(nameIn(name) ?? ""), name);
  });

  it("leaves empty what is not told, or what no calendar reaches", () => {
    for (const createdAt of [undefined, 1e300, Number.NaN]) {
      assert.deepEqual(cells(keysCsv([listed(0, { createdAt, creator: "" })], origin)).slice(2, 4), ["", ""]);
    }
  });
});

describe("API keys as JSON", () => {
  it("has an object for each key, in one line, with the same fields", () => {
    assert.equal(
      keysJson([listed(0)], origin),
      '[\n  {"id":"id-0","name":"key 00000","createdAt":"2026-01-01T00:00:00.000Z","creator":"me@example.test","project":"Shop","projectId":"p-1","satellite":"us1.storj.io"}\n]\n',
    );
    assert.equal(keysJson([], origin), "[]\n");
    assert.equal((JSON.parse(keysJson(keysFrom(0, 1_230), origin)) as unknown[]).length, 1_230);
  });

  it("holds every name exactly, and shows as it reads", () => {
    const text = keysJson(hostile.map(named), origin);
    assert.deepEqual((JSON.parse(text) as { name: string }[]).map(({ name }) => name), hostile);
    assert.ok(!/[^\n\P{C}]|[\p{Zl}\p{Zp}]/u.test(text));
    assert.equal(text.split("\n").length, hostile.length + 3);
    assert.deepEqual((JSON.parse(keysJson([listed(0, { createdAt: undefined })], origin)) as { createdAt: unknown }[])[0]?.createdAt, null);
  });
});
