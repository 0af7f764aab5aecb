import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import {
  apiKeyFingerprint,
  familyFingerprint,
  grantFingerprint,
  parseGrant,
  restrictGrant,
  serializeGrant,
  textFingerprint,
} from "../../../src/grant";
import { grant, rootGrant } from "./arbitraries";

describe("fingerprints", () => {
  it("all of a family share one, each credential has its own", () => {
    fc.assert(
      fc.property(rootGrant, rootGrant, (root, other) => {
        const [child, sibling] = [
          restrictGrant(root, { allowList: true }, []),
          restrictGrant(root, { allowList: true }, []),
        ];
        assert.equal(familyFingerprint(child.macaroon), familyFingerprint(root.macaroon));
        assert.notEqual(familyFingerprint(other.macaroon), familyFingerprint(root.macaroon));
        const grants = [root, child, sibling, other];
        assert.equal(new Set(grants.map(grantFingerprint)).size, 4);
        assert.equal(new Set(grants.map(({ macaroon }) => apiKeyFingerprint(macaroon))).size, 4);
      }),
    );
  });

  it("are the same in whatever order Go wrote the keys, and another where there are more of them", () => {
    const { cases } = JSON.parse(readFileSync("test/fixtures/vectors/grants.json", "utf8")) as {
      cases: { name: string; grant: string; reserialized?: string }[];
    };
    const several = cases.filter(({ name, reserialized }) => name.startsWith("multi-") && reserialized !== undefined);
    assert.ok(several.length > 0);
    for (const { name, grant: text, reserialized = "" } of several) {
      const read = parseGrant(text);
      const turned = { ...read, encryption: { ...read.encryption, entries: read.encryption.entries.toReversed() } };
      assert.equal(grantFingerprint(turned), grantFingerprint(read), name);
      assert.equal(grantFingerprint(parseGrant(reserialized)), grantFingerprint(read), name);
      const fewer = { ...read, encryption: { ...read.encryption, entries: read.encryption.entries.slice(1) } };
      assert.notEqual(grantFingerprint(fewer), grantFingerprint(read), name);
    }
  });

  it("are twelve hexadecimal digits that stay when a credential is read again", () => {
    fc.assert(
      fc.property(grant, (given) => {
        const text = serializeGrant(given);
        assert.match(grantFingerprint(given), /^[0-9a-f]{12}$/);
        assert.match(familyFingerprint(given.macaroon), /^[0-9a-f]{12}$/);
        assert.equal(grantFingerprint(parseGrant(text)), grantFingerprint(given));
        assert.match(textFingerprint(text), /^[0-9a-f]{12}$/);
      }),
    );
    assert.equal(textFingerprint(""), "e3b0c44298fc");
  });
});
