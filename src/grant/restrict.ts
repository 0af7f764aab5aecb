import { limitStore } from "./allowedPrefixes";
import type { Bytes } from "./bytes";
import { type CaveatPath, type Disallow, encodeCaveat } from "./caveat";
import { GrantError } from "./errors";
import { buildGrant, type Grant } from "./grant";
import { compareInstants, type Instant, isZeroInstant } from "./instant";
import { addCaveat, type Macaroon } from "./macaroon";
import { encryptPath } from "./pathEncryption";
import { type Permission, type PermissionFlag, permissionFlags } from "./permission";

/** A prefix to restrict to, in clear text. The empty prefix and `/` are the whole bucket. */
export interface SharePrefix {
  readonly bucket: Bytes;
  readonly prefix: Bytes;
}

const flags = Object.entries(permissionFlags) as [PermissionFlag, Disallow][];

/** Go's zero time means "none". */
function given(moment: Instant | undefined): Instant | undefined {
  return moment && isZeroInstant(moment) ? undefined : moment;
}

/**
 * The caveat that a restriction adds (storj/common grant/restrict.go Restrict): everything that is not allowed is forbidden, lock and
 * notification permissions included. Errors: `permission` where nothing at all is set, `time`, `ttl`.
 */
function caveatBytes(permission: Permission, allowedPaths: CaveatPath[], nonce: Bytes): Bytes {
  const notBefore = given(permission.notBefore);
  const notAfter = given(permission.notAfter);
  const { maxObjectTtl } = permission;
  if (!flags.some(([flag]) => permission[flag]) && !notBefore && !notAfter && maxObjectTtl === undefined) {
    throw new GrantError("permission", "the permission is empty: nothing would be allowed");
  }
  if (notBefore && notAfter && compareInstants(notAfter, notBefore) < 0) {
    throw new GrantError("time", "the grant would end before it begins");
  }
  if (maxObjectTtl !== undefined && maxObjectTtl <= 0n) {
    throw new GrantError("ttl", "the longest life of an object must be longer than nothing");
  }
  const forbidden = Object.fromEntries(flags.map(([flag, field]) => [field, !permission[flag]])) as Record<Disallow, boolean>;
  return encodeCaveat({ ...forbidden, allowedPaths, notBefore, notAfter, maxObjectTtl, nonce });
}

/** Four random bytes, so that equal restrictions still make different API keys (storj/common macaroon/caveat.go WithNonce). */
export function newNonce(): Bytes {
  return crypto.getRandomValues(new Uint8Array(4));
}

/** One trailing slash goes before encrypting: the prefix `bob/` means everything below the component `bob`. */
function encryptedPrefix(grant: Grant, { bucket, prefix }: SharePrefix): CaveatPath {
  const trimmed = prefix.at(-1) === 0x2f ? prefix.subarray(0, -1) : prefix;
  return { bucket, encryptedPathPrefix: encryptPath(grant.store, bucket, trimmed) };
}

/**
 * Narrows a grant to what Go's grant.Access.Restrict gives, byte for byte for the same nonce. The satellite's address stays as written:
 * uplink's Access.Share is this between two {@link rewriteGrant}, with {@link sharePermission}. No prefixes: no new limit on paths.
 * Errors: `permission`, `time`, `ttl`; `missing-key`, `cipher`, `path` for a prefix that this grant can't encrypt.
 */
export function restrictGrant(
  grant: Grant,
  permission: Permission,
  prefixes: readonly SharePrefix[],
  nonce: Bytes = newNonce(),
): Grant {
  const caveat = caveatBytes(permission, prefixes.map((prefix) => encryptedPrefix(grant, prefix)), nonce);
  const macaroon = addCaveat(grant.macaroon, caveat);
  return buildGrant(grant.satelliteAddress, macaroon, limitStore(grant.store, macaroon));
}

/**
 * Narrows a bare API key. Without encryption keys only whole buckets can be named, or prefixes that are encrypted already.
 * Errors: `permission`, `time`, `ttl`.
 */
export function restrictApiKey(
  macaroon: Macaroon,
  permission: Permission,
  allowedPaths: readonly CaveatPath[],
  nonce: Bytes = newNonce(),
): Macaroon {
  return addCaveat(macaroon, caveatBytes(permission, [...allowedPaths], nonce));
}
