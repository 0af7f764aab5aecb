import assert from "node:assert/strict";
import fc from "fast-check";
import {
  deriveRootKey,
  deriveTenantKey,
  encryptPath,
  noBytes,
  overrideEncryptionKey,
  restrictGrant,
  utf8,
} from "../../../src/grant";
import { rootGrant } from "./arbitraries";

const photos = utf8("photos");

describe("deriving a key", () => {
  it("lets everything else have its turn, many times", async () => {
    let turns = 0;
    const timer = setInterval(() => { turns++; }, 0);
    try {
      await deriveRootKey(utf8("a passphrase"), utf8("a salt"), noBytes, 8);
    } finally {
      clearInterval(timer);
    }
    assert.ok(turns >= 10, String(turns));
  });
});

describe("a tenant's own key", () => {
  it("is the derivation with one thread", async () => {
    const [passphrase, salt] = [utf8("a passphrase"), utf8("a salt")];
    assert.deepEqual(await deriveTenantKey(passphrase, salt), await deriveRootKey(passphrase, salt, noBytes, 1));
    assert.notDeepEqual(await deriveTenantKey(passphrase, salt), await deriveTenantKey(passphrase, utf8("another")));
  });

  it("encrypts what is below its prefix, and what a restriction keeps of it", () => {
    const [root] = fc.sample(rootGrant, 1);
    assert.ok(root);
    const tenant = overrideEncryptionKey(root, photos, utf8("alice/"), new Uint8Array(32).fill(7));
    const [inside, outside] = [utf8("alice/a"), utf8("bob/a")];
    assert.equal(tenant.store.lookupUnencrypted(photos, "alice/a")?.key[0], 7);
    assert.deepEqual(encryptPath(tenant.store, photos, outside), encryptPath(root.store, photos, outside));
    assert.equal(root.store.entries().length, 0);
    const child = restrictGrant(tenant, { allowDownload: true }, [{ bucket: photos, prefix: utf8("alice/") }]);
    assert.deepEqual(encryptPath(child.store, photos, inside), encryptPath(tenant.store, photos, inside));
    assert.equal(child.store.entries()[0]?.key[0], 7);
  });

  it("needs a prefix that ends in a slash", () => {
    const [root] = fc.sample(rootGrant, 1);
    assert.ok(root);
    for (const prefix of ["", "alice"]) {
      assert.throws(() => overrideEncryptionKey(root, photos, utf8(prefix), new Uint8Array(32)), { code: "prefix" });
    }
    assert.deepEqual(
      overrideEncryptionKey(root, photos, utf8("/"), new Uint8Array(32)).store.entries()[0]?.unencryptedPath,
      utf8(""),
    );
  });
});
