import assert from "node:assert/strict";
import { addCaveat, buildGrant, type Bytes, type Grant, instantFromMilliseconds, serializeApiKey, serializeGrant, utf8 } from "../../../src/grant";
import { idOf } from "../../../src/vault/identity";
import type { SavedCredential, SavedRecord } from "../../../src/vault/record";
import { isRevoked, revokedAt, revokedWords } from "../../../src/views/revocation";
import { SavedForDecoder } from "../../../src/views/savedForDecoder";
import { nextChange, summaryOf } from "../../../src/views/savedSummary";
import { endingSoon } from "../../../src/views/savedTree";
import { caveat, day, forbidding, now, voiceAt } from "../../support/chains";
import { demoAccessKeyId, demoGrant, demoSecretKey } from "../../support/demoCredentials";
import { vaultInMemory } from "../../support/vaultInMemory";

const minute = 60_000;
const [notWrite, notDelete] = [caveat(forbidding("disallowWrites")), caveat(forbidding("disallowDeletes"))];
const root = demoGrant();
const below = (grant: Grant, ...caveats: readonly Bytes[]): Grant =>
  buildGrant(grant.satelliteAddress, caveats.reduce(addCaveat, grant.macaroon), grant.store);
const [child, grandchild, sister] = [below(root, notWrite), below(root, notWrite, notDelete), below(root, notDelete)];

type Details = Pick<SavedRecord, "revokedAt" | "isProduction">;

function record(credential: SavedCredential, details: Details = {}): SavedRecord {
  return { id: idOf(credential), generation: "00000000", credential, label: "", savedAt: 0, ...details };
}
const grantOf = (grant: Grant, details?: Details): SavedRecord => record({ kind: "grant", text: serializeGrant(grant) }, details);
const keyOf = ({ macaroon }: Grant, details?: Details): SavedRecord => record({ kind: "apiKey", text: serializeApiKey(macaroon) }, details);
const pairOf = (grant: SavedRecord, details?: Details): SavedRecord =>
  record({ kind: "s3", accessKeyId: demoAccessKeyId(), secretKey: demoSecretKey(), grant: grant.id }, details);

describe("what is known to be revoked", () => {
  it("is what was noted so, all that stands below it, and S3 pairs of any of that", () => {
    const [top, revoked, under, beside] = [grantOf(root), grantOf(child, { revokedAt: now }), grantOf(grandchild), grantOf(sister)];
    const [pair, deepPair, free] = [pairOf(revoked), pairOf(under), pairOf(beside)];
    const records = [top, deepPair, under, pair, beside, free, revoked];
    assert.deepEqual(records.filter((one) => isRevoked(one, records)), [deepPair, under, pair, revoked]);
    assert.equal(revokedAt(deepPair, records), now);
  });

  it("is also what holds the same API key: bare, or with other encryption keys", () => {
    const other = buildGrant(child.satelliteAddress, child.macaroon, demoGrant().store);
    const records = [keyOf(child), grantOf(other), grantOf(child, { revokedAt: now }), keyOf(sister)];
    assert.deepEqual(records.map((one) => isRevoked(one, records)), [true, true, true, false]);
  });

  it("ended with the first of several", () => {
    const records = [grantOf(root, { revokedAt: now - day }), grantOf(child, { revokedAt: now }), grantOf(grandchild)];
    assert.deepEqual(records.map((one) => revokedAt(one, records)), [now - day, now - day, now - day]);
  });

  it("is not what a forged tail or another satellite's key claims to come from it", () => {
    const tail = grandchild.macaroon.tail.with(0, (grandchild.macaroon.tail[0] as number) ^ 1);
    const forged = buildGrant(utf8("x"), { ...grandchild.macaroon, tail }, root.store);
    const records = [grantOf(child, { revokedAt: now }), grantOf(forged), grantOf(demoGrant())];
    assert.deepEqual(records.map((one) => isRevoked(one, records)), [true, false, false]);
  });

  it("may be an S3 pair by itself, and what can't be read", () => {
    const damaged = { ...grantOf(root, { revokedAt: now }), credential: { kind: "grant", text: "1No" } } as const;
    const records = [pairOf(grantOf(root), { revokedAt: now }), damaged];
    assert.deepEqual(records.map((one) => isRevoked(one, records)), [true, true]);
  });
});

describe("the words for what is revoked", () => {
  const words = (time: number, at = now): string => revokedWords(at, voiceAt(time)).text;

  it("tell when caches agree, until they do", () => {
    assert.equal(words(now), "revoked · caches agree by 20:35");
    assert.equal(words(now + 5 * minute - 1), "revoked · caches agree by 20:35");
    assert.equal(words(now + 5 * minute), "revoked");
    assert.equal(words(now - 1), "revoked");
    assert.equal(words(now, 1e300), "revoked");
  });

  it("come first in the line, in place of how long it would have lasted and what it allowed", () => {
    const ending = below(root, caveat({ notAfter: instantFromMilliseconds(now + 3 * day) }));
    const records = [grantOf(ending, { revokedAt: now - day, isProduction: true }), keyOf(below(ending, notWrite))];
    const lines = records.map((one) => summaryOf(one, voiceAt(), revokedAt(one, records)).text);
    assert.deepEqual(lines, ["revoked · production", "revoked · API key"]);
  });

  it("change at an instant that is known before, and the badge does not count them", () => {
    const ending = below(root, caveat({ notAfter: instantFromMilliseconds(now + day) }));
    const records = [grantOf(ending, { revokedAt: now }), grantOf(below(ending, notWrite))];
    assert.equal(nextChange(records, voiceAt()), now + 5 * minute);
    assert.equal(nextChange(records, voiceAt(now + 5 * minute)), Infinity);
    assert.equal(nextChange(records, voiceAt(now - 1)), now);
    assert.equal(endingSoon(records, now), 0);
    assert.equal(endingSoon(records.slice(1), now), 1);
  });
});

describe("what the decoder is told of saved credentials", () => {
  it("is their label, and whether they or an ancestor were revoked, as soon as that is known", async () => {
    const vault = vaultInMemory();
    const save = async (grant: Grant, label: string, revoked?: number): Promise<string> =>
      (await vault.save({ kind: "grant", text: serializeGrant(grant) }, { label, revokedAt: revoked })).record.id;
    const [above, under, beside] = [await save(child, "above", now), await save(grandchild, "under"), await save(sister, "beside")];
    const saved = new SavedForDecoder(vault);
    let told = 0;
    const listening = saved.onDidChange(() => { told++; });
    assert.equal(saved.isLoaded, false);
    await saved.load();
    assert.equal(saved.isLoaded, true);
    assert.ok(told > 0);
    assert.deepEqual([above, under, beside].map((id) => saved.find(id)), [
      { label: "above", isRevoked: true },
      { label: "under", isRevoked: true },
      { label: "beside", isRevoked: false },
    ]);
    assert.equal(saved.find("ffffffffffff"), undefined);
    listening.dispose();
    const before = told;
    await vault.change(beside, { label: "renamed" });
    assert.equal(told, before);
    vault.dispose();
  });
});
