import { type Bytes, concat, noBytes } from "../../grant";
import { MetainfoError } from "./errors";
import { type FrameHeader, readHeader } from "./frame";

/** The frames of one stream and message, put together. */
export interface Packet extends Omit<FrameHeader, "done"> {
  readonly data: Bytes;
}

/** Bytes of data in one packet; Go refuses more, too. */
export const largestPacket = 4 * 1024 * 1024;

const smallestBuffer = 4096;

/**
 * Puts packets together from whatever pieces the network gives (storj/drpc drpcwire/reader.go). A higher message drops what has come of
 * the one before it. Each byte is copied a constant number of times, however small the pieces.
 */
export class PacketReader {
  readonly #largest: number;
  /** A header that is cut off: at most 30 bytes. */
  #pending: Bytes = noBytes;
  /** The lowest stream and message that may come. */
  #stream = 1n;
  #message = 1n;
  /** The packet that is coming in; its data is the first `#length` bytes of the buffer. */
  #packet: FrameHeader | undefined;
  #buffer: Bytes = noBytes;
  #length = 0;
  /** The frame that is coming in, and how many bytes it lacks. */
  #frame: FrameHeader | undefined;
  #lacking = 0;

  constructor(largest = largestPacket) {
    this.#largest = largest;
  }

  /** The packets that these bytes complete. Errors: `protocol`; `too-large` as soon as a frame says how large it is. */
  *read(bytes: Bytes): Generator<Packet, void> {
    let rest = concat(this.#pending, bytes);
    this.#pending = noBytes;
    for (;;) {
      if (!this.#frame) {
        const read = readHeader(rest);
        if (!read) {
          this.#pending = rest;
          return;
        }
        this.#begin(read.header, read.length);
        rest = rest.subarray(read.end);
      }
      rest = rest.subarray(this.#take(rest));
      if (this.#lacking > 0) return;
      const isWhole = this.#frame?.done;
      this.#frame = undefined;
      if (isWhole) yield this.#finish();
    }
  }

  #begin(frame: FrameHeader, length: bigint): void {
    if (frame.stream < this.#stream || (frame.stream === this.#stream && frame.message < this.#message)) {
      throw new MetainfoError("protocol", "a stream or message that is over");
    }
    const isNext = !this.#packet || frame.stream !== this.#stream || frame.message !== this.#message;
    if (isNext) {
      this.#packet = frame;
      this.#stream = frame.stream;
      this.#message = frame.message;
      this.#length = 0;
    } else if (this.#packet?.kind !== frame.kind) {
      throw new MetainfoError("protocol", "a packet of two kinds");
    } else if (frame.control) {
      // One frame makes it so for the whole packet.
      this.#packet = frame;
    }
    if (length > BigInt(this.#largest - this.#length)) throw new MetainfoError("too-large", "a packet above the limit");
    this.#frame = frame;
    this.#lacking = Number(length);
  }

  /** Takes from `bytes` what belongs to the frame, and says how much that was. */
  #take(bytes: Bytes): number {
    const piece = bytes.subarray(0, this.#lacking);
    const length = this.#length + piece.length;
    if (length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.#buffer.length, smallestBuffer));
      larger.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = larger;
    }
    this.#buffer.set(piece, this.#length);
    this.#length = length;
    this.#lacking -= piece.length;
    return piece.length;
  }

  #finish(): Packet {
    const { kind, stream, message, control } = this.#packet as FrameHeader;
    this.#packet = undefined;
    this.#message++;
    return { kind, stream, message, control, data: this.#buffer.slice(0, this.#length) };
  }
}
