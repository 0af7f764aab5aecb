import { encodeBase58Check, type Instant, parseGrant, Store } from "../../src/grant/index";
import { randomAddress } from "./addresses";
import { brokenText, prefixesOf, randomGrant } from "./grants";
import { plainMacaroon, randomKey, randomMacaroon, type SignedKey, signedKey } from "./macaroons";
import { momentAfter, momentBefore, randomMoment, rfc3339, zeroMoment } from "./moments";
import { encryptedOrMarked, joined, randomBucket, randomComponent, randomPath } from "./objectKeys";
import type { Random } from "./random";
import {
  type CreateRequest,
  type EvaluateRequest,
  type LineageRequest,
  type Operation,
  type ParseRequest,
  type PathRequest,
  permissionNames,
  type PermissionRequest,
  type Request,
  type RestrictRequest,
  type StoreRequest,
} from "./requests";
import { type Keys, randomKeys } from "./stores";
import { concat, hex, mutated, utf8 } from "./wire";

/** How often each operation is drawn, of 100. */
const shares: readonly (readonly [share: number, operation: Operation, make: (random: Random) => Request])[] = [
  [22, "parse", parseCase],
  [4, "parse_api_key", parseApiKeyCase],
  [18, "restrict", restrictCase],
  [19, "evaluate", evaluateCase],
  [12, "encrypt", encryptCase],
  [12, "decrypt", decryptCase],
  [13, "lineage", lineageCase],
];

export const operations: readonly Operation[] = shares.map(([, operation]) => operation);

/** One random request. */
export function randomCase(random: Random): Request {
  return random.weighted(shares.map(([share, , make]) => [share, make] as const))(random);
}

function parseCase(random: Random): ParseRequest {
  return { op: "parse", text: randomGrant(random, 0.25) };
}

function parseApiKeyCase(random: Random): ParseRequest {
  const key = randomKey(random, prefixesOf(random, randomKeys(random, 0)));
  const raw = randomMacaroon(random, key, 0.25);
  return { op: "parse_api_key", text: random.chance(0.1) ? brokenText(random, raw) : encodeBase58Check(raw) };
}

function randomPermission(random: Random): PermissionRequest {
  const allowed = random.pick([0, 0.2, 0.3, 0.5, 0.5, 1]);
  const flags = Object.fromEntries(permissionNames.map((name) => [name, random.chance(allowed)]));
  const moment = (usual: (random: Random) => Instant): string | null =>
    random.chance(0.35) ? rfc3339(random.chance(0.6) ? usual(random) : randomMoment(random)) : null;
  const ttl = (): string => random.pick(["1", "999999999", "1000000000", "3600000000000", "9223372036854775807", String(random.below(2 ** 50) + 1)]);
  return {
    ...flags,
    not_before: moment(momentBefore),
    not_after: moment(momentAfter),
    max_object_ttl: random.chance(0.3) ? (random.chance(0.9) ? ttl() : random.pick(["0", "-1", "-9223372036854775808"])) : null,
  };
}

/** The keys that a grant's text gives, as far as it can be read. */
function keysOf(text: string): Keys {
  let store = new Store(undefined, 0);
  try {
    ({ store } = parseGrant(text));
  } catch {
    // A grant that is refused has none.
  }
  return { defaultKey: store.defaultKey, defaultPathCipher: store.defaultPathCipher, entries: store.entries(), store };
}

function restrictCase(random: Random): RestrictRequest {
  const grant = randomGrant(random, 0.03);
  const keys = keysOf(grant);
  // Without any key only whole buckets can be named.
  const hasKeys = keys.defaultKey !== undefined || keys.entries.length > 0;
  const prefixes = random.several(0, random.chance(hasKeys ? 0.35 : 0.8) ? 0 : 4, () => {
    const { bucket, path } = random.chance(0.95) ? pathAmong(random, keys) : { bucket: randomBucket(random), path: randomPath(random, 2) };
    // Long enough now and then that a length takes three bytes.
    const end = random.chance(0.0003) ? "x".repeat(17_000) : random.pick(["", "", "/", "/", "//"]);
    return { bucket: hex(bucket), prefix: hex(concat(path, utf8(end))) };
  });
  return {
    op: "restrict",
    grant,
    via: random.chance(0.6) ? "grant" : "uplink",
    permission: randomPermission(random),
    prefixes,
    nonce: hex(random.bytes(random.chance(0.95) ? 4 : random.below(9))),
  };
}

function evaluateCase(random: Random): EvaluateRequest {
  const prefix = prefixesOf(random, randomKeys(random, 0));
  const key = randomKey(random, prefix);
  const { bucket, encryptedPathPrefix } = prefix();
  const path = random.pick([
    () => new Uint8Array(0),
    () => encryptedPathPrefix,
    () => concat(encryptedPathPrefix, utf8(random.pick(["/", "0", "/more"]))),
    () => mutated(random, encryptedPathPrefix),
  ])();
  const raw = randomMacaroon(random, key, 0.04);
  return {
    op: "evaluate",
    api_key: random.chance(0.02) ? brokenText(random, raw) : encodeBase58Check(raw),
    secret: hex(random.chance(0.98) ? key.secret : mutated(random, key.secret)),
    action: random.chance(0.97) ? random.between(1, 15) : random.pick([-1, 0, 16, 99]),
    bucket: hex(random.chance(0.8) ? bucket : randomBucket(random)),
    encrypted_path: hex(path),
    time: random.chance(0.98) ? rfc3339(randomMoment(random)) : random.pick([null, rfc3339(zeroMoment)]),
    version: random.chance(0.85) ? 7 : random.below(16),
  };
}

function storeRequest(keys: Keys): StoreRequest {
  return {
    default_key: keys.defaultKey ? hex(keys.defaultKey) : null,
    default_path_cipher: keys.defaultPathCipher,
    entries: keys.entries.map((entry) => ({
      bucket: hex(entry.bucket),
      unencrypted_path: hex(entry.unencryptedPath),
      encrypted_path: hex(entry.encryptedPath),
      key: hex(entry.key),
      path_cipher: entry.pathCipher,
    })),
  };
}

/** A path at, below or, more where there is a default key, beside one of the keys. */
function pathAmong(random: Random, keys: Keys): { bucket: Uint8Array; path: Uint8Array } {
  const below = randomPath(random, keys.defaultPathCipher);
  const entry = keys.entries.length > 0 && random.chance(keys.defaultKey ? 0.6 : 0.85) ? random.pick(keys.entries) : undefined;
  if (!entry) return { bucket: randomBucket(random), path: below };
  if (random.chance(0.2)) return { bucket: entry.bucket, path: entry.unencryptedPath };
  return { bucket: entry.bucket, path: entry.unencryptedPath.length === 0 ? below : joined([entry.unencryptedPath, below]) };
}

function encryptCase(random: Random): PathRequest {
  const keys = randomKeys(random, 0.05);
  const { bucket, path } = pathAmong(random, keys);
  return { op: "encrypt", store: storeRequest(keys), bucket: hex(bucket), path: hex(path) };
}

function decryptCase(random: Random): PathRequest {
  const keys = randomKeys(random, 0.03);
  const { bucket, path } = pathAmong(random, keys);
  const encrypted = encryptedOrMarked(keys.store, bucket, path);
  const asked = random.weighted([
    [14, () => encrypted],
    [3, () => mutated(random, encrypted)],
    [2, () => concat(encrypted, utf8("/"), randomComponent(random))],
    [1, () => joined(random.several(1, 3, () => randomComponent(random)))],
  ])();
  const otherBucket = random.chance(0.05) ? randomBucket(random) : bucket;
  return { op: "decrypt", store: storeRequest(keys), bucket: hex(otherBucket), path: hex(asked) };
}

/** A key and another that is the same, came from it, parted from it, or only pretends to. */
function relatives(random: Random, key: SignedKey): readonly [SignedKey, SignedKey] {
  const { secret, head, caveats } = key;
  const cut = random.below(caveats.length + 1);
  const begun = caveats.slice(0, cut);
  const others = random.several(1, 3, () => random.bytes(random.between(1, 12)));
  const forged = { ...key, tail: random.chance(0.5) ? mutated(random, key.tail).slice(0, 32) : random.bytes(32) };
  return random.weighted<() => readonly [SignedKey, SignedKey]>([
    [3, () => [key, key]],
    [6, () => [signedKey(secret, head, begun), key]],
    [6, () => [key, signedKey(secret, head, begun)]],
    [5, () => [signedKey(secret, head, [...begun, ...others]), key]],
    [2, () => [key, signedKey(secret, head, [...caveats, ...others])]],
    [2, () => [forged, key]],
    [2, () => [forged, signedKey(secret, head, begun)]],
    [2, () => [forged, signedKey(secret, head, [...caveats, ...others])]],
    [1, () => [signedKey(random.bytes(32), head, begun), key]],
    [1, () => [signedKey(secret, random.bytes(32), caveats), key]],
    [1, () => [signedKey(secret, head, random.shuffled(caveats)), key]],
    [1, () => [{ ...signedKey(secret, head, begun), tail: key.tail }, key]],
  ])();
}

function lineageCase(random: Random): LineageRequest {
  const pair = relatives(random, randomKey(random, prefixesOf(random, randomKeys(random, 0))));
  const [a = "", b = ""] = random.shuffled(pair).map((key) => {
    // A tail of another length than 32 bytes is refused, as is some other breakage.
    const raw = random.chance(0.9) ? randomMacaroon(random, key, 0.1) : plainMacaroon(key);
    return random.chance(0.04) ? brokenText(random, raw) : encodeBase58Check(raw);
  });
  return { op: "lineage", a, b };
}

/** What people and password managers make passphrases of: nothing of it may be normalised. */
const passphraseParts = ["correct", "horse", " ", "  ", "\t", "\u00fc", "u\u0308", "\ufb01", "\u65e5\u672c", "\u{1f600}", "\u00a0", "\u200d", "'", "0"];

function randomPassphrase(random: Random): string {
  return hex(utf8(random.several(1, random.pick([3, 6, 40]), () => random.pick(passphraseParts)).join("")));
}

/** A grant that is to be made of an API key and a passphrase, with a tenant's own key or without. */
export function creationCase(random: Random): CreateRequest {
  // Of most API keys a project's grant is made: those have no caveats.
  const key = randomKey(random, prefixesOf(random, randomKeys(random, 0)));
  const { secret, head } = key;
  const macaroon = random.chance(0.5) ? plainMacaroon(signedKey(secret, head, [])) : randomMacaroon(random, key, 0);
  const cipher = random.pick([1, 2, 2]);
  const [bucket, prefix] = [randomBucket(random), randomPath(random, cipher)];
  const tenant = { bucket: hex(bucket), prefix: hex(concat(prefix, utf8("/"))), passphrase: randomPassphrase(random), salt: randomPassphrase(random) };
  return {
    op: "create",
    api_key: encodeBase58Check(macaroon),
    satellite: hex(randomAddress(random)),
    passphrase: randomPassphrase(random),
    salt: hex(random.bytes(random.pick([32, 32, 0, 16]))),
    path_cipher: cipher,
    tenant: random.chance(0.5) ? tenant : null,
    bucket: hex(bucket),
    path: hex(joined([prefix, randomPath(random, cipher)])),
  };
}
