import assert from "node:assert/strict";
import { detect } from "../../../src/decoder/detect";
import { detectAndRead, factsOf } from "../../../src/decoder/factsOf";
import { now } from "../../support/chains";
import { demoCredentials } from "../../support/demoCredentials";
import { detectAll } from "../../support/detectAll";

describe("what a credential says", () => {
  const demo = demoCredentials(now);
  const text = Object.entries(demo)
    .map(([name, value]) => `AWS_${name}=${value}`)
    .join("\n");

  it("is read of grants, API keys and links with a grant, and there is nothing to read in the rest", () => {
    const kinds = detectAll(text).credentials.map((credential) => [credential.kind, factsOf(credential) !== undefined]);
    assert.deepEqual(
      new Set(kinds.map(([kind, hasFacts]) => `${String(kind)} ${String(hasFacts)}`)),
      new Set([
        "grant true",
        "apiKey true",
        "accessKeyId false",
        "secretKey false",
        "link false",
        "link true",
        "presignedUrl false",
        "nodeUrl false",
      ]),
    );
  });

  it("is read once", () => {
    const [credential] = detectAll(demo.tenant).credentials;
    assert.ok(credential);
    assert.equal(factsOf(credential), factsOf(credential));
  });

  it("is read along with the search, a credential a step", () => {
    const count = (
      steps: Generator<void, { readonly credentials: readonly unknown[] }>,
    ): [steps: number, found: number] => {
      for (let taken = 0; ; taken++) {
        const { done, value } = steps.next();
        if (done) return [taken, value.credentials.length];
      }
    };
    const [searched, found] = count(detect(text));
    assert.deepEqual(count(detectAndRead(text)), [searched + found, found]);
    assert.deepEqual(
      count(detectAndRead(text, { eagerCharacters: 0 })),
      count(detectAndRead(text, { eagerCharacters: 1 })),
    );
  });
});
