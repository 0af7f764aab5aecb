import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { type Bytes, concat, concatAll, noBytes } from "./bytes";
import { GrantError } from "./errors";

/** An API key as bytes: its head names the root key, every caveat narrows it, its tail signs them (storj/common macaroon/macaroon.go). */
export interface Macaroon {
  readonly head: Bytes;
  readonly caveats: readonly Bytes[];
  /** 32 bytes. */
  readonly tail: Bytes;
}

const version = 2;
const packetType = { end: 0, location: 1, identifier: 2, verificationId: 4, signature: 6 } as const;

/** The next tail: HMAC-SHA256 of a head or caveat under the secret or tail before it. */
export function signTail(key: Bytes, data: Bytes): Bytes {
  return hmac(sha256, key, data);
}

/** The tails along the chain from an API key's root secret on: that of the head alone first, `macaroon.tail` last if it is genuine. */
export function tailsFrom(secret: Bytes, macaroon: Macaroon): Bytes[] {
  const tails = [signTail(secret, macaroon.head)];
  for (const caveat of macaroon.caveats) tails.push(signTail(tails.at(-1) as Bytes, caveat));
  return tails;
}

export function addCaveat(macaroon: Macaroon, caveat: Bytes): Macaroon {
  return { head: macaroon.head, caveats: [...macaroon.caveats, caveat], tail: signTail(macaroon.tail, caveat) };
}

function varint(value: number): Bytes {
  const bytes: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return Uint8Array.of(...bytes, value);
}

/** Writes what Go writes: no locations, no verification ids (storj/common macaroon/serialize.go). */
export function serializeMacaroon(macaroon: Macaroon): Bytes {
  const end = Uint8Array.of(packetType.end);
  const packet = (type: number, data: Bytes): Bytes => concat(Uint8Array.of(type), varint(data.length), data);
  return concatAll([
    Uint8Array.of(version),
    packet(packetType.identifier, macaroon.head),
    end,
    ...macaroon.caveats.flatMap((caveat) => [packet(packetType.identifier, caveat), end]),
    end,
    packet(packetType.signature, macaroon.tail),
  ]);
}

interface Packet {
  type: number;
  data: Bytes;
  offset: number;
}

class PacketReader {
  readonly #bytes: Bytes;
  #at = 0;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  refuse(message: string, offset = this.#at): never {
    throw new GrantError("macaroon", message, offset);
  }

  byte(): number | undefined {
    return this.#bytes[this.#at++];
  }

  /** As encoding/binary.Uvarint reads it: at most ten bytes, not necessarily the shortest, and at most 0x7fffffff. */
  #varint(): number {
    const start = this.#at;
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      if (byte === undefined) this.refuse("a number that is cut off", start);
      if (this.#at - start > 10) this.refuse("a number of more than 64 bits", start);
      value += (byte & 127) * factor;
      if (byte < 128) break;
    }
    if (value > 0x7fff_ffff) this.refuse("a number of more than 31 bits", start);
    return value;
  }

  packet(): Packet {
    const offset = this.#at;
    const type = this.#varint();
    if (type === packetType.end) return { type, data: noBytes, offset };
    const length = this.#varint();
    if (length > this.#bytes.length - this.#at) this.refuse("a packet that goes past the end", offset);
    const data = this.#bytes.slice(this.#at, this.#at + length);
    this.#at += length;
    return { type, data, offset };
  }

  /** The packets up to the next end-of-section, without a leading location. */
  section(): Packet[] {
    const packets: Packet[] = [];
    let before = -1;
    for (;;) {
      if (this.#at >= this.#bytes.length) this.refuse("a section without an end");
      const packet = this.packet();
      if (packet.type === packetType.end) break;
      if (packet.type <= before) this.refuse("packets out of order", packet.offset);
      before = packet.type;
      packets.push(packet);
    }
    return packets;
  }
}

/**
 * Reads libmacaroons' v2 binary form as Go does (storj/common macaroon/serialize.go ParseMacaroon).
 * Locations, verification ids and bytes after the signature are accepted and not kept: the raw bytes they stood in are.
 * Errors: `macaroon` with the offset of the packet.
 */
export function parseMacaroon(bytes: Bytes): Macaroon {
  const reader: PacketReader = new PacketReader(bytes);
  if (bytes.length < 2) reader.refuse("an empty API key", 0);
  if (reader.byte() !== version) reader.refuse("not a macaroon of version 2", 0);

  const [identifier, ...rest] = withoutLocation(reader.section());
  if (rest.length > 0 || identifier?.type !== packetType.identifier) reader.refuse("a header without its head", 1);

  const caveats: Bytes[] = [];
  for (;;) {
    const section = reader.section();
    if (section.length === 0) break;
    caveats.push(caveatOf(withoutLocation(section), section[0]?.offset, reader));
  }

  const signature = reader.packet();
  if (signature.type !== packetType.signature) reader.refuse("no signature after the caveats", signature.offset);
  if (signature.data.length !== 32) reader.refuse("a tail that is not 32 bytes long", signature.offset);
  return { head: identifier.data, caveats, tail: signature.data };
}

function withoutLocation(section: Packet[]): Packet[] {
  return section[0]?.type === packetType.location ? section.slice(1) : section;
}

function caveatOf(section: Packet[], offset: number | undefined, reader: PacketReader): Bytes {
  const [identifier, verification, ...more] = section;
  if (identifier?.type !== packetType.identifier) reader.refuse("a caveat without its content", offset);
  if (more.length > 0) reader.refuse("a caveat with packets that do not belong there", offset);
  if (verification && verification.type !== packetType.verificationId) reader.refuse("a caveat of an unknown kind", offset);
  return identifier.data;
}
