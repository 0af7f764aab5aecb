import assert from "node:assert/strict";
import { describeLink, describePresignedUrl, placeOf } from "../../../src/decoder/describeUrl";
import { type Link, parseLink } from "../../../src/decoder/link";
import type { Section } from "../../../src/decoder/page";
import { parsePresignedUrl, type PresignedUrl } from "../../../src/decoder/presignedUrl";
import { voiceAt } from "../../support/chains";
import { demoAccessKeyId, demoCredentials, demoSecretKey } from "../../support/demoCredentials";

const demo = demoCredentials(Date.UTC(2026, 10, 23, 20));
const id = demoAccessKeyId();

const link = (rest: string): Link => parseLink(`https://link.storjshare.io/${rest}`) as Link;
const presigned = (from: string, to: string): PresignedUrl =>
  parsePresignedUrl(demo.presignedUrl.replace(from, to)) as PresignedUrl;

function rows(sections: readonly Section[], heading?: string): string[] {
  const section = sections.find((other) => other.heading === heading);
  return (section?.rows ?? []).map(({ label, text }) => (label === undefined ? text : `${label}: ${text}`));
}

const about = (rest: string, holdsGrant = false): string[] => rows(describeLink(link(rest), holdsGrant, voiceAt()));
const parameters = (query: string, form = "s"): string[] =>
  rows(describeLink(link(`${form}/${id}/b/k?${query}`), false, voiceAt()), "Parameters");

describe("a linkshare link", () => {
  it("is told by service, form, bucket, key and access", () => {
    assert.deepEqual(about(`s/${id}/photos/summer%20%26%20sea.jpg`), [
      "Service: link.storjshare.io",
      "Shows: a page around the object",
      "Bucket: photos",
      "Object key: summer & sea.jpg",
      "Access: an access key id, registered as public",
    ]);
    assert.deepEqual(about(`raw/${id}/photos/a/b`, true).slice(1), [
      "Shows: the object's bytes",
      "Bucket: photos",
      "Object key: a/b",
      "Access: a whole access grant, with its encryption keys",
    ]);
  });

  it("may lack an object, or a bucket, which the service refuses", () => {
    assert.deepEqual(about(`s/${id}/photos`).slice(2, 4), [
      "Bucket: photos",
      "Object key: none: the whole bucket is listed",
    ]);
    assert.ok(about(`s/${id}`).includes("Bucket: none, which the service refuses"));
    const note = "A raw link needs the key of one object, not a prefix.";
    for (const rest of [`raw/${id}/photos`, `raw/${id}/photos/a/`]) assert.equal(about(rest).at(-1), note);
    for (const rest of [`s/${id}/photos/a/`, `raw/${id}/photos/a`]) assert.ok(!about(rest).includes(note));
  });

  const explained: readonly (readonly [query: string, ...rows: string[]])[] = [
    ["download=1", "download: on: the browser saves the object"],
    ["download=0", "download: off: the browser shows the object"],
    ["wrap", "wrap: on: inside Storj's page"],
    ["wrap=no", "wrap: off: the bytes themselves"],
    ["view=1", "view: on: the bytes themselves"],
    ["view=false", "view: off: inside Storj's page"],
    ["map", "map: on: only the map of where the pieces lie"],
    ["map=off", "map: off: no map"],
    ["width=400", "width: the map is 400 pixels wide"],
    ["width=wide", "width: the map is 800 pixels wide"],
    ["include-stats=yes", "include-stats: on: the map says how many pieces there are"],
    ["include-stats=0", "include-stats: off: the map says no numbers"],
    ["path=a/b.txt", "path: the file a/b.txt inside the zip archive"],
    ["path=", "path: empty"],
    ["cursor=x", "cursor: the listing goes on after an earlier page"],
    ["download-kind=tar.gz", "download-kind: a prefix is saved as tar.gz"],
    ["download-kind=zip", "download-kind: a prefix is saved as zip"],
    ["download-kind=rar", "download-kind: a kind that the service does not know"],
    ["colour=red", "colour: not a parameter of the link service"],
    ["map&map&width=1", "map: on: only the map of where the pieces lie", "width: the map is 1 pixels wide"],
    ["a=1&cursor=x", "a: not a parameter of the link service", "cursor: the listing goes on after an earlier page"],
    ["", ...[]],
  ];
  for (const [query, ...expected] of explained) {
    it(`is explained with ?${query}`, () => {
      assert.deepEqual(parameters(query), expected);
    });
  }

  it("is read as the service reads it where two parameters disagree", () => {
    assert.deepEqual(parameters("wrap=1&view=1"), ["wrap: on: inside Storj's page", "view: off: inside Storj's page"]);
    assert.deepEqual(parameters("wrap=0", "raw"), ["wrap: off: the bytes themselves"]);
  });

  it("has only the first of many parameters told", () => {
    const query = Array.from({ length: 500 }, (_, at) => `p${String(at)}=1`).join("&");
    assert.equal(parameters(query).length, 21);
    assert.equal(parameters(query).at(-1), "and 480 more");
  });
});

describe("a presigned URL", () => {
  const about = (url: PresignedUrl): string[] => rows(describePresignedUrl(url, voiceAt()));

  it("is told by who signed which object until when", () => {
    const url = presigned("", "");
    assert.deepEqual(about(url), [
      "Gateway: gateway.storjshare.io",
      `Signed by access key id: ${url.accessKeyId.slice(0, 4)}…${url.accessKeyId.slice(-4)}`,
      "Bucket: photos",
      "Object key: tenant1/cat.jpg",
      "Signed: 23 Nov 2026, 20:00:00 UTC · 2026-11-23T20:00:00Z · 30 minutes ago",
      "Expires: 24 Nov 2026, 20:00:00 UTC · 2026-11-24T20:00:00Z · in 23 hours",
    ]);
  });

  it("may be about a bucket, and lack its date", () => {
    assert.ok(about(presigned("/tenant1/cat.jpg", "")).includes("Object key: none: the bucket itself"));
    const undated = about(presigned("X-Amz-Date", "X-Amz-Day"));
    assert.deepEqual(undated.slice(4), ["Signed: no readable date", "Expires: no readable expiry"]);
  });
});

describe("what a URL is about", () => {
  it("is a bucket and an object key, cut where it is long", () => {
    assert.equal(placeOf({ bucket: "photos", key: "a/b.jpg" }), "photos/a/b.jpg");
    assert.equal(placeOf({ bucket: "photos", key: "" }), "photos/");
    assert.equal(placeOf({ bucket: "b", key: "k".repeat(500) }).length, 80);
    assert.equal(placeOf({ bucket: "$", key: "\u202Ea" }), "$/⟨U+202E⟩a");
  });

  it("never holds a credential that somebody put into it", () => {
    const secret = demoSecretKey();
    for (const misplaced of [demo.root, demo.apiKey, secret]) {
      const shown = `${misplaced.slice(0, 4)}…`;
      const url = link(`s/${id}/${misplaced}/${misplaced}/x?${misplaced}=1&path=${misplaced}`);
      const told = describeLink(url, false, voiceAt());
      assert.deepEqual(rows(told).slice(2, 4), [`Bucket: ${shown}`, `Object key: ${shown}/x`]);
      assert.deepEqual(rows(told, "Parameters"), [
        `${shown}: not a parameter of the link service`,
        `path: the file ${shown} inside the zip archive`,
      ]);
      assert.equal(placeOf(url), `${shown}/${shown}/x`);
      assert.ok(
        rows(describePresignedUrl(presigned("/photos/tenant1/", `/${misplaced}/${misplaced}`), voiceAt())).includes(
          `Bucket: ${shown}`,
        ),
      );
    }
    assert.equal(placeOf({ bucket: "b", key: `${"0af1".repeat(16)}.bin` }), `b/${"0af1".repeat(16)}.bin`);
  });
});
