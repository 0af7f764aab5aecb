import assert from "node:assert/strict";
import { isStorjsOwn, satelliteAt, satelliteOf, wholeName } from "../../../src/decoder/satellite";
import { byteString, parseNodeUrl, utf8 } from "../../../src/grant";
import { us1 } from "../../support/demoCredentials";

const [us1Id, ap1Id] = [us1.split("@")[0] as string, "121RTSDpyNZVcEU84Ticf2L1ntiuUimbWgfATz21tuvgk3vzoA6"];

describe("a satellite", () => {
  const table: readonly (readonly [address: string, name: string, problem: string | undefined])[] = [
    [us1, "us1.storj.io", undefined],
    [`storj://${us1}?noise_pub=&f=1`, "us1.storj.io", undefined],
    [`${us1Id}@us1.storj.io:7778`, "us1.storj.io:7778", undefined],
    [`${us1Id}@satellite.example:7777`, "satellite.example", undefined],
    [`${us1Id}@[::1]:7777`, "::1", undefined],
    ["us1.storj.io:7777", "us1.storj.io", "no-node-id"],
    ["satellite.example:7777", "satellite.example", "no-node-id"],
    ["europe-west-1.tardigrade.io:7777", "europe-west-1.tardigrade.io", undefined],
    ["us-central-1.tardigrade.io", "us-central-1.tardigrade.io", undefined],
    ["Europe-West-1.tardigrade.io:7777", "Europe-West-1.tardigrade.io", "no-node-id"],
    [`${ap1Id}@us1.storj.io:7777`, "us1.storj.io", "wrong-node-id"],
    [`${ap1Id}@US1.Storj.IO:443`, "US1.Storj.IO:443", "wrong-node-id"],
    [`${ap1Id}@europe-west-1.tardigrade.io:7777`, "europe-west-1.tardigrade.io", "wrong-node-id"],
    [`${ap1Id}@ap1.storj.io:7777`, "ap1.storj.io", undefined],
    ["https://us1.storj.io:7777", "https://us1.storj.io:7777", "unreadable"],
    ["notAnId@us1.storj.io:7777", "notAnId@us1.storj.io:7777", "unreadable"],
  ];
  for (const [address, name, problem] of table) {
    it(`at ${address} is ${name}${problem === undefined ? "" : `, ${problem}`}`, () => {
      assert.deepEqual(satelliteOf(utf8(address)), { name, problem });
      if (problem !== "unreadable")
        assert.deepEqual(satelliteAt(parseNodeUrl(byteString(utf8(address)))), { name, problem });
    });
  }

  it("shows bytes that are no text, hidden characters and icons as what they are", () => {
    assert.equal(satelliteOf(Uint8Array.of(0xff, 0x3a, 0x2f, 0x2f)).name, "⟨\\xFF⟩://");
    assert.equal(satelliteOf(utf8(`${us1Id}@a\u202E.example:7777`)).name, "a⟨U+202E⟩.example");
    assert.equal(satelliteOf(utf8("$(gear)")).name, "$⟨(⟩gear)");
  });

  it("is one of Storj's own by its name and node ID together", () => {
    for (const address of [us1, "europe-west-1.tardigrade.io:7777"]) assert.ok(isStorjsOwn(utf8(address)), address);
    const others = [`${ap1Id}@us1.storj.io:7777`, `${us1Id}@us1.storj.io.example:7777`, "us1.storj.io:7777", "https://us1.storj.io:7777", ""];
    for (const address of others) assert.ok(!isStorjsOwn(utf8(address)), address);
  });

  it("that is long is cut in the middle, for whose it is stands at its end; before it is asked all of it is read", () => {
    for (const length of [60, 300, 3_000]) {
      const host = `us1.storj.io.${"a".repeat(length)}.evil.example`;
      const { name } = satelliteOf(utf8(`${us1Id}@${host}:7777`));
      assert.equal(name.length, 60);
      assert.match(name, /^us1\.storj\.io\.a{7}…a+\.evil\.example$/);
      assert.equal(wholeName(parseNodeUrl(`${us1Id}@${host}:7777`)), host);
    }
    assert.equal(wholeName(parseNodeUrl(`${us1Id}@satellite.example:7778`)), "satellite.example:7778");
    // Of a character that takes two places in a text none is cut in half.
    for (const start of ["", "a"]) {
      const { name } = satelliteOf(utf8(`${us1Id}@${start}${"𐀀".repeat(200)}:7777`));
      assert.equal(name, `${start}${"𐀀".repeat(20 - start.length)}…${"𐀀".repeat(39)}`);
    }
  });
});
