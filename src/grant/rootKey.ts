import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { limitStore } from "./allowedPrefixes";
import { type Bytes, noBytes } from "./bytes";
import { GrantError } from "./errors";
import { buildGrant, type Grant } from "./grant";
import type { Macaroon } from "./macaroon";
import { encryptPath } from "./pathEncryption";
import { Store } from "./store";

/** Argon2's parallelism: 8 for a project's root key, 1 for a tenant's own key. */
export const argon2Threads = { rootKey: 8, tenantKey: 1 } as const;

/**
 * The encryption key of a passphrase: Argon2id over 64 MiB in one pass (storj/common encryption/password.go DeriveRootKey). 32 bytes;
 * takes about half a second, in slices. `path` is empty but for keys of old software.
 */
export async function deriveRootKey(passphrase: Bytes, salt: Bytes, path: Bytes, threads: number): Promise<Bytes> {
  const mixedSalt = hmac(sha256, passphrase, salt);
  const pathSalt = hmac(sha256, mixedSalt, path);
  // Seldom needed, and a fifth of all the cryptography.
  const { argon2idAsync } = await import("@noble/hashes/argon2.js");
  return argon2idAsync(passphrase, pathSalt, { t: 1, m: 64 * 1024, p: threads, dkLen: 32 });
}

/** A tenant's own key: the same derivation with one thread (uplink encryption.go DeriveEncryptionKey). 32 bytes. */
export function deriveTenantKey(passphrase: Bytes, salt: Bytes): Promise<Bytes> {
  return deriveRootKey(passphrase, salt, noBytes, argon2Threads.tenantKey);
}

/** A grant from an API key and its project's root key (uplink access.go RequestAccessWithPassphrase, after the satellite gave the salt). */
export function grantFromRootKey(satelliteAddress: Bytes, macaroon: Macaroon, rootKey: Bytes, pathCipher: number): Grant {
  return buildGrant(satelliteAddress, macaroon, limitStore(new Store(rootKey, pathCipher), macaroon));
}

/**
 * Gives everything below a prefix a key of its own (uplink access.go OverrideEncryptionKey). The prefix ends in a slash, which goes; `/` is the bucket.
 * Errors: `prefix` without that slash, `missing-key`, `cipher`, `path`, `store`.
 */
export function overrideEncryptionKey(grant: Grant, bucket: Bytes, prefix: Bytes, key: Bytes): Grant {
  if (prefix.at(-1) !== 0x2f) throw new GrantError("prefix", "the prefix of a tenant's own key must end with a slash");
  const unencryptedPath = prefix.subarray(0, -1);
  const store = grant.store.clone();
  const encryptedPath = encryptPath(store, bucket, unencryptedPath);
  store.add({ bucket, unencryptedPath, encryptedPath, key, pathCipher: store.defaultPathCipher });
  return buildGrant(grant.satelliteAddress, grant.macaroon, store);
}
