import assert from "node:assert/strict";
import { readNames } from "../../../../src/commands/contacting/plainNames";
import { type Bytes, concat, encryptPath, encryptPrefix, pathCipher, restrictGrant, type Store, utf8, utf8Text } from "../../../../src/grant";
import { demoGrant, everyday, prefix } from "../../../support/demoCredentials";

const bucket = utf8("photos");
const { store } = demoGrant();

/** To its end, and in how many steps. */
function ended<T>(work: Generator<void, T>): { value: T; steps: number } {
  for (let steps = 0; ; steps++) {
    const { done, value } = work.next();
    if (done) return { value, steps };
  }
}

/** An object or a prefix as a satellite lists it below an encrypted prefix. */
function listed(keys: Store, name: string, below = ""): { encryptedKey: Bytes; isPrefix: boolean; size: bigint } {
  const isPrefix = name.endsWith("/") && !name.endsWith("//");
  const [whole, start] = [utf8(below + name), encryptPrefix(keys, bucket, utf8(below))];
  const encrypted = isPrefix ? encryptPrefix(keys, bucket, whole) : encryptPath(keys, bucket, whole);
  return { encryptedKey: encrypted.subarray(start.length), isPrefix, size: isPrefix ? 0n : 7n };
}

const read = (keys: Store, below: string, objects: readonly ReturnType<typeof listed>[]) => {
  const { names, unreadable } = ended(readNames(keys, bucket, utf8(below), objects)).value;
  return { names: names.map(({ name, isPrefix, size }) => [utf8Text(name), isPrefix, size]), unreadable };
};

describe("names that a satellite lists", () => {
  it("are read below any prefix, without it, whatever the cipher", () => {
    for (const cipher of [pathCipher.aesGcm, pathCipher.secretBox, pathCipher.null]) {
      const { store: keys } = demoGrant(undefined, cipher);
      for (const below of ["", "tenant1/", "a/b//"]) {
        const objects = ["cat.jpg", "sub/", "sub/deep/x"].map((name) => listed(keys, name, below));
        const names = [["cat.jpg", false, 7n], ["sub/", true, 0n], ["sub/deep/x", false, 7n]];
        assert.deepEqual(read(keys, below, objects), { names, unreadable: 0 }, `${String(cipher)} ${below}`);
      }
    }
  });

  it("may end in a slash, and be no prefix", () => {
    const encryptedKey = encryptPath(store, bucket, utf8("folder/"));
    assert.deepEqual(read(store, "", [{ encryptedKey, isPrefix: false, size: 0n }]).names, [["folder/", false, 0n]]);
  });

  it("are counted where the keys are others", () => {
    const objects = [listed(store, "mine"), listed(demoGrant().store, "of another passphrase"), { ...listed(store, "x"), encryptedKey: utf8("no ciphertext") }];
    assert.deepEqual(read(store, "", objects), { names: [["mine", false, 7n]], unreadable: 2 });
  });

  it("are read by a grant that is limited to their prefix", () => {
    const grant = demoGrant();
    const tenant = restrictGrant(grant, everyday, [prefix("photos", "tenant1/")]);
    const objects = [listed(grant.store, "cat.jpg", "tenant1/")];
    assert.deepEqual(read(tenant.store, "tenant1/", objects), { names: [["cat.jpg", false, 7n]], unreadable: 0 });
  });

  it("may be bytes that are no text", () => {
    const name = Uint8Array.of(0xff, 0x2f, 0x00);
    const encryptedKey = encryptPath(store, bucket, name);
    const { names } = ended(readNames(store, bucket, new Uint8Array(0), [{ encryptedKey, isPrefix: false, size: 1n }])).value;
    assert.deepEqual(names, [{ name, isPrefix: false, size: 1n }]);
  });

  it("may come from a satellite that sends nonsense", () => {
    const nonsense = [new Uint8Array(0), utf8("/"), utf8("//"), concat(Uint8Array.of(1, 2), utf8("/")), Uint8Array.of(2)];
    for (const isPrefix of [true, false]) {
      for (const below of ["", "tenant1/"]) {
        const objects = nonsense.map((encryptedKey) => ({ encryptedKey, isPrefix, size: -1n }));
        const { value, steps } = ended(readNames(store, bucket, utf8(below), objects));
        assert.equal(value.names.length + value.unreadable, nonsense.length);
        // Each of its own, so that nobody waits for the longest ones together.
        assert.equal(steps, nonsense.length);
      }
    }
  });
});
