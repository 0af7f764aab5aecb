import assert from "node:assert/strict";
import { type Link, parseLink } from "../../../src/decoder/link";
import { accessKeyId as id } from "../../support/vectorCredentials";

function link(rest: string): Link {
  const parsed = parseLink(`https://link.storjshare.io/${rest}`);
  assert.ok(parsed, rest);
  return parsed;
}

describe("a linkshare link", () => {
  it("names host, form, access, bucket and key", () => {
    assert.deepEqual(parseLink(`HTTPS://Link.Storjshare.IO:443/s/${id}/photos/a/b.jpg`), {
      host: "link.storjshare.io:443",
      form: "s",
      access: id,
      bucket: "photos",
      key: "a/b.jpg",
      given: [],
      download: false,
      wrap: true,
      map: false,
      width: 800,
      includeStats: true,
      path: undefined,
      cursor: undefined,
      downloadKind: "zip",
    });
    assert.deepEqual([link(`raw/${id}/b/k`).form, link(`raw/${id}/b/k`).wrap], ["raw", false]);
  });

  it("may name a bucket, a prefix or nothing at all", () => {
    const bucketAndKey = (rest: string): string[] => [link(rest).bucket, link(rest).key];
    assert.deepEqual(bucketAndKey(`s/${id}`), ["", ""]);
    assert.deepEqual(bucketAndKey(`s/${id}/`), ["", ""]);
    assert.deepEqual(bucketAndKey(`s/${id}/b`), ["b", ""]);
    assert.deepEqual(bucketAndKey(`s/${id}/b/`), ["b", ""]);
    assert.deepEqual(bucketAndKey(`s/${id}/b/p/`), ["b", "p/"]);
    assert.deepEqual(bucketAndKey(`s/${id}/b//p\n/?x#y`), ["b", "/p\n/"]);
  });

  it("is percent-decoded before it is split, and what is no escape or no UTF-8 is kept visible", () => {
    assert.equal(link(`s/${id}/b/%C3%9Cn%20+%25.txt`).key, "Ün +%.txt");
    assert.deepEqual([link(`s/${id}/b%2Fk`).bucket, link(`s/${id}/b%2Fk`).key], ["b", "k"]);
    assert.equal(link(`s/${id}/b/100%/%zz/%ff%EF%BB%BF`).key, "100%/%zz/\ufffd\ufeff");
  });

  it("has flags that four words turn off and all others, even none, turn on", () => {
    for (const off of ["no", "false", "0", "off", "OFF", "False"]) {
      assert.deepEqual([link(`s/${id}/b?download=${off}`).download, link(`s/${id}/b?include-stats=${off}`).includeStats], [false, false]);
    }
    for (const on of ["=yes", "=1", "=", "", "=nope"]) {
      assert.deepEqual([link(`s/${id}/b?download${on}`).download, link(`s/${id}/b?map${on}`).map], [true, true]);
    }
  });

  it("wraps unless view says the opposite, and wrap itself wins", () => {
    const wraps = (rest: string): boolean => link(rest).wrap;
    assert.equal(wraps(`s/${id}/b/k?view`), false);
    assert.equal(wraps(`s/${id}/b/k?view=0`), true);
    assert.equal(wraps(`raw/${id}/b/k?view=no`), true);
    assert.equal(wraps(`raw/${id}/b/k?wrap`), true);
    assert.equal(wraps(`s/${id}/b/k?wrap=0&view=0`), false);
  });

  it("tells width, path, cursor and download-kind, and falls back as the service does", () => {
    const { width, path, cursor, downloadKind, given } = link(
      `s/${id}/b/z.zip?width=1200&path=a%2Fb+c&cursor=xyz&download-kind=tar.gz&utm=1&width=3`,
    );
    assert.deepEqual([width, path, cursor, downloadKind], [1200, "a/b c", "xyz", "tar.gz"]);
    assert.deepEqual(given, ["width", "path", "cursor", "download-kind", "utm"]);
    const odd = link(`s/${id}/b?width=wide&path=&cursor=&download-kind=rar`);
    assert.deepEqual([odd.width, odd.path, odd.cursor, odd.downloadKind], [800, undefined, undefined, undefined]);
    assert.equal(link(`s/${id}/b?width=-5`).width, -5);
  });

  it("is nothing else", () => {
    for (const other of ["", "https://", "https://h", "https://h/s", "https://h/s/", `https://h/x/${id}/b`, `https://h/a/s/${id}/b`, `/s/${id}`]) {
      assert.equal(parseLink(other), undefined, other);
    }
  });

  it("keeps a password in its host part out of the host", () => {
    assert.equal(parseLink(`https://user:pass@host.test/s/${id}/b`)?.host, "host.test");
  });
});
