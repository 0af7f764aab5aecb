import assert from "node:assert/strict";
import fc from "fast-check";
import {
  byteString,
  concat,
  decryptPath,
  derivePathKey,
  encryptPath,
  encryptPrefix,
  GrantError,
  pathCipher,
  prefixInfo,
  Store,
  utf8,
} from "../../../src/grant";
import { base64UrlPath, bucket, key, path, store } from "./arbitraries";

const authenticated = fc.constantFrom(pathCipher.aesGcm, pathCipher.secretBox);

describe("path encryption", () => {
  for (const [name, number] of Object.entries(pathCipher).filter(([, value]) => value !== pathCipher.unspecified)) {
    it(`decrypting leads back under ${name}`, () => {
      const plain = number === pathCipher.nullBase64Url ? base64UrlPath : path;
      fc.assert(
        fc.property(key, bucket, plain, (defaultKey, inBucket, unencrypted) => {
          const keys = new Store(defaultKey, number);
          assert.deepEqual(decryptPath(keys, inBucket, encryptPath(keys, inBucket, unencrypted)), unencrypted);
        }),
        { numRuns: 300 },
      );
    });
  }

  it("decrypting leads back whichever key of a store is the deepest", () => {
    fc.assert(
      fc.property(store, bucket, path, (keys, inBucket, unencrypted) => {
        let encrypted;
        try {
          encrypted = encryptPath(keys, inBucket, unencrypted);
        } catch (error) {
          // No key there, or a component that is not base64url.
          assert.ok(error instanceof GrantError && ["missing-key", "path"].includes(error.code));
          return;
        }
        const [there, back] = [
          keys.lookupUnencrypted(inBucket, byteString(unencrypted)),
          keys.lookupEncrypted(inBucket, byteString(encrypted)),
        ];
        // Under a null cipher an encrypted path may happen to be one that leads elsewhere.
        fc.pre(there?.key === back?.key && there?.pathCipher !== pathCipher.nullBase64Url);
        assert.deepEqual(decryptPath(keys, inBucket, encrypted), unencrypted);
      }),
      { numRuns: 500 },
    );
  });

  it("a component that is not empty does not open with another key, or in another bucket", () => {
    fc.assert(
      fc.property(key, key, authenticated, path, (right, wrong, cipher, unencrypted) => {
        fc.pre(unencrypted.some((byte) => byte !== 0x2f) && byteString(right) !== byteString(wrong));
        const encrypted = encryptPath(new Store(right, cipher), utf8("photos"), unencrypted);
        assert.throws(() => decryptPath(new Store(wrong, cipher), utf8("photos"), encrypted), { code: "decrypt" });
        assert.throws(() => decryptPath(new Store(right, cipher), utf8("other"), encrypted), { code: "decrypt" });
      }),
      { numRuns: 200 },
    );
  });

  it("a component that was changed does not open, or is no component at all", () => {
    fc.assert(
      fc.property(key, authenticated, fc.nat(), fc.integer({ min: 1, max: 255 }), (defaultKey, cipher, place, by) => {
        const keys = new Store(defaultKey, cipher);
        const encrypted = encryptPath(keys, utf8("photos"), utf8("tenant1"));
        const changed = encrypted.with(place % encrypted.length, (encrypted[place % encrypted.length] as number) ^ by);
        assert.throws(() => decryptPath(keys, utf8("photos"), changed), { name: "GrantError" });
      }),
      { numRuns: 500 },
    );
  });

  it("what is below a prefix is encrypted below the encrypted prefix, and its key opens it", () => {
    fc.assert(
      fc.property(key, authenticated, path, path, (defaultKey, cipher, prefix, below) => {
        fc.pre(prefix.length > 0 && below.length > 0);
        const [all, photos] = [new Store(defaultKey, cipher), utf8("photos")];
        const encryptedPath = encryptPath(all, photos, prefix);
        const whole = concat(prefix, utf8("/"), below);
        const encrypted = encryptPath(all, photos, whole);
        assert.ok(byteString(encrypted).startsWith(`${byteString(encryptedPath)}/`));
        const limited = new Store(undefined, cipher);
        limited.add({
          bucket: photos,
          unencryptedPath: prefix,
          encryptedPath,
          key: derivePathKey(all, photos, prefix),
          pathCipher: cipher,
        });
        assert.deepEqual(decryptPath(limited, photos, encrypted), whole);
        assert.deepEqual(encryptPath(limited, photos, whole), encrypted);
        assert.throws(() => encryptPath(limited, utf8("other"), below), { code: "missing-key" });
      }),
      { numRuns: 200 },
    );
  });

  it("a listing prefix keeps its slash", () => {
    const keys = new Store(new Uint8Array(32), pathCipher.aesGcm);
    const prefix = encryptPrefix(keys, utf8("photos"), utf8("a/b/"));
    assert.deepEqual(prefix, concat(encryptPath(keys, utf8("photos"), utf8("a/b")), utf8("/")));
    assert.deepEqual(encryptPrefix(keys, utf8("photos"), utf8("a/b")), encryptPath(keys, utf8("photos"), utf8("a/b")));
    assert.deepEqual(encryptPrefix(keys, utf8("photos"), utf8("")), utf8(""));
  });

  it("a prefix is shown with its parent, but not above the only key that there is", () => {
    const all = new Store(new Uint8Array(32), pathCipher.aesGcm);
    const info = prefixInfo(all, utf8("photos"), utf8("a/b"));
    assert.deepEqual(info.parentUnencryptedPath, utf8("a"));
    assert.deepEqual(info.parentKey, derivePathKey(all, utf8("photos"), utf8("a")));
    const own = new Store(undefined, pathCipher.aesGcm);
    const entry = {
      bucket: utf8("photos"),
      unencryptedPath: utf8("a"),
      encryptedPath: info.parentEncryptedPath,
      key: info.parentKey,
    };
    own.add({ ...entry, pathCipher: pathCipher.aesGcm });
    assert.throws(() => prefixInfo(own, utf8("photos"), utf8("a")), { code: "missing-key" });
    assert.deepEqual(prefixInfo(own, utf8("photos"), utf8("a/b")), info);
  });

  it("ciphers that Go does not know are refused, where there is something to encrypt", () => {
    for (const cipher of [0, 5, 9, 255]) {
      const keys = new Store(new Uint8Array(32), cipher);
      assert.throws(() => encryptPath(keys, utf8("photos"), utf8("a")), { code: "cipher" });
      assert.deepEqual(encryptPath(keys, utf8("photos"), utf8("")), utf8(""));
    }
  });
});
