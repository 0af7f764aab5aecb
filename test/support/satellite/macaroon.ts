import { createHmac, randomBytes } from "node:crypto";
import { Cursor, UnreadableError, varint } from "./protobuf";

/** An API key as bytes: the head that the satellite knows, what was taken away, and the signature over both. */
export interface Macaroon {
  readonly head: Buffer;
  readonly caveats: readonly Buffer[];
  readonly tail: Buffer;
}

/** The types of packets in libmacaroons v2. */
const packet = { end: 0, location: 1, identifier: 2, verification: 4, signature: 6 } as const;

interface Packet {
  readonly type: number;
  readonly data: Buffer;
}

function sign(key: Buffer, data: Buffer): Buffer {
  return createHmac("sha256", key).update(data).digest();
}

export function newMacaroon(secret: Buffer): Macaroon {
  const head = randomBytes(32);
  return { head, caveats: [], tail: sign(secret, head) };
}

export function addCaveat(macaroon: Macaroon, caveat: Buffer): Macaroon {
  return { ...macaroon, caveats: [...macaroon.caveats, caveat], tail: sign(macaroon.tail, caveat) };
}

/** The tails from the root's to its own, as the head's secret gives them: the last is its own, or it is forged. */
export function tailsFrom(secret: Buffer, macaroon: Macaroon): Buffer[] {
  const tails = [sign(secret, macaroon.head)];
  for (const caveat of macaroon.caveats) tails.push(sign(tails.at(-1) as Buffer, caveat));
  return tails;
}

/** Reads as storj/common macaroon/serialize.go ParseMacaroon does; undefined for what it refuses. */
export function readMacaroon(bytes: Buffer): Macaroon | undefined {
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}

function read(bytes: Buffer): Macaroon {
  const cursor = new Cursor(bytes);
  if (cursor.take(1)[0] !== 2) throw new UnreadableError("another version");
  const [head, ...others] = withoutLocation(readSection(cursor));
  if (head?.type !== packet.identifier || others.length > 0) throw new UnreadableError("no head");
  const caveats = [];
  for (let section = readSection(cursor); section.length > 0; section = readSection(cursor)) {
    const [caveat, verification, ...more] = withoutLocation(section);
    if (caveat?.type !== packet.identifier || more.length > 0) throw new UnreadableError("no caveat");
    if (verification && verification.type !== packet.verification) throw new UnreadableError("no caveat");
    caveats.push(caveat.data);
  }
  const signature = readPacket(cursor);
  if (signature.type !== packet.signature || signature.data.length !== 32) throw new UnreadableError("no signature");
  return { head: head.data, caveats, tail: signature.data };
}

function withoutLocation(section: readonly Packet[]): readonly Packet[] {
  return section[0]?.type === packet.location ? section.slice(1) : section;
}

function readSection(cursor: Cursor): Packet[] {
  const section: Packet[] = [];
  for (let each = readPacket(cursor); each.type !== packet.end; each = readPacket(cursor)) {
    if (each.type <= (section.at(-1)?.type ?? -1)) throw new UnreadableError("packets out of order");
    section.push(each);
  }
  return section;
}

function readPacket(cursor: Cursor): Packet {
  const type = readSmall(cursor);
  return { type, data: type === packet.end ? Buffer.alloc(0) : cursor.take(readSmall(cursor)) };
}

function readSmall(cursor: Cursor): number {
  const value = cursor.varint();
  if (value > 0x7fffffffn) throw new UnreadableError("a varint too large");
  return Number(value);
}

export function writeMacaroon({ head, caveats, tail }: Macaroon): Buffer {
  const write = (type: number, data: Buffer): Buffer => Buffer.concat([varint(type), varint(data.length), data]);
  const end = Buffer.of(packet.end);
  const sections = [head, ...caveats].map((data) => Buffer.concat([write(packet.identifier, data), end]));
  return Buffer.concat([Buffer.of(2), ...sections, end, write(packet.signature, tail)]);
}
