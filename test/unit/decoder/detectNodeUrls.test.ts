import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { formatNodeUrl } from "../../../src/grant";
import { nodeUrl } from "../../support/vectorCredentials";
import { detectAll } from "../../support/detectAll";

const id = nodeUrl.slice(0, nodeUrl.indexOf("@"));

function found(text: string): string[] {
  return detectAll(text).credentials.map((credential) => {
    assert.ok(credential.kind === "nodeUrl");
    return credential.text;
  });
}

interface Vector {
  readonly kind: string;
  readonly text: string | null;
  readonly ok: boolean;
  readonly id: string;
  readonly canonical: string;
}

describe("node URLs", () => {
  it("are found with their ID as Go reads them", () => {
    const { cases } = JSON.parse(readFileSync("test/fixtures/vectors/nodeurls.json", "utf8")) as { cases: Vector[] };
    // With a host of letters, and nothing after it but parameters.
    const plain = cases.filter(({ kind, text, ok }) => kind === "node_url" && ok && text !== null && /^(?:storj:\/\/)?\w{50,51}@[^@:/#\s]+:\d+(?:\?(?!foo)[^;]*)?$/i.test(text));
    assert.ok(plain.length > 25);
    for (const { text, canonical } of plain) {
      const { credentials } = detectAll(`url = "${text as string}"`);
      assert.equal(credentials.length, 1, text as string);
      const [credential] = credentials;
      assert.ok(credential?.kind === "nodeUrl");
      assert.equal(formatNodeUrl(credential.url), Buffer.from(canonical).toString("latin1"), text as string);
    }
  });

  it("reach from their scheme to their parameters, without the sentence around them", () => {
    assert.deepEqual(found(`(storj://${nodeUrl}).`), [`storj://${nodeUrl}`]);
    assert.deepEqual(found(`${nodeUrl},${nodeUrl};${id}@us1.storj.io. End`), [nodeUrl, nodeUrl, `${id}@us1.storj.io`]);
    assert.deepEqual(found(`${nodeUrl}?debounce=3&f=1f.`), [`${nodeUrl}?debounce=3&f=1f`]);
    assert.deepEqual(found(`${nodeUrl}?debounce=x`), [nodeUrl]);
    assert.deepEqual(found(`${nodeUrl}?other=1`), [nodeUrl]);
    assert.deepEqual(found(`${id}@[2001:db8::1]:7777`), [`${id}@[2001:db8::1]:7777`]);
    assert.deepEqual(found(`${id}%40us1.storj.io%3A7777`), [`${id}%40us1.storj.io%3A7777`]);
  });

  it("need an ID whose checksum holds", () => {
    assert.deepEqual(found(`${id.slice(0, -1)}2@us1.storj.io:7777`), []);
    assert.deepEqual(found(id), []);
    assert.deepEqual(found(`storj ${id}`), []);
    assert.deepEqual(found(`${id}@ us1.storj.io`), []);
    assert.deepEqual(found("1111111111111111111111111111111112m1s9K@us1.storj.io:7777"), []);
  });

  it("without an ID count only after a word of Storj's on their line, and with a satellite's port", () => {
    for (const line of ["STORJ_SATELLITE=us1.storj.io:7777", "satellite: us1.storj.io:7777", "uplink access create --satellite-address us1.storj.io:7777", "storj storj://us1.storj.io:7777"]) {
      assert.deepEqual(found(line), [/(?:storj:\/\/)?us1\S+/.exec(line)?.[0]], line);
    }
    assert.deepEqual(found("x storj://10.0.0.1:7777"), ["storj://10.0.0.1:7777"]);
    assert.deepEqual(found("satellite 10.0.0.1:7777, localhost:7777"), ["10.0.0.1:7777", "localhost:7777"]);
    for (const line of [
      "host: us1.storj.io:7777",
      "STORJ\nus1.storj.io:7777",
      "us1.storj.io:7777 is a satellite",
      "satellite us1.storj.io",
      "satellite us1.storj.io:443",
      "satellite us1.storj.io:77777",
      "satellite http://localhost:7777/x",
      "satellite path/host:7777",
      "satellite user@host:7777",
      "satellite :7777:7777:7777",
      `satellite ${"a".repeat(300)}:7777`,
    ]) {
      assert.deepEqual(found(line), [], line);
    }
  });
});
