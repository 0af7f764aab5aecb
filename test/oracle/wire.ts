import { createHmac } from "node:crypto";
import type { Random } from "./random";

// Bytes written by hand, so that what no encoder would write can be written too.

export const concat = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
export const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));
export const utf8 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "utf8"));

/** A number in seven-bit groups; `padding` groups of zeros more make it longer than it needs to be. */
export function varint(value: bigint, padding = 0): Uint8Array {
  const bytes: number[] = [];
  let left = BigInt.asUintN(64, value);
  do {
    bytes.push(Number(left & 127n) | 128);
    left >>= 7n;
  } while (left > 0n);
  for (let count = 0; count < padding; count++) bytes.push(128);
  bytes.push((bytes.pop() as number) & 127);
  return Uint8Array.from(bytes);
}

export const wireType = { varint: 0, fixed64: 1, bytes: 2, startGroup: 3, endGroup: 4, fixed32: 5 } as const;

export const tag = (field: number, type: number): Uint8Array => varint((BigInt(field) << 3n) | BigInt(type));
export const varintField = (field: number, value: bigint, padding = 0): Uint8Array =>
  concat(tag(field, wireType.varint), varint(value, padding));
export const bytesField = (field: number, value: Uint8Array): Uint8Array =>
  concat(tag(field, wireType.bytes), varint(BigInt(value.length)), value);

/** A scalar as an encoder writes it: nothing at all where it is 0 or empty. */
export const optionalVarint = (field: number, value: bigint): Uint8Array =>
  value === 0n ? new Uint8Array(0) : varintField(field, value);
export const optionalBytes = (field: number, value: Uint8Array): Uint8Array =>
  value.length === 0 ? new Uint8Array(0) : bytesField(field, value);

/** A field that no version knows, of any wire type, groups within groups included. */
export function unknownField(random: Random, field = random.pick([16, 19, 23, 31, 40, 100, 2047, 19_000, 2 ** 28, 2 ** 29 - 1])): Uint8Array {
  switch (random.pick(["varint", "fixed64", "fixed32", "bytes", "group"] as const)) {
    case "varint":
      return varintField(field, BigInt(random.below(1000)), random.below(3));
    case "fixed64":
      return concat(tag(field, wireType.fixed64), random.bytes(8));
    case "fixed32":
      return concat(tag(field, wireType.fixed32), random.bytes(4));
    case "bytes":
      return bytesField(field, random.bytes(random.below(12)));
    case "group": {
      const inner = random.several(0, 2, () => unknownField(random));
      return concat(tag(field, wireType.startGroup), ...inner, tag(field, wireType.endGroup));
    }
  }
}

/** What picobuf refuses, or (from field 2^29 up) what ends its reading. */
export function strangeField(random: Random): Uint8Array {
  return random.pick([
    () => varintField(2 ** 29, 1n),
    () => varintField(2 ** 31 - 1, 7n),
    () => varintField(2 ** 31, 7n),
    () => varintField(0, 1n),
    () => varintField(3, 1n, random.between(8, 11)),
    () => concat(tag(40, 6), random.bytes(2)),
    () => concat(tag(40, 7), random.bytes(2)),
    () => tag(40, wireType.endGroup),
    () => concat(tag(40, wireType.startGroup), tag(41, wireType.endGroup)),
    () => concat(tag(40, wireType.startGroup), varintField(2 ** 29 + 5, 1n), tag(40, wireType.endGroup)),
    () => tag(40, wireType.startGroup),
    () => tag(40, wireType.varint),
    () => concat(tag(40, wireType.varint), latin1("\xff".repeat(9) + "\x02")),
    () => concat(tag(40, wireType.varint), latin1("\xff".repeat(9) + "\x01")),
    () => concat(tag(40, wireType.varint), latin1("\xff".repeat(11) + "\x01")),
    () => concat(tag(40, wireType.bytes), varint(1n << 63n)),
    () => latin1("\xff".repeat(9) + "\x01\x00"),
  ])();
}

/** The same bytes with one or a few of them changed, cut, doubled or grown. */
export function mutated(random: Random, bytes: Uint8Array): Uint8Array {
  const at = random.below(bytes.length + 1);
  switch (random.pick(["flip", "flip", "byte", "cut", "drop", "insert", "double", "zero"] as const)) {
    case "flip":
      return bytes.map((byte, index) => (index === at ? byte ^ (1 << random.below(8)) : byte));
    case "byte":
      return bytes.map((byte, index) => (index === at ? random.below(256) : byte));
    case "cut":
      return bytes.slice(0, at);
    case "drop":
      return concat(bytes.subarray(0, at), bytes.subarray(at + random.between(1, 3)));
    case "insert":
      return concat(bytes.subarray(0, at), random.bytes(random.between(1, 3)), bytes.subarray(at));
    case "double":
      return concat(bytes.subarray(0, at), bytes.subarray(Math.max(0, at - random.between(1, 40))));
    case "zero":
      return concat(bytes.subarray(0, at), new Uint8Array(bytes.length - at));
  }
}

export function hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array {
  return new Uint8Array(createHmac("sha256", key).update(data).digest());
}
