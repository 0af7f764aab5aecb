import assert from "node:assert/strict";
import { askForLabel, freeLabel, labelOf, labelProblem } from "../../../../src/commands/asking/label";
import { createAsk } from "../../../../src/platform/askInWindow";
import { inEnglish } from "../../../../src/decoder/voice";
import { noBytes, restrictApiKey, restrictGrant } from "../../../../src/grant";
import type { SavedRecord } from "../../../../src/vault/record";
import { factsOfGrant, voiceAt } from "../../../support/chains";
import { demoGrant, demoRootKey, everyday, prefix, readOnly } from "../../../support/demoCredentials";
import { keyFacts } from "../../../../src/decoder/keyFacts";
import { type Act, FakeWindow } from "../../../support/fakeWindow";

const voice = voiceAt();
const saved = (...labels: readonly string[]): SavedRecord[] =>
  labels.map((label, at) => ({
    id: String(at).padStart(12, "0"),
    generation: "00000000",
    credential: { kind: "apiKey", text: "1" },
    label,
    savedAt: 0,
  }));

describe("a proposed label", () => {
  const photos = prefix("photos", "tenant1/");
  const docs = prefix("docs", "");
  const twoPrefixes = restrictGrant(demoGrant(), everyday, [photos, docs]);
  const bucketKey = restrictApiKey(demoRootKey(), readOnly, [{ bucket: docs.bucket, encryptedPathPrefix: noBytes }]);
  const rows: readonly (readonly [what: string, label: string, facts: Parameters<typeof labelOf>[0]])[] = [
    ["a grant's prefix", "photos/tenant1/", factsOfGrant(restrictGrant(demoGrant(), readOnly, [photos]))],
    ["the first of its prefixes, and how many more there are", "photos/tenant1/ and 1 more", factsOfGrant(twoPrefixes)],
    ["what a grant without a prefix may do, and where", "us1.storj.io · full access", factsOfGrant(demoGrant())],
    ["that of a narrowed one", "us1.storj.io · read, list", factsOfGrant(restrictGrant(demoGrant(), readOnly, []))],
    ["an API key's kind", "API key", keyFacts(demoRootKey(), undefined)],
    ["an API key's kind and bucket", "API key docs/", keyFacts(bucketKey, undefined)],
    ["the kind of what says nothing", "S3 credentials", undefined],
  ];
  for (const [what, label, facts] of rows) it(`is ${what}`, () => assert.equal(labelOf(facts, voice), label));

  it("shows hostile text as what it is, and is never too long", () => {
    const hostile = factsOfGrant(restrictGrant(demoGrant(), readOnly, [prefix("photos", "$(gear)\u202E/")]));
    assert.equal(labelOf(hostile, voice), "photos/$⟨(⟩gear)⟨U+202E⟩/");
    const long = factsOfGrant(restrictGrant(demoGrant(), readOnly, [prefix("b".repeat(60), `${"p".repeat(300)}/`)]));
    assert.ok(labelOf(long, voice).length <= 80);
    const address = `${"a".repeat(60)}.example:7777`;
    assert.ok(labelOf(factsOfGrant(demoGrant(address)), voice).length <= 80);
  });
});

describe("a free label", () => {
  it("is the label itself, or with the first number that is free", () => {
    assert.equal(freeLabel("photos/", saved()), "photos/");
    assert.equal(freeLabel("photos/", saved("photos", "photos/ 2")), "photos/");
    assert.equal(freeLabel("photos/", saved("photos/", "photos/ 3")), "photos/ 2");
    assert.equal(freeLabel("photos/", saved("photos/", "photos/ 2", "photos/ 3")), "photos/ 4");
  });

  it("can be taken as it is, however long the label was", () => {
    const long = "a".repeat(80);
    const others = saved(long, ...Array.from({ length: 8 }, (_, at) => `${long.slice(0, 78)} ${String(at + 2)}`));
    const label = freeLabel(long, others);
    assert.equal(label, `${long.slice(0, 77)} 10`);
    assert.equal(labelProblem(label, others, { t: inEnglish }), undefined);
  });
});

describe("a label that is typed", () => {
  const others = saved("photos/");
  const problem = (label: string): string | undefined => labelProblem(label, others, { t: inEnglish });

  it("must be some text that no other has, blanks aside", () => {
    for (const label of ["", " \t"]) assert.equal(problem(label), "Write a name for it");
    assert.equal(problem(" photos/ "), "Another one has that name");
    const taken = ["photos", "Photos/", "a".repeat(80), `  ${"a".repeat(80)}  `];
    for (const label of taken) assert.equal(problem(label), undefined, label);
    assert.equal(problem("a".repeat(81)), "At most 80 characters");
  });

  const asked = async (...script: readonly Act[]): Promise<{ label: string | undefined; host: FakeWindow }> => {
    const host = new FakeWindow(...script);
    const label = await askForLabel(createAsk(host), "Save", "proposal", others, voice);
    assert.deepEqual(host.left, []);
    return { label, host };
  };

  it("is asked for with a proposal, and is none where the person leaves", async () => {
    const { label, host } = await asked("enter");
    assert.equal(label, "proposal");
    assert.deepEqual(host.boxes.map(({ title, password }) => [title, password]), [["Save", false]]);
    assert.equal((await asked({ type: "x" }, "leave")).label, undefined);
  });

  it("is not taken while something is wrong with it, and then without blanks around", async () => {
    const { label, host } = await asked({ type: "photos/" }, "enter", { type: "  mine " }, "enter");
    assert.equal(label, "mine");
    assert.ok(host.boxes[0]?.problems.includes("Another one has that name"));
  });
});
