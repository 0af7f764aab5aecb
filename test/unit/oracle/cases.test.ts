import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { parseGrant } from "../../../src/grant";
import { answer, isRefused } from "../../oracle/answers";
import { randomCase } from "../../oracle/cases";
import { Random } from "../../oracle/random";
import type { Request } from "../../oracle/requests";

/** Path cipher, caveats and store entries of a request that holds a grant which can be read. */
function shapeOf(request: Request): { cipher: number; caveats: number; entries: number } | undefined {
  if (request.op !== "parse") return undefined;
  try {
    const { encryption, macaroon } = parseGrant(request.text);
    return {
      cipher: encryption.defaultPathCipher,
      caveats: macaroon.caveats.length,
      entries: encryption.entries.length,
    };
  } catch {
    return undefined;
  }
}

describe("the oracle's random requests", function () {
  this.timeout(60_000);
  const random = new Random(20261123);
  let requests: readonly Request[];

  before(() => {
    requests = Array.from({ length: 4000 }, () => randomCase(random));
  });

  it("are at least 2,000 of 20,000 of each of the six operations", () => {
    const operations = new Map<string, number>();
    for (const { op } of requests) operations.set(op, (operations.get(op) ?? 0) + 1);
    for (const op of ["parse", "restrict", "evaluate", "encrypt", "decrypt", "lineage"]) {
      assert.ok((operations.get(op) ?? 0) >= requests.length / 10, `${op}: ${String(operations.get(op))}`);
    }
  });

  it("have grants of all four ciphers, with 0-6 caveats and 0-5 store entries", () => {
    const shapes = requests.flatMap((request) => shapeOf(request) ?? []);
    assert.ok(shapes.length > 400);
    const counts = (numbers: readonly number[]): ReadonlyMap<number, number> => {
      const found = new Map<number, number>();
      for (const number of numbers) found.set(number, (found.get(number) ?? 0) + 1);
      return found;
    };
    const ciphers = counts(shapes.map(({ cipher }) => cipher));
    const caveats = counts(shapes.map(({ caveats: count }) => count));
    const entries = counts(shapes.map(({ entries: count }) => count));
    const isThere = (found: ReadonlyMap<number, number>, wanted: readonly number[]): boolean =>
      wanted.every((number) => (found.get(number) ?? 0) >= shapes.length / 50);
    assert.ok(isThere(ciphers, [1, 2, 3, 4]), JSON.stringify([...ciphers]));
    assert.ok(isThere(caveats, [0, 1, 2, 3, 4, 5, 6]), JSON.stringify([...caveats]));
    assert.ok(isThere(entries, [0, 1, 2, 3, 4, 5]), JSON.stringify([...entries]));
  });

  it("are refused to a quarter, for the library as for Go", () => {
    const asked = requests.slice(0, 1000);
    const refused = asked.filter((request) => isRefused(answer(request))).length;
    assert.ok(refused >= asked.length / 4, String(refused));
  });

  it("are the same for the same seed", () => {
    const [a, b] = [1, 2].map(() => {
      const again = new Random(7);
      return Array.from({ length: 50 }, () => randomCase(again));
    });
    assert.deepEqual(a, b);
  });
});

describe("the oracle without Go", () => {
  const run = (...flags: string[]) =>
    spawnSync(process.execPath, ["out/test/oracle/differential.js", ...flags], {
      encoding: "utf8",
      env: { ...process.env, PATH: "" },
    });

  it("says how to get it, and fails unless it is optional", () => {
    const [required, optional] = [run(), run("--optional")];
    for (const { stderr } of [required, optional]) assert.match(stderr, /needs Go .*https:\/\/go\.dev\/dl/);
    assert.deepEqual([required.status, optional.status], [1, 0]);
    assert.match(optional.stderr, /^Skipped: /);
  });
});
