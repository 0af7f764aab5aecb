import assert from "node:assert/strict";
import fc from "fast-check";
import { parseLink } from "../../../src/decoder/link";
import { EdgeInputError } from "../../../src/edge/edgeInputError";
import { type LinkOptions, linkUrl } from "../../../src/edge/links";
import { accessKeyId as id } from "../../support/vectorCredentials";
import { objectKey } from "./arbitraries";

/** What JoinShareURL of storj.io/uplink v1.14.5 makes of base, bucket, key and form. */
const joined: readonly (readonly [base: string, bucket: string, key: string, form: string, url: string])[] = [
  ["https://link.storjshare.io", "", "", "s", "https://link.storjshare.io/s/ID"],
  ["https://link.storjshare.io", "photos", "", "s", "https://link.storjshare.io/s/ID/photos"],
  ["https://link.storjshare.io", "photos", "a.jpg", "s", "https://link.storjshare.io/s/ID/photos/a.jpg"],
  ["https://link.storjshare.io", "photos", "a.jpg", "raw", "https://link.storjshare.io/raw/ID/photos/a.jpg"],
  ["https://link.storjshare.io", "photos", "tenant1/", "s", "https://link.storjshare.io/s/ID/photos/tenant1/"],
  ["https://link.storjshare.io", "photos", "/leading", "s", "https://link.storjshare.io/s/ID/photos//leading"],
  ["https://link.storjshare.io", "photos", "a//b", "raw", "https://link.storjshare.io/raw/ID/photos/a//b"],
  ["https://link.storjshare.io", "photos", "//", "s", "https://link.storjshare.io/s/ID/photos///"],
  ["https://link.storjshare.io", "photos", "a?b#c%d%20e", "raw", "https://link.storjshare.io/raw/ID/photos/a%3Fb%23c%25d%2520e"],
  ["https://link.storjshare.io", "photos", "two words+plus&and=is", "s", "https://link.storjshare.io/s/ID/photos/two%20words+plus&and=is"],
  ["https://link.storjshare.io", "photos", "Ünïcödé/日本語 😀.jpg", "s", "https://link.storjshare.io/s/ID/photos/%C3%9Cn%C3%AFc%C3%B6d%C3%A9/%E6%97%A5%E6%9C%AC%E8%AA%9E%20%F0%9F%98%80.jpg"],
  ["https://link.storjshare.io", "photos", "../up/./here/..", "s", "https://link.storjshare.io/s/ID/photos/../up/./here/.."],
  ["https://link.storjshare.io", "photos", "\"<>\\^`{|}[]", "s", "https://link.storjshare.io/s/ID/photos/%22%3C%3E%5C%5E%60%7B%7C%7D%5B%5D"],
  ["https://link.storjshare.io", "photos", "!$'()*,;:@~-_.", "s", "https://link.storjshare.io/s/ID/photos/%21$%27%28%29%2A,;:@~-_."],
  ["https://link.storjshare.io", "photos", "*", "s", "https://link.storjshare.io/s/ID/photos/%2A"],
  ["https://link.storjshare.io", "photos", "\ufeffbom\u200b\u202e", "s", "https://link.storjshare.io/s/ID/photos/%EF%BB%BFbom%E2%80%8B%E2%80%AE"],
  ["https://link.storjshare.io", "photos", "a\nb\tc\u0000", "raw", "https://link.storjshare.io/raw/ID/photos/a%0Ab%09c%00"],
  ["https://link.storjshare.io/", "photos", "a", "s", "https://link.storjshare.io/s/ID/photos/a"],
  ["https://edge.test:8443/links/", "photos", "a", "s", "https://edge.test:8443/links/s/ID/photos/a"],
  ["https://edge.test/a/b", "photos", "a", "raw", "https://edge.test/a/b/raw/ID/photos/a"],
  ["https://edge.test//x//", "photos", "a", "s", "https://edge.test/x/s/ID/photos/a"],
  ["https://edge.test/a%20b", "photos", "k", "s", "https://edge.test/a%20b/s/ID/photos/k"],
  ["http://127.0.0.1:7777", "photos", "a", "raw", "http://127.0.0.1:7777/raw/ID/photos/a"],
  ["http://[::1]:7777", "photos", "a", "raw", "http://[::1]:7777/raw/ID/photos/a"],
];

/** The same of a key with every byte, in their order. */
const everyByte = [
  "%00%01%02%03%04%05%06%07%08%09%0A%0B%0C%0D%0E%0F%10%11%12%13%14%15%16%17%18%19%1A%1B%1C%1D%1E%1F",
  "%20%21%22%23$%25&%27%28%29%2A+,-./0123456789:;%3C=%3E%3F@ABCDEFGHIJKLMNOPQRSTUVWXYZ%5B%5C%5D%5E_",
  "%60abcdefghijklmnopqrstuvwxyz%7B%7C%7D~%7F%80%81%82%83%84%85%86%87%88%89%8A%8B%8C%8D%8E%8F%90%91",
  "%92%93%94%95%96%97%98%99%9A%9B%9C%9D%9E%9F%A0%A1%A2%A3%A4%A5%A6%A7%A8%A9%AA%AB%AC%AD%AE%AF%B0%B1",
  "%B2%B3%B4%B5%B6%B7%B8%B9%BA%BB%BC%BD%BE%BF%C0%C1%C2%C3%C4%C5%C6%C7%C8%C9%CA%CB%CC%CD%CE%CF%D0%D1",
  "%D2%D3%D4%D5%D6%D7%D8%D9%DA%DB%DC%DD%DE%DF%E0%E1%E2%E3%E4%E5%E6%E7%E8%E9%EA%EB%EC%ED%EE%EF%F0%F1",
  "%F2%F3%F4%F5%F6%F7%F8%F9%FA%FB%FC%FD%FE%FF",
].join("");

const base = new URL("https://link.storjshare.io");
const page = { form: "s" } as const;

describe("a link that is made", () => {
  it("is the one that uplink makes", () => {
    for (const [address, bucket, key, form, url] of joined) {
      assert.equal(linkUrl(new URL(address), id, bucket, key, { form: form as LinkOptions["form"] }), url.replace("ID", id));
    }
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    assert.equal(linkUrl(base, id, "photos", bytes, { form: "raw" }), `https://link.storjshare.io/raw/${id}/photos/${everyByte}`);
    assert.equal(linkUrl(base, id, Buffer.from("photos"), Buffer.from("ü"), page), `https://link.storjshare.io/s/${id}/photos/%C3%BC`);
  });

  it("names only what was asked for", () => {
    const query = (options: Omit<LinkOptions, "form">): string => new URL(linkUrl(base, id, "b", "k.zip", { form: "s", ...options })).search;
    assert.equal(query({}), "");
    assert.equal(query({ download: true }), "?download=1");
    assert.equal(query({ wrap: false, includeStats: false }), "?wrap=0&include-stats=0");
    assert.equal(query({ map: true, width: 600 }), "?map=1&width=600");
    assert.equal(query({ path: "a b/+&=?#%.txt", cursor: "ü" }), "?path=a%20b%2F%2B%26%3D%3F%23%25.txt&cursor=%C3%BC");
    assert.equal(query({ download: true, downloadKind: "tar.gz" }), "?download=1&download-kind=tar.gz");
  });

  it("is read back by the decoder, whatever the key and the options", () => {
    const options = fc.record(
      {
        download: fc.boolean(),
        wrap: fc.boolean(),
        map: fc.boolean(),
        width: fc.nat(),
        includeStats: fc.boolean(),
        path: objectKey.filter((path) => path !== ""),
        cursor: objectKey.filter((cursor) => cursor !== ""),
        downloadKind: fc.constantFrom("zip", "tar.gz"),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.constantFrom("s", "raw"), objectKey, options, (form, key, chosen) => {
        fc.pre(form === "s" || !/^$|\/$/.test(key));
        const read = parseLink(linkUrl(base, id, "photos", key, { form, ...chosen }));
        const defaults = {
          download: false,
          wrap: form === "s",
          map: false,
          width: 800,
          includeStats: true,
          path: undefined,
          cursor: undefined,
          downloadKind: "zip",
        };
        const { given, ...rest } = read ?? assert.fail();
        assert.deepEqual(rest, { host: "link.storjshare.io", form, access: id, bucket: "photos", key, ...defaults, ...chosen });
        assert.equal(given.length, Object.keys(chosen).length);
      }),
    );
  });

  it("needs a bucket for a key, and an object for its bytes", () => {
    const refused = (bucket: string, key: string, form: LinkOptions["form"]): unknown => {
      try {
        return linkUrl(base, id, bucket, key, { form });
      } catch (error) {
        return error instanceof EdgeInputError ? error.code : error;
      }
    };
    assert.equal(refused("", "k", "s"), "no-bucket");
    assert.equal(refused("b", "", "raw"), "raw-needs-object");
    assert.equal(refused("b", "p/", "raw"), "raw-needs-object");
    assert.equal(refused("", "", "raw"), "raw-needs-object");
  });
});
