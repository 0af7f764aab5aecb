import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Credential, DamagedCredential } from "../../../src/decoder/credential";
import { encodeBase58Check } from "../../../src/grant";
import { detectAll } from "../../support/detectAll";
import { vectorApiKey as apiKey, vectorApiKeys, vectorGrant as grant, vectorGrants } from "../../support/vectorCredentials";

/** Those whose beginning is an ordinary one: an address of some length, a head of 32 bytes. */
const texts = [...vectorGrants.filter((text) => text.length < 2048), ...vectorApiKeys.filter((text) => text.length > 100 && text.length < 300)];
const half = (text: string): number => Math.max(60, text.length >> 1);
const other = (character: string): string => (character === "x" ? "y" : "x");

function only(text: string): Credential {
  const { credentials } = detectAll(text);
  assert.deepEqual(credentials.map(({ kind }) => kind).length, 1, text);
  return credentials[0] as Credential;
}

function damaged(text: string): DamagedCredential {
  const credential = only(text);
  assert.ok(credential.kind === "damaged", `${credential.kind}: ${text}`);
  assert.equal(text.slice(credential.start, credential.end), credential.text);
  return credential;
}

const damages = (text: string): string[] =>
  detectAll(text).credentials.map((credential) => (credential.kind === "damaged" ? credential.damage : credential.kind));

const nothing = (text: string): void => assert.deepEqual(detectAll(text).credentials, [], text);

describe("a damaged grant or API key", function () {
  this.timeout(60_000);

  it("is reported after a word of Storj's on its line only", () => {
    const cut = grant.slice(0, -9);
    for (const before of ["STORJ=", "storj: '", "UPLINK_ACCESS=", "access_grant = ", "accessGrant(", "access-grant ", "export STORJ_X=1; ", "satellite ", "https://link.storjshare.io/s/"]) {
      assert.equal(damaged(before + cut).text, cut, before);
    }
    for (const before of ["", "X=", "API_KEY=", "STORJ\n", "STORJ\r\n", "STORJ\r", "uplnk ", "key: "]) nothing(before + cut);
    nothing(`${cut} # STORJ`);
    nothing(`STORJ ${" ".repeat(1100)}${cut}`);
  });

  it("needs no other word where a grant is announced and it begins like one", () => {
    assert.equal(damaged(`access: ${grant.slice(0, -9)}`).damage, "cutAtEnd");
    assert.equal(damaged(`access: ${grant.slice(0, 90)} ${grant.slice(90)}`).damage, "whiteSpace");
    assert.equal(damaged(`tenantGrant = "${grant.slice(0, -9)}"`).damage, "cutAtEnd");
    nothing(`access: 1${grant.slice(20)}`);
  });

  it("is reported in a list of which only the first stands after the word", () => {
    const cut = grant.slice(0, -9);
    const list = Array.from({ length: 20 }, () => `"${cut}"`).join(", ");
    assert.equal(detectAll(`STORJ_GRANTS=[${list}]`).credentials.length, 20);
    assert.equal(detectAll(`ITEMS=[${list}]`).credentials.length, 0);
    assert.equal(detectAll(`STORJ_GRANTS=["${cut}",\n${list}]`).credentials.length, 1);
  });

  it("has 60 characters at least", () => {
    assert.equal(damaged(`STORJ ${grant.slice(0, 60)}`).text.length, 60);
    nothing(`STORJ ${grant.slice(0, 59)}`);
  });

  it("cut at the end says how much is missing", () => {
    for (const text of texts) {
      for (const length of [half(text), text.length - 1, text.length - 5]) {
        const { damage, missing } = damaged(`STORJ_X=${text.slice(0, length)}\n`);
        assert.deepEqual([damage, missing], ["cutAtEnd", text.length - length]);
      }
    }
  });

  it("cut at the start is known by its end, or by its name", () => {
    for (const text of texts) {
      const cut = text.slice(1 + text.slice(1, -60).search(/[^1]/));
      const { damage } = damaged(`STORJ_ACCESS_GRANT="${cut}"`);
      assert.equal(damage, cut.startsWith("1") ? "altered" : "cutAtStart");
    }
    assert.equal(damaged(`# storj ${grant.slice(1)}`).damage, "cutAtStart");
    nothing(`# storj ${apiKey.slice(1)}`);
    nothing(`# ${grant.slice(1)}`);
    // Other base58check texts are whole, extended keys of wallets among them.
    nothing(`STORJ_API_KEY=${encodeBase58Check(Uint8Array.from({ length: 77 }, (_, at) => (at * 37) & 255), 4)}`);
  });

  it("altered says so, and where if a character gives itself away", () => {
    for (const text of texts) {
      for (const at of [1, 40, half(text), text.length - 1]) {
        const changed = text.slice(0, at) + other(text.charAt(at)) + text.slice(at + 1);
        assert.deepEqual([damaged(`STORJ_X=${changed}`).damage, damaged(`STORJ_X=${changed}`).at], ["altered", undefined], String(at));
        const zero = damaged(`STORJ_ACCESS_GRANT=${text.slice(0, at)}0${text.slice(at + 1)}`);
        assert.deepEqual([zero.damage, zero.at, zero.text.length], ["altered", 19 + at, text.length]);
      }
    }
  });

  it("altered to another letter near its start is known by the rest, if that is long and without another slip", () => {
    for (const at of [1, 20, 50]) {
      const slip = `${grant.slice(0, at)}l${grant.slice(at + 1)}`;
      const { damage, at: where, text } = damaged(`STORJ_X=${slip}`);
      assert.deepEqual([damage, where, text], ["altered", 8 + at, slip]);
      nothing(slip);
      nothing(`STORJ_X=${slip.slice(0, 99)}`);
      nothing(`STORJ_X=${slip.slice(0, 60)}0${slip.slice(61)}`);
      nothing(`STORJ_X=${slip}=`);
    }
  });

  it("altered by a character that ends base58 is one text nevertheless", () => {
    for (const odd of ["+", "-", "_", "/", "é", "１", "=", "."]) {
      for (const at of [61, 100, grant.length - 2]) {
        const { damage, at: where, text, missing } = damaged(`STORJ_X=${grant.slice(0, at)}${odd}${grant.slice(at + 1)},`);
        assert.deepEqual([damage, where, text.length, missing], ["altered", 8 + at, grant.length, undefined], odd);
      }
    }
    // What follows is not what is missing.
    assert.equal(damaged(`STORJ_X=${grant.slice(0, 100)}","${grant.slice(101, -20)}`).damage, "cutAtEnd");
    assert.equal(detectAll(`STORJ_X=${grant.slice(0, 100)}-${grant.slice(101)}x`).credentials[0]?.text.length, 100);
  });

  it("that lost or gained characters inside is altered", () => {
    assert.equal(damaged(`STORJ_X=${grant.slice(0, 90)}${grant.slice(95)}`).damage, "altered");
    assert.equal(damaged(`STORJ_X=${grant.slice(0, 90)}abc${grant.slice(90)}`).damage, "altered");
    assert.equal(damaged(`STORJ_X=${grant}${grant}`).damage, "altered");
    assert.equal(damaged(`STORJ_X=1${grant}`).damage, "altered");
    assert.equal(damaged(`STORJ_ACCESS_GRANT=${grant.toUpperCase()}`).damage, "altered");
  });

  it("with white space inside is known to be whole without it", () => {
    for (const text of texts) {
      for (const [at, space] of [[5, " "], [60, "\n"], [half(text), "\r\n    "], [text.length - 3, "\t"], [1, "\u00a0"], [70, "\u200b"]] as const) {
        const whole = `${text.slice(0, at)}${space}${text.slice(at)}`;
        const credential = damaged(`STORJ_ACCESS_GRANT: ${whole} and more words`);
        assert.deepEqual([credential.damage, credential.text, credential.at], ["whiteSpace", whole, 20 + at]);
      }
      const wrapped = text.replace(/.{64}(?!$)/g, "$&\n  ");
      assert.equal(damaged(`uplink share --access ${wrapped}\nrest`).text, wrapped);
    }
    // A short piece that starts with 1 is not the first one.
    const text = texts.find((one) => one.indexOf("1", 5) >= 5 && one.indexOf("1", 5) < 25) as string;
    const at = text.indexOf("1", 5);
    const pieces = [text.slice(0, at), text.slice(at, at + 20), text.slice(at + 20)].join(" ");
    assert.equal(damaged(`STORJ=${pieces}`).text, pieces);
    nothing(`X ${grant.slice(0, 90)} ${grant.slice(90)}`);
    nothing(`STORJ\n${grant.slice(0, 90)} ${grant.slice(90)}`);
  });

  it("in pieces that do not fit together is not mended", () => {
    const [first, second] = [grant.slice(0, 90), grant.slice(90)];
    assert.equal(damaged(`STORJ ${first} ${second.slice(0, -1)}`).damage, "cutAtEnd");
    assert.equal(damaged(`STORJ ${first} ${second.slice(0, -20)}${"x".repeat(20)}`).damage, "cutAtEnd");
    assert.deepEqual(damages(`STORJ ${first}${" ".repeat(65)}${second}`), ["cutAtEnd", "cutAtStart"]);
    assert.equal(damaged(`STORJ 1 2 1 ${grant.slice(0, 30)} ${grant.slice(30)}`).damage, "whiteSpace");
    assert.equal(damaged(`STORJ x1 ${grant.slice(0, 30)} ${grant.slice(30)}`).damage, "whiteSpace");
    nothing(`storj l${grant.slice(0, 30)} ${grant.slice(30, 80)}`);
  });

  it("is no base64, hex, number or identifier", () => {
    const random = "9Qv8".repeat(20);
    nothing(`storj 1${"0123456789abcdef".repeat(4)}`);
    nothing(`STORJ_API_KEY=1${"123456789abcdef".repeat(5)}`);
    nothing(`storj 1${"2345".repeat(20)}`);
    for (const around of [`+1${random}`, `1${random}+`, `1${random}/x`, `1${random}==`, `x/1${random}`]) nothing(`storj sha512-${around}`);
    assert.equal(damaged(`storj 1${random}`).damage, "altered");
    nothing(`storj ${"someLongIdentifier2".repeat(5)}`);
    nothing(`const storjAccessGrant = ${"aVeryLongFunctionName".repeat(4)}()`);
  });

  it("whose checksum holds is said to be neither, after such a word and from 60 characters up", () => {
    const neither = (bytes: number): string => encodeBase58Check(Uint8Array.from({ length: bytes }, (_, at) => 255 - at));
    assert.equal(only(`STORJ=${neither(60)}`).kind, "foreign");
    nothing(`X=${neither(60)}`);
    assert.equal(neither(39).length, 60);
    assert.equal(only(`STORJ=${neither(39)}`).kind, "foreign");
    assert.equal(neither(38).length < 60, true);
    nothing(`STORJ=${neither(38)}`);
    nothing("STORJ_WALLET=1BoatSLRHtKNngkdXEeobR76b53LETtpyT");
  });

  it("of the malformed vectors is damaged, neither, or too short, and bare none of ours", () => {
    interface Vector {
      readonly name: string;
      readonly kind: string;
      readonly text: string | null;
      readonly refused_by: string;
    }
    const { cases } = JSON.parse(readFileSync("test/fixtures/vectors/malformed.json", "utf8")) as { cases: Vector[] };
    for (const { name, kind, text, refused_by: refusedBy } of cases) {
      // White space and quotes around a grant are not of it here, and an address is judged later.
      if (text === null || refusedBy === "address" || /-(?:leading|trailing)-|-quoted$|-an-api-key$|-a-grant$/.test(name)) continue;
      nothing(`x = ${text}`);
      const found = detectAll(`${kind === "grant" ? "STORJ_ACCESS_GRANT" : "STORJ_API_KEY"}=${text}`).credentials;
      // Of another version's it is not told what they may have been.
      const isCandidate = /[\dA-Za-z]{60}/.test(text) && !/^(?:grant|api-key)-version-/.test(name);
      const expected = isCandidate && !(kind === "api-key" && /-(?:plus|dash|underscore|unicode|fullwidth-1)$/.test(name)) ? 1 : 0;
      assert.equal(found.length, expected, name);
      for (const credential of found) assert.ok(credential.kind === "damaged" || credential.kind === "foreign", name);
    }
  });
});
