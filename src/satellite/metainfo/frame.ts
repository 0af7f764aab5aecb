import { type Bytes, concat, noBytes } from "../../grant";
import { MetainfoError } from "./errors";

/** What a packet is about (storj/drpc drpcwire/packet.go), as far as a client that asks one question needs it. */
export const kinds = { invoke: 1, message: 2, error: 3, cancel: 4, close: 5, closeSend: 6 } as const;

/** How a frame begins. Streams and messages are counted in 64 bits. */
export interface FrameHeader {
  readonly kind: number;
  readonly stream: bigint;
  readonly message: bigint;
  /** The last frame of its packet. */
  readonly done: boolean;
  /** Belongs to a packet that may be ignored by those who do not know its kind. */
  readonly control: boolean;
}

export interface Frame extends FrameHeader {
  readonly data: Bytes;
}

/** A number in groups of seven bits, the lowest first (storj/drpc drpcwire/varint.go). */
export function writeVarint(value: bigint): Bytes {
  const bytes: number[] = [];
  let left = value;
  for (; left > 127n; left >>= 7n) bytes.push(Number(left & 127n) | 128);
  return Uint8Array.from([...bytes, Number(left)]);
}

/** The number at `at` and where it ends; undefined where it is cut off. Errors: `protocol` where it has more than ten bytes. */
export function readVarint(bytes: Bytes, at: number): { value: bigint; end: number } | undefined {
  let value = 0n;
  for (let count = 0; count < 10; count++) {
    const byte = bytes[at + count];
    if (byte === undefined) return undefined;
    value |= BigInt(byte & 127) << BigInt(7 * count);
    // What ten bytes hold beyond 64 bits is lost, as in Go.
    if (byte < 128) return { value: BigInt.asUintN(64, value), end: at + count + 1 };
  }
  throw new MetainfoError("protocol", "a number of more than ten bytes");
}

/** The header at the beginning of `bytes`, how much data follows, and where that starts; undefined where the header is cut off. Errors: `protocol`. */
export function readHeader(bytes: Bytes): { header: FrameHeader; length: bigint; end: number } | undefined {
  const [control] = bytes;
  const stream = control === undefined ? undefined : readVarint(bytes, 1);
  const message = stream && readVarint(bytes, stream.end);
  const length = message && readVarint(bytes, message.end);
  if (control === undefined || !length) return undefined;
  const header = {
    kind: (control >> 1) & 63,
    stream: stream.value,
    message: message.value,
    done: (control & 1) !== 0,
    control: (control & 128) !== 0,
  };
  return { header, length: length.value, end: length.end };
}

/** The frame at the beginning of `bytes` and what follows it; undefined where it is cut off. Errors: `protocol`. */
export function readFrame(bytes: Bytes): { frame: Frame; rest: Bytes } | undefined {
  const read = readHeader(bytes);
  if (!read || read.length > BigInt(bytes.length - read.end)) return undefined;
  const end = read.end + Number(read.length);
  return { frame: { ...read.header, data: bytes.slice(read.end, end) }, rest: bytes.slice(end) };
}

export function writeFrame({ kind, stream, message, done, control, data }: Frame): Bytes {
  const first = Uint8Array.of((kind << 1) | (done ? 1 : 0) | (control ? 128 : 0));
  return concat(first, writeVarint(stream), writeVarint(message), writeVarint(BigInt(data.length)), data);
}

/** A packet of a client's only stream, in one frame. */
export function writePacket(kind: number, message: bigint, data: Bytes = noBytes): Bytes {
  return writeFrame({ kind, stream: 1n, message, done: true, control: false, data });
}
