import assert from "node:assert/strict";
import { type Draft, nothingAnswered, type Question, questionsFor } from "../../../../src/commands/creating/createGrantSteps";
import { grantOfPassphrase } from "../../../../src/commands/creating/newGrant";
import type { KeyOrigin } from "../../../../src/commands/asking/origin";
import { keyFacts } from "../../../../src/decoder/keyFacts";
import {
  buildGrant,
  type Grant,
  type Macaroon,
  pathCipher,
  restrictApiKey,
  restrictGrant,
  serializeApiKey,
  serializeGrant,
  utf8,
  utf8Text,
} from "../../../../src/grant";
import { BACK } from "../../../../src/platform/ask";
import { voiceAt } from "../../../support/chains";
import { demoGrant, demoRootKey, everyday, prefix, us1 } from "../../../support/demoCredentials";
import type { Act, FakeWindow } from "../../../support/fakeWindow";
import { around } from "../savedServices";

const ofKey = (macaroon: Macaroon): KeyOrigin => ({
  facts: keyFacts(macaroon, undefined),
  text: serializeApiKey(macaroon),
  target: undefined,
  record: undefined,
});
const ofGrant = (grant: Grant): KeyOrigin => ({
  facts: keyFacts(grant.macaroon, grant),
  text: serializeGrant(grant),
  target: undefined,
  record: undefined,
});
const apiKey = ofKey(demoRootKey());
const passphraseTyped: readonly Act[] = [{ choose: "I type or paste it" }, { type: "p q" }, "enter", { type: "p q" }, "enter"];
const all: Act = { choose: "All that the API key may reach" };
const tenant: Act = { choose: "One tenant" };

interface Walk {
  readonly draft: Draft | undefined;
  readonly host: FakeWindow;
  /** The step, and of how many, of each box. */
  readonly places: readonly string[];
}

/** Goes through the questions as the command does, with a person who does what the script says. */
async function walk(source: KeyOrigin, script: readonly Act[], saved: readonly Grant[] = [], project?: Draft["project"]): Promise<Walk> {
  const kept = saved.map((grant, at) => [{ kind: "grant", text: serializeGrant(grant) }, { label: `saved ${String(at)}` }] as const);
  const { services, host } = await around(kept, script);
  const clipboard = { copy: () => Promise.resolve(), clear: () => Promise.resolve() };
  const all = { ...services, clipboard } as unknown as typeof services;
  const drafts: Draft[] = [{ ...nothingAnswered, source, project }];
  const end = (draft: Draft | undefined): Walk => {
    assert.deepEqual(host.left, []);
    const places = host.boxes.map(({ step, totalSteps }) => `${String(step)}/${String(totalSteps)}`);
    return { draft, host, places };
  };
  for (;;) {
    const draft = drafts.at(-1);
    if (!draft) return end(undefined);
    const questions = questionsFor(all, draft, undefined);
    const question: Question | undefined = questions[drafts.length - 1];
    if (!question) return end(draft);
    const place = { step: drafts.length, of: questions.length };
    const frame = { title: "Create Grant", place, canGoBack: drafts.length > 1 };
    const answer = await question({ services: all, voice: voiceAt(), clearAfterSeconds: 60, frame }, draft);
    if (answer === undefined) return end(undefined);
    if (answer === BACK) drafts.pop();
    else drafts.push(answer);
  }
}

const answered = async (...given: Parameters<typeof walk>): Promise<Draft> => {
  const { draft } = await walk(...given);
  assert.ok(draft);
  return draft;
};
/** Every problem that the boxes told. */
const problems = (host: FakeWindow): readonly string[] => host.boxes.flatMap((box) => box.problems);

describe("the questions for a grant of an API key", () => {
  it("are its use, the satellite, the passphrase, the cipher of names, and a name", async () => {
    const { draft, places } = await walk(apiKey, [all, { choose: "us1.storj.io" }, ...passphraseTyped, { choose: "Encrypted" }, "enter"]);
    assert.ok(draft);
    const { label, ...others } = draft;
    assert.match(label, /^us1\.storj\.io · /);
    assert.deepEqual({ ...others, label: "" }, { ...nothingAnswered, source: apiKey, satellite: utf8(us1), passphrase: "p q" });
    assert.equal(draft.pathCipher, pathCipher.aesGcm);
    assert.deepEqual(places, ["1/5", "2/5", "3/5", "3/5", "3/5", "4/5", "5/5"]);
  });

  it("leave the satellite out where a saved grant of its family tells it", async () => {
    const known = demoGrant();
    const { draft, places } = await walk(ofKey(known.macaroon), [all, ...passphraseTyped, { choose: "Encrypted" }, "enter"], [known]);
    assert.equal(draft?.satellite, undefined);
    assert.deepEqual(places, ["1/4", "2/4", "2/4", "2/4", "3/4", "4/4"]);
  });

  it("go back to each, and forget what came after", async () => {
    const script: readonly Act[] = [
      all,
      { choose: "us1.storj.io" },
      ...passphraseTyped,
      { choose: "Encrypted" },
      ...["back", "back", "back", "back"] as const,
      tenant,
      { choose: "ap1.storj.io" },
      ...passphraseTyped,
      { choose: "Encrypted" },
      { type: "sj://photos/tenant1/" },
      "enter",
      ...passphraseTyped,
      { type: "user 7" },
      "enter",
      { type: "the first" },
      "enter",
    ];
    const { draft, places } = await walk(apiKey, script);
    assert.ok(draft);
    assert.deepEqual([draft.isForTenant, draft.label, draft.salt, draft.tenantPassphrase], [true, "the first", "user 7", "p q"]);
    assert.match(utf8Text(draft.satellite ?? new Uint8Array(0)) ?? "", /@ap1/);
    assert.equal(places.at(-1), "8/8");
  });

  it("end where the person leaves, and where they go back from the first", async () => {
    assert.equal((await walk(apiKey, ["leave"])).draft, undefined);
    assert.equal((await walk(apiKey, [all, "back", "leave"])).draft, undefined);
    assert.equal((await walk(apiKey, [all, { choose: "us1.storj.io" }, "leave"])).draft, undefined);
  });
});

describe("names that are not encrypted", () => {
  const before: readonly Act[] = [all, { choose: "us1.storj.io" }, ...passphraseTyped];

  it("are proposed where the project's console has them so, and not where it does not", async () => {
    const start: readonly Act[] = [all, { choose: "us1.storj.io" }, ...passphraseTyped];
    for (const encryptsPaths of [true, false]) {
      const project = { salt: utf8("salt"), hasManagedPassphrase: false, encryptsPaths };
      const script: readonly Act[] = encryptsPaths ? ["enter", "enter"] : ["enter", { press: "Don't Encrypt Names" }, "enter"];
      const { draft } = await walk(apiKey, [...start, ...script], [], project);
      assert.equal(draft?.pathCipher, encryptsPaths ? pathCipher.aesGcm : pathCipher.null);
    }
  });

  it("are asked about twice, with what it means for prefixes", async () => {
    const { draft, host } = await walk(apiKey, [...before, { choose: "Not encrypted" }, { press: "Don't Encrypt Names" }, "enter"]);
    assert.equal(draft?.pathCipher, pathCipher.null);
    const [asked] = host.messages;
    assert.equal(asked?.options.modal, true);
    assert.match(asked.options.detail ?? "", /tenant1\/ also tenant10\//);
  });

  it("are not meant where that is refused: the question comes again", async () => {
    const { draft } = await walk(apiKey, [...before, { choose: "Not encrypted" }, "leave", { choose: "Encrypted" }, "enter"]);
    assert.equal(draft?.pathCipher, pathCipher.aesGcm);
  });
});

describe("the questions for a tenant's grant", () => {
  const rest: readonly Act[] = [...passphraseTyped, "enter", "enter"];
  const root = demoGrant();

  it("are the prefix, the tenant's passphrase and salt, and a name, where it is made of a grant", async () => {
    const { draft, places } = await walk(ofGrant(root), [{ type: "sj://photos/tenant1" }, "enter", ...rest]);
    assert.ok(draft);
    assert.deepEqual(draft.place, prefix("photos", "tenant1"));
    assert.deepEqual([draft.salt, draft.label, draft.tenantPassphrase], ["sj://photos/tenant1/", "photos/tenant1/", "p q"]);
    assert.deepEqual(places, ["1/4", "2/4", "2/4", "2/4", "3/4", "4/4"]);
  });

  it("may be about a whole bucket", async () => {
    const { salt, place } = await answered(ofGrant(root), [{ type: "s3://photos/" }, "enter", ...rest]);
    assert.deepEqual([salt, place], ["sj://photos/", prefix("photos", "")]);
  });

  it("refuse what is no prefix, and what a grant does not reach, while it is typed", async () => {
    const limited = restrictGrant(root, everyday, [prefix("photos", "tenant1/")]);
    const typed = ["sj://", "sj://photos/", "sj://photos/tenant2/", "sj://docs/"].map((type): Act => ({ type }));
    const { host } = await walk(ofGrant(limited), [...typed, "leave"]);
    assert.match(problems(host).join("\n"), /^Write sj:.*\n.*no encryption key for it.*\n.*no encryption key for it.*\n.*not among those/);
  });

  it("refuse a bucket that an API key may not reach, and take any prefix in one that it may", async () => {
    const docs = ofKey(restrictApiKey(demoRootKey(), everyday, [{ bucket: utf8("docs"), encryptedPathPrefix: utf8("encrypted") }]));
    const before: readonly Act[] = [tenant, { choose: "us1.storj.io" }, ...passphraseTyped, { choose: "Encrypted" }];
    const { draft, host } = await walk(docs, [...before, { type: "sj://photos/a/" }, "enter", { type: "sj://docs/a/b" }, "enter", ...rest]);
    assert.match(problems(host).join("\n"), /not among those that it may reach/);
    assert.equal(draft?.salt, "sj://docs/a/b/");
  });

  it("propose the salt of the prefix anew where another one is typed, and refuse none at all", async () => {
    const script: readonly Act[] = [{ type: "sj://a/1/" }, "enter", ...passphraseTyped, { type: "" }, "enter", "back", "back", { type: "sj://a/2/" }, "enter", ...rest];
    const { draft, host } = await walk(ofGrant(root), script);
    assert.equal(draft?.salt, "sj://a/2/");
    assert.deepEqual([...new Set(problems(host))], ["Write a salt"]);
  });
});

describe("a grant of an API key and a passphrase", () => {
  it("has the satellite's canonical address, as uplink writes it", async () => {
    const satelliteAddress = utf8(`storj://${us1}/path?x=1&debounce=3#f`);
    const grant = await grantOfPassphrase(demoRootKey(), { satelliteAddress, passphrase: "p", salt: utf8("salt"), pathCipher: pathCipher.null });
    assert.equal(utf8Text(grant.satelliteAddress), `${us1}?debounce=3`);
    assert.equal(serializeGrant(buildGrant(grant.satelliteAddress, grant.macaroon, grant.store)), serializeGrant(grant));
  });
});
