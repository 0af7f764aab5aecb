import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { addCaveat, buildGrant, type Grant, serializeApiKey, serializeGrant } from "../../../../src/grant";
import { idOf } from "../../../../src/vault/identity";
import type { ConsoleKey, SavedCredential, SavedRecord } from "../../../../src/vault/record";
import { consoleKeyOf, linkOf, savedOfKey } from "../../../../src/views/apiKeys/linkedKeys";
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
const child = buildGrant(root.satelliteAddress, addCaveat(root.macaroon, caveat(forbidding("disallowWrites"))), root.store);

describe("the API key of a console that a saved credential was made from", () => {
  it("is that of its whole family, and of the S3 pairs of these, whoever of them it is noted with", () => {
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

  it("is what is known rather than what is said, also where another of the family says it", () => {
    const [fact, claim] = [known(), said()];
    for (const records of [
      [keyOf(root, fact), grantOf(child, claim)],
      [keyOf(root, claim), grantOf(child, fact)],
    ]) {
      assert.deepEqual(records.map((one) => consoleKeyOf(one, records)), [fact, fact]);
      assert.deepEqual(savedOfKey(origin, claim.key, records), []);
      assert.equal(linkOf(origin, fact.key, records), "known");
    }
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
