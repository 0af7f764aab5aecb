import assert from "node:assert/strict";
import { savable } from "../../../src/commands/asking/savable";
import { canBeSaved } from "../../../src/decoder/saved";
import { savedIdOf } from "../../../src/decoder/savedId";
import { idOf } from "../../../src/vault/identity";
import { now } from "../../support/chains";
import { demoCredentials } from "../../support/demoCredentials";
import { detectAll } from "../../support/detectAll";
import { longVectorGrants, vectorApiKeys, vectorGrants } from "../../support/vectorCredentials";

const demo = demoCredentials(now);
const everything = Object.entries(demo)
  .map(([name, value]) => `storj ${name}=${value}\n\n\n\n\n\n\n`)
  .join("");

describe("the id of a saved credential", () => {
  const texts: Readonly<Record<string, string>> = {
    "each kind of credential": everything,
    "an S3 pair": `${demo.accessKeyId}\n${demo.secretKey}`,
    "an S3 pair, the secret key first": `${demo.secretKey}\n${demo.accessKeyId}`,
    "the vectors' grants and API keys": [...vectorGrants, ...vectorApiKeys].join("\n"),
  };
  for (const [what, text] of Object.entries(texts)) {
    it(`is that under which the vault keeps what is found: ${what}`, () => {
      const all = detectAll(text).credentials;
      const whole = all.flatMap((credential) => {
        const kept = savable(credential, all);
        return kept && "kind" in kept ? [[savedIdOf(credential, all), idOf(kept)]] : [];
      });
      assert.ok(whole.length > 1);
      for (const [decoder, vault] of whole) assert.equal(decoder, vault);
    });
  }

  it("is the same for both halves of a pair, and of a secret key alone its own", () => {
    const both = detectAll(`${demo.secretKey}\n${demo.accessKeyId}`).credentials;
    const [secret, id] = both.map((credential) => savedIdOf(credential, both));
    assert.equal(secret, id);
    const alone = detectAll(`storj s3 ${demo.secretKey}`).credentials;
    assert.notEqual(savedIdOf(alone[0]!, alone), id);
    assert.notEqual(savedIdOf(both[0]!, []), id);
    const [grant] = detectAll(demo.root).credentials;
    const misled = { kind: "secretKey", start: 900, end: 953, text: demo.secretKey, partner: grant!.start } as const;
    assert.equal(savedIdOf(misled, [grant!, misled]), savedIdOf(alone[0]!, alone));
  });
});

describe("what can be saved", () => {
  it("is what a person can keep, all of it or half a pair; what is not decoded yet is no part of it", () => {
    const deferred = detectAll(longVectorGrants.join("\n")).credentials;
    assert.ok(deferred.some(({ kind }) => kind === "deferred"));
    const all = detectAll(everything).credentials;
    assert.ok(all.length > 15);
    for (const credential of [...all, ...deferred]) {
      assert.equal(canBeSaved(credential), savable(credential, all) !== undefined, credential.kind);
    }
    const kinds = all.filter(canBeSaved).map(({ kind }) => kind);
    assert.deepEqual([...new Set(kinds)].sort(), ["accessKeyId", "apiKey", "grant", "link", "secretKey"]);
  });
});
