import assert from "node:assert/strict";
import { records, zoneText } from "../../../src/edge/customDomain";
import { EdgeInputError } from "../../../src/edge/edgeInputError";
import { accessKeyId as id } from "../../support/vectorCredentials";

const linkSharing = new URL("https://link.storjshare.io");
const recordsOf = (host: string, root = "bucket/prefix") => records(host, id, root, linkSharing);

/** How linksharing reads TXT records (storj/edge sharing/txtrecordset.go): each string is a field, and long values are numbered ones. */
function lookup(values: readonly string[], field: string): string {
  const found = new Map(values.map((value) => [value.slice(0, value.indexOf(":")), value.slice(value.indexOf(":") + 1)]));
  let value = found.get(field) ?? "";
  for (let at = 1; value === "" || at > 1; at++) {
    const part = found.get(`${field}-${at}`);
    if (part === undefined) break;
    value += part;
  }
  return value;
}

function refusal(host: string, root?: string): unknown {
  try {
    return recordsOf(host, root);
  } catch (error) {
    return error instanceof EdgeInputError ? error.code : error;
  }
}

describe("a domain of one's own", () => {
  it("has a CNAME and three TXT records", () => {
    assert.deepEqual(recordsOf("www.example.com"), [
      { name: "www.example.com", type: "CNAME", value: "link.storjshare.io." },
      { name: "txt-www.example.com", type: "TXT", value: "storj-root:bucket/prefix" },
      { name: "txt-www.example.com", type: "TXT", value: `storj-access:${id}` },
      { name: "txt-www.example.com", type: "TXT", value: "storj-tls:true" },
    ]);
    assert.equal(recordsOf("www.example.com", "bucket")[1]?.value, "storj-root:bucket");
    assert.equal(records("a.b", id, "c", new URL("https://edge.test:8443/links"))[0]?.value, "edge.test.");
  });

  it("prints as the CLI prints it, but with whole names", () => {
    assert.equal(
      zoneText(recordsOf("www.example.com")),
      [
        "$TTL    3600",
        "www.example.com.    \tIN\tCNAME\tlink.storjshare.io.",
        "txt-www.example.com.\tIN\tTXT  \tstorj-root:bucket/prefix",
        `txt-www.example.com.\tIN\tTXT  \tstorj-access:${id}`,
        "txt-www.example.com.\tIN\tTXT  \tstorj-tls:true",
        "",
      ].join("\n"),
    );
    assert.match(zoneText(recordsOf("www.example.com", "b/two words; (1)")), /\t"storj-root:b\/two words; \(1\)"\n/);
  });

  it("has a root in several fields where it is too long for one", () => {
    for (const length of [0, 1, 236, 237, 238, 239, 475, 476, 1024]) {
      const root = `bucket/${"0123456789".repeat(103).slice(0, length)}`;
      const texts = recordsOf("www.example.com", root).flatMap(({ type, value }) => (type === "TXT" ? [value] : []));
      assert.ok(texts.every((text) => text.length <= 255));
      assert.equal(lookup(texts, "storj-root"), root);
      assert.equal(texts.length, 3 + (root.length > 244 ? Math.ceil(root.length / 241) - 1 : 0));
    }
  });

  it("may be written in any script and with a dot at its end", () => {
    assert.equal(recordsOf("Bücher.Example.")[1]?.name, "txt-xn--bcher-kva.example");
    assert.equal(recordsOf("a。日本.jp")[0]?.name, "a.xn--wgv71a.jp");
  });

  it("is a name of DNS", () => {
    const label = "a".repeat(59);
    assert.equal(recordsOf(`${label}.example.com`)[1]?.name.length, 63 + 12);
    const refused = [
      ...["", ".", "localhost", "example", "a..b", ".example.com", "a b.com", "-a.com", "a-.com", "a_b.com", "*.example.com", "1.2.3.4", "0x7f.1"],
      ...["https://example.com", "example.com/x", "example.com:443", "u@example.com", "%61.com", "a.com?", "a.com#", "[::1].com", "a.com\\b", "a.com\n"],
      ...[`${label}a.example.com`, `www.${"a".repeat(64)}.com`, `www.${`${label}.`.repeat(4)}example.com`],
    ];
    for (const host of refused) assert.equal(refusal(host), "host", host);
  });

  it("has no root that the service would not read back", () => {
    for (const root of ["", "/prefix", "bucket/ü", 'bucket/"', "bucket/\\", "bucket/\n", "bucket/\t", "bucket/\u007f"]) {
      assert.equal(refusal("www.example.com", root), "root", root);
    }
    assert.equal(recordsOf("www.example.com", "b/!#$%&'()*+,-.:;<=>?@[]^_`{|}~ /")[1]?.value, "storj-root:b/!#$%&'()*+,-.:;<=>?@[]^_`{|}~ /");
  });
});
