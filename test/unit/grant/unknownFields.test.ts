import assert from "node:assert/strict";
import { concat, hex, parseCaveat, utf8 } from "../../../src/grant";

const varint = Uint8Array.of(0x80, 0x01, 0x01);
const outOfRange = Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x10, 0x01);
const group = Uint8Array.of(0x93, 0x03, 0x08, 0x05, 0x94, 0x03);
const known = Uint8Array.of(0x10, 0x01);

const found = (raw: Uint8Array): [number, string][] =>
  parseCaveat(raw).unknownFields.map((field) => [field.number, hex(field.raw)]);

describe("unknown caveat fields", () => {
  it("are kept with their number and all their bytes, in the order they came", () => {
    assert.deepEqual(found(concat(varint, known, group, varint)), [
      [16, "800101"],
      [50, "930308059403"],
      [16, "800101"],
    ]);
    assert.deepEqual(found(known), []);
  });

  it("are found inside of an allowed path", () => {
    const path = concat(Uint8Array.of(0x0a, 1), utf8("a"), Uint8Array.of(0x18, 0x09));
    const { unknownPathFields, allowedPaths } = parseCaveat(concat(Uint8Array.of(0x52, path.length), path));
    assert.deepEqual(
      unknownPathFields.map((field) => [field.number, hex(field.raw)]),
      [[3, "1809"]],
    );
    assert.deepEqual(
      allowedPaths.map(({ bucket }) => bucket),
      [utf8("a")],
    );
  });

  it("are found where a number past 2^29 has ended the reading, which nothing else shows", () => {
    const { disallowWrites, disallowReads, unknownFields } = parseCaveat(
      concat(known, outOfRange, Uint8Array.of(8, 1), varint),
    );
    assert.equal(disallowWrites, true);
    assert.equal(disallowReads, false);
    assert.deepEqual(
      unknownFields.map((field) => hex(field.raw)),
      ["808080801001", "800101"],
    );
  });

  it("beyond such a number what is malformed ends them, and refuses nothing", () => {
    assert.deepEqual(found(concat(outOfRange, Uint8Array.of(0x80))), [[2 ** 29, "808080801001"]]);
    assert.deepEqual(found(concat(outOfRange.subarray(0, 5))), []);
  });
});
