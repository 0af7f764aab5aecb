import assert from "node:assert/strict";
import { byteString, noBytes, parseGrant, utf8 } from "../../src/grant";
import { type Caller, listBuckets, listObjects } from "../../src/satellite/metainfo";
import { callerOf, everything, refusal, restricted } from "./access";
import { itGiven } from "./subject";

async function bucketNames(caller: Caller, after?: string): Promise<string[]> {
  const { names, more } = await listBuckets(caller, { limit: 1000, ...(after === undefined ? {} : { after: utf8(after) }) });
  assert.equal(more, false);
  return names.map(byteString);
}

describe("contract: ListBuckets", () => {
  itGiven(["rootGrant", "buckets"], "gives all buckets of the project in the order of their bytes", async ({ rootGrant, buckets }) => {
    assert.deepEqual(await bucketNames(callerOf(parseGrant(rootGrant))), [...buckets].sort());
  });

  itGiven(["rootGrant", "buckets"], "gives the buckets that all caveats name", async ({ rootGrant, buckets }) => {
    const [one, other] = buckets as [string, string];
    assert.deepEqual(await bucketNames(callerOf(restricted(rootGrant, everything, [one, "tenant1/"]))), [one]);
    assert.deepEqual(await bucketNames(callerOf(restricted(rootGrant, everything, [one, ""], [other, "tenant1/"]))), [one, other].sort());
    const narrowed = restricted(restricted(rootGrant, everything, [one, ""], [other, ""]), everything, [other, "tenant1/"]);
    assert.deepEqual(await bucketNames(callerOf(narrowed)), [other]);
    assert.deepEqual(await bucketNames(callerOf(restricted(rootGrant, everything, ["there-is-none", ""]))), []);
  });

  itGiven(["rootGrant", "buckets"], "asks for no permission", async ({ rootGrant, buckets }) => {
    for (const permission of [{ allowUpload: true }, { allowDelete: true }, { allowList: true }, { allowDownload: true }]) {
      assert.deepEqual(await bucketNames(callerOf(restricted(rootGrant, permission))), [...buckets].sort());
    }
  });

  itGiven(["rootGrant", "buckets"], "goes on after a name, and cuts at the limit", async ({ rootGrant, buckets }) => {
    const caller = callerOf(parseGrant(rootGrant));
    const sorted = [...buckets].sort();
    assert.deepEqual(await bucketNames(caller, sorted[0]), sorted.slice(1));
    assert.deepEqual(await bucketNames(caller, sorted.at(-1)), []);
    const first = await listBuckets(caller, { limit: 1 });
    assert.deepEqual([first.names.map(byteString), first.more], [sorted.slice(0, 1), true]);
  });
});

describe("contract: a bucket that is not there", () => {
  itGiven(["rootGrant"], "is told by name", async ({ rootGrant }) => {
    const page = { bucket: utf8("there-is-none"), encryptedPrefix: noBytes, limit: 1 };
    assert.deepEqual(await refusal(listObjects(callerOf(parseGrant(rootGrant)), page)), {
      code: "not-found",
      words: "bucket not found: there-is-none",
    });
  });

  itGiven(["rootGrant"], "is not told to who may not list it", async ({ rootGrant }) => {
    const page = { bucket: utf8("there-is-none"), encryptedPrefix: noBytes, limit: 1 };
    const { code } = await refusal(listObjects(callerOf(restricted(rootGrant, { allowDownload: true })), page));
    assert.equal(code, "unauthorized");
  });

  itGiven(["rootGrant"], "and none at all is a request that makes no sense", async ({ rootGrant }) => {
    const page = { bucket: noBytes, encryptedPrefix: noBytes, limit: 1 };
    assert.deepEqual(await refusal(listObjects(callerOf(parseGrant(rootGrant)), page)), {
      code: "invalid",
      words: "metainfo: no bucket specified",
    });
  });
});
