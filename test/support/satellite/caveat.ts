import { randomBytes } from "node:crypto";
import { bytesOf, lastBytes, lastVarint, messageField, readFields, varintField, varintOf } from "./protobuf";

/** What a caveat takes away. */
export interface Caveat {
  /** The numbers of the `disallow_…` fields that are set. */
  readonly disallowed: ReadonlySet<number>;
  /** None: all. */
  readonly paths: readonly { readonly bucket: Buffer; readonly prefix: Buffer }[];
  readonly notAfter: bigint | undefined;
  readonly notBefore: bigint | undefined;
}

const field = { allowedPaths: 10, notAfter: 20, notBefore: 21, maxObjectTtl: 22, nonce: 30 } as const;
const disallows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15];

/** Seconds from year 1 to 1970, from where Go's time.Time counts in 64 bits, and so overflows. */
const toUnix = 62_135_596_800n;
const nanosecond = 1_000_000_000n;

/** Nanoseconds since year 1, as Go's time.Unix takes seconds and nanoseconds since 1970. */
export function instant(seconds: bigint, nanoseconds: bigint): bigint {
  const rest = ((nanoseconds % nanosecond) + nanosecond) % nanosecond;
  return BigInt.asIntN(64, seconds + (nanoseconds - rest) / nanosecond + toUnix) * nanosecond + rest;
}

/** The same of milliseconds since 1970. */
export function instantAt(ms: number): bigint {
  return instant(0n, BigInt(Math.floor(ms)) * 1_000_000n);
}

/**
 * Reads as storj/common macaroon/types.pico.go does: a flag is set where its varint is exactly 1, the last of a field
 * that is repeated counts. Errors: `UnreadableError`.
 */
export function readCaveat(bytes: Buffer): Caveat {
  const disallowed = new Set<number>();
  const paths = [];
  let notAfter: bigint | undefined;
  let notBefore: bigint | undefined;
  for (const each of readFields(bytes)) {
    if (disallows.includes(each.number)) {
      if (varintOf(each) === 1n) disallowed.add(each.number);
      else disallowed.delete(each.number);
    } else if (each.number === field.allowedPaths) {
      const path = readFields(bytesOf(each));
      paths.push({ bucket: lastBytes(path, 1), prefix: lastBytes(path, 2) });
    } else if (each.number === field.notAfter) {
      notAfter = readTimestamp(bytesOf(each));
    } else if (each.number === field.notBefore) {
      notBefore = readTimestamp(bytesOf(each));
    } else if (each.number === field.maxObjectTtl) {
      readTimestamp(bytesOf(each));
    } else if (each.number === field.nonce) {
      bytesOf(each);
    }
  }
  return { disallowed, paths, notAfter, notBefore };
}

function readTimestamp(bytes: Buffer): bigint {
  const fields = readFields(bytes);
  return instant(BigInt.asIntN(64, lastVarint(fields, 1)), BigInt.asIntN(32, lastVarint(fields, 2)));
}

/** Milliseconds since 1970 as a protobuf Timestamp, in field `number`. */
export function timestampField(number: number, ms: number): Buffer {
  const part = ((ms % 1000) + 1000) % 1000;
  return messageField(number, varintField(1, (ms - part) / 1000), varintField(2, part * 1_000_000));
}

/** A caveat that takes away time, and what `uplink` cannot share: locks of old, and notifications. */
export function expiryCaveat(notAfter: number): Buffer {
  const flags = [5, 14, 15].map((number) => varintField(number, 1));
  return Buffer.concat([...flags, timestampField(field.notAfter, notAfter), messageField(field.nonce, randomBytes(4))]);
}
