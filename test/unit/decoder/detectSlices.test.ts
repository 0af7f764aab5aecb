import assert from "node:assert/strict";
import { runs } from "../../../src/decoder/candidates";
import { detect } from "../../../src/decoder/detect";
import { detectAll } from "../../support/detectAll";
import { accessKeyId, vectorGrant as grant, vectorGrants } from "../../support/vectorCredentials";

/** A text that counts how often one of its characters is read. */
function counted(text: string): { readonly length: number; charCodeAt(at: number): number; reads: number } {
  return {
    length: text.length,
    reads: 0,
    charCodeAt(at) {
      this.reads++;
      return text.charCodeAt(at);
    },
  };
}

const MiB = 1 << 20;
const filled = (length: number, pattern: string): string => pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length);

describe("the search for candidates", () => {
  it("reads no character more than three times, whatever the text is", () => {
    const hostile = ["1", "1".repeat(58) + " ", "a".repeat(27) + " ", "a".repeat(28) + " ", "a".repeat(55) + "-", " ", "j" + "u".repeat(27) + ",", "\u{1F600}a", "\u00e9".repeat(13) + "1".repeat(14)];
    for (const pattern of hostile) {
      for (const length of [0, 1, 27, 28, 29, 1000, 128 << 10]) {
        const text = counted(filled(length, pattern));
        for (const run of runs(text)) assert.ok(run.end <= length);
        assert.ok(text.reads <= 3 * length + 28, `${pattern.slice(0, 10)} ${String(length)}: ${String(text.reads)}`);
      }
    }
  });

  it("finds one run in 128 KiB of ones, and decodes none of it", () => {
    const text = "1".repeat(128 << 10);
    assert.deepEqual([...runs(text)], [{ start: 0, end: text.length }]);
    assert.deepEqual(detectAll(text), { credentials: [], undecoded: 0, pauses: 1 });
  });

  it("skips most of ordinary text", () => {
    const text = counted(filled(MiB, "It is an ancient Mariner, And he stoppeth one of three. 'By thy long grey beard and glittering eye, "));
    assert.deepEqual([...runs(text)].filter(({ start, end }) => start < end), []);
    assert.ok(text.reads < MiB / 4, String(text.reads));
  });

  it("finds exactly the runs that an expression finds", () => {
    let seed = 1;
    const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
    for (let round = 0; round < 300; round++) {
      const text = Array.from({ length: random(40) }, () => "aZ09_é\u{1F600} ".charAt(random(8)).repeat(random(40))).join("");
      const expected = [...text.matchAll(/[0-9A-Za-z]{28,}/g)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
      assert.deepEqual([...runs(text)].filter(({ start, end }) => start < end), expected, text);
    }
  });
});

describe("detection in slices", function () {
  this.timeout(60_000);

  it("pauses once a candidate, and once a MiB without any", () => {
    assert.equal(detectAll(`${grant}\n`.repeat(500)).pauses, 500);
    assert.ok(detectAll(filled(5 * MiB, "a b ")).pauses >= 4);
    assert.equal(detectAll("a b").pauses, 0);
    // Once when it is seen, and once when its neighbourhood is.
    assert.equal(detectAll(`${accessKeyId}\n`.repeat(9)).pauses, 18);
    assert.equal(detectAll("satellite a.test:7777 ".repeat(7)).pauses, 7);
  });

  it("can be given up half-way", () => {
    const detection = detect(`${grant}\n`.repeat(500));
    for (let step = 0; step < 10; step++) assert.equal(detection.next().done, false);
    detection.return({ credentials: [], undecoded: 0 });
    assert.equal(detection.next().done, true);
  });

  it("decodes 1 MiB of candidates unasked and counts the others; asked, all", () => {
    const grants = Array.from({ length: Math.ceil((1.5 * MiB) / grant.length) }, () => grant);
    const text = grants.join("\n");
    const eager = Math.floor(MiB / grant.length);
    const unasked = detectAll(text);
    assert.deepEqual([unasked.credentials.length, unasked.undecoded], [eager, grants.length - eager]);
    const asked = detectAll(text, { eagerCharacters: Infinity });
    assert.deepEqual([asked.credentials.length, asked.undecoded], [grants.length, 0]);
  });

  it("counts what it may not decode whatever it would turn out to be, and finds the rest", () => {
    const text = `${grant}\nSTORJ=${grant.slice(0, -5)}\nAWS ${accessKeyId}\nSTORJ_API_KEY=${grant.slice(1)}`;
    const { credentials, undecoded } = detectAll(text, { eagerCharacters: 10 });
    assert.deepEqual([credentials.map(({ kind }) => kind), undecoded], [["accessKeyId"], 3]);
  });

  it("looks into no more hurt texts than it may decode, however many follow a word", () => {
    const hurt = Array.from({ length: 3000 }, (_, at) => `${grant.slice(0, 60)}${String(at).replaceAll("0", "z")}`).join(" ");
    const { credentials, undecoded } = detectAll(`STORJ=${hurt}`);
    assert.ok(credentials.length < 2100, `${String(credentials.length)} were looked into`);
    assert.ok(undecoded > 500, `${String(undecoded)} were counted`);
  });

  it("gives credentials in the order of the text, none inside another", () => {
    const text = vectorGrants.slice(0, 30).map((one) => `s3 ${accessKeyId} satellite x:7777 ${one} https://l.test/s/${one}/b`).join("\n");
    const { credentials } = detectAll(text);
    assert.equal(credentials.length, 120);
    let end = 0;
    for (const credential of credentials) {
      assert.ok(credential.start >= end);
      end = credential.end;
    }
  });
});
