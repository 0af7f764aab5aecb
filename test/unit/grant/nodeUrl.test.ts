import assert from "node:assert/strict";
import {
  byteString,
  formatNodeId,
  formatNodeUrl,
  hostOf,
  isNodeIdOfHost,
  nodeIdDifficulty,
  nodeUrlBytes,
  parseNodeId,
  parseNodeUrl,
  parseSatelliteUrl,
  utf8,
} from "../../../src/grant";

const id = "12EayRS2V1kEsWESU9QMRseFhdxYxKicsiFmxrsLZHeLUtdps3S";
const addressOf = (text: string): string => parseNodeUrl(byteString(utf8(text))).address;

describe("node URLs", () => {
  // What Go's net/url makes of each; null: it refuses.
  const hosts: Readonly<Record<string, string | null>> = {
    "us1.storj.io:7777": "us1.storj.io:7777",
    "[fe80::1%25en0]:7777": "[fe80::1%en0]:7777",
    "[fe80::1%25e%6e]:1": "[fe80::1%en]:1",
    "[fe80::1%25a%20b]:1": "[fe80::1%a b]:1",
    "[fe80::1%25a%25b]:1": "[fe80::1%a%b]:1",
    "[fe80::1%25é]:1": "[fe80::1%é]:1",
    "[::ffff:1.2.3.4]:5": "[::ffff:1.2.3.4]:5",
    "[1:2:3:4:5:6:7:8]:9": "[1:2:3:4:5:6:7:8]:9",
    "h%C3%A9:1": "hé:1",
    "h%25:1": "h%:1",
    "[fe80::1%25a%2fb]:1": null,
    "[fe80::1%25]:1": null,
    "[fe80::1%25a/b]:1": null,
    "[::1.2.3]:5": null,
    "[1::2::3]:9": null,
    "[12345::]:1": null,
    "[::1": null,
    "a[b]": null,
    "[::1]x:1": null,
    "h%41:1": null,
    "h%zz:1": null,
    "a b": null,
    "h:77x": null,
    "h\u0007": null,
  };
  for (const [host, address] of Object.entries(hosts)) {
    it(`${JSON.stringify(host)} is ${address ?? "refused"}`, () => {
      if (address === null) assert.throws(() => addressOf(`${id}@${host}`), { code: "node-url" });
      else assert.equal(addressOf(`${id}@${host}`), byteString(utf8(address)));
    });
  }

  it("keep 64-bit parameters exact, and no larger ones", () => {
    const text = `${id}@h:1?debounce=9223372036854775807&f=ffffffffffffffff`;
    assert.equal(formatNodeUrl(parseNodeUrl(text)), text);
    for (const parameter of ["debounce=9223372036854775808", "f=10000000000000000", "noise_proto=x", "f=-1"]) {
      assert.throws(() => parseNodeUrl(`${id}@h:1?${parameter}`), { code: "node-url" });
    }
  });

  it("other schemes are refused", () => {
    assert.throws(() => parseNodeUrl(`http://${id}@h:1`), { code: "node-url" });
    assert.throws(() => parseNodeUrl("://h:1"), { code: "node-url" });
    assert.equal(addressOf(`STORJ://${id}@h:1`), "h:1");
  });

  it("only of old satellites the node ID is known without being written", () => {
    assert.equal(formatNodeUrl(parseSatelliteUrl("mars.tardigrade.io:7777")), `${id}@mars.tardigrade.io:7777`);
    assert.equal(formatNodeUrl(parseSatelliteUrl("mars.tardigrade.io")), `${id}@mars.tardigrade.io`);
    for (const address of [
      "us1.storj.io:7777",
      "Mars.tardigrade.io:7777",
      "mars.tardigrade.io:1:2",
      "constructor:7777",
      "",
    ]) {
      assert.throws(() => parseSatelliteUrl(address), { name: "GrantError" });
    }
    assert.deepEqual(nodeUrlBytes(parseSatelliteUrl(utf8("mars.tardigrade.io:1"))), utf8(`${id}@mars.tardigrade.io:1`));
  });

  it("a public satellite with another's node ID is told from a good and from an unknown one", () => {
    assert.equal(isNodeIdOfHost(parseNodeUrl(`${id}@us1.storj.io:7777`)), true);
    assert.equal(isNodeIdOfHost(parseNodeUrl(`${id}@US1.storj.io:7777`)), true);
    assert.equal(isNodeIdOfHost(parseNodeUrl(`${id}@eu1.storj.io:7777`)), false);
    assert.equal(isNodeIdOfHost(parseNodeUrl(`${id}@example.test:7777`)), undefined);
    assert.equal(isNodeIdOfHost(parseNodeUrl(`${id}@constructor`)), undefined);
    assert.equal(isNodeIdOfHost(parseNodeUrl("us1.storj.io:7777")), undefined);
    assert.deepEqual(["h:1", "h", "[::1]:7", "[::1]"].map(hostOf), ["h", "h", "::1", "::1"]);
  });
});

describe("node IDs", () => {
  it("lose their version, and keep everything else", () => {
    const raw = parseNodeId(id);
    assert.equal(raw.length, 32);
    assert.equal(formatNodeId(raw.with(31, 9)), id);
    assert.equal(nodeIdDifficulty(raw), 30);
    assert.equal(nodeIdDifficulty(new Uint8Array(32).with(0, 1)), 248);
    assert.equal(nodeIdDifficulty(new Uint8Array(32)), undefined);
  });
});
