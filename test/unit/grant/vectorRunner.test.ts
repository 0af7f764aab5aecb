import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Fields } from "../../vectors/compare";
import type { Kind } from "../../vectors/kinds";
import { runFolder, vectorFiles } from "../../vectors/runFolder";

type Cases = Record<string, unknown>[];

const fixtures = "test/fixtures/vectors";
const read = (file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path.join(fixtures, file), "utf8")) as Record<string, unknown>;

/** The first few cases of each kind and each set of fields: the others say no more. */
function samples(
  cases: Cases,
  shapeOf = (given: Fields): string => JSON.stringify([given["kind"], filled(given)]),
  few = 2,
): Cases {
  const seen = new Map<string, number>();
  return cases.filter((given) => {
    const count = (seen.get(shapeOf(given)) ?? 0) + 1;
    seen.set(shapeOf(given), count);
    return count <= few;
  });
}

const filled = (given: Fields): string[] =>
  Object.keys(given)
    .filter((name) => given[name] !== null)
    .sort();

/** Something of the same type that is not the same; more than a rounding away. */
function other(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  return typeof value === "string" ? `${value}00` : "00";
}

/** Every copy of a value in which one thing was changed, added or taken away, however deep. */
function* spoiled(value: unknown): Generator {
  if (Array.isArray(value)) {
    yield [...(value as unknown[]), "00"];
    for (const [at, item] of value.entries()) for (const worse of spoiled(item)) yield value.with(at, worse);
  } else if (typeof value === "object" && value !== null) {
    yield { ...value, never_heard_of: "00" };
    for (const [name, item] of Object.entries(value))
      for (const worse of spoiled(item)) yield { ...value, [name]: worse };
  } else {
    yield other(value);
  }
}

/** Copies of a case with an unknown field in an object, or in the first object of a list. */
function* strangers(given: Record<string, unknown>, name: string): Generator<Fields> {
  const value = given[name];
  const [first, ...rest] = Array.isArray(value) ? (value as unknown[]) : [value];
  if (typeof first !== "object" || first === null) return;
  const stranger = { ...first, never_heard_of: "00" };
  yield { ...given, [name]: Array.isArray(value) ? [stranger, ...rest] : stranger };
}

/** Every copy of a case with one wrong answer in it, or one field that nobody knows. */
function* wrongs(given: Record<string, unknown>, { found, repeated = [] }: Kind): Generator<Fields> {
  const answers = found.filter((name) => given[name] !== undefined && given[name] !== null);
  // Where nothing is printed, nothing is exact.
  for (const name of answers.filter((field) => field !== "stdout_exact" || given["exit_code"] === 0)) {
    // The words of an error do not count, but that there is one does.
    const isError = name.endsWith("error") && given["kind"] !== "check" && typeof given[name] === "string";
    if (isError) yield { ...given, [name]: null };
    else for (const worse of spoiled(given[name])) yield { ...given, [name]: worse };
  }
  for (const name of repeated) yield* strangers(given, name);
  yield { ...given, never_heard_of: null };
}

describe("the vector runner", function () {
  this.timeout(180_000);
  let folder: string;
  const write = (file: string, content: unknown): void =>
    writeFileSync(path.join(folder, file), JSON.stringify(content));
  beforeEach(() => void (folder = mkdtempSync(path.join(os.tmpdir(), "storj-grants-vectors-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  for (const [file, lists] of Object.entries(vectorFiles)) {
    it(`compares every field of ${file}, however deep`, async () => {
      const content = read(file);
      let count = 0;
      const spoiledLists = Object.entries(lists).map(([list, kinds]) => {
        // Argon2 takes its time, and each of its cases is one derivation.
        const isSlow = file === "rootkey.json";
        const chosen = isSlow
          ? samples(content[list] as Cases, (given) => String(given["kind"]), 1)
          : samples(content[list] as Cases);
        const cases = chosen.flatMap((given) => {
          const kind = kinds[typeof given["kind"] === "string" ? given["kind"] : ""];
          assert.ok(kind);
          return [...wrongs(given, kind)].slice(isSlow ? -2 : 0);
        });
        // What the cases refer to stays as it is.
        if (list === "keys") return [list, content[list]] as const;
        count += cases.length;
        return [list, cases] as const;
      });
      write(file, Object.fromEntries(spoiledLists));
      const { failures, passed } = await runFolder(folder);
      assert.equal(failures.length, count);
      assert.equal(passed, file === "evaluate.json" ? (content["keys"] as Cases).length : 0);
    });
  }

  it("fails each case of an unknown file, list or kind, and an unknown field of a file", async () => {
    write("strange.json", { about: "", source: "", cases: [{ name: "a" }, { name: "b" }] });
    write("lineage.json", { cases: [], more: [{ name: "c" }], version: 2 });
    write("paths.json", { cases: [{ name: "d", kind: "guess" }, { name: "e" }] });
    const { failures, passed } = await runFolder(folder);
    assert.equal(passed, 0);
    assert.deepEqual(
      failures.map((failure) => failure.split("\n")[0]),
      [
        "lineage.json: c",
        'lineage.json: the field "version" is unknown',
        "paths.json: d",
        "paths.json: e",
        "strange.json: a",
        "strange.json: b",
      ],
    );
  });

  it("fails a case whose inputs are missing, and one that Go refuses but the library does not", async () => {
    const [refusedOnes, accepted] = [read("malformed.json"), read("grants.json")];
    write("malformed.json", {
      cases: (accepted["cases"] as Cases)
        .slice(0, 3)
        .map(({ grant }) => ({ kind: "grant", text: grant, refused_by: "grant", go_error: "no" })),
    });
    write("grants.json", {
      cases: (refusedOnes["cases"] as Cases).slice(0, 3).map(({ text }) => ({ grant: text, head: "" })),
    });
    write("lineage.json", { cases: [{ a: "1", relation: "same" }, {}, []] });
    const { failures, passed } = await runFolder(folder);
    assert.equal(passed, 0);
    assert.equal(failures.length, 9);
  });

  it("fails a file that can't be read, and goes on with the others", async () => {
    writeFileSync(path.join(folder, "grants.json"), "{");
    write("inspect.json", []);
    write("lineage.json", { cases: (read("lineage.json")["cases"] as Cases).slice(0, 1) });
    const { failures, passed } = await runFolder(folder);
    assert.deepEqual([passed, failures.length], [1, 2]);
  });

  it("knows every file", () => {
    assert.deepEqual(readdirSync(fixtures).sort(), Object.keys(vectorFiles).sort());
  });
});
