import assert from "node:assert/strict";
import fc from "fast-check";
import { addCaveat, equalBytes, lineage, restrictApiKey, tailsFrom } from "../../../src/grant";
import { bytes, grant, permission, signedKey } from "./arbitraries";

const someCaveats = fc.array(bytes(12), { minLength: 1, maxLength: 5 });

describe("lineage", () => {
  it("a key is the ancestor of what its tail signed, and that is its descendant", () => {
    fc.assert(
      fc.property(signedKey, someCaveats, ({ macaroon }, further) => {
        const child = further.reduce(addCaveat, macaroon);
        const commonCaveats = macaroon.caveats.length;
        assert.deepEqual(lineage(macaroon, child), { relation: "ancestor", commonCaveats });
        assert.deepEqual(lineage(child, macaroon), { relation: "descendant", commonCaveats });
        assert.deepEqual(lineage(child, child), { relation: "same", commonCaveats: child.caveats.length });
      }),
    );
  });

  it("a restricted grant is the descendant of the one it was made from", () => {
    fc.assert(
      fc.property(grant, permission, (parent, permissions) => {
        const child = {
          macaroon: restrictApiKey(parent.macaroon, { ...permissions, allowList: true, notBefore: undefined }, []),
        };
        assert.equal(lineage(parent.macaroon, child.macaroon).relation, "ancestor");
        assert.equal(lineage(child.macaroon, parent.macaroon).relation, "descendant");
      }),
    );
  });

  it("of two restrictions of one key neither is the other's ancestor", () => {
    fc.assert(
      fc.property(signedKey, bytes(12), bytes(12), ({ macaroon }, one, other) => {
        fc.pre(!equalBytes(one, other));
        const [a, b] = [addCaveat(macaroon, one), addCaveat(macaroon, other)];
        assert.deepEqual(lineage(a, b), { relation: "sibling", commonCaveats: macaroon.caveats.length });
      }),
    );
  });

  it("a tail that does not follow makes a forgery, and keys of other heads have nothing in common", () => {
    fc.assert(
      fc.property(
        signedKey,
        signedKey,
        someCaveats,
        fc.nat(31),
        ({ macaroon }, { macaroon: stranger }, further, at) => {
          const child = further.reduce(addCaveat, macaroon);
          const forged = { ...child, tail: child.tail.with(at, (child.tail[at] as number) ^ 1) };
          const commonCaveats = macaroon.caveats.length;
          assert.deepEqual(lineage(macaroon, forged), { relation: "unrelated", commonCaveats });
          assert.deepEqual(lineage(forged, macaroon), { relation: "unrelated", commonCaveats });
          assert.deepEqual(lineage(macaroon, stranger), { relation: "unrelated", commonCaveats: 0 });
        },
      ),
    );
  });

  it("a genuine key's last tail is the one that its secret leads to", () => {
    fc.assert(
      fc.property(signedKey, ({ secret, macaroon }) => {
        const tails = tailsFrom(secret, macaroon);
        assert.equal(tails.length, macaroon.caveats.length + 1);
        assert.deepEqual(tails.at(-1), macaroon.tail);
      }),
    );
  });
});
