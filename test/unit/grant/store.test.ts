import assert from "node:assert/strict";
import { type Bytes, pathCipher, Store, type StoreEntry, utf8 } from "../../../src/grant";

const photos = utf8("photos");
const key = (byte: number): Bytes => new Uint8Array(32).fill(byte);
const entry = (unencrypted: string, encrypted: string, byte = 1, cipher: number = pathCipher.null): StoreEntry => ({
  bucket: photos,
  unencryptedPath: utf8(unencrypted),
  encryptedPath: utf8(encrypted),
  key: key(byte),
  pathCipher: cipher,
});

describe("a store", () => {
  it("finds the deepest key on a path, plain or encrypted, and the default one elsewhere", () => {
    const store = new Store(key(9), pathCipher.aesGcm);
    store.add(entry("a", "x", 1));
    store.add(entry("a/b/c", "x/y/z", 2, pathCipher.secretBox));
    const deepest = (path: string): [number | undefined, readonly string[] | undefined] => {
      const base = store.lookupUnencrypted(photos, path);
      return [base?.key[0], base?.remaining];
    };
    assert.deepEqual(deepest("a"), [1, []]);
    assert.deepEqual(deepest("a/b"), [1, ["b"]]);
    assert.deepEqual(deepest("a/b/c/d/e"), [2, ["d", "e"]]);
    assert.deepEqual(deepest("ab"), [9, ["ab"]]);
    assert.equal(store.lookupEncrypted(photos, "x/y/z/w")?.key[0], 2);
    assert.equal(store.lookupEncrypted(photos, "a")?.isDefault, true);
    assert.equal(store.lookupUnencrypted(utf8("other"), "a")?.isDefault, true);
    assert.equal(store.pathCipherAt(photos, utf8("x/y/z")), pathCipher.secretBox);
    assert.equal(new Store(undefined, 7).pathCipherAt(photos, utf8("x")), 7);
    assert.equal(new Store(undefined, 7).lookupUnencrypted(photos, "a"), undefined);
  });

  it("refuses paths of different lengths, and ones that contradict what is there", () => {
    const store = new Store(undefined, pathCipher.aesGcm);
    store.add(entry("a/b", "x/y"));
    for (const [plain, encrypted] of [
      ["a", "x/y"],
      ["a/b", "x"],
      ["", "x"],
      ["a/c", "x/y"],
      ["a/b", "x/z"],
      ["a/b", "w/y"],
      ["b/b", "x/y"],
    ] as const) {
      assert.throws(() => store.add(entry(plain, encrypted)), { code: "store" }, `${plain} ${encrypted}`);
    }
    assert.equal(store.entries().length, 1);
  });

  it("replaces the key at a path, and lists its entries by bucket and encrypted path", () => {
    const store = new Store(undefined, pathCipher.aesGcm);
    store.add(entry("b", "2"));
    store.add(entry("a", "3"));
    store.add({ ...entry("", ""), bucket: utf8("albums") });
    store.add(entry("b", "2", 5));
    assert.deepEqual(
      store.entries().map(({ bucket, encryptedPath, key: [byte] }) => [bucket, encryptedPath, byte]),
      [
        [utf8("albums"), utf8(""), 1],
        [photos, utf8("2"), 5],
        [photos, utf8("3"), 1],
      ],
    );
  });

  it("tells the plain path of an encrypted one as far as its entries do", () => {
    const store = new Store(key(9), pathCipher.aesGcm);
    store.add(entry("a/b", "x/y"));
    assert.deepEqual(store.knownPath(photos, utf8("x")), utf8("a"));
    assert.deepEqual(store.knownPath(photos, utf8("x/y")), utf8("a/b"));
    assert.deepEqual(store.knownPath(photos, utf8("")), utf8(""));
    assert.equal(store.knownPath(photos, utf8("x/y/z")), undefined);
    assert.equal(store.knownPath(photos, utf8("a")), undefined);
  });

  it("was cloned: what is added to one is not in the other", () => {
    const store = new Store(key(9), pathCipher.aesGcm);
    store.add(entry("a", "x"));
    const copy = store.clone();
    copy.add(entry("b", "y"));
    assert.deepEqual([store.entries().length, copy.entries().length], [1, 2]);
    assert.deepEqual([copy.defaultKey, copy.defaultPathCipher], [store.defaultKey, store.defaultPathCipher]);
  });
});
