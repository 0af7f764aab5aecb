import assert from "node:assert/strict";
import type { ChosenKeys } from "../../../../src/commands/asking/chooseApiKey";
import type { Fate } from "../../../../src/commands/deleting/deleteKeys";
import { deletedText, deleteQuestion, type Doomed, doomedPage, fatesPage, mayPass, sorted } from "../../../../src/commands/deleting/deleteWords";
import type { ListedKey } from "../../../../src/satellite/console/api";
import type { SavedRecord } from "../../../../src/vault/record";
import { now, voiceAt } from "../../../support/chains";
import { failure, keysFrom, listed } from "./consoleInMemory";

const hostile = "x\nNothing is deleted. \u202e [ok](command:evil) $(check)";
const saved = (label: string, details: Partial<SavedRecord> = {}): SavedRecord =>
  ({ id: label, generation: "", credential: { kind: "grant", text: "" }, label, savedAt: 0, ...details });

const chosen = (keys: readonly ListedKey[]): ChosenKeys => ({
  account: { id: "a", origin: "https://us1.storj.io", way: "session", name: "me@example.test", secret: "", expiresAt: undefined, nodeUrl: "" },
  project: { id: "p", name: "Shop", createdAt: undefined, edge: {} },
  keys,
});
const asked = (keys: readonly ListedKey[], details: Partial<Doomed> = {}): string => {
  const { question, detail } = deleteQuestion({ ...chosen(keys), heirs: [], said: new Set(), ...details }, voiceAt());
  return `${question}\n${detail}`;
};

describe("the question before API keys are deleted", () => {
  it("names one with who made it, the console and the account, and what ends", () => {
    assert.deepEqual(asked([listed(0)]).split(/\n+/), [
      "Delete the API key “key 00000” of Shop?",
      "It was made by me@example.test on 1 Jan 2026.",
      "As me@example.test at us1.storj.io. This can't be undone. Satellites may accept what was made from a deleted key for up to a minute more.",
      "What ends with it: S3 credentials, links, and every other grant made from this key, saved here or not.",
    ]);
    assert.doesNotMatch(asked([listed(0, { createdAt: undefined, creator: "" })]), /It was made/);
  });

  it("names ten of many and their number, and ten of what is saved and ends, and always ends with every other grant", () => {
    const heirs = Array.from({ length: 12 }, (_, at) => saved(`grant ${String(at)}`, { isProduction: at === 0 }));
    for (const details of [{}, { heirs, said: new Set(["grant 1"]) }]) {
      const text = asked(keysFrom(0, 12), details);
      assert.ok(text.startsWith("Delete 12 API keys of Shop?\n“key 00000”, “key 00001”"));
      assert.match(text, /“key 00009” and 2 more\n/);
      assert.ok(text.endsWith("and every other grant made from these keys, saved here or not."));
    }
    const text = asked(keysFrom(0, 12), { heirs, said: new Set(["grant 1"]) });
    assert.match(text, /What ends with it: 12 that are saved here: “grant 0” \(production\), “grant 1” as you said, .*“grant 9” and 2 more; S3 credentials, links, and every/);
  });

  it("has a page with all of them", () => {
    const page = doomedPage({ ...chosen(keysFrom(0, 1_000)), heirs: [saved("one")], said: new Set() }, voiceAt());
    assert.equal(page.split("\n").filter((line) => line.startsWith("- “key ")).length, 1_000);
    assert.match(page, /^- “key 00007” · 1 Jan 2026, 00:00:07 UTC · me@example\.test · id-7$/m);
    assert.match(page, /^- “one” · one$/m);
    assert.match(page, /and every other grant made from these keys, saved here or not\.\nNothing has been deleted yet\.\n$/);
  });

  it("shows hostile names as themselves", () => {
    const keys = [listed(0, { name: hostile, creator: hostile }), listed(1, { name: hostile })];
    const doomed = { ...chosen(keys), project: { id: "p", name: hostile, createdAt: undefined, edge: {} }, heirs: [saved(hostile, { id: "s" })], said: new Set<string>() };
    const fates = new Map<string, Fate>([["id-0", failure("forbidden", 403)]]);
    const { question, detail } = deleteQuestion(doomed, voiceAt());
    const texts = [question, detail, doomedPage(doomed, voiceAt()), fatesPage(doomed, fates, voiceAt()), deletedText(doomed, sorted(keys, fates), now, voiceAt())];
    for (const text of texts) {
      assert.ok(!/\u202e|\]\(|\$\(|\nNothing is deleted/.test(text), text);
    }
  });
});

describe("the report of a deletion", () => {
  const told = (keys: readonly ListedKey[], fates: Record<string, Fate>): string =>
    deletedText(chosen(keys), sorted(keys, new Map(Object.entries(fates))), now, voiceAt());

  it("is short where all went well, and says when satellites have forgotten", () => {
    assert.equal(told([listed(0)], { "id-0": "deleted" }), "The API key “key 00000” of Shop was deleted. Satellites may accept what was made from it until 20:31.");
    assert.match(told(keysFrom(0, 2), { "id-0": "deleted", "id-1": "deleted" }), /^2 API keys of Shop were deleted\. Satellites/);
  });

  it("says what became of each, and whose key it was that may not be deleted", () => {
    const keys = [...keysFrom(0, 5), listed(5, { creator: "ann@example.test" }), listed(6)];
    const text = told(keys, { "id-0": "deleted", "id-1": "gone", "id-2": "unknown", "id-3": failure("timeout"), "id-5": failure("forbidden", 403), "id-6": failure("timeout") });
    assert.match(text, /^Deleted: 1 of 7 API keys of Shop\. /);
    assert.match(text, /Gone already: “key 00001”\. Perhaps deleted, since the list could not be asked for: “key 00002”\./);
    assert.match(text, /Not deleted, “key 00003”, “key 00006”: us1\.storj\.io did not answer in time\./);
    assert.match(text, /Not deleted, since you cancelled: “key 00004”\./);
    assert.match(text, /Not deleted, “key 00005” of ann@example\.test: us1\.storj\.io does not allow that/);
  });

  it("says of what was gone that nothing was deleted", () => {
    assert.equal(told([listed(0)], { "id-0": "gone" }), "No API key of Shop was deleted. Gone already: “key 00000”.");
  });

  it("names five of many, and has a page with each", () => {
    const keys = keysFrom(0, 40);
    const fates = new Map<string, Fate>(keys.map(({ id }, at) => [id, at < 20 ? "deleted" : "gone"]));
    assert.match(deletedText(chosen(keys), sorted(keys, fates), now, voiceAt()), /Gone already: “key 00020”, .*“key 00024” and 15 more\./);
    const page = fatesPage(chosen(keys), fates, voiceAt());
    assert.equal(page.match(/ · deleted$/gm)?.length, 20);
    assert.equal(page.match(/ · gone already$/gm)?.length, 20);
  });

  it("leads to another try where that may end otherwise", () => {
    const after = (fate: Fate | undefined): boolean => mayPass(sorted([listed(0)], new Map(fate ? [["id-0", fate]] : [])));
    assert.deepEqual([undefined, "unknown", failure("timeout"), failure("server", 500)].map((fate) => after(fate as Fate | undefined)), [true, true, true, true]);
    assert.deepEqual((["deleted", "gone", failure("forbidden"), failure("signed-out")] as const).map(after), [false, false, false, false]);
  });
});
