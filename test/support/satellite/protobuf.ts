/** Bytes that are no protobuf message, or whose field has another wire type than it should have. */
export class UnreadableError extends Error {}

/** A field as it came; `varint` for wire type 0, `bytes` for wire type 2, neither for all that nobody here reads. */
export interface Field {
  readonly number: number;
  readonly varint?: bigint;
  readonly bytes?: Buffer;
}

const largestNumber = 2n ** 29n - 1n;
const largestInt32 = 2n ** 31n - 1n;

/** What is read so far of some bytes; reading on after their end throws. */
export class Cursor {
  #at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = BigInt(this.take(1)[0] as number);
      value |= (byte & 0x7fn) << shift;
      if (byte >= 0x80n) continue;
      if (value >= 2n ** 64n) break;
      return value;
    }
    throw new UnreadableError("a varint above 64 bits");
  }

  take(length: number): Buffer {
    if (length > this.#bytes.length - this.#at) throw new UnreadableError("cut off");
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}

/**
 * The fields of a message, as storj/picobuf reads them: a number from 2^29 up ends the reading silently, unknown groups
 * are skipped. Errors: `UnreadableError`.
 */
export function readFields(bytes: Buffer): Field[] {
  const cursor = new Cursor(bytes);
  const fields = [];
  while (!cursor.isAtEnd) {
    const [number, wire] = readTag(cursor);
    if (number > largestNumber) break;
    fields.push({ number: Number(number), ...readValue(cursor, number, wire) });
  }
  return fields;
}

function readTag(cursor: Cursor): [number: bigint, wire: number] {
  const tag = cursor.varint();
  const number = tag >> 3n;
  if (number < 1n || number > largestInt32) throw new UnreadableError("no field number");
  return [number, Number(tag & 7n)];
}

function readValue(cursor: Cursor, number: bigint, wire: number): Pick<Field, "varint" | "bytes"> {
  switch (wire) {
    case 0:
      return { varint: cursor.varint() };
    case 1:
      cursor.take(8);
      return {};
    case 2:
      return { bytes: cursor.take(Number(cursor.varint())) };
    case 3:
      skipGroup(cursor, number);
      return {};
    case 5:
      cursor.take(4);
      return {};
    default:
      throw new UnreadableError("no wire type, or the end of a group that was not begun");
  }
}

function skipGroup(cursor: Cursor, number: bigint): void {
  for (;;) {
    const [inner, wire] = readTag(cursor);
    if (wire !== 4) readValue(cursor, inner, wire);
    else if (inner === number) return;
    else throw new UnreadableError("the end of another group");
  }
}

export function varintOf(field: Field): bigint {
  if (field.varint === undefined) throw new UnreadableError(`field ${field.number} is no varint`);
  return field.varint;
}

export function bytesOf(field: Field): Buffer {
  if (field.bytes === undefined) throw new UnreadableError(`field ${field.number} is no bytes`);
  return field.bytes;
}

/** The last field of a number, as bytes; none where it is not there. */
export function lastBytes(fields: readonly Field[], number: number): Buffer {
  return fields.filter((each) => each.number === number).map(bytesOf).at(-1) ?? Buffer.alloc(0);
}

/** The last field of a number, as varint; 0 where it is not there. */
export function lastVarint(fields: readonly Field[], number: number): bigint {
  return fields.filter((each) => each.number === number).map(varintOf).at(-1) ?? 0n;
}

export function varint(value: bigint | number): Buffer {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.of(...bytes, Number(rest));
}

/** A field of wire type 0; nothing for 0, which proto3 leaves out. */
export function varintField(number: number, value: bigint | number): Buffer {
  return BigInt(value) === 0n ? Buffer.alloc(0) : Buffer.concat([varint(number << 3), varint(value)]);
}

/** A field of wire type 2, written where it is empty, too. */
export function messageField(number: number, ...parts: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat(parts);
  return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

/** A field of wire type 2; nothing for no bytes, which proto3 leaves out. */
export function bytesField(number: number, bytes: Buffer): Buffer {
  return bytes.length === 0 ? bytes : messageField(number, bytes);
}
