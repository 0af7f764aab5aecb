import assert from "node:assert/strict";
import fc from "fast-check";
import {
  byteString,
  components,
  concatAll,
  decodeBase58,
  decryptPath,
  derivePathKey,
  encryptPath,
  parseCaveat,
  parseGrant,
  parseMacaroon,
  pathCipher,
  restrictGrant,
  serializeGrant,
  serializeMacaroon,
  Store,
  utf8,
} from "../../../src/grant";
import { rootGrant } from "./arbitraries";

const photos = utf8("photos");
const deep = utf8("a/".repeat(11_999) + "b");
const startGroup = Uint8Array.of(0x83, 0x01);
const endGroup = Uint8Array.of(0x84, 0x01);
const times = (count: number, part: Uint8Array): Uint8Array => concatAll(new Array<Uint8Array>(count).fill(part));
const nested = (depth: number): Uint8Array => concatAll([times(depth, startGroup), times(depth, endGroup)]);

describe("what is deep or long", function () {
  this.timeout(60_000);

  it("groups in a caveat are skipped to the depth of 10,001 that Go allows and refused beyond", () => {
    assert.deepEqual(
      parseCaveat(nested(10_001)).unknownFields.map(({ number }) => number),
      [16],
    );
    assert.throws(() => parseCaveat(nested(10_002)), { code: "protobuf" });
    assert.throws(() => parseCaveat(nested(200_000)), { code: "protobuf" });
    assert.throws(() => parseCaveat(nested(10_000).subarray(0, -2)), { code: "protobuf" });
  });

  it("a path of 12,000 components is encrypted, decrypted and restricted to", () => {
    assert.equal(components(byteString(deep)).length, 12_000);
    for (const cipher of [pathCipher.aesGcm, pathCipher.null]) {
      const keys = new Store(new Uint8Array(32), cipher);
      const encrypted = encryptPath(keys, photos, deep);
      assert.deepEqual(decryptPath(keys, photos, encrypted), deep);
    }
    const [root] = fc.sample(
      rootGrant.filter(({ store }) => store.defaultPathCipher === pathCipher.null),
      1,
    );
    assert.ok(root);
    const child = restrictGrant(root, { allowDownload: true }, [{ bucket: photos, prefix: deep }]);
    assert.deepEqual(
      child.store.entries().map(({ unencryptedPath }) => unencryptedPath),
      [deep],
    );
  });

  it("a store with keys at every level of a long path finds the deepest", () => {
    const keys = new Store(new Uint8Array(32), pathCipher.null);
    for (const length of [1, 3, 5999, 11_999, 23_999]) {
      const path = deep.subarray(0, length);
      keys.add({
        bucket: photos,
        unencryptedPath: path,
        encryptedPath: path,
        key: new Uint8Array(32).fill(length % 256),
        pathCipher: 1,
      });
    }
    assert.equal(keys.clone().entries().length, 5);
    assert.deepEqual(derivePathKey(keys, photos, deep), new Uint8Array(32).fill(23_999 % 256));
    assert.deepEqual(derivePathKey(keys, photos, deep.subarray(0, 11_999)), new Uint8Array(32).fill(11_999 % 256));
  });

  it("a grant of 60 restrictions is read as it was made", () => {
    const [root] = fc.sample(rootGrant, 1);
    assert.ok(root);
    let child = root;
    for (let count = 0; count < 60; count++)
      child = restrictGrant(child, { allowDownload: true }, [{ bucket: photos, prefix: utf8("a/b") }]);
    assert.equal(parseGrant(serializeGrant(child)).macaroon.caveats.length, 60);
  });

  it("an API key of 200,000 caveats is read and written", () => {
    const macaroon = {
      head: new Uint8Array(32),
      caveats: new Array<Uint8Array>(200_000).fill(Uint8Array.of(1)),
      tail: new Uint8Array(32),
    };
    assert.equal(parseMacaroon(serializeMacaroon(macaroon)).caveats.length, 200_000);
  });

  it("the longest text that is decoded at all takes no second", () => {
    const started = performance.now();
    assert.ok(decodeBase58("z".repeat(16_384)).length > 11_000);
    assert.ok(performance.now() - started < 1000);
  });
});
