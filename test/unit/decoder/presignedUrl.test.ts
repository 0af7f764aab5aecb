import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parsePresignedUrl, type PresignedUrl } from "../../../src/decoder/presignedUrl";
import { vectorPresignedUrl } from "../../support/vectorCredentials";

interface Vector {
  readonly name: string;
  readonly url: string;
  readonly access_key: string;
  readonly bucket: string;
  readonly key: string;
  readonly time: string;
  readonly expires_seconds: number;
}
const { cases } = JSON.parse(readFileSync("test/fixtures/vectors/presign.json", "utf8")) as { cases: Vector[] };

function presigned(url: string): PresignedUrl {
  const parsed = parsePresignedUrl(url);
  assert.ok(parsed, url);
  return parsed;
}

describe("a presigned URL", () => {
  it("says who signed which object when and for how long", () => {
    assert.ok(cases.length > 30);
    for (const vector of cases) {
      const signedAt = Date.parse(vector.time);
      assert.deepEqual(
        presigned(vector.url),
        {
          host: "gateway.storjshare.io",
          accessKeyId: vector.access_key,
          bucket: vector.bucket,
          key: vector.key,
          signedAt,
          expiresSeconds: vector.expires_seconds,
          expiresAt: signedAt + vector.expires_seconds * 1000,
          tooLong: false,
        },
        vector.name,
      );
    }
  });

  it("may last seven days, not longer", () => {
    const lasting = (seconds: string): PresignedUrl => presigned(vectorPresignedUrl.replace(/X-Amz-Expires=\d+/, `X-Amz-Expires=${seconds}`));
    assert.equal(lasting("604800").tooLong, false);
    assert.equal(lasting("604801").tooLong, true);
    for (const odd of ["", "-1", "1h", "99999999999"]) {
      assert.deepEqual([lasting(odd).expiresSeconds, lasting(odd).expiresAt, lasting(odd).tooLong], [undefined, undefined, false]);
    }
  });

  it("has no time where its date is none", () => {
    for (const odd of ["", "20260701", "20261301T000000Z", "20260230T000000Z", "20260701T256060Z", "2026-07-01T21:38:15Z"]) {
      const url = presigned(vectorPresignedUrl.replace(/X-Amz-Date=\w+/, `X-Amz-Date=${odd}`));
      assert.deepEqual([url.signedAt, url.expiresAt], [undefined, undefined], odd);
    }
  });

  it("is of Storj's by its key id, whatever that ends in, or by its host", () => {
    const atOther = vectorPresignedUrl.replace("gateway.storjshare.io", "minio.test:9000");
    assert.equal(presigned(atOther).host, "minio.test:9000");
    const otherKey = (url: string): string => url.replace(/ju\w{26}/, "AKIAIOSFODNN7EXAMPLE");
    assert.equal(parsePresignedUrl(otherKey(atOther)), undefined);
    assert.equal(presigned(otherKey(vectorPresignedUrl)).accessKeyId, "AKIAIOSFODNN7EXAMPLE");
    assert.equal(parsePresignedUrl(otherKey(vectorPresignedUrl).replace("gateway.storjshare.io", "storjshare.io.evil.test")), undefined);
    assert.equal(parsePresignedUrl(otherKey(vectorPresignedUrl).replace("gateway.storjshare.io", "notstorjshare.io")), undefined);
  });

  it("needs a key id and a signature", () => {
    assert.equal(parsePresignedUrl(vectorPresignedUrl.replace("X-Amz-Signature", "Signature")), undefined);
    assert.equal(parsePresignedUrl(vectorPresignedUrl.replace("X-Amz-Credential", "Credential")), undefined);
    assert.equal(parsePresignedUrl(vectorPresignedUrl.replace(/ju\w{26}/, "")), undefined);
    assert.equal(parsePresignedUrl("/bucket/key?X-Amz-Signature=1"), undefined);
  });

  it("may be about a bucket", () => {
    const about = (path: string): string[] => {
      const { bucket, key } = presigned(vectorPresignedUrl.replace("/photos/alice.txt", path));
      return [bucket, key];
    };
    assert.deepEqual(about("/photos"), ["photos", ""]);
    assert.deepEqual(about("/photos/"), ["photos", ""]);
    assert.deepEqual(about(""), ["", ""]);
    assert.deepEqual(about("/photos//a"), ["photos", "/a"]);
  });
});
