import { type Bytes, type ByteString, byteString, equalBytes, startsWith } from "./bytes";
import { type Caveat, type Disallow, parseCaveat } from "./caveat";
import { GrantError } from "./errors";
import { compareInstants, type Instant } from "./instant";
import type { Macaroon } from "./macaroon";

/** Every action that the satellite asks an API key about, with Go's number and what forbids it (storj/common macaroon/apikey.go). */
export const actions = {
  read: { number: 1, disallow: "disallowReads", needs: undefined },
  write: { number: 2, disallow: "disallowWrites", needs: undefined },
  list: { number: 3, disallow: "disallowLists", needs: undefined },
  delete: { number: 4, disallow: "disallowDeletes", needs: undefined },
  projectInfo: { number: 5, disallow: undefined, needs: undefined },
  lock: { number: 6, disallow: "disallowLocks", needs: "objectLock" },
  putObjectRetention: { number: 7, disallow: "disallowPutRetention", needs: "objectLock" },
  getObjectRetention: { number: 8, disallow: "disallowGetRetention", needs: "objectLock" },
  putObjectLegalHold: { number: 9, disallow: "disallowPutLegalHold", needs: "objectLock" },
  getObjectLegalHold: { number: 10, disallow: "disallowGetLegalHold", needs: "objectLock" },
  bypassGovernanceRetention: { number: 11, disallow: "disallowBypassGovernanceRetention", needs: "objectLock" },
  putBucketObjectLockConfiguration: { number: 12, disallow: "disallowPutBucketObjectLockConfiguration", needs: "objectLock" },
  getBucketObjectLockConfiguration: { number: 13, disallow: "disallowGetBucketObjectLockConfiguration", needs: "objectLock" },
  putBucketNotificationConfiguration: { number: 14, disallow: "disallowPutBucketNotificationConfiguration", needs: "eventing" },
  getBucketNotificationConfiguration: { number: 15, disallow: "disallowGetBucketNotificationConfiguration", needs: "eventing" },
} as const satisfies Record<string, { number: number; disallow: Disallow | undefined; needs: ApiKeyFeature | undefined }>;

export type ActionName = keyof typeof actions;
export const actionNames = Object.keys(actions) as ActionName[];

/** Bits of an API key's version. They are kept on the satellite: a grant does not carry them. */
export const apiKeyVersion = { objectLock: 1, auditable: 2, eventing: 4 } as const;
export type ApiKeyFeature = keyof typeof apiKeyVersion;

export interface Action {
  /** Undefined: an action that this software does not know; Go denies it wherever there is a caveat. */
  readonly name: ActionName | undefined;
  readonly bucket: Bytes;
  readonly encryptedPath: Bytes;
  readonly time: Instant;
}

/** Why one caveat denies an action: it can't be read, the time, the permission, or the bucket and path. */
export type Denial = "unreadable" | "not-after" | "not-before" | "permission" | "path" | "version";

/** `caveat` counts from 0; it is undefined where the API key's version denies the action. */
export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly because: Denial; readonly caveat: number | undefined };

/** What of an action one caveat takes away, or undefined (storj/common macaroon/apikey.go Caveat.Allows). */
export function deniedBy(caveat: Caveat, action: Action): Denial | undefined {
  if (caveat.notAfter && compareInstants(action.time, caveat.notAfter) > 0) return "not-after";
  if (caveat.notBefore && compareInstants(caveat.notBefore, action.time) > 0) return "not-before";

  // Reading a bucket's metadata, and listing buckets, is never a matter of permissions; the satellite filters the buckets later.
  if (action.name === "read" && action.encryptedPath.length === 0) {
    const anywhere = caveat.allowedPaths.length === 0 || action.bucket.length === 0;
    return anywhere || caveat.allowedPaths.some((path) => equalBytes(path.bucket, action.bucket)) ? undefined : "path";
  }

  if (action.name === undefined) return "permission";
  const { disallow } = actions[action.name];
  // Whoever may set a retention may also see it.
  const forbidden =
    action.name === "getObjectRetention"
      ? caveat.disallowPutRetention && caveat.disallowGetRetention
      : disallow !== undefined && caveat[disallow];
  if (forbidden) return "permission";

  if (caveat.allowedPaths.length === 0 || action.name === "projectInfo") return undefined;
  const reached = caveat.allowedPaths.some(
    (path) => equalBytes(path.bucket, action.bucket) && startsWith(action.encryptedPath, path.encryptedPathPrefix),
  );
  return reached ? undefined : "path";
}

/**
 * May an API key do this, and if not, which caveat says no? All that is written in the key is checked, and the API key's version if it is
 * known; signatures and revocations only the satellite knows (storj/common macaroon/apikey.go Check).
 */
export function evaluate(macaroon: Macaroon, action: Action, version?: number): Verdict {
  const needs = action.name && actions[action.name].needs;
  if (needs && version !== undefined && (version & apiKeyVersion[needs]) === 0) {
    return { allowed: false, because: "version", caveat: undefined };
  }
  for (const [caveat, raw] of macaroon.caveats.entries()) {
    let because: Denial | undefined;
    try {
      because = deniedBy(parseCaveat(raw), action);
    } catch {
      because = "unreadable";
    }
    if (because) return { allowed: false, because, caveat };
  }
  return { allowed: true };
}

/** The shortest life that any caveat gives objects, in nanoseconds. Errors: `protobuf` for a caveat that can't be read. */
export function maxObjectTtl(macaroon: Macaroon): bigint | undefined {
  let shortest: bigint | undefined;
  for (const raw of macaroon.caveats) {
    const ttl = parseCaveat(raw).maxObjectTtl;
    if (ttl !== undefined && (shortest === undefined || ttl < shortest)) shortest = ttl;
  }
  return shortest;
}

/**
 * The buckets that an action may name, or undefined where all may be (storj/common macaroon/apikey.go GetAllowedBuckets).
 * Errors: `permission` where a caveat denies the action, `protobuf` for a caveat that can't be read.
 */
export function allowedBuckets(macaroon: Macaroon, action: Action): ByteString[] | undefined {
  let buckets: Set<ByteString> | undefined;
  for (const raw of macaroon.caveats) {
    const caveat = parseCaveat(raw);
    if (deniedBy(caveat, action)) throw new GrantError("permission", "a caveat denies the action");
    if (caveat.allowedPaths.length === 0) continue;
    const named = new Set(caveat.allowedPaths.map((path) => byteString(path.bucket)));
    buckets = buckets ? new Set([...buckets].filter((bucket) => named.has(bucket))) : named;
  }
  return buckets && [...buckets].sort();
}
