import {
  type ActionName,
  actionNames,
  apiKeyFingerprint,
  type Base,
  type Bytes,
  byteString,
  type Caveat,
  type CaveatPath,
  compareInstants,
  concat,
  decryptPath,
  deniedBy,
  equalBytes,
  familyFingerprint,
  type Grant,
  grantFingerprint,
  type Instant,
  type Macaroon,
  noBytes,
  parseCaveat,
  pathCipher,
  startsWith,
  utf8,
} from "../grant";
import { narrowPrefixes } from "./narrowing";
import { type Satellite, satelliteOf } from "./satellite";

/** A prefix that a caveat or the whole chain names, in clear text where the grant's own keys open it. */
export interface PrefixFacts {
  readonly bucket: Bytes;
  readonly encryptedPath: Bytes;
  /** Undefined where no key of the grant decrypts it. */
  readonly path: Bytes | undefined;
  /** Whether the grant has the key for what is below the prefix. */
  readonly hasKey: boolean;
  /** Storj's number of the cipher of object keys there; undefined for a bare API key, which does not say. */
  readonly pathCipher: number | undefined;
  /**
   * The path of a neighbour that the satellite lets through as well, since object keys are not encrypted here and it
   * compares bytes: `tenant10` for `tenant1`. Undefined where no neighbour can get in.
   */
  readonly sibling: Bytes | undefined;
  /**
   * A key from above the prefix is still written in the grant: with it a client of one's own reads what siblings hold,
   * where the Go library drops it.
   */
  readonly siblingsHaveKey: boolean;
}

/** The limits of a caveat that an earlier one may have set as narrowly. */
export type Limit = "prefixes" | "notBefore" | "notAfter" | "maxObjectTtl";

/** Why nothing can ever be done with a key: of what no more is left, or that its time ends before it begins. */
export type CauseOfDeath = "unreadable" | "permission" | "prefix" | "time";

/** One link of the chain and what it, and not an earlier one, took away. */
export interface CaveatFacts {
  /** Undefined where its bytes can't be read: then the satellite allows nothing. */
  readonly caveat: Caveat | undefined;
  readonly lost: readonly ActionName[];
  /** The actions that are left after this link. */
  readonly left: readonly ActionName[];
  readonly prefixes: readonly PrefixFacts[];
  /** Which of its limits are narrower than those of the links before it. */
  readonly narrows: ReadonlySet<Limit>;
  readonly hasUnknownFields: boolean;
}

/** What an API key says, alone or in a grant, once for every surface. Nothing here depends on the time of day. */
export interface KeyFacts {
  readonly macaroon: Macaroon;
  /** Undefined for a bare API key. */
  readonly grant: Grant | undefined;
  /** Undefined for a bare API key, which names none. */
  readonly satellite: Satellite | undefined;
  readonly caveats: readonly CaveatFacts[];
  /** The actions that no caveat takes away. */
  readonly actions: ReadonlySet<ActionName>;
  /** Undefined: the whole project. Empty: no prefix is left, since the caveats exclude one another. */
  readonly prefixes: readonly PrefixFacts[] | undefined;
  readonly notBefore: Instant | undefined;
  readonly notAfter: Instant | undefined;
  /** Nanoseconds. */
  readonly maxObjectTtl: bigint | undefined;
  /** A caveat holds fields that this version does not know: what they forbid was not checked. */
  readonly hasUnknownFields: boolean;
  /** Undefined where something can be done with it, at some time. */
  readonly deadBecause: CauseOfDeath | undefined;
  /** The default key is written in the grant although its caveats name prefixes: whoever has the text has it. */
  readonly carriesDefaultKeyInVain: boolean;
  readonly family: string;
  readonly fingerprint: string;
}

export const everydayActions = ["read", "write", "list", "delete"] as const satisfies readonly ActionName[];
const everyday: ReadonlySet<ActionName> = new Set(everydayActions);

const [slash, padding] = [0x2f, 0x3d];

/** Not an empty path, which some caveats treat apart. */
const somePath = Uint8Array.of(2);
const someTime: Instant = { seconds: 0n, nanos: 0 };

/**
 * Which of the actions a caveat takes away altogether, whatever the time and place; one that can't be read takes all.
 */
function lostTo(caveat: Caveat | undefined, names: ReadonlySet<ActionName>): ActionName[] {
  if (!caveat) return [...names];
  const timeless = { ...caveat, allowedPaths: [], notAfter: undefined, notBefore: undefined };
  const action = { bucket: noBytes, encryptedPath: somePath, time: someTime };
  return [...names].filter((name) => deniedBy(timeless, { ...action, name }) !== undefined);
}

/**
 * A prefix in clear text: as a key at or below it tells, else by the key above it, else as it is where nothing is
 * encrypted.
 */
function readPath({ store }: Grant, bucket: Bytes, encryptedPath: Bytes, base: Base | undefined): Bytes | undefined {
  const known = store.knownPath(bucket, encryptedPath);
  if (known) return known;
  try {
    if (base) return decryptPath(store, bucket, encryptedPath);
  } catch {
    // Another key's, or no ciphertext at all.
  }
  return (base?.pathCipher ?? store.defaultPathCipher) === pathCipher.null ? encryptedPath : undefined;
}

function lastComponent(path: Bytes): Bytes {
  return path.subarray(path.lastIndexOf(slash) + 1);
}

/**
 * A path whose object keys begin, byte by byte as the satellite sees them, with those of another path that is not
 * encrypted.
 */
function siblingOf(path: Bytes, encryptedPath: Bytes, cipher: number | undefined): Bytes | undefined {
  const [plain, written] = [lastComponent(path), lastComponent(encryptedPath)];
  if (plain.length === 0) return undefined;
  if (equalBytes(plain, written)) return concat(path, utf8("0"));
  // What base64url stands for is shorter. A text in it that begins with the same bytes has other characters in place of
  // its padding.
  if (cipher !== pathCipher.nullBase64Url || written.length >= plain.length) return undefined;
  const { length } = plain.filter((byte) => byte === padding);
  return concat(path.subarray(0, path.length - length), utf8("0".repeat(length || 4)));
}

/** Whether a grant's text holds a key to all that stands beside a path, its caveats aside. */
function hasKeyAbove({ defaultKey, entries }: Grant["encryption"], bucket: Bytes, path: Bytes): boolean {
  if (defaultKey.length > 0) return true;
  return entries.some(({ bucket: inBucket, unencryptedPath: above }) => {
    if (!equalBytes(inBucket, bucket) || !startsWith(path, above)) return false;
    return above.length === 0 || path[above.length] === slash;
  });
}

function prefixFacts({ bucket, encryptedPathPrefix }: CaveatPath, grant: Grant | undefined): PrefixFacts {
  const base = grant?.store.lookupEncrypted(bucket, byteString(encryptedPathPrefix));
  const cipher = base?.pathCipher ?? grant?.store.defaultPathCipher;
  const isWholeBucket = encryptedPathPrefix.length === 0;
  const path = isWholeBucket ? noBytes : grant && readPath(grant, bucket, encryptedPathPrefix, base);
  const sibling = path && siblingOf(path, encryptedPathPrefix, cipher);
  const siblingsHaveKey = grant && path && sibling ? hasKeyAbove(grant.encryption, bucket, path) : false;
  return {
    bucket,
    encryptedPath: encryptedPathPrefix,
    path,
    hasKey: base !== undefined && path !== undefined,
    pathCipher: cipher,
    sibling,
    siblingsHaveKey,
  };
}

/**
 * The prefixes of the whole chain. One that lies within another lets nobody in besides: its neighbours are that other
 * one's own.
 */
function chainPrefixes(paths: readonly CaveatPath[], grant: Grant | undefined): PrefixFacts[] {
  return paths.map((path) => {
    const facts = prefixFacts(path, grant);
    const isWithin = (other: CaveatPath): boolean =>
      other !== path &&
      equalBytes(other.bucket, path.bucket) &&
      startsWith(path.encryptedPathPrefix, other.encryptedPathPrefix);
    return facts.sibling && paths.some(isWithin) ? { ...facts, sibling: undefined, siblingsHaveKey: false } : facts;
  });
}

function readCaveat(raw: Bytes): Caveat | undefined {
  try {
    return parseCaveat(raw);
  } catch {
    return undefined;
  }
}

/** What the links read so far leave. */
interface Left {
  readonly actions: Set<ActionName>;
  prefixes: readonly CaveatPath[] | undefined;
  notBefore: Instant | undefined;
  notAfter: Instant | undefined;
  maxObjectTtl: bigint | undefined;
}

/** Takes a caveat's limits from what is left, and says which of them took something. */
function takeLimits(left: Left, caveat: Caveat): Set<Limit> {
  const narrows = new Set<Limit>();
  const prefixes = narrowPrefixes(left.prefixes, caveat.allowedPaths);
  if (prefixes.isNarrower) narrows.add("prefixes");
  left.prefixes = prefixes.left;
  const { notBefore, notAfter, maxObjectTtl } = caveat;
  if (notBefore && !(left.notBefore && compareInstants(notBefore, left.notBefore) <= 0)) {
    narrows.add("notBefore");
    left.notBefore = notBefore;
  }
  if (notAfter && !(left.notAfter && compareInstants(notAfter, left.notAfter) >= 0)) {
    narrows.add("notAfter");
    left.notAfter = notAfter;
  }
  if (maxObjectTtl !== undefined && !(left.maxObjectTtl !== undefined && maxObjectTtl >= left.maxObjectTtl)) {
    narrows.add("maxObjectTtl");
    left.maxObjectTtl = maxObjectTtl;
  }
  return narrows;
}

function takeCaveat(left: Left, raw: Bytes, grant: Grant | undefined): CaveatFacts {
  const caveat = readCaveat(raw);
  const lost = lostTo(caveat, left.actions);
  for (const name of lost) left.actions.delete(name);
  return {
    caveat,
    lost,
    left: [...left.actions],
    prefixes: caveat?.allowedPaths.map((path) => prefixFacts(path, grant)) ?? [],
    narrows: caveat ? takeLimits(left, caveat) : new Set(),
    hasUnknownFields: caveat !== undefined && caveat.unknownFields.length + caveat.unknownPathFields.length > 0,
  };
}

function causeOfDeath(
  caveats: readonly CaveatFacts[],
  { actions, prefixes, notBefore, notAfter }: Left,
): CauseOfDeath | undefined {
  if (caveats.some(({ caveat }) => !caveat)) return "unreadable";
  if (notBefore && notAfter && compareInstants(notBefore, notAfter) > 0) return "time";
  // Project info is no use of one's own: a grant that may only ask for it is dead.
  if (![...actions].some((name) => name !== "projectInfo")) return "permission";
  return prefixes?.length === 0 ? "prefix" : undefined;
}

/** Reads off everything that a grant or a bare API key says. Throws nothing: what can't be read is said to be so. */
export function keyFacts(macaroon: Macaroon, grant: Grant | undefined): KeyFacts {
  const left: Left = {
    actions: new Set(actionNames),
    prefixes: undefined,
    notBefore: undefined,
    notAfter: undefined,
    maxObjectTtl: undefined,
  };
  const caveats = macaroon.caveats.map((raw) => takeCaveat(left, raw, grant));
  const deadBecause = causeOfDeath(caveats, left);
  return {
    ...left,
    macaroon,
    grant,
    satellite: grant && satelliteOf(grant.satelliteAddress),
    caveats,
    prefixes: deadBecause === "unreadable" ? [] : left.prefixes && chainPrefixes(left.prefixes, grant),
    hasUnknownFields: caveats.some((caveat) => caveat.hasUnknownFields),
    deadBecause,
    carriesDefaultKeyInVain: left.prefixes !== undefined && grant?.encryption.defaultKey.length === 32,
    family: familyFingerprint(macaroon),
    fingerprint: grant ? grantFingerprint(grant) : apiKeyFingerprint(macaroon),
  };
}

/** Whether an action is one of the four that people grant every day. */
export function isEveryday(name: ActionName): boolean {
  return everyday.has(name);
}
