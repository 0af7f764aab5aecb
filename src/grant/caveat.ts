import Writer from "protobufjs/src/writer.js";
import { type Bytes, noBytes } from "./bytes";
import { type Instant, instant, isZeroInstant } from "./instant";
import { FieldReader, type UnknownField } from "./protobuf";

/** One prefix that a caveat allows: object keys of `bucket` whose encrypted path starts, byte by byte, with the prefix. */
export interface CaveatPath {
  readonly bucket: Bytes;
  readonly encryptedPathPrefix: Bytes;
}

/** The protobuf numbers of what a caveat can forbid (storj/common macaroon/types.proto). */
const disallowFields = {
  1: "disallowReads",
  2: "disallowWrites",
  3: "disallowLists",
  4: "disallowDeletes",
  5: "disallowLocks",
  6: "disallowPutRetention",
  7: "disallowGetRetention",
  8: "disallowPutLegalHold",
  9: "disallowGetLegalHold",
  11: "disallowBypassGovernanceRetention",
  12: "disallowPutBucketObjectLockConfiguration",
  13: "disallowGetBucketObjectLockConfiguration",
  14: "disallowPutBucketNotificationConfiguration",
  15: "disallowGetBucketNotificationConfiguration",
} as const;

const isKnown = (field: number): boolean => field in disallowFields || [10, 20, 21, 22, 30].includes(field);

export type Disallow = (typeof disallowFields)[keyof typeof disallowFields];
export const disallows: readonly Disallow[] = Object.values(disallowFields);
const nothingForbidden = Object.fromEntries(disallows.map((name) => [name, false])) as Readonly<Record<Disallow, boolean>>;

/** One link of the chain: what it forbids, where, when, and for how long objects may live. */
export interface Caveat extends Readonly<Record<Disallow, boolean>> {
  /** Empty: everywhere. */
  readonly allowedPaths: readonly CaveatPath[];
  readonly notAfter: Instant | undefined;
  readonly notBefore: Instant | undefined;
  /** Nanoseconds. */
  readonly maxObjectTtl: bigint | undefined;
  readonly nonce: Bytes;
  /** The fields that newer software wrote, in the order they came; what they forbid is not checked. */
  readonly unknownFields: readonly UnknownField[];
  readonly unknownPathFields: readonly UnknownField[];
}

function readSecondsAndNanos(reader: FieldReader): { seconds: bigint; nanos: number } {
  let seconds = 0n;
  let nanos = 0;
  for (let field = reader.next(); field !== undefined; field = reader.next()) {
    if (field === 1) seconds = reader.int64();
    else if (field === 2) nanos = reader.int32();
    else reader.skip();
  }
  return { seconds, nanos };
}

/** Nanoseconds, clamped at 64 bits as picobuf's picoconv/duration.go clamps them. */
function readDuration(reader: FieldReader): bigint {
  const { seconds, nanos } = readSecondsAndNanos(reader);
  const whole = BigInt.asIntN(64, seconds * 1_000_000_000n);
  const total = BigInt.asIntN(64, whole + BigInt(nanos));
  const overflow =
    whole / 1_000_000_000n !== seconds ||
    (seconds < 0n && nanos < 0 && total > 0n) ||
    (seconds > 0n && nanos > 0 && total < 0n);
  if (!overflow) return total;
  return seconds < 0n ? -(2n ** 63n) : 2n ** 63n - 1n;
}

function readPath(reader: FieldReader, unknown: UnknownField[]): CaveatPath {
  let bucket = noBytes;
  let encryptedPathPrefix = noBytes;
  for (let field = reader.next(); field !== undefined; field = reader.next()) {
    if (field === 1) bucket = reader.bytes();
    else if (field === 2) encryptedPathPrefix = reader.bytes();
    else unknown.push(reader.skip());
  }
  unknown.push(...reader.unread().filter(({ number }) => number > 2));
  return { bucket, encryptedPathPrefix };
}

/** Reads a caveat as the satellite does. Errors: `protobuf` with the offset; such a caveat allows nothing. */
export function parseCaveat(bytes: Bytes): Caveat {
  const forbidden: Record<Disallow, boolean> = { ...nothingForbidden };
  const allowedPaths: CaveatPath[] = [];
  const unknownFields: UnknownField[] = [];
  const unknownPathFields: UnknownField[] = [];
  let notAfter: Instant | undefined;
  let notBefore: Instant | undefined;
  let maxObjectTtl: bigint | undefined;
  let nonce = noBytes;

  const moment = (reader: FieldReader): Instant => {
    const { seconds, nanos } = readSecondsAndNanos(reader);
    return instant(seconds, nanos);
  };
  const reader = new FieldReader(bytes);
  for (let field = reader.next(); field !== undefined; field = reader.next()) {
    if (field in disallowFields) forbidden[disallowFields[field as keyof typeof disallowFields]] = reader.bool();
    else if (field === 10) allowedPaths.push(readPath(reader.message(), unknownPathFields));
    else if (field === 20) notAfter = moment(reader.message());
    else if (field === 21) notBefore = moment(reader.message());
    else if (field === 22) maxObjectTtl = readDuration(reader.message());
    else if (field === 30) nonce = reader.bytes();
    else unknownFields.push(reader.skip());
  }
  unknownFields.push(...reader.unread().filter(({ number }) => !isKnown(number)));
  return { ...forbidden, allowedPaths, notAfter, notBefore, maxObjectTtl, nonce, unknownFields, unknownPathFields };
}

function writeSecondsAndNanos(writer: Writer, field: number, seconds: bigint, nanos: number): void {
  writer.uint32((field << 3) | 2).fork();
  // As two halves, as a number beyond 2^53 would not be exact.
  const halves = { low: Number(BigInt.asUintN(32, seconds)), high: Number(BigInt.asUintN(32, seconds >> 32n)), unsigned: false };
  if (seconds !== 0n) writer.uint32(8).int64(halves);
  if (nanos !== 0) writer.uint32(16).int32(nanos);
  writer.ldelim();
}

/**
 * Writes a caveat as Go's encoder does: ascending fields, without false, empty and absent ones (storj/common macaroon/types.pico.go).
 */
export function encodeCaveat(caveat: Omit<Caveat, "unknownFields" | "unknownPathFields">): Bytes {
  const writer = new Writer();
  const bytes = (field: number, value: Bytes): void => {
    if (value.length > 0) writer.uint32((field << 3) | 2).bytes(value);
  };
  const bool = (field: keyof typeof disallowFields): void => {
    if (caveat[disallowFields[field]]) writer.uint32(field << 3).bool(true);
  };
  ([1, 2, 3, 4, 5, 6, 7, 8, 9] as const).forEach(bool);
  for (const path of caveat.allowedPaths) {
    writer.uint32((10 << 3) | 2).fork();
    bytes(1, path.bucket);
    bytes(2, path.encryptedPathPrefix);
    writer.ldelim();
  }
  ([11, 12, 13, 14, 15] as const).forEach(bool);
  for (const [field, moment] of [[20, caveat.notAfter], [21, caveat.notBefore]] as const) {
    if (moment && !isZeroInstant(moment)) writeSecondsAndNanos(writer, field, moment.seconds, moment.nanos);
  }
  if (caveat.maxObjectTtl !== undefined) {
    const seconds = caveat.maxObjectTtl / 1_000_000_000n;
    writeSecondsAndNanos(writer, 22, seconds, Number(caveat.maxObjectTtl - seconds * 1_000_000_000n));
  }
  bytes(30, caveat.nonce);
  return Uint8Array.from(writer.finish());
}
