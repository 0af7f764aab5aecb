import assert from "node:assert/strict";
import { pairOf, partnerOf, savable } from "../../../../src/commands/asking/savable";
import type { Credential } from "../../../../src/decoder/credential";
import { now } from "../../../support/chains";
import { demoCredentials } from "../../../support/demoCredentials";
import { detectAll } from "../../../support/detectAll";

const demo = demoCredentials(now);

function found(text: string): readonly Credential[] {
  return detectAll(text).credentials;
}

function savableIn(text: string): unknown[] {
  const all = found(text);
  return all.map((credential) => savable(credential, all));
}

describe("what can be saved of what is found", () => {
  it("is a grant or an API key as it is written", () => {
    assert.deepEqual(savableIn(demo.tenant), [{ kind: "grant", text: demo.tenant }]);
    assert.deepEqual(savableIn(demo.apiKey), [{ kind: "apiKey", text: demo.apiKey }]);
  });

  it("is the grant that is in a link, and nothing of other links", () => {
    const [inLink] = found(demo.linkWithGrant);
    assert.ok(inLink?.kind === "link");
    const kept = savable(inLink, [inLink]);
    assert.deepEqual(kept, { kind: "grant", text: new URL(demo.linkWithGrant).pathname.split("/")[2] });
    assert.deepEqual(savableIn(demo.link), [undefined]);
  });

  it("is both halves of an S3 pair, whichever of them is meant and whichever comes first", () => {
    const { accessKeyId, secretKey } = demo;
    const pair = { kind: "s3", accessKeyId, secretKey };
    const lines = [`aws_id=${accessKeyId}`, `aws_secret=${secretKey}`];
    for (const text of [lines, lines.toReversed()]) assert.deepEqual(savableIn(text.join("\n")), [pair, pair]);
  });

  it("is half an S3 pair where the other does not stand near", () => {
    const { accessKeyId, secretKey } = demo;
    assert.deepEqual(savableIn(`storj s3 ${accessKeyId}`), [{ half: "accessKeyId", text: accessKeyId }]);
    assert.deepEqual(savableIn(`storj s3 ${secretKey}`), [{ half: "secretKey", text: secretKey }]);
    const whole = { kind: "s3", accessKeyId, secretKey };
    assert.deepEqual(pairOf({ half: "accessKeyId", text: accessKeyId }, secretKey), whole);
    assert.deepEqual(pairOf({ half: "secretKey", text: secretKey }, accessKeyId), whole);
  });

  it("is half a pair where what should be the other is something else", () => {
    const [grant] = found(demo.tenant);
    assert.ok(grant);
    const half = { kind: "accessKeyId", start: 900, end: 928, text: demo.accessKeyId, partner: grant.start } as const;
    assert.equal(partnerOf(half, [grant, half]), undefined);
    assert.equal(partnerOf({ ...half, partner: undefined }, [grant, half]), undefined);
  });

  it("is nothing of what opens nothing by itself", () => {
    assert.deepEqual(savableIn(`${demo.presignedUrl}\nsatellite ${demo.nodeUrl}`), [undefined, undefined]);
    assert.deepEqual(savableIn(`storj grant ${demo.tenant.slice(0, -9)}`), [undefined]);
  });
});
