import assert from "node:assert/strict";
import { knownRevocation, savedAncestors, savedHeirs } from "../../../src/commands/revoking/kin";
import { noteRevoked } from "../../../src/commands/revoking/noteRevoked";
import { heirsPage, type Revocation, revocationQuestion, revokedText } from "../../../src/commands/revoking/revokeWords";
import { addCaveat, buildGrant, type Bytes, type Grant, serializeApiKey, serializeGrant, utf8 } from "../../../src/grant";
import { idOf } from "../../../src/vault/identity";
import type { SavedCredential, SavedRecord } from "../../../src/vault/record";
import { storeFailed, isGone } from "../../../src/vault/vaultError";
import { caveat, factsOfGrant, forbidding, now, voiceAt } from "../../support/chains";
import { demoAccessKeyId, demoGrant, demoSecretKey, us1 } from "../../support/demoCredentials";
import { vaultInMemory } from "../../support/vaultInMemory";

const [notWrite, notDelete, notList] = (["disallowWrites", "disallowDeletes", "disallowLists"] as const).map((name) =>
  caveat(forbidding(name)),
) as [Bytes, Bytes, Bytes];
const root = demoGrant();
const below = (grant: Grant, ...caveats: readonly Bytes[]): Grant =>
  buildGrant(grant.satelliteAddress, caveats.reduce(addCaveat, grant.macaroon), grant.store);
const [child, grandchild] = [below(root, notWrite), below(root, notWrite, notDelete)];

type Details = Partial<Pick<SavedRecord, "label" | "revokedAt" | "isProduction">>;

function record(credential: SavedCredential, label: string, details: Details = {}): SavedRecord {
  return { id: idOf(credential), generation: "00000000", credential, label, savedAt: 0, ...details };
}
const grantOf = (grant: Grant, label: string, details?: Details): SavedRecord =>
  record({ kind: "grant", text: serializeGrant(grant) }, label, details);
const keyOf = ({ macaroon }: Grant, label: string, details?: Details): SavedRecord =>
  record({ kind: "apiKey", text: serializeApiKey(macaroon) }, label, details);
const pairOf = (grant: SavedRecord, label: string): SavedRecord =>
  record({ kind: "s3", accessKeyId: demoAccessKeyId(), secretKey: demoSecretKey(), grant: grant.id }, label);
const labels = (records: readonly SavedRecord[]): string[] => records.map(({ label }) => label);

describe("the kin of an API key", () => {
  const saved = [
    grantOf(root, "root"),
    keyOf(root, "key of root"),
    keyOf(child, "key of child"),
    grantOf(child, "child"),
    grantOf(grandchild, "grandchild"),
    grantOf(below(root, notList), "sister"),
    grantOf(demoGrant(), "stranger"),
    record({ kind: "apiKey", text: serializeApiKey(root.macaroon) }, "damaged"),
  ];

  it("has its ancestors nearest first, and of those with one API key the grant, which names its satellite", () => {
    assert.deepEqual(labels(savedAncestors(below(grandchild, notList).macaroon, saved)), ["grandchild", "child", "root"]);
    assert.deepEqual(labels(savedAncestors(grandchild.macaroon, saved.slice(1, 3))), ["key of child", "key of root"]);
    assert.deepEqual(savedAncestors(root.macaroon, saved), []);
  });

  it("has of those with one API key the grant of Storj's own satellite, wherever a copy that names another stands", () => {
    const copy = buildGrant(utf8(us1.replace("us1.storj.io", "us1.storj.io.example")), child.macaroon, child.store);
    const own = buildGrant(utf8(us1), child.macaroon, child.store);
    const records = [grantOf(copy, "copy"), keyOf(child, "key"), grantOf(own, "own"), grantOf(copy, "copy again")];
    for (const some of [records, [...records].reverse()]) assert.deepEqual(labels(savedAncestors(grandchild.macaroon, some)), ["own"]);
    assert.deepEqual(labels(savedAncestors(grandchild.macaroon, records.slice(0, 2))), ["copy"]);
  });

  it("has ancestors also where these were revoked: the satellite does not mind", () => {
    assert.deepEqual(labels(savedAncestors(grandchild.macaroon, [grantOf(child, "child", { revokedAt: now })])), ["child"]);
  });

  it("has as heirs what holds it, what was made from it, and their S3 pairs", () => {
    const [, , , ofChild, ofGrandchild] = saved as [SavedRecord, SavedRecord, SavedRecord, SavedRecord, SavedRecord];
    const records = [...saved, pairOf(ofChild, "pair"), pairOf(ofGrandchild, "deep pair")];
    assert.deepEqual(labels(savedHeirs(child.macaroon, records)), ["key of child", "child", "grandchild", "pair", "deep pair"]);
  });

  it("tells of its revocation, saved or not", () => {
    const records = [grantOf(child, "child", { revokedAt: now }), grantOf(root, "root")];
    const of = (grant: Grant): number | undefined => knownRevocation(grant.macaroon, records);
    assert.deepEqual([of(child), of(grandchild), of(root), of(demoGrant())], [now, now, undefined, undefined]);
  });
});

describe("the question before a revocation", () => {
  const revocation = (details: Partial<Revocation> = {}): Revocation => ({
    facts: factsOfGrant(child),
    record: grantOf(child, "child"),
    pair: undefined,
    ancestor: grantOf(root, "root"),
    heirs: [],
    satellite: "us1.storj.io",
    revokedAt: undefined,
    ...details,
  });
  const asked = (details?: Partial<Revocation>): string => {
    const { question, detail } = revocationQuestion(revocation(details), voiceAt());
    return `${question}\n${detail}`;
  };

  it("names what is revoked, by which, and what else ends", () => {
    assert.deepEqual(asked().split("\n"), [
      "Revoke “child”?",
      "The satellite us1.storj.io is asked with “root”, from which it was made.",
      "Everything else that was made from it ends as well, saved here or not: restrictions, S3 credentials, links.",
      "This can't be undone. Where it was used shortly before, it may work for five minutes more.",
    ]);
    const heirs = [grantOf(grandchild, "one", { isProduction: true }), pairOf(grantOf(child, ""), "pair"), keyOf(grandchild, "key")];
    assert.ok(asked({ heirs }).includes("What is saved here and ends too, 3: “one” (production), “pair” (S3 credentials), “key” (API key)."));
    assert.ok(asked({ heirs: heirs.slice(0, 1) }).includes("What is saved here and ends too: “one” (production)."));
  });

  it("calls what is for production so, and what is saved nowhere by what it is", () => {
    assert.ok(asked({ record: grantOf(child, "live", { isProduction: true }) }).startsWith("Revoke “live”, which is marked for production?"));
    assert.ok(asked({ record: undefined }).startsWith("Revoke this access grant?"));
  });

  it("says that it was revoked before, and that the satellite that it names is not the one that is asked", () => {
    assert.ok(asked({ revokedAt: now }).includes("Here it is noted as revoked already, on 23 Nov 2026, 20:30:00 UTC."));
    const moved = factsOfGrant(buildGrant(utf8("evil.example:7777"), child.macaroon, child.store));
    assert.ok(asked({ facts: moved }).includes("It names evil.example as its satellite: that one is not asked."));
  });

  it("names ten of 500, and the page names all of them", () => {
    const heirs = Array.from({ length: 500 }, (_, at) => grantOf(grandchild, `tenant ${String(at)}`));
    const { detail } = revocationQuestion(revocation({ heirs }), voiceAt());
    assert.match(detail, /ends too, 500: “tenant 0”, .*“tenant 9” and 490 more\./);
    assert.doesNotMatch(detail, /tenant 10/);
    const page = heirsPage(revocation({ heirs }), voiceAt());
    assert.equal(page.split("\n").filter((line) => line.startsWith("- “tenant ")).length, 500);
    assert.match(page, /Nothing has been revoked yet/);
  });

  it("shows hostile labels as themselves: they make no line and no link of their own", () => {
    const label = "x\nThis can be undone.\u202e [ok](command:evil) $(check)";
    const hostile = grantOf(grandchild, label);
    const text = asked({ record: hostile, ancestor: hostile, heirs: [hostile], pair: hostile });
    assert.equal(text.split("\n").length, 6);
    const page = heirsPage(revocation({ record: hostile, heirs: [hostile] }), voiceAt());
    for (const shown of [text, page]) {
      assert.ok(!shown.includes("\u202e") && !shown.includes("\nThis can be undone"));
    }
  });

  it("is followed by what ended, and when caches agree", () => {
    const told = (others: number, pair?: SavedRecord): string => revokedText(revocation({ pair }), others, now, voiceAt());
    const caches = "Where it was used shortly before, satellites may still take it until 20:35.";
    assert.equal(told(0), `Revoked: “child”. ${caches}`);
    assert.equal(told(1), `Revoked: “child”. Another saved one ended with it. ${caches}`);
    assert.equal(told(12), `Revoked: “child”. 12 other saved ones ended with it. ${caches}`);
    assert.equal(told(0, pairOf(grantOf(child, ""), "pair")), `Revoked: “child”, and by it “pair” (S3 credentials). ${caches}`);
  });
});

describe("noting a revocation", () => {
  it("reaches everything saved that ended, at once, and leaves earlier notes", async () => {
    const records = [
      grantOf(child, "child"),
      grantOf(grandchild, "earlier", { revokedAt: now - 1 }),
      ...Array.from({ length: 500 }, (_, at) => grantOf(below(child, caveat({ nonce: utf8(String(at)) })), `tenant ${String(at)}`)),
      grantOf(root, "root"),
    ];
    const changed: string[] = [];
    const waiting: (() => void)[] = [];
    const vault = {
      all: () => records,
      change: (id: string) => {
        changed.push(id);
        return new Promise<SavedRecord>((resolve) => waiting.push(() => { resolve(records[0] as SavedRecord); }));
      },
    };
    const noting = noteRevoked(vault, child.macaroon, now);
    const inTurns: number[] = [];
    for (let done = 0; done < 501; ) {
      inTurns.push(waiting.length);
      done += waiting.length;
      for (const finish of waiting.splice(0)) finish();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { ended, failed } = await noting;
    assert.deepEqual([ended.length, failed.length, changed.length], [502, 0, 501]);
    assert.equal(inTurns[0], 50);
    assert.ok(!changed.includes(idOf((records[1] as SavedRecord).credential)));
  });

  it("tells of which ones it failed, and not of those that have gone meanwhile", async () => {
    const vault = vaultInMemory();
    for (const [at, grant] of [child, grandchild, below(child, notList)].entries()) {
      await vault.save({ kind: "grant", text: serializeGrant(grant) }, { label: `grant ${String(at)}` });
    }
    const change = vault.change.bind(vault);
    vault.change = (id, details) => {
      if (id === idOf({ kind: "grant", text: serializeGrant(grandchild) })) return Promise.reject(storeFailed("tried", undefined));
      return id === idOf({ kind: "grant", text: serializeGrant(child) }) ? Promise.reject(isGone("tried")) : change(id, details);
    };
    const { failed } = await noteRevoked(vault, child.macaroon, now);
    assert.deepEqual(failed.map(({ record: { label }, why }) => [label, why]), [["grant 1", "VS Code did not store it"]]);
    const noted = vault.all().filter(({ revokedAt }) => revokedAt === now);
    assert.deepEqual(labels(noted), ["grant 2"]);
  });
});
