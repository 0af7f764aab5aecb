import assert from "node:assert/strict";
import fc from "fast-check";
import { isAccessKeyId, isSecretKey } from "../../../src/grant";

/** RFC 4648 base32 in lower case without padding: how the auth service writes them. */
function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => "abcdefghijklmnopqrstuvwxyz234567".charAt(parseInt(group.padEnd(5, "0"), 2))).join("");
}

const written = (kind: number, length: number): fc.Arbitrary<string> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((random) => base32(Uint8Array.of(kind, ...random)));

describe("S3 credentials", () => {
  it("that the auth service makes are known", () => {
    fc.assert(fc.property(written(77, 16), (id) => assert.ok(isAccessKeyId(id) && !isSecretKey(id))));
    fc.assert(fc.property(written(78, 32), (secret) => assert.ok(isSecretKey(secret) && !isAccessKeyId(secret))));
  });

  it("of another kind, length or alphabet are not", () => {
    const [id] = fc.sample(written(77, 16), 1);
    const [secret] = fc.sample(written(78, 32), 1);
    assert.ok(id !== undefined && secret !== undefined);
    for (const wrong of [
      id.slice(1),
      `${id}a`,
      `k${id.slice(1)}`,
      id.toUpperCase(),
      `${id.slice(0, -1)}b`,
      `${id.slice(0, 5)}1${id.slice(6)}`,
    ]) {
      assert.ok(!isAccessKeyId(wrong), wrong);
    }
    for (const wrong of [secret.slice(1), `${secret}a`, `ja${secret.slice(2)}`, `${secret.slice(0, -1)}b`])
      assert.ok(!isSecretKey(wrong), wrong);
    fc.assert(fc.property(written(76, 16), (other) => assert.ok(!isAccessKeyId(other))));
    fc.assert(fc.property(written(79, 32), (other) => assert.ok(!isSecretKey(other))));
  });
});
