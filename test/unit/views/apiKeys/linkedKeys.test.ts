import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { keyFacts } from "../../../../src/decoder/keyFacts";
import { addCaveat, buildGrant, type Grant, type Macaroon, serializeApiKey, serializeGrant } from "../../../../src/grant";
import { idOf } from "../../../../src/vault/identity";
import type { ConsoleKey, SavedCredential, SavedRecord } from "../../../../src/vault/record";
import { consoleKeyFor, consoleKeyOf, linkOf, savedOfKey } from "../../../../src/views/apiKeys/linkedKeys";
import { caveat, forbidding } from "../../../support/chains";
import { demoAccessKeyId, demoGrant, demoSecretKey } from "../../../support/demoCredentials";

const origin = "https://us1.example";
const project = randomUUID();
const said = (): ConsoleKey => ({ origin, project, key: randomUUID(), isSaid: true });
const known = (): ConsoleKey => ({ ...said(), isSaid: false });

function record(credential: SavedCredential, consoleKey?: ConsoleKey): SavedRecord {
  return { id: idOf(credential), generation: "00000000", credential, label: "", savedAt: 0, ...(consoleKey && { consoleKey }) };
}
const grantOf = (grant: Grant, key?: ConsoleKey): SavedRecord => record({ kind: "grant", text: serializeGrant(grant) }, key);
const keyOf = ({ macaroon }: Grant, key?: ConsoleKey): SavedRecord => record({ kind: "apiKey", text: serializeApiKey(macaroon) }, key);
const pairOf = (grant: SavedRecord): SavedRecord =>
  record({ kind: "s3", accessKeyId: demoAccessKeyId(), secretKey: demoSecretKey(), grant: grant.id });

const root = demoGrant();
/** What whoever was handed a grant can make up: an API key with the same head. */
const forged = ({ macaroon: { head } }: Grant): Grant => ({ ...root, macaroon: { head, caveats: [], tail: randomBytes(32) } });
const child = buildGrant(root.satelliteAddress, addCaveat(root.macaroon, caveat(forbidding("disallowWrites"))), root.store);

describe("the API key of a console that a saved credential was made from", () => {
  it("is that which is said of anything of its family, and of the S3 pairs of these", () => {
    for (const holder of [0, 1, 2]) {
      const key = said();
      const of = (at: number): ConsoleKey | undefined => (at === holder ? key : undefined);
      const grant = grantOf(child, of(2));
      const records = [keyOf(root, of(0)), grantOf(root, of(1)), grant, pairOf(grant), grantOf(demoGrant())];
      assert.deepEqual(records.map((one) => consoleKeyOf(one, records)), [key, key, key, key, undefined]);
      assert.deepEqual(savedOfKey(origin, key.key, records), records.slice(0, 4));
      assert.equal(linkOf(origin, key.key.toUpperCase(), records), "said");
    }
  });

  it("is what is known rather than what is said, also where what was made from it says so", () => {
    const [fact, claim] = [known(), said()];
    const records = [keyOf(root, fact), grantOf(root), grantOf(child, claim)];
    assert.deepEqual(records.map((one) => consoleKeyOf(one, records)), [fact, fact, fact]);
    assert.deepEqual(savedOfKey(origin, claim.key, records), []);
    assert.equal(linkOf(origin, fact.key, records), "known");
  });

  it("is known of what provably was made from the key that was created here, and of nothing else with its head", () => {
    const fact = known();
    const grant = grantOf(child);
    for (const holder of [keyOf(forged(root), fact), grantOf(child, fact)]) {
      const records = [keyOf(root), ...(holder.id === grant.id ? [] : [grant, pairOf(grant)]), holder];
      assert.deepEqual(records.map((one) => consoleKeyOf(one, records)), [...records.slice(1).map(() => undefined), fact]);
      assert.deepEqual(savedOfKey(origin, fact.key, records), [holder]);
    }
    const records = [keyOf(root, fact)];
    const keyFor = (macaroon: Macaroon): ConsoleKey | undefined => consoleKeyFor(keyFacts(macaroon, undefined), records);
    assert.deepEqual([child, root, forged(root), demoGrant()].map(({ macaroon }) => keyFor(macaroon)), [fact, fact, undefined, undefined]);
  });

  it("is not what is said of what provably is none of its family, nor does that say against a proof", () => {
    const [one, other] = [said(), said()];
    const records = [keyOf(forged(root), one), keyOf(root), grantOf(child)];
    assert.deepEqual(records.map((record) => consoleKeyOf(record, records)), [one, undefined, undefined]);
    const both = [...records.slice(0, 1), keyOf(root, other), grantOf(child)];
    assert.deepEqual(both.map((record) => consoleKeyOf(record, both)), [one, other, other]);
  });

  it("is none where nothing says one, and that of another console is another", () => {
    const records = [keyOf(root), grantOf(child)];
    assert.equal(consoleKeyOf(keyOf(root), records), undefined);
    const key = said();
    const linked = [keyOf(root, key)];
    assert.equal(linkOf("https://eu1.example", key.key, linked), undefined);
    assert.equal(linkOf(origin, randomUUID(), linked), undefined);
  });

  it("stays with what can't be read", () => {
    const key = said();
    const damaged = { ...grantOf(root, key), credential: { kind: "grant", text: "1No" } } as const;
    assert.deepEqual(savedOfKey(origin, key.key, [damaged]), [damaged]);
  });

  it("reads each of many once", () => {
    const key = said();
    let reads = 0;
    const records = Array.from({ length: 300 }, () => {
      const one = grantOf(demoGrant());
      return Object.defineProperty(one, "consoleKey", { get: () => (reads++, undefined), enumerable: true });
    });
    const all = [...records, keyOf(root, key)];
    for (const one of all) consoleKeyOf(one, all);
    assert.ok(reads <= 3 * all.length, `${reads} reads`);
  });
});
