import assert from "node:assert/strict";
import bs58 from "bs58";
import fc from "fast-check";
import { decodeBase58, decodeBase58Check, encodeBase58, encodeBase58Check, GrantError } from "../../../src/grant";
import { bytes } from "./arbitraries";

const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const withLeadingZeros = fc
  .tuple(fc.nat(40), bytes(300))
  .map(([zeros, rest]) => Uint8Array.of(...new Uint8Array(zeros), ...rest));
const base58 = fc
  .tuple(fc.nat(40), fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 400 }))
  .map(([ones, rest]) => "1".repeat(ones) + rest);

describe("base58", () => {
  it("encodes as bs58 does, leading zeros included", () => {
    fc.assert(
      fc.property(withLeadingZeros, (raw) => assert.equal(encodeBase58(raw), bs58.encode(raw))),
      { numRuns: 1000 },
    );
  });

  it("decodes as bs58 does, leading ones included", () => {
    fc.assert(
      fc.property(base58, (text) => assert.deepEqual(decodeBase58(text), bs58.decode(text))),
      { numRuns: 1000 },
    );
  });

  it("agrees with bs58 at every length of up to 70 bytes and characters", () => {
    for (let length = 0; length <= 70; length++) {
      for (const byte of [0, 1, 127, 255]) {
        const raw = new Uint8Array(length).fill(byte);
        assert.equal(encodeBase58(raw), bs58.encode(raw));
      }
      for (const digit of ["1", "2", "z"])
        assert.deepEqual(decodeBase58(digit.repeat(length)), bs58.decode(digit.repeat(length)));
    }
  });

  it("refuses every other character, and says where the first one is", () => {
    const other = fc
      .nat(0xffff)
      .map((code) => String.fromCharCode(code))
      .filter((character) => !alphabet.includes(character));
    fc.assert(
      fc.property(base58, other, base58, (before, bad, after) => {
        assert.throws(
          () => decodeBase58(before + bad + after),
          (error) => {
            assert.ok(error instanceof GrantError);
            assert.equal(error.code, "base58");
            assert.equal(error.offset, before.length);
            return true;
          },
        );
      }),
      { numRuns: 500 },
    );
  });

  it("refuses 0, O, I and l", () => {
    for (const character of "0OIl") assert.throws(() => decodeBase58(character), { code: "base58", offset: 0 });
  });
});

describe("base58check", () => {
  it("reads what it wrote, version included", () => {
    fc.assert(
      fc.property(bytes(200), fc.nat(255), (payload, version) => {
        assert.deepEqual(decodeBase58Check(encodeBase58Check(payload, version)), { version, payload });
      }),
    );
  });

  it("refuses a text with one character changed", () => {
    fc.assert(
      fc.property(bytes(60), fc.nat(), fc.nat(56), (payload, place, by) => {
        const text = encodeBase58Check(payload);
        const at = place % text.length;
        const changed = alphabet.charAt((alphabet.indexOf(text.charAt(at)) + 1 + by) % 58);
        assert.throws(() => decodeBase58Check(text.slice(0, at) + changed + text.slice(at + 1)), {
          name: "GrantError",
        });
      }),
      { numRuns: 1000 },
    );
  });

  it("refuses what is too short to hold a version and a checksum", () => {
    for (const text of ["", "1", "1111", "2222"]) assert.throws(() => decodeBase58Check(text), { code: "base58" });
  });
});
