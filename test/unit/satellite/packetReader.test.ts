import assert from "node:assert/strict";
import fc from "fast-check";
import { concatAll } from "../../../src/grant";
import { MetainfoError } from "../../../src/satellite/metainfo/errors";
import { writeFrame } from "../../../src/satellite/metainfo/frame";
import { type Packet, PacketReader } from "../../../src/satellite/metainfo/packetReader";

/** All that a reader gives for some pieces, the error included. */
function read(pieces: readonly Uint8Array[], largest?: number): { packets: Packet[]; code?: string } {
  const reader = new PacketReader(largest);
  const packets: Packet[] = [];
  try {
    for (const piece of pieces) packets.push(...reader.read(piece));
  } catch (error) {
    assert.ok(error instanceof MetainfoError, String(error));
    return { packets, code: error.code };
  }
  return { packets };
}

/** The bytes in pieces that end at the given places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return ends.map((end, at) => bytes.subarray(ends[at - 1] ?? 0, end));
}

const frames = fc.array(
  fc.record({
    kind: fc.nat(63),
    done: fc.boolean(),
    control: fc.boolean(),
    data: fc.uint8Array({ maxLength: 300 }),
    step: fc.bigInt(1n, 200n),
  }),
  { maxLength: 12 },
);

/** Frames whose messages only grow, and stay the same where one goes on. */
const streams = frames.map((list) => {
  let message = 1n;
  let kind = 0;
  let isOpen = false;
  return list.map(({ step, ...frame }) => {
    if (isOpen && step % 3n > 0n) frame.kind = kind;
    else message += step;
    isOpen = !frame.done;
    kind = frame.kind;
    return { ...frame, stream: 1n, message };
  });
});
const places = fc.array(fc.nat(), { maxLength: 20 });

describe("the reader of packets", () => {
  it("gives the same packets, however the bytes are cut", () => {
    fc.assert(
      fc.property(streams, places, (list, cuts) => {
        const bytes = concatAll(list.map(writeFrame));
        const whole = read([bytes]);
        assert.equal(whole.code, undefined);
        assert.equal(whole.packets.length, list.filter(({ done }) => done).length);
        assert.deepEqual(read(cut(bytes, cuts)), whole);
      }),
    );
  });

  it("gives what was written", () => {
    fc.assert(
      fc.property(streams, (list) => {
        // A frame that does not go on with its message begins anew.
        const expected: Packet[] = [];
        let open: { message: bigint; control: boolean; parts: Uint8Array[] } | undefined;
        for (const { kind, message, control, done, data } of list) {
          if (open?.message !== message) open = { message, control: false, parts: [] };
          open.control ||= control;
          open.parts.push(data);
          if (!done) continue;
          expected.push({ kind, stream: 1n, message, control: open.control, data: concatAll(open.parts) });
          open = undefined;
        }
        assert.deepEqual(read(list.map(writeFrame)).packets, expected);
      }),
    );
  });

  it("refuses or reads any bytes, the same however they are cut", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), places, (bytes, cuts) => {
        const single = read(Array.from(bytes, (byte) => Uint8Array.of(byte)), 100);
        const pieces = read(cut(bytes, cuts), 100);
        assert.equal(pieces.code, single.code);
        // What stands in the same piece before an error is lost with it, here as there: nobody reads on after one.
        assert.deepEqual(pieces.packets, single.packets.slice(0, pieces.packets.length));
      }),
    );
  });

  it("copies each byte a few times only, however small the pieces", () => {
    const data = new Uint8Array(2 ** 20).map((_, at) => at);
    const bytes = writeFrame({ kind: 2, stream: 1n, message: 1n, done: true, control: false, data });
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its `this` below, and put back
    const native = Uint8Array.prototype.set;
    let copied = 0;
    Uint8Array.prototype.set = function (this: Uint8Array, source: ArrayLike<number>, offset?: number) {
      copied += source.length;
      native.call(this, source, offset);
    };
    try {
      const reader = new PacketReader();
      const packets: Packet[] = [];
      for (let at = 0; at < bytes.length; at += 16) packets.push(...reader.read(bytes.subarray(at, at + 16)));
      assert.deepEqual(packets[0]?.data, data);
    } finally {
      Uint8Array.prototype.set = native;
    }
    assert.ok(copied < 5 * bytes.length, `${copied} bytes were copied`);
  });
});
