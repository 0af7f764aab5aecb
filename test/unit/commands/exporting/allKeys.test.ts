import assert from "node:assert/strict";
import { type AllKeys, allKeys } from "../../../../src/commands/exporting/allKeys";
import { ConsoleInMemory, failure, keysFrom } from "../deleting/consoleInMemory";

describe("all API keys of a project", () => {
  const list = (console: ConsoleInMemory, search = "", said: string[] = [], signal = new AbortController().signal): Promise<AllKeys> =>
    allKeys(console.api, "project", search, (found, total) => void said.push(`${String(found)} of ${String(total)}`), signal);

  it("come with a request for each 300, and it is said how many of how many", async () => {
    const console = new ConsoleInMemory(keysFrom(0, 1_230));
    const said: string[] = [];
    const { keys, hasChanged } = await list(console, "", said);
    assert.deepEqual(keys, keysFrom(0, 1_230));
    assert.equal(hasChanged, false);
    assert.deepEqual(console.asked, [1, 2, 3, 4, 5].map((page) => `keys ${String(page)}`));
    assert.deepEqual(said, ["300 of 1230", "600 of 1230", "900 of 1230", "1200 of 1230", "1230 of 1230"]);
  });

  it("come with one request where there are none, or 300", async () => {
    for (const count of [0, 300]) {
      const console = new ConsoleInMemory(keysFrom(0, count));
      assert.deepEqual(await list(console), { keys: keysFrom(0, count), hasChanged: false });
      assert.equal(console.asked.length, 1);
    }
  });

  it("are those alone that match a search", async () => {
    const { keys } = await list(new ConsoleInMemory(keysFrom(0, 1_230)), "key 0120");
    assert.deepEqual(keys, keysFrom(1_200, 10));
  });

  it("are there once, and it is said, where some came or went meanwhile", async () => {
    const changes: readonly ((console: ConsoleInMemory) => void)[] = [
      (console) => console.keysThere.push(...keysFrom(2_000, 1)),
      (console) => console.keysThere.shift(),
      (console) => console.keysThere.unshift(...keysFrom(2_000, 1)),
    ];
    for (const change of changes) {
      const console = new ConsoleInMemory(keysFrom(0, 700));
      console.before = (asked) => {
        if (asked === "keys 2") change(console);
        return undefined;
      };
      const { keys, hasChanged } = await list(console);
      assert.equal(hasChanged, true);
      assert.equal(new Set(keys.map(({ id }) => id)).size, keys.length);
    }
  });

  it("are said to have changed where fewer came than there are said to be", async () => {
    const console = new ConsoleInMemory([]);
    console.keys = () => Promise.resolve({ keys: keysFrom(0, 3), total: 4 });
    assert.deepEqual(await list(console), { keys: keysFrom(0, 3), hasChanged: true });
  });

  it("end where the list ends before its number, and fail as the request does", async () => {
    const console = new ConsoleInMemory(keysFrom(0, 700));
    console.before = (asked) => {
      if (asked === "keys 3") console.keysThere.length = 0;
      return undefined;
    };
    const { keys, hasChanged } = await list(console);
    assert.deepEqual([keys.length, hasChanged], [600, true]);
    const error = failure("timeout");
    console.before = () => ({ error });
    await assert.rejects(list(console), error);
  });

  it("end where the console says that there are more without an end, and gives the same ones", async () => {
    const console = new ConsoleInMemory([]);
    let asked = 0;
    console.keys = () => {
      assert.ok(++asked < 100, "asked again and again");
      return Promise.resolve({ keys: keysFrom(0, 300), total: Number.MAX_SAFE_INTEGER });
    };
    assert.deepEqual(await list(console), { keys: keysFrom(0, 300), hasChanged: true });
    assert.equal(asked, 2);
  });

  it("are no more asked for where that is cancelled", async () => {
    const console = new ConsoleInMemory(keysFrom(0, 1_230));
    const controller = new AbortController();
    console.before = (asked) => {
      if (asked === "keys 2") controller.abort();
      return undefined;
    };
    await assert.rejects(list(console, "", [], controller.signal), { name: "AbortError" });
    assert.equal(console.asked.length, 2);
  });
});
