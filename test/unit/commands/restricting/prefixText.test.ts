import assert from "node:assert/strict";
import { parsePrefix } from "../../../../src/commands/restricting/prefixText";
import { utf8Text } from "../../../../src/grant";

const read = (text: string): [bucket: string | undefined, prefix: string | undefined] | undefined => {
  const place = parsePrefix(text);
  return place && [utf8Text(place.bucket), utf8Text(place.prefix)];
};

describe("a prefix as it is typed", () => {
  const places: readonly (readonly [text: string, bucket: string, prefix: string])[] = [
    ["sj://photos/tenant1/", "photos", "tenant1/"],
    ["sj://photos/tenant1", "photos", "tenant1"],
    ["s3://photos/a/b/", "photos", "a/b/"],
    ["photos/a/", "photos", "a/"],
    ["sj://photos/", "photos", ""],
    ["sj://photos", "photos", ""],
    ["photos", "photos", ""],
    ["  sj://photos/a/", "photos", "a/"],
    ["sj://photos/a ", "photos", "a "],
    ["sj://photos/a/ ", "photos", "a/ "],
    ["sj://photos/ ", "photos", " "],
    ["sj://photos ", "photos", ""],
    ["sj://photos//", "photos", "/"],
    ["sj://photos//a//b/", "photos", "/a//b/"],
    ["sj://photos/ü 日/x:y/", "photos", "ü 日/x:y/"],
    ["sj://my.bucket-01/sj://x", "my.bucket-01", "sj://x"],
  ];
  for (const [text, bucket, prefix] of places) {
    it(`${JSON.stringify(text)} is ${bucket} and ${JSON.stringify(prefix)}`, () => {
      assert.deepEqual(read(text), [bucket, prefix]);
    });
  }

  it("names a bucket, or is none", () => {
    for (const text of [
      "",
      " ",
      "sj://",
      "sj:///a",
      "/a",
      "/",
      "https://example.com/a",
      "SJ://photos/a",
      "sj:photos/a",
    ]) {
      assert.equal(read(text), undefined, text);
    }
  });
});
