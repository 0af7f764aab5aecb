import { argon2id } from "@noble/hashes/argon2.js";
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { passphrase, projectSalt, rootKey } from "../../support/satellite/rootKey";

describe("the stand-in's root key", () => {
  it("is the one of its passphrase and salt", () => {
    const mixed = createHmac("sha256", passphrase).update(projectSalt).digest();
    const salt = createHmac("sha256", mixed).digest();
    const key = argon2id(Buffer.from(passphrase), salt, { t: 1, m: 64 * 1024, p: 8, dkLen: 32 });
    assert.equal(Buffer.from(key).toString("hex"), rootKey.toString("hex"));
  });
});
