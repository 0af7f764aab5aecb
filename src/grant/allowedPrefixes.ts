import { type Bytes, equalBytes, startsWith } from "./bytes";
import { type Caveat, type CaveatPath, parseCaveat } from "./caveat";
import type { Macaroon } from "./macaroon";
import { decryptPath, derivePathKey } from "./pathEncryption";
import { Store } from "./store";

function isSame(a: CaveatPath, b: CaveatPath): boolean {
  return equalBytes(a.bucket, b.bucket) && equalBytes(a.encryptedPathPrefix, b.encryptedPathPrefix);
}

function allows(caveat: Caveat, path: CaveatPath): boolean {
  return caveat.allowedPaths.some(
    (other) => equalBytes(path.bucket, other.bucket) && startsWith(path.encryptedPathPrefix, other.encryptedPathPrefix),
  );
}

/**
 * The prefixes that every caveat allows, each once, in the order they stand in the chain, or undefined where no caveat names any
 * (storj/common grant/access.go collapsePrefixes). Errors: `protobuf` for a caveat that can't be read.
 */
export function allowedPrefixes(macaroon: Macaroon): CaveatPath[] | undefined {
  const restricting = macaroon.caveats.map((raw) => parseCaveat(raw)).filter((caveat) => caveat.allowedPaths.length > 0);
  if (restricting.length === 0) return undefined;
  return restricting
    .flatMap((caveat) => caveat.allowedPaths)
    .filter((path) => restricting.every((caveat) => allows(caveat, path)))
    .filter((path, at, paths) => paths.findIndex((other) => isSame(path, other)) === at);
}

/**
 * The keys that remain when a store is limited to what an API key may reach (storj/common grant/access.go LimitTo): for each prefix its own
 * key, none where it can't be derived, and no default key. A chain that can't be read leaves no keys at all.
 */
export function limitStore(store: Store, macaroon: Macaroon): Store {
  let prefixes;
  try {
    prefixes = allowedPrefixes(macaroon);
  } catch {
    return new Store(undefined, 0);
  }
  if (!prefixes) return store;
  const limited = new Store(undefined, store.defaultPathCipher);
  for (const { bucket, encryptedPathPrefix } of prefixes) {
    try {
      limited.add(keyOfPrefix(store, bucket, encryptedPathPrefix));
    } catch {
      // Go leaves such a prefix without a key, silently; describing the grant says so.
    }
  }
  return limited;
}

function keyOfPrefix(store: Store, bucket: Bytes, encryptedPath: Bytes): Parameters<Store["add"]>[0] {
  const unencryptedPath = decryptPath(store, bucket, encryptedPath);
  const key = derivePathKey(store, bucket, unencryptedPath);
  const pathCipher = store.pathCipherAt(bucket, encryptedPath);
  return { bucket, unencryptedPath, encryptedPath, key, pathCipher };
}
