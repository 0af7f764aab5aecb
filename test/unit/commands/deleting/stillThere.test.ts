import assert from "node:assert/strict";
import { stillThere } from "../../../../src/commands/deleting/stillThere";
import { ConsoleInMemory, keysFrom, listed } from "./consoleInMemory";

const { signal } = new AbortController();

describe("which API keys are still there", () => {
  const found = async (console: ConsoleInMemory, keys = keysFrom(0, 3)): Promise<string[]> =>
    [...(await stillThere(console.api, "project", keys, signal))].sort();

  it("is told of one by its name, and of several by one page where all are on it", async () => {
    const console = new ConsoleInMemory(keysFrom(0, 300));
    assert.deepEqual(await found(console, [listed(7)]), ["id-7"]);
    assert.deepEqual(await found(console), ["id-0", "id-1", "id-2"]);
    assert.deepEqual(console.asked, ["keys 1 key 00007", "keys 1"]);
  });

  it("takes the pages where they are fewer than the keys, and the names where these are", async () => {
    const console = new ConsoleInMemory(keysFrom(1, 1_000));
    await found(console, [...keysFrom(995, 5), listed(0)]);
    assert.deepEqual(console.asked.splice(0), ["keys 1", "keys 2", "keys 3", "keys 4"]);
    assert.deepEqual(await found(console, [listed(0), listed(900)]), ["id-900"]);
    assert.deepEqual(console.asked, ["keys 1", "keys 1 key 00000", "keys 1 key 00900"]);
  });

  it("goes on to the pages of a search that matches hundreds, and knows a key by its ID alone", async () => {
    const many = keysFrom(0, 700).map((key) => ({ ...key, name: `${key.name} ci` }));
    const console = new ConsoleInMemory([...many, listed(900, { name: "ci" })]);
    assert.deepEqual(await found(console, [listed(900, { name: "ci" })]), ["id-900"]);
    assert.deepEqual(console.asked, ["keys 1 ci", "keys 2 ci", "keys 3 ci"]);
    assert.deepEqual(await found(console, [listed(901, { name: "ci" })]), []);
  });

  it("walks again where a key went meanwhile: another moved to a page that was read already", async () => {
    const console = new ConsoleInMemory(keysFrom(0, 900));
    console.before = (asked) => {
      if (console.asked.length === 2 && asked === "keys 2") console.keysThere.shift();
      return undefined;
    };
    // The 301st is on the first page when the second is asked for.
    assert.deepEqual(await found(console, [listed(300), ...keysFrom(2_000, 9)]), ["id-300"]);
    assert.deepEqual(console.asked, ["keys 1", "keys 2", "keys 3", "keys 1", "keys 2", "keys 3"]);
  });

  it("is asked no more where the console says that there are more without an end, and gives the same ones", async () => {
    const console = new ConsoleInMemory([]);
    let asked = 0;
    console.keys = () => {
      assert.ok(++asked < 100, "asked again and again");
      return Promise.resolve({ keys: keysFrom(0, 300), total: Number.MAX_SAFE_INTEGER });
    };
    assert.deepEqual(await found(console, [listed(900)]), []);
    assert.equal(asked, 2);
  });

  it("finds names with what means something in a search", async () => {
    const keys = ["100%", "a_b", "c\\d", "\\"].map((name, at) => listed(at, { name }));
    const console = new ConsoleInMemory(keys);
    for (const key of keys) assert.deepEqual(await found(console, [key]), [key.id], key.name);
    assert.deepEqual(console.asked, ["keys 1 100%", "keys 1 a_b", "keys 1 c_d", "keys 1 _"]);
  });
});
