import assert from "node:assert/strict";
import { encryptPath, pathCipher } from "../../support/satellite/pathEncryption";
import { bytesIn, vectorFile } from "./vectorCases";

describe("the stand-in's names of objects", () => {
  for (const [name, cipher] of Object.entries(pathCipher)) {
    it(`are those that Go encrypts with a default key under ${name}`, () => {
      const all = vectorFile("paths").cases.filter((each) => each["kind"] === "encrypt" && each["cipher"] === cipher);
      const withDefaultKey = all.filter((each) => (each["entries"] as unknown[]).length === 0);
      const given = withDefaultKey.filter((each) => each["go_error"] === undefined);
      assert.ok(given.length > 40);
      for (const each of given) {
        const [key, bucket, path] = [bytesIn(each, "key"), bytesIn(each, "bucket"), bytesIn(each, "unencrypted")];
        const encrypted = encryptPath(key, cipher, bucket, path);
        assert.equal(encrypted.toString("hex"), each["encrypted"], String(each["name"]));
      }
    });
  }
});
