import assert from "node:assert/strict";
import { isPrefix, placeName, placeProblem, readPlace, type Wanted } from "../../../../src/commands/sharing/typedPlace";
import type { KeyFacts } from "../../../../src/decoder/keyFacts";
import { restrictGrant, utf8, utf8Text } from "../../../../src/grant";
import { factsOfGrant, voiceAt } from "../../../support/chains";
import { demoGrant, prefix, readOnly } from "../../../support/demoCredentials";

const tenant = factsOfGrant(restrictGrant(demoGrant(), readOnly, [prefix("photos", "tenant1/")]));
const blind = factsOfGrant(restrictGrant(demoGrant(), { allowDownload: true }, []));

function read(text: string, wanted: Wanted = "any", facts?: KeyFacts): string | readonly (string | undefined)[] | undefined {
  const place = readPlace(text, wanted, facts, voiceAt());
  if (!place) return undefined;
  return "problem" in place ? place.problem : [utf8Text(place.value.bucket), utf8Text(place.value.key)];
}

describe("a place that is typed", () => {
  it("is a bucket, a prefix or an object", () => {
    assert.deepEqual(read("sj://photos"), ["photos", ""]);
    assert.deepEqual(read(" photos/a/"), ["photos", "a/"]);
    assert.deepEqual(read("s3://photos/a/b c.jpg"), ["photos", "a/b c.jpg"]);
    assert.equal(read("  "), undefined);
    assert.equal(read("https://x"), "Write sj://bucket/key");
    assert.equal(read("https://x", "root"), "Write sj://bucket or sj://bucket/prefix/");
  });

  it("is one object where one is wanted, and none where a site is", () => {
    for (const wanted of ["object", "newObject"] as const) {
      assert.match(String(read("sj://photos", wanted)), /is a bucket: write the key of one object/);
      assert.deepEqual(read("sj://photos/cat.jpg", wanted), ["photos", "cat.jpg"]);
    }
    assert.match(String(read("sj://photos/cat.jpg", "root")), /is one object: choose a bucket or a prefix/);
    assert.deepEqual(read("sj://photos/a/", "root"), ["photos", "a/"]);
  });

  it("is one that a URL reaches", () => {
    for (const key of [".", "..", "a/../b", "./a", "a/.."]) assert.match(String(read(`sj://photos/${key}`)), /no URL reaches/);
    for (const bucket of [".", ".."]) assert.match(String(read(`sj://${bucket}/a`)), /no URL reaches/);
    const [bucket, key] = [utf8("photos"), Uint8Array.of(0xff, 0x2f, 0x2e, 0x2e, 0x2f, 0x61)];
    assert.match(placeProblem({ bucket, key }, "any", undefined, voiceAt()) ?? "", /no URL reaches/);
    for (const name of ["photos/a", "photos/..", "photos/"]) {
      assert.match(placeProblem({ bucket: utf8(name), key: utf8("x") }, "any", undefined, voiceAt()) ?? "", /no slash in it/);
    }
    for (const key of ["...", "a.b", "a/.b/..c", "a//b"]) assert.deepEqual(read(`sj://photos/${key}`), ["photos", key]);
  });

  it("is within what the grant reaches, and no prefix where it can't list", () => {
    assert.deepEqual(read("sj://photos/tenant1/cat.jpg", "any", tenant), ["photos", "tenant1/cat.jpg"]);
    assert.deepEqual(read("sj://photos/tenant1/", "any", tenant), ["photos", "tenant1/"]);
    for (const text of ["sj://photos/tenant10/x", "sj://photos", "sj://other/tenant1/x"]) {
      assert.match(String(read(text, "any", tenant)), /is outside of what the grant reaches/);
    }
    assert.match(String(read("sj://photos/a/", "any", blind)), /does not allow to list/);
    assert.deepEqual(read("sj://photos/a", "any", blind), ["photos", "a"]);
  });

  it("says so where its key ends in a blank", () => {
    const place = readPlace("sj://photos/a ", "any", undefined, voiceAt());
    assert.ok(place && "value" in place);
    assert.equal(place.description, "as typed, with the blank at its end");
  });

  it("is shown so that nothing in it is live, bytes that are no text included", () => {
    const place = { bucket: prefix("$(gear)", "").bucket, key: Uint8Array.of(0x61, 0xff, 0x2f) };
    assert.equal(placeName(place), "sj://$⟨(⟩gear)/a⟨\\xFF⟩/");
    assert.ok(isPrefix(place));
  });
});
