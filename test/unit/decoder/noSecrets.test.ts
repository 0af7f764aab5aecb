import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Credential } from "../../../src/decoder/credential";
import { describe as describeCredential, describeKey } from "../../../src/decoder/describe";
import { decodeText } from "../../../src/decoder/decodeText";
import { factsOf } from "../../../src/decoder/factsOf";
import { findingsOf } from "../../../src/decoder/findings";
import type { KeyFacts } from "../../../src/decoder/keyFacts";
import { pageAsMarkdown, pageAsText } from "../../../src/decoder/page";
import { hintOf, lensOf } from "../../../src/decoder/summary";
import { encodeBase58, encodeBase58Check, parseGrant, serializeApiKey } from "../../../src/grant";
import { now, read, voiceAt } from "../../support/chains";
import { demoCredentials } from "../../support/demoCredentials";
import { LeakDetector } from "../../support/leaks";

const vectors = (file: string, list: string): Record<string, string>[] =>
  (JSON.parse(readFileSync(`test/fixtures/vectors/${file}`, "utf8")) as Record<string, Record<string, string>[]>)[
    list
  ] ?? [];

/** Everything that is ever shown about a credential, as it is written and as Markdown draws it. */
function shown(credential: Credential, facts: KeyFacts | undefined): string[] {
  const voice = voiceAt();
  const pages = [describeCredential(credential, facts, voice), ...(facts ? [describeKey(facts, voice)] : [])];
  const markdown = pages.map((page) => pageAsMarkdown(page, ""));
  return [
    ...pages.map(pageAsText),
    ...markdown,
    ...markdown.map((text) => text.replace(/\\(.)/g, "$1")),
    hintOf(credential, facts, voice).text,
    lensOf(credential, facts, voice).text,
    ...findingsOf(credential, facts, voice).map(({ message }) => message),
  ];
}

function assertTight(text: string, credential: Credential, name: string): void {
  const detector = new LeakDetector();
  detector.guard(text);
  for (const surface of shown(credential, factsOf(credential))) {
    assert.equal(detector.leakIn(surface), undefined, `${name}: ${surface.slice(0, 200)}`);
  }
}

/** What a text is, whatever its length and wherever it stands. */
function decoded(text: string): Credential {
  const span = { start: 0, end: text.length, text };
  const result = decodeText(text);
  switch (result.kind) {
    case "grant":
      return { ...span, kind: "grant", grant: result.grant, expected: "apiKey" };
    case "apiKey":
      return { ...span, kind: "apiKey", macaroon: result.macaroon, expected: "grant" };
    case "foreign":
      return { ...span, kind: "foreign" };
    case "undecodable":
      return { ...span, kind: "damaged", damage: "altered", at: undefined, missing: undefined };
  }
}

describe("what is shown", function () {
  this.timeout(60_000);

  it("holds no secret of a grant or API key of the vectors, in any spelling, and nothing throws", () => {
    const cases = [
      ...vectors("grants.json", "cases").map(({ name, grant }) => [name, grant]),
      ...vectors("malformed.json", "accepted_oddities").map(({ name, text }) => [name, text]),
      ...vectors("malformed.json", "cases").map(({ name, text }) => [name, text]),
      ...vectors("api_keys.json", "cases").map(({ name, text }) => [name, text]),
      ...vectors("evaluate.json", "keys").map(({ name, api_key }) => [name, api_key]),
    ] as [name: string, text: string][];
    assert.ok(cases.length > 400);
    for (const [name, text] of cases) assertTight(text, decoded(text), name);
  });

  it("holds no secret of any kind of credential", () => {
    for (const [name, text] of Object.entries(demoCredentials(now))) {
      // A node URL is public.
      if (name === "nodeUrl") continue;
      const { credential } = read(text.startsWith("j") ? `AWS_KEY=${text}` : text);
      const [inside = text] = /1[1-9A-HJ-NP-Za-km-z]{100,}/.exec(text) ?? [];
      if (name === "link" || name === "presignedUrl") {
        const [id] = /j[uvwx][a-z2-7]{26}/.exec(text) ?? [];
        assert.ok(id);
        assertTight(id, credential, name);
      } else assertTight(inside, credential, name);
    }
  });

  it("is looked through by what would find one", () => {
    const { root } = demoCredentials(now);
    const detector = new LeakDetector();
    detector.guard(root);
    assert.ok(detector.leakIn(`x ${root.slice(50, 66)} y`));
    assert.equal(detector.leakIn(`x ${root.slice(50, 65)} y`), undefined);
  });

  it("is looked through for a grant's keys, tail and API key, however they are spelled", () => {
    const { root, tenant } = demoCredentials(now);
    for (const text of [root, tenant]) {
      const detector = new LeakDetector();
      detector.guard(text);
      const { macaroon, encryption } = parseGrant(text);
      const written = [encryption.defaultKey, ...encryption.entries.map(({ key }) => key)];
      const keys = written.filter(({ length }) => length > 0);
      assert.ok(keys.length > 0);
      for (const bytes of [macaroon.tail, ...keys]) {
        const buffer = Buffer.from(bytes);
        const inside = [0, 1, 2].map((before) => Buffer.concat([Buffer.alloc(before), buffer, Buffer.alloc(3)]));
        const spelled = [
          encodeBase58(bytes),
          encodeBase58Check(bytes),
          buffer.toString("hex"),
          ...inside.flatMap((part) => [part.toString("base64"), part.toString("base64url")]),
        ];
        for (const one of spelled) assert.ok(detector.leakIn(`{"x":"${one}"}`), one);
      }
      assert.ok(detector.leakIn(serializeApiKey(macaroon)));
    }
  });
});
