import { type Caveat, readCaveat } from "./caveat";
import { type Macaroon, tailsFrom } from "./macaroon";
import { UnreadableError } from "./protobuf";

/**
 * storj/common's numbers of actions (macaroon/apikey.go), each with the caveat field that forbids it. To see a
 * retention takes more than that.
 */
const forbiddenBy: ReadonlyMap<number, number> = new Map([
  ...([[1, 1], [2, 2], [3, 3], [4, 4], [6, 5], [7, 6], [8, 7], [9, 8]] as const),
  ...([[10, 9], [11, 11], [12, 12], [13, 13], [14, 14], [15, 15]] as const),
]);
const read = 1;
const projectInfo = 5;
const getRetention = 8;
const lockActions = [6, 7, 8, 9, 10, 11, 12, 13];
const eventActions = [14, 15];

/** The actions that this satellite is asked for. */
export const action = { read, list: 3, projectInfo } as const;

/** Bits of an API key's version. */
export const version = { objectLock: 1, auditable: 2, eventing: 4 } as const;

export interface Action {
  readonly op: number;
  readonly bucket: Buffer;
  readonly encryptedPath: Buffer;
  /** As `instant` counts. */
  readonly time: bigint;
}

/** Why the satellite refuses; to the client it says the same for all three. */
export type Refusal = "invalid" | "format" | "unauthorized";

/** Decides as storj/common macaroon/apikey.go Check does, but for revocations. undefined: allowed. */
export function refusal(macaroon: Macaroon, secret: Buffer, bits: number, asked: Action): Refusal | undefined {
  if (!tailsFrom(secret, macaroon).at(-1)?.equals(macaroon.tail)) return "invalid";
  if (lockActions.includes(asked.op) && !(bits & version.objectLock)) return "unauthorized";
  if (eventActions.includes(asked.op) && !(bits & version.eventing)) return "unauthorized";
  for (const bytes of macaroon.caveats) {
    const caveat = readable(bytes);
    if (!caveat) return "format";
    if (!allows(caveat, asked)) return "unauthorized";
  }
  return undefined;
}

/**
 * The names in binary of the buckets that an allowed macaroon's caveats all name; undefined: all buckets
 * (GetAllowedBuckets).
 */
export function namedBuckets(macaroon: Macaroon): ReadonlySet<string> | undefined {
  let names: Set<string> | undefined;
  for (const { paths } of macaroon.caveats.map(readCaveat)) {
    if (paths.length === 0) continue;
    const named = new Set(paths.map(({ bucket }) => bucket.toString("latin1")));
    names = names ? new Set([...names].filter((name) => named.has(name))) : named;
  }
  return names;
}

function readable(bytes: Buffer): Caveat | undefined {
  try {
    return readCaveat(bytes);
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}

function allows({ disallowed, paths, notAfter, notBefore }: Caveat, asked: Action): boolean {
  if (notAfter !== undefined && asked.time > notAfter) return false;
  if (notBefore !== undefined && asked.time < notBefore) return false;
  const inBucket = paths.filter(({ bucket }) => bucket.equals(asked.bucket));
  // A bucket's own metadata can always be read, and its name listed.
  if (asked.op === read && asked.encryptedPath.length === 0) {
    return paths.length === 0 || asked.bucket.length === 0 || inBucket.length > 0;
  }
  if (asked.op === projectInfo) return true;
  const flag = forbiddenBy.get(asked.op);
  if (flag === undefined) return false;
  // Who may set a retention may see it.
  if (disallowed.has(flag) && (asked.op !== getRetention || disallowed.has(6))) return false;
  return paths.length === 0 || inBucket.some(({ prefix }) => startsWith(asked.encryptedPath, prefix));
}

/** Byte by byte: `tenant1` is a prefix of `tenant10`. */
function startsWith(bytes: Buffer, prefix: Buffer): boolean {
  return bytes.subarray(0, prefix.length).equals(prefix);
}
