import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import bs58 from "bs58";
import fc from "fast-check";
import { redact } from "../../../src/platform/redact";

const bytes = (minLength: number, maxLength = minLength) =>
  fc.uint8Array({ minLength, maxLength }).map((seed) => spread(seed, seed.length));

/** Bytes that look random, made of what fast-check chose: its own are often all zero. */
function spread(seed: Uint8Array, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) =>
    createHash("sha256").update(seed).update(String(i)).digest(),
  );
  return Buffer.concat(blocks).subarray(0, length);
}

const base32 = (length: number) =>
  fc.array(fc.constantFrom(...Array.from("abcdefghijklmnopqrstuvwxyz234567")), {
    minLength: length,
    maxLength: length,
  });
const secrets = fc.oneof(
  bytes(32, 300).map((raw) => bs58.encode(raw)),
  bytes(32).map((raw) => raw.toString("hex")),
  bytes(32).map((raw) => raw.toString("base64")),
  bytes(32).map((raw) => encodeURIComponent(raw.toString("base64"))),
  bytes(32).map((raw) => raw.toString("base64url")),
  base32(26).map((letters) => `ju${letters.join("")}`),
  base32(51).map((letters) => `jy${letters.join("")}`),
  fc.uuid(),
);

describe("redact", () => {
  it("leaves nothing of a secret, wherever it stands", () => {
    const around = fc.constantFrom("", " ", '"', "=", ": ", "\n", "(", "://", "?key=", "sj://b/");
    fc.assert(
      fc.property(secrets, around, around, (secret, before, after) => {
        const redacted = redact(`a${before}${secret}${after}z`);
        assert.doesNotMatch(redacted.replace(/‹redacted \d+ characters›/, ""), /[A-Za-z0-9+/_-]{16}/);
      }),
    );
  });

  it("takes slices of 24 characters and more", () => {
    fc.assert(
      fc.property(bytes(200), fc.nat(200), fc.integer({ min: 24, max: 60 }), (raw, start, length) => {
        const slice = bs58.encode(raw).slice(start, start + length);
        fc.pre(slice.length >= 24);
        assert.equal(redact(slice), `‹redacted ${String(slice.length)} characters›`);
      }),
    );
  });

  it("takes several in one text and says how long each was", () => {
    assert.equal(
      redact(`a ${"0".repeat(40)}, b ${"f".repeat(32)}.`),
      "a ‹redacted 40 characters›, b ‹redacted 32 characters›.",
    );
  });

  it("keeps what a person needs to read", () => {
    const lines = [
      "fingerprint 0123456789ab of us1.storj.io:7777, restricted to sj://docs/a/",
      "at Object.parseGrant (/srv/editor/extension/src/decoder/findings/showFindings.js:12:34)",
      "storjGrants.clipboard.clearAfterSeconds is 60 at 2026-11-23T21:12:00.000Z",
    ];
    for (const line of lines) assert.equal(redact(line), line);
  });
});
