import assert from "node:assert/strict";
import { deleteKeys, type Fate } from "../../../../src/commands/deleting/deleteKeys";
import { ConsoleError } from "../../../../src/satellite/console/consoleError";
import type { ListedKey } from "../../../../src/satellite/console/api";
import { ConsoleInMemory, failure, keysFrom, listed } from "./consoleInMemory";

interface Run {
  readonly isSignedOut: boolean;
  readonly fates: Record<string, string>;
  readonly said: readonly number[];
}

async function run(console: ConsoleInMemory, keys: readonly ListedKey[], signal = new AbortController().signal): Promise<Run> {
  const fates = new Map<string, Fate>();
  const said: number[] = [];
  let isSignedOut = false;
  await deleteKeys({ api: console.api, project: "project", keys, fates, say: (done) => void said.push(done), signal }).catch((error: unknown) => {
    // Of that alone others have to hear; a cancelled one knows nothing more.
    isSignedOut = error instanceof ConsoleError && error.code === "signed-out";
    if (!isSignedOut) throw error;
  });
  const named = [...fates].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, fate]) => [id, typeof fate === "string" ? fate : fate.code]);
  return { isSignedOut, fates: Object.fromEntries(named) as Record<string, string>, said };
}

describe("deleting API keys all or none", () => {
  it("takes one request where all are there", async () => {
    const console = new ConsoleInMemory(keysFrom(0, 4));
    assert.deepEqual((await run(console, keysFrom(1, 3))).fates, { "id-1": "deleted", "id-2": "deleted", "id-3": "deleted" });
    assert.deepEqual(console.asked, ["delete 3"]);
    assert.deepEqual(console.keysThere.map(({ id }) => id), ["id-0"]);
  });

  it("lists again where one is gone, and deletes the others", async () => {
    const console = new ConsoleInMemory(keysFrom(0, 3));
    const { fates } = await run(console, keysFrom(1, 3));
    assert.deepEqual(fates, { "id-1": "deleted", "id-2": "deleted", "id-3": "gone" });
    assert.deepEqual(console.asked, ["delete 3", "keys 1", "delete 2"]);
  });

  it("does so again where another one goes meanwhile, and ends where all are gone", async () => {
    const console = new ConsoleInMemory(keysFrom(0, 3));
    console.before = (asked) => {
      if (asked.startsWith("delete")) console.keysThere.shift();
      return undefined;
    };
    const { fates } = await run(console, keysFrom(0, 3));
    assert.deepEqual(fates, { "id-0": "gone", "id-1": "gone", "id-2": "gone" });
    assert.deepEqual(console.asked, ["delete 3", "keys 1", "delete 2", "keys 1", "delete 1", "keys 1 key 00002"]);
  });

  it("gives up where the console fails and all are still there", async () => {
    const console = new ConsoleInMemory(keysFrom(0, 2));
    console.before = (asked) => (asked.startsWith("delete") ? { error: failure("server", 500) } : undefined);
    assert.deepEqual((await run(console, keysFrom(0, 2))).fates, { "id-0": "server", "id-1": "server" });
    assert.deepEqual(console.asked, ["delete 2", "keys 1"]);
  });

  it("deletes one's own where others' are among them, which a member may not delete, with a request for each member", async () => {
    const theirs = [listed(2, { creator: "a@example.test" }), listed(3, { creator: "b@example.test" }), listed(4, { creator: "a@example.test" })];
    const console = new ConsoleInMemory([...keysFrom(0, 2), ...theirs]);
    const { fates } = await run(console, [theirs[0]!, ...keysFrom(0, 2), ...theirs.slice(1)]);
    assert.deepEqual(fates, { "id-0": "deleted", "id-1": "deleted", "id-2": "forbidden", "id-3": "forbidden", "id-4": "forbidden" });
    assert.deepEqual(console.asked, ["delete 5", "delete 2", "delete 2", "delete 1"]);
    const onlyTheirs = new ConsoleInMemory(theirs);
    assert.deepEqual((await run(onlyTheirs, [theirs[1]!])).fates, { "id-3": "forbidden" });
    assert.deepEqual(onlyTheirs.asked, ["delete 1"]);
  });

  it("asks the list where no answer came: what is not in it was deleted, and what is was not", async () => {
    const done = new ConsoleInMemory(keysFrom(0, 2));
    done.before = (asked) => (asked.startsWith("delete") ? { error: failure("timeout"), after: true } : undefined);
    assert.deepEqual((await run(done, keysFrom(0, 2))).fates, { "id-0": "deleted", "id-1": "deleted" });
    const not = new ConsoleInMemory(keysFrom(0, 2));
    not.before = (asked) => (asked.startsWith("delete") ? { error: failure("timeout") } : undefined);
    assert.deepEqual((await run(not, keysFrom(0, 2))).fates, { "id-0": "timeout", "id-1": "timeout" });
    assert.deepEqual(not.asked, ["delete 2", "keys 1"]);
  });

  it("does not know of what the list can't be asked for, but after a failure that did nothing", async () => {
    const console = new ConsoleInMemory(keysFrom(0, 2));
    console.before = () => ({ error: failure("unreachable") });
    assert.deepEqual((await run(console, keysFrom(0, 2))).fates, { "id-0": "unknown", "id-1": "unknown" });
    console.before = (asked) => ({ error: asked.startsWith("delete") ? failure("gone", 500) : failure("unreachable") });
    assert.deepEqual((await run(console, keysFrom(0, 2))).fates, { "id-0": "gone", "id-1": "gone" }, "as an error, of which nothing was done");
  });

  it("asks no more where the session is over, also of other members' keys", async () => {
    const keys = [listed(0), listed(1, { creator: "a@example.test" })];
    const console = new ConsoleInMemory(keys);
    console.before = () => (console.asked.length === 2 ? { error: failure("signed-out", 401) } : undefined);
    const { fates, isSignedOut } = await run(console, keys);
    assert.deepEqual(fates, { "id-0": "signed-out", "id-1": "signed-out" });
    assert.ok(isSignedOut);
    assert.deepEqual(console.asked, ["delete 2", "delete 1"]);
  });

  it("asks no more where the session turns out to be over when it looks", async () => {
    const console = new ConsoleInMemory(keysFrom(0, 2));
    console.before = (asked) => ({ error: asked.startsWith("delete") ? failure("timeout") : failure("signed-out", 401) });
    const { fates, isSignedOut } = await run(console, keysFrom(0, 2));
    assert.deepEqual([fates, isSignedOut], [{ "id-0": "unknown", "id-1": "unknown" }, true]);
  });

  it("leaves what it knows where it is cancelled", async () => {
    const console = new ConsoleInMemory(keysFrom(0, 2));
    const controller = new AbortController();
    console.before = () => { controller.abort(); return undefined; };
    await assert.rejects(run(console, keysFrom(0, 2), controller.signal), { name: "AbortError" });
  });
});

describe("deleting API keys one by one", () => {
  it("says how far it is, and goes on after what the console says of one", async () => {
    const console = new ConsoleInMemory([listed(0), listed(1, { creator: "a@example.test" }), listed(2)], false);
    const { fates, said } = await run(console, [...console.keysThere, listed(9)]);
    // What is gone can't be told from what was deleted.
    assert.deepEqual(fates, { "id-0": "deleted", "id-1": "forbidden", "id-2": "deleted", "id-9": "deleted" });
    assert.deepEqual(said, [0, 1, 2, 3]);
    assert.deepEqual(console.asked, ["delete 1", "delete 1", "delete 1", "delete 1"]);
  });

  it("stops at what all would meet, and asks the list of the one that was under way", async () => {
    for (const [code, after, first] of [["timeout", true, "deleted"], ["timeout", false, "timeout"], ["too-many", false, "too-many"]] as const) {
      const console = new ConsoleInMemory(keysFrom(0, 4), false);
      console.before = (asked) => (asked.startsWith("delete") && console.asked.length === 2 ? { error: failure(code), after } : undefined);
      assert.deepEqual((await run(console, keysFrom(0, 4))).fates, { "id-0": "deleted", "id-1": first, "id-2": code, "id-3": code });
    }
  });
});
