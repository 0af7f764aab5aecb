import type { Duplex } from "node:stream";
import { varint } from "./protobuf";

/** The kinds of packets (storj.io/drpc drpcwire/packet.go). */
const kind = { invoke: 1, message: 2, error: 3, cancel: 4, close: 5, closeSend: 6, metadata: 7 } as const;

/** What an RPC answers when it fails. */
export interface RpcFailure {
  readonly code: number;
  readonly text: string;
}

/** What a server knows of its RPCs. */
export interface Rpcs {
  /** A failure where there is no such RPC: it is told before a message came. */
  refuse(rpc: string): RpcFailure | undefined;
  /** A message, a failure, or "silence" for no answer at all, "hang-up" for a closed connection. */
  answer(rpc: string, message: Buffer): Buffer | RpcFailure | "silence" | "hang-up";
}

interface Frame {
  readonly kind: number;
  readonly isDone: boolean;
  readonly isControl: boolean;
  readonly stream: number;
  readonly message: number;
  readonly data: Buffer;
}

type Packet = Omit<Frame, "isDone">;

/** A client that does not keep to the protocol loses its connection. */
class ProtocolError extends Error {}

const largestPacket = 4 << 20;
const largestFrame = 64 << 10;

/** A varint, and where it ends; undefined where more must come. */
function readVarint(bytes: Buffer, at: number): [value: number, end: number] | undefined {
  let value = 0n;
  for (let shift = 0n, end = at; shift < 70n; shift += 7n, end++) {
    const byte = bytes[end];
    if (byte === undefined) return undefined;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return [Number(value), end + 1];
  }
  throw new ProtocolError("varint too long");
}

function readFrame(bytes: Buffer): [frame: Frame, rest: Buffer] | undefined {
  const control = bytes[0];
  const stream = readVarint(bytes, 1);
  const message = stream && readVarint(bytes, stream[1]);
  const length = message && readVarint(bytes, message[1]);
  if (control === undefined || !length || bytes.length - length[1] < length[0]) return undefined;
  const end = length[1] + length[0];
  const frame = {
    kind: (control >> 1) & 0x3f,
    isDone: (control & 1) !== 0,
    isControl: (control & 0x80) !== 0,
    stream: stream[0],
    message: message[0],
    data: bytes.subarray(length[1], end),
  };
  return [frame, bytes.subarray(end)];
}

/** Puts frames together to packets (drpcwire/reader.go). */
class PacketReader {
  #rest: Buffer = Buffer.alloc(0);
  #next = { stream: 1, message: 1 };
  #begun: Packet | undefined;

  /** The packets that are whole with `chunk`. Errors: `ProtocolError`. */
  *read(chunk: Buffer): Generator<Packet> {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (let read = readFrame(this.#rest); read; read = readFrame(this.#rest)) {
      this.#rest = read[1];
      const packet = this.#add(read[0]);
      if (packet) yield packet;
    }
    if (this.#rest.length > largestPacket) throw new ProtocolError("data overflow");
  }

  #add(frame: Frame): Packet | undefined {
    const { stream, message } = this.#next;
    if (frame.stream < stream || (frame.stream === stream && frame.message < message)) {
      throw new ProtocolError("id monotonicity violation");
    }
    // What was begun under a smaller ID is dropped.
    const begun = frame.stream === stream && frame.message === message ? this.#begun : undefined;
    if (begun && begun.kind !== frame.kind) throw new ProtocolError("packet kind change");
    const packet = {
      ...frame,
      isControl: frame.isControl || begun?.isControl === true,
      data: begun ? Buffer.concat([begun.data, frame.data]) : frame.data,
    };
    if (packet.data.length > largestPacket) throw new ProtocolError("data overflow");
    this.#next = { stream: frame.stream, message: frame.message + (frame.isDone ? 1 : 0) };
    this.#begun = frame.isDone ? undefined : packet;
    return frame.isDone ? packet : undefined;
  }
}

/** A packet in frames of 64 KiB. */
function writePacket(of: number, stream: number, message: number, data: Buffer): Buffer {
  const frames = [];
  for (let at = 0; at === 0 || at < data.length; at += largestFrame) {
    const part = data.subarray(at, at + largestFrame);
    const isDone = at + largestFrame >= data.length ? 1 : 0;
    frames.push(Buffer.of((of << 1) | isDone), varint(stream), varint(message), varint(part.length), part);
  }
  return Buffer.concat(frames);
}

/** The call that a connection is at. */
interface Stream {
  readonly id: number;
  readonly rpc: string;
  isOver: boolean;
}

/**
 * Serves unary calls on a connection, one at a time, as storj.io/drpc does: a new call silently cancels one that is not
 * answered, and the end of what the client sends ends all.
 */
export function serveDrpc(connection: Duplex, rpcs: Rpcs): void {
  const packets = new PacketReader();
  let stream: Stream | undefined;

  const fail = (call: Stream, { code, text }: RpcFailure): void => {
    const number = Buffer.alloc(8);
    number.writeBigUInt64BE(BigInt(code));
    call.isOver = true;
    connection.write(writePacket(kind.error, call.id, 1, Buffer.concat([number, Buffer.from(text)])));
  };
  const answer = (call: Stream, message: Buffer): void => {
    if (call.isOver || connection.destroyed) return;
    const answered = rpcs.answer(call.rpc, message);
    if (answered === "silence") return;
    if (answered === "hang-up") {
      connection.destroy();
    } else if (Buffer.isBuffer(answered)) {
      call.isOver = true;
      connection.write(writePacket(kind.message, call.id, 1, answered));
      connection.write(writePacket(kind.closeSend, call.id, 2, Buffer.alloc(0)));
    } else {
      fail(call, answered);
    }
  };
  const handle = (packet: Packet): void => {
    if (packet.stream === stream?.id) {
      const call = stream;
      if (call.isOver) return;
      // A turn later, so that a call that was sent right behind it cancels it, as it may there.
      if (packet.kind === kind.message) setImmediate(() => answer(call, packet.data));
      else if (([kind.error, kind.cancel, kind.close] as number[]).includes(packet.kind)) call.isOver = true;
      else if (packet.kind !== kind.closeSend && !packet.isControl) throw new ProtocolError("unknown packet kind");
      return;
    }
    if (stream) stream.isOver = true;
    if (packet.kind !== kind.invoke) return;
    stream = { id: packet.stream, rpc: packet.data.toString(), isOver: false };
    const failure = rpcs.refuse(stream.rpc);
    if (failure) fail(stream, failure);
  };

  connection.on("data", (chunk: Buffer) => {
    try {
      for (const packet of packets.read(chunk)) handle(packet);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      connection.destroy();
    }
  });
  connection.on("end", () => connection.destroy());
}
