import assert from "node:assert/strict";
import { inspect } from "node:util";
import fc from "fast-check";
import { parsePresignedUrl } from "../../../src/decoder/presignedUrl";
import { EdgeInputError } from "../../../src/edge/edgeInputError";
import { longestPresignSeconds, type PresignRequest, presignUrl } from "../../../src/edge/presign";
import { accessKeyId, secretKey } from "../../support/vectorCredentials";
import { objectKey } from "./arbitraries";

// That the signatures are right is proven by the vectors, in test/vectors/presign.ts.

const time = Date.UTC(2026, 10, 26, 2, 3, 4, 567);
const presign = (more: Partial<PresignRequest> = {}): string =>
  presignUrl({
    endpoint: new URL("https://gateway.storjshare.io"),
    accessKeyId,
    secretKey,
    method: "GET",
    bucket: "photos",
    key: "a.jpg",
    time,
    expiresSeconds: 60,
    ...more,
  });

function refusal(more: Partial<PresignRequest>): unknown {
  try {
    return presign(more);
  } catch (error) {
    assert.ok(!inspect(error).includes(secretKey));
    return error instanceof EdgeInputError ? error.code : error;
  }
}

describe("a presigned URL that is made", () => {
  it("is read back by the decoder, whatever the key", () => {
    fc.assert(
      fc.property(objectKey, fc.integer({ min: 1, max: longestPresignSeconds }), (key, expiresSeconds) => {
        const read = parsePresignedUrl(presign({ key, expiresSeconds }));
        const signedAt = Date.UTC(2026, 10, 26, 2, 3, 4);
        const expiresAt = signedAt + expiresSeconds * 1000;
        const expected = { host: "gateway.storjshare.io", accessKeyId, bucket: "photos", key, signedAt, expiresSeconds, expiresAt, tooLong: false };
        assert.deepEqual(read, expected);
      }),
    );
  });

  it("goes to the gateway's port and folder, which are signed along", () => {
    const signature = (url: string): string => /X-Amz-Signature=([0-9a-f]{64})$/.exec(url)?.[1] ?? assert.fail(url);
    const inFolder = presign({ endpoint: new URL("http://127.0.0.1:1/gateway/") });
    assert.ok(inFolder.startsWith("http://127.0.0.1:1/gateway/photos/a.jpg?X-Amz-Algorithm="));
    const others = ["http://127.0.0.1:1", "http://127.0.0.1:2/gateway", "http://[::1]:1/gateway"].map((url) => presign({ endpoint: new URL(url) }));
    assert.equal(new Set([inFolder, ...others].map(signature)).size, 4);
    // The standard port is not written, by whoever sends it either.
    assert.equal(presign({ endpoint: new URL("https://gateway.storjshare.io:443/") }), presign());
  });

  it("may be about a bucket, and never about none", () => {
    assert.ok(presign({ key: "" }).startsWith("https://gateway.storjshare.io/photos?X-Amz-"));
    assert.equal(refusal({ bucket: "" }), "no-bucket");
  });

  it("orders parameters by their names alone", () => {
    const names = (url: string): string[] => [...new URL(url).searchParams.keys()].filter((name) => !name.startsWith("X-"));
    assert.deepEqual(names(presign({ query: { "a-b": "1", b: "2", a: "3" } })), ["a", "a-b", "b"]);
  });

  it("lasts for a second at least, and for seven days at most", () => {
    for (const expiresSeconds of [1, 604_800]) assert.match(presign({ expiresSeconds }), new RegExp(`&X-Amz-Expires=${expiresSeconds}&`));
    for (const expiresSeconds of [0, -1, 0.5, 1.5, NaN]) assert.equal(refusal({ expiresSeconds }), "expires-too-short");
    assert.equal(refusal({ expiresSeconds: 604_801 }), "expires-too-long");
  });

  it("is signed at a time that can be written", () => {
    assert.equal(refusal({ time: -1 }), "time");
    assert.equal(refusal({ time: NaN }), "time");
    assert.equal(refusal({ time: Date.UTC(10_000, 0) }), "time");
  });

  it("signs headers that can be sent, each once", () => {
    for (const signedHeaders of [{ Host: "x" }, { "": "x" }, { "a b": "x" }, { "a:b": "x" }, { a: "x\ny:z" }, { a: "ü" }, { A: "1", a: "2" }]) {
      assert.equal(refusal({ signedHeaders }), "header");
    }
    assert.match(presign({ signedHeaders: { "Content-Type": " text/plain " } }), /SignedHeaders=content-type%3Bhost&/);
  });
});
