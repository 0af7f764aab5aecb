import assert from "node:assert/strict";
import { byteString, type Bytes, encryptPath, encryptPrefix, hex, parseGrant, utf8 } from "../../src/grant";
import { listObjects, type ListedObject } from "../../src/satellite/metainfo";
import { callerOf, outcome, reading, restricted } from "./access";
import { listedNames, nameOf, namesAt } from "./names";
import { itGiven, type Subject } from "./subject";

type Given = Pick<Subject, "rootGrant" | "nullCipherGrant" | "buckets" | "objects">;
const twoBuckets = ["rootGrant", "nullCipherGrant", "buckets", "objects"] as const;

/** Each of the two grants with its bucket. */
function both({ rootGrant, nullCipherGrant, buckets }: Given) {
  const [encrypted, plain] = buckets as [string, string];
  return [
    { text: rootGrant, bucket: encrypted, isPlain: false },
    { text: nullCipherGrant, bucket: plain, isPlain: true },
  ];
}

describe("contract: ListObjects", () => {
  for (const prefix of ["", "tenant1/", "tenant1/sub/", "tenant9/"]) {
    for (const recursive of [false, true]) {
      itGiven(twoBuckets, `lists "${prefix}"${recursive ? " with all that is below" : ""}`, async (given) => {
        for (const { text, bucket } of both(given)) {
          const grant = parseGrant(text);
          const asked = { bucket, prefix, recursive };
          assert.deepEqual(await listedNames(callerOf(grant), grant, asked), namesAt(given.objects, asked), bucket);
        }
      });
    }
  }

  itGiven(twoBuckets, "gives keys below the prefix, and sizes of objects alone", async (given) => {
    const grant = parseGrant(given.nullCipherGrant);
    const bucket = utf8(given.buckets[1] as string);
    const { objects } = await listObjects(callerOf(grant), { bucket, encryptedPrefix: utf8("tenant1/"), limit: 10 });
    assert.deepEqual(objects.map(({ encryptedKey, isPrefix }) => [byteString(encryptedKey), isPrefix]), [
      ["a.txt", false],
      ["sub/", true],
    ]);
    assert.ok(objects[0]!.size > 0n);
    assert.equal(objects[1]!.size, 0n);
    const { createdAt } = objects[0]!;
    assert.ok(createdAt === undefined || createdAt <= Date.now());
  });

  itGiven(twoBuckets, "takes a prefix without its slash for one with it", async (given) => {
    for (const { text, bucket: name } of both(given)) {
      const grant = parseGrant(text);
      const bucket = utf8(name);
      const list = async (encryptedPrefix: Bytes) => {
        const { objects } = await listObjects(callerOf(grant), { bucket, encryptedPrefix, limit: 10 });
        return objects.map(({ encryptedKey }) => hex(encryptedKey));
      };
      const listed = await list(encryptPath(grant.store, bucket, utf8("tenant1")));
      assert.equal(listed.length, namesAt(given.objects, { bucket: name, prefix: "tenant1/" }).length);
      assert.deepEqual(listed, await list(encryptPrefix(grant.store, bucket, utf8("tenant1/"))));
    }
  });

  for (const recursive of [false, true]) {
    itGiven(twoBuckets, `goes on where a page ended, in the order of bytes${recursive ? ", with all that is below" : ""}`, async (given) => {
      for (const { text, bucket: name } of both(given)) {
        const grant = parseGrant(text);
        const bucket = utf8(name);
        const seen: ListedObject[] = [];
        for (let more = true; more; ) {
          const after = seen.at(-1)?.encryptedKey;
          const page = { bucket, encryptedPrefix: utf8(""), limit: 2, recursive, ...(after === undefined ? {} : { after }) };
          const answer = await listObjects(callerOf(grant), page);
          assert.ok(answer.objects.length <= 2);
          assert.ok(!answer.more || answer.objects.length === 2, "a page before the last is full");
          seen.push(...answer.objects);
          more = answer.more;
        }
        const keys = seen.map(({ encryptedKey }) => byteString(encryptedKey));
        assert.deepEqual(keys, [...new Set(keys)].sort());
        const names = seen.map((object) => nameOf(grant, name, utf8(""), object)).sort();
        assert.deepEqual(names, namesAt(given.objects, { bucket: name, prefix: "", recursive }));
      }
    });
  }

  itGiven(twoBuckets, "asks for permission to list", async (given) => {
    for (const { text, bucket } of both(given)) {
      for (const permission of [{ allowDownload: true }, { allowUpload: true }, { allowDelete: true }]) {
        const grant = parseGrant(text);
        assert.equal(await outcome(listedNames(callerOf(restricted(grant, permission)), grant, { bucket, prefix: "" })), "unauthorized");
      }
      const grant = parseGrant(text);
      assert.equal(await outcome(listedNames(callerOf(restricted(grant, { allowList: true })), grant, { bucket, prefix: "" })), "ok");
    }
  });
});

describe("contract: a grant for tenant1/ and what is beside it", () => {
  /** What a key that is restricted to a prefix gets: "refused", or the names. */
  async function asked(given: Given, isPlain: boolean, prefix: string, arbitraryPrefix: boolean): Promise<string[] | string> {
    const { text, bucket } = both(given).find((one) => one.isPlain === isPlain)!;
    const grant = parseGrant(text);
    const call = () => listedNames(callerOf(restricted(grant, reading, [bucket, "tenant1/"])), grant, { bucket, prefix, arbitraryPrefix });
    const code = await outcome(call());
    return code === "ok" ? call() : code;
  }
  const names = (given: Given, prefix: string) => namesAt(given.objects, { bucket: "", prefix });

  for (const isPlain of [false, true]) {
    describe(isPlain ? "with plain object keys" : "with encrypted object keys", () => {
      itGiven(twoBuckets, "lists tenant1/ and below", async (given) => {
        assert.deepEqual(await asked(given, isPlain, "tenant1/", false), names(given, "tenant1/"));
        assert.deepEqual(await asked(given, isPlain, "tenant1/sub/", false), names(given, "tenant1/sub/"));
      });

      itGiven(twoBuckets, "lists neither the bucket nor tenant2/", async (given) => {
        assert.equal(await asked(given, isPlain, "", false), "unauthorized");
        assert.equal(await asked(given, isPlain, "tenant2/", false), "unauthorized");
      });

      itGiven(twoBuckets, `${isPlain ? "lists" : "does not list"} tenant10/`, async (given) => {
        const expected = isPlain ? names(given, "tenant10/") : "unauthorized";
        assert.deepEqual(await asked(given, isPlain, "tenant10/", false), expected);
      });

      const all = isPlain ? "all that begins with tenant1" : "tenant1 and what is below";
      itGiven(twoBuckets, `finds ${all} where any prefix is one`, async (given) => {
        const expected = names(given, "tenant1").filter((name) => isPlain || name === "tenant1" || name.startsWith("tenant1/"));
        assert.deepEqual(await asked(given, isPlain, "tenant1", true), expected);
      });
    });
  }
});
