import {
  type ActionName,
  actionNames,
  allowedPrefixes,
  apiKeyFingerprint,
  type Bytes,
  byteString,
  type Caveat,
  type CaveatPath,
  compareInstants,
  decryptPath,
  deniedBy,
  familyFingerprint,
  type Grant,
  grantFingerprint,
  type Instant,
  type Macaroon,
  noBytes,
  parseCaveat,
  pathCipher,
} from "../grant";
import { type Satellite, satelliteOf } from "./satellite";

/** A prefix that a caveat or the whole chain names, in clear text where the grant's own keys open it. */
export interface PrefixFacts {
  readonly bucket: Bytes;
  readonly encryptedPath: Bytes;
  /** Undefined where no key of the grant decrypts it. */
  readonly path: Bytes | undefined;
  /** Whether the grant has the key for what is below the prefix. */
  readonly hasKey: boolean;
  /** Object keys are not encrypted here, so the prefix `tenant1` also matches `tenant10/…`. */
  readonly leaksToSiblings: boolean;
}

/** One link of the chain and what it, and not an earlier one, took away. */
export interface CaveatFacts {
  /** Undefined where its bytes can't be read: then the satellite allows nothing. */
  readonly caveat: Caveat | undefined;
  readonly lost: readonly ActionName[];
  /** Everyday actions that are left after this link. */
  readonly left: readonly ActionName[];
  readonly prefixes: readonly PrefixFacts[];
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
  /** Nothing can ever be done with it. */
  readonly isDead: boolean;
  /** Keys are written in the grant that its caveats do not need: whoever has the text has them. */
  readonly carriesDefaultKeyInVain: boolean;
  readonly family: string;
  readonly fingerprint: string;
}

export const everydayActions = ["read", "write", "list", "delete"] as const satisfies readonly ActionName[];
const everyday: ReadonlySet<ActionName> = new Set(everydayActions);

/** Not an empty path, which some caveats treat apart. */
const somePath = Uint8Array.of(2);
const someTime: Instant = { seconds: 0n, nanos: 0 };

/** Whether a caveat leaves an action at all, whatever the time and place. */
function leaves(caveat: Caveat, name: ActionName): boolean {
  const timeless = { ...caveat, allowedPaths: [], notAfter: undefined, notBefore: undefined };
  return deniedBy(timeless, { name, bucket: noBytes, encryptedPath: somePath, time: someTime }) === undefined;
}

function readPath(grant: Grant, bucket: Bytes, encryptedPath: Bytes): Bytes | undefined {
  try {
    return decryptPath(grant.store, bucket, encryptedPath);
  } catch {
    return grant.store.knownPath(bucket, encryptedPath);
  }
}

function prefixFacts({ bucket, encryptedPathPrefix }: CaveatPath, grant: Grant | undefined): PrefixFacts {
  const base = grant?.store.lookupEncrypted(bucket, byteString(encryptedPathPrefix));
  const path = encryptedPathPrefix.length === 0 ? noBytes : grant && readPath(grant, bucket, encryptedPathPrefix);
  const isPlain = (base?.pathCipher ?? grant?.store.defaultPathCipher) === pathCipher.null;
  return {
    bucket,
    encryptedPath: encryptedPathPrefix,
    path,
    hasKey: base !== undefined && path !== undefined,
    leaksToSiblings: isPlain && encryptedPathPrefix.length > 0 && encryptedPathPrefix.at(-1) !== 0x2f,
  };
}

function later(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  return a && b ? (compareInstants(a, b) >= 0 ? a : b) : (a ?? b);
}

function earlier(a: Instant | undefined, b: Instant | undefined): Instant | undefined {
  return a && b ? (compareInstants(a, b) <= 0 ? a : b) : (a ?? b);
}

function readCaveat(raw: Bytes): Caveat | undefined {
  try {
    return parseCaveat(raw);
  } catch {
    return undefined;
  }
}

function survivingPrefixes(macaroon: Macaroon): CaveatPath[] | undefined {
  try {
    const prefixes = allowedPrefixes(macaroon);
    const seen = new Set<string>();
    return prefixes?.filter(({ bucket, encryptedPathPrefix }) => {
      const name = `${String(bucket.length)}:${byteString(bucket)}${byteString(encryptedPathPrefix)}`;
      return !seen.has(name) && seen.add(name);
    });
  } catch {
    return [];
  }
}

/** Reads off everything that a grant or a bare API key says. Throws nothing: what can't be read is said to be so. */
export function keyFacts(macaroon: Macaroon, grant: Grant | undefined): KeyFacts {
  const actions = new Set<ActionName>(actionNames);
  let notBefore: Instant | undefined;
  let notAfter: Instant | undefined;
  let maxObjectTtl: bigint | undefined;
  const caveats = macaroon.caveats.map((raw): CaveatFacts => {
    const caveat = readCaveat(raw);
    const lost = [...actions].filter((name) => !caveat || !leaves(caveat, name));
    for (const name of lost) actions.delete(name);
    notBefore = later(notBefore, caveat?.notBefore);
    notAfter = earlier(notAfter, caveat?.notAfter);
    const ttl = caveat?.maxObjectTtl;
    if (ttl !== undefined && (maxObjectTtl === undefined || ttl < maxObjectTtl)) maxObjectTtl = ttl;
    return {
      caveat,
      lost,
      left: everydayActions.filter((name) => actions.has(name)),
      prefixes: caveat?.allowedPaths.map((path) => prefixFacts(path, grant)) ?? [],
      hasUnknownFields: caveat !== undefined && caveat.unknownFields.length + caveat.unknownPathFields.length > 0,
    };
  });
  const surviving = survivingPrefixes(macaroon);
  const neverInTime = notBefore !== undefined && notAfter !== undefined && compareInstants(notBefore, notAfter) > 0;
  // Project info is no use of one's own: a grant that may only ask for it is dead.
  const canAct = actionNames.some((name) => name !== "projectInfo" && actions.has(name));
  return {
    macaroon,
    grant,
    satellite: grant && satelliteOf(grant.satelliteAddress),
    caveats,
    actions,
    prefixes: surviving?.map((path) => prefixFacts(path, grant)),
    notBefore,
    notAfter,
    maxObjectTtl,
    hasUnknownFields: caveats.some((caveat) => caveat.hasUnknownFields),
    isDead: !canAct || neverInTime || surviving?.length === 0,
    carriesDefaultKeyInVain: surviving !== undefined && grant?.encryption.defaultKey.length === 32,
    family: familyFingerprint(macaroon),
    fingerprint: grant ? grantFingerprint(grant) : apiKeyFingerprint(macaroon),
  };
}

/** Whether an action is one of the four that people grant every day. */
export function isEveryday(name: ActionName): boolean {
  return everyday.has(name);
}
