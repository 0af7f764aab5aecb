import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import {
  encodeBase58Check,
  encodeCaveat,
  parseApiKey,
  parseCaveat,
  parseGrant,
  parseMacaroon,
  rewriteGrant,
  serializeApiKey,
  serializeGrant,
  serializeMacaroon,
} from "../../../src/grant";
import { caveat, grant, signedKey } from "./arbitraries";

interface Vectors {
  readonly cases: readonly { readonly grant: string }[];
  readonly accepted_oddities: readonly { readonly kind: string; readonly text: string }[];
}
const vectors = (name: string): Vectors =>
  JSON.parse(readFileSync(`test/fixtures/vectors/${name}.json`, "utf8")) as Vectors;

describe("reading and writing", () => {
  it("a macaroon that was written is read as it was", () => {
    fc.assert(
      fc.property(signedKey, ({ macaroon }) => {
        assert.deepEqual(parseMacaroon(serializeMacaroon(macaroon)), macaroon);
        const text = serializeApiKey(macaroon);
        assert.equal(serializeApiKey(parseApiKey(text)), text);
      }),
    );
  });

  it("a caveat that was written is read as it was, and written so again", () => {
    fc.assert(
      fc.property(caveat, (written) => {
        const raw = encodeCaveat(written);
        const read = parseCaveat(raw);
        assert.deepEqual(read, { ...written, unknownFields: [], unknownPathFields: [] });
        assert.deepEqual(encodeCaveat(read), raw);
      }),
      { numRuns: 500 },
    );
  });

  it("a caveat's times are exact to the ends of Go's range", () => {
    for (const seconds of [2n ** 53n + 1n, 2n ** 62n, -(2n ** 53n) - 1n, -(2n ** 62n)]) {
      const notAfter = { seconds, nanos: 999_999_999 };
      const [none] = fc.sample(caveat, 1);
      assert.ok(none);
      assert.deepEqual(parseCaveat(encodeCaveat({ ...none, notAfter })).notAfter, notAfter);
    }
  });

  it("a grant that was written is read as it was, and written to the letter", () => {
    fc.assert(
      fc.property(grant, (written) => {
        const text = serializeGrant(written);
        const read = parseGrant(text);
        assert.equal(serializeGrant(read), text);
        assert.deepEqual(read.macaroon, written.macaroon);
        assert.deepEqual(read.satelliteAddress, written.satelliteAddress);
        assert.deepEqual(read.store.entries(), written.store.entries());
        assert.deepEqual(read.store.defaultKey, written.store.defaultKey);
      }),
      { numRuns: 300 },
    );
  });

  it("rewriting a second time changes nothing", () => {
    fc.assert(
      fc.property(grant, (written) => {
        const once = rewriteGrant(parseGrant(serializeGrant(written)));
        assert.equal(serializeGrant(rewriteGrant(parseGrant(serializeGrant(once)))), serializeGrant(once));
      }),
      { numRuns: 200 },
    );
  });

  it("every grant of the vectors is written back to the letter, unknown fields and odd orders included", () => {
    const oddities = vectors("malformed")
      .accepted_oddities.filter(({ kind }) => kind === "grant")
      .map(({ text }) => text);
    const texts = [...vectors("grants").cases.map((vector) => vector.grant), ...oddities];
    assert.equal(texts.length, 247);
    for (const text of texts) assert.equal(serializeGrant(parseGrant(text)), text);
  });

  it("refuses what is a base58check text, but no grant or API key", () => {
    for (const payload of [new Uint8Array(0), new Uint8Array(33), Uint8Array.of(2), Uint8Array.of(10, 1, 97)]) {
      assert.throws(() => parseGrant(encodeBase58Check(payload)), { name: "GrantError" });
      assert.throws(() => parseApiKey(encodeBase58Check(payload)), { name: "GrantError" });
    }
    assert.throws(() => parseGrant(encodeBase58Check(new Uint8Array(33), 1)), { code: "version" });
  });
});
