import { type Bytes, concat, utf8 } from "../../grant";
import { MetainfoError, statusError } from "./errors";
import { kinds, writePacket } from "./frame";
import type { Packet } from "./packetReader";

/** What opens a connection, before TLS: the port serves more than one protocol (storj/drpc drpcmigrate/header.go). */
export const multiplexingHeader: Bytes = utf8("DRPC!!!1");

/** All that is sent to ask one question, as the Go client sends it (storj/drpc drpcconn/conn.go): in one piece, and only then read. */
export function askingBytes(rpc: string, request: Bytes): Bytes {
  return concat(writePacket(kinds.invoke, 1n, utf8(rpc)), writePacket(kinds.message, 2n, request), writePacket(kinds.closeSend, 3n));
}

/** What is sent after an answer. */
export const closingBytes: Bytes = writePacket(kinds.close, 4n);

/** An error packet's number and text (storj/drpc drpcwire/error.go). */
export function readStatus(data: Bytes): { status: bigint; text: Bytes } {
  if (data.length < 8) return { status: 0n, text: concat(data, utf8(" (drpcwire note: invalid error data)")) };
  return { status: new DataView(data.buffer, data.byteOffset).getBigUint64(0), text: data.slice(8) };
}

/**
 * The answer that a packet holds; undefined where it holds none and may be passed over (storj/drpc drpcstream/stream.go HandlePacket).
 * Errors: those of the satellite, `closed` where it ends the call without an answer, `canceled`, `protocol`.
 */
export function answerIn(packet: Packet): Bytes | undefined {
  if (packet.stream !== 1n) throw new MetainfoError("protocol", "a stream that nobody opened");
  switch (packet.kind) {
    case kinds.message:
      return packet.data;
    case kinds.error: {
      const { status, text } = readStatus(packet.data);
      throw statusError(status, text);
    }
    case kinds.cancel:
      throw new MetainfoError("canceled", "the satellite cancels the call");
    case kinds.close:
    case kinds.closeSend:
      throw new MetainfoError("closed", "the satellite ends the call without an answer");
    default:
      if (packet.control) return undefined;
      throw new MetainfoError("protocol", "a packet of a kind that is not known");
  }
}
