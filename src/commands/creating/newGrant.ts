import {
  argon2Threads,
  type Bytes,
  concat,
  deriveRootKey,
  deriveTenantKey,
  type Grant,
  grantFromRootKey,
  type Macaroon,
  noBytes,
  nodeUrlBytes,
  overrideEncryptionKey,
  parseSatelliteUrl,
  type SharePrefix,
  utf8,
} from "../../grant";

/** What a project's grant is made of, besides its API key. */
export interface ProjectKeys {
  /** A node URL. */
  readonly satelliteAddress: Bytes;
  readonly passphrase: string;
  /** As the satellite gives it. */
  readonly salt: Bytes;
  readonly pathCipher: number;
}

/**
 * The grant that uplink makes of an API key and a passphrase, the satellite's address canonical (uplink access.go
 * RequestAccessWithPassphrase). Takes half a second, in slices. Errors: those of parseSatelliteUrl.
 */
export async function grantOfPassphrase(macaroon: Macaroon, { satelliteAddress, passphrase, salt, pathCipher }: ProjectKeys): Promise<Grant> {
  const address = nodeUrlBytes(parseSatelliteUrl(satelliteAddress));
  const rootKey = await deriveRootKey(utf8(passphrase), salt, noBytes, argon2Threads.rootKey);
  return grantFromRootKey(address, macaroon, rootKey, pathCipher);
}

/** A tenant: a prefix, and what its own key is made of. */
export interface Tenant {
  readonly place: SharePrefix;
  readonly passphrase: string;
  readonly salt: string;
}

/**
 * The same grant with a tenant's own key for the tenant's prefix (uplink encryption.go DeriveEncryptionKey, access.go
 * OverrideEncryptionKey); it is not limited to that prefix. Takes half a second, in slices.
 * Errors: `missing-key`, `cipher`, `path`, `store`.
 */
export async function withTenantKey(grant: Grant, { place, passphrase, salt }: Tenant): Promise<Grant> {
  const key = await deriveTenantKey(utf8(passphrase), utf8(salt));
  return overrideEncryptionKey(grant, place.bucket, withSlash(place.prefix), key);
}

/** Everything below a prefix: uplink asks for the slash. */
export function withSlash(prefix: Bytes): Bytes {
  return prefix.at(-1) === 0x2f ? prefix : concat(prefix, Uint8Array.of(0x2f));
}
