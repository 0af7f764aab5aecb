import assert from "node:assert/strict";
import fc from "fast-check";
import { addCaveat, equalBytes, lineage, nearestAncestors, restrictApiKey, tailsFrom } from "../../../src/grant";
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

  it("of many keys each one's nearest ancestor is the longest chain among the others that leads to it", () => {
    const step = fc.record({ from: fc.nat(9), caveat: bytes(3), isForged: fc.boolean() });
    fc.assert(
      fc.property(fc.array(signedKey, { minLength: 1, maxLength: 3 }), fc.array(step, { maxLength: 8 }), (roots, steps) => {
        const keys = roots.map(({ macaroon }) => macaroon);
        for (const { from, caveat, isForged } of steps) {
          const child = addCaveat(keys[from % keys.length]!, caveat);
          keys.push(isForged ? { ...child, tail: child.tail.with(0, child.tail[0]! ^ 1) } : child);
        }
        const nearest = nearestAncestors(keys);
        for (const [at, key] of keys.entries()) {
          const ancestors = keys.filter((other) => lineage(other, key).relation === "ancestor");
          const longest = Math.max(...ancestors.map(({ caveats }) => caveats.length));
          const found = nearest[at] === undefined ? undefined : keys[nearest[at]];
          if (found) assert.equal(lineage(found, key).relation, "ancestor");
          assert.equal(found?.caveats.length ?? -Infinity, longest);
        }
      }),
    );
  });
});
