import assert from "node:assert/strict";
import { formatNodeId, parseNodeUrl } from "../../../src/grant";
import { satelliteAddress } from "../../../src/satellite/address";

const us1 = "12EayRS2V1kEsWESU9QMRseFhdxYxKicsiFmxrsLZHeLUtdps3S";

describe("the address of a satellite", () => {
  const read = (text: string): string | undefined => {
    const address = satelliteAddress(parseNodeUrl(text));
    return address && `${formatNodeId(address.id)} ${address.host} ${address.port}`;
  };

  const good: Record<string, string> = {
    [`${us1}@us1.storj.io:7777`]: `${us1} us1.storj.io 7777`,
    [`storj://${us1}@US1.storj.io:1/path?f=1`]: `${us1} US1.storj.io 1`,
    [`${us1}@33.20.0.1:65535`]: `${us1} 33.20.0.1 65535`,
    [`${us1}@[2001:db8::e8]:7777`]: `${us1} 2001:db8::e8 7777`,
    [`${us1}@[fe80::1%25eth0]:7777`]: `${us1} fe80::1%eth0 7777`,
    [`${us1}@us1.storj.io:007777`]: `${us1} us1.storj.io 7777`,
    // A host of old, whose ID is known.
    "mars.tardigrade.io:7777": `${us1} mars.tardigrade.io 7777`,
  };
  for (const [text, expected] of Object.entries(good)) {
    it(`is read from ${text}`, () => {
      assert.equal(read(text), expected);
    });
  }

  const bad = [
    "us1.storj.io:7777",
    "1111111111111111111111111111111112m1s9K@us1.storj.io:7777",
    `${us1}@us1.storj.io`,
    `${us1}@us1.storj.io:`,
    `${us1}@us1.storj.io:0`,
    `${us1}@us1.storj.io:65536`,
    `${us1}@us1.storj.io:99999999999999999999`,
    `${us1}@:7777`,
    `${us1}@2001:db8::1:7777`,
    `${us1}@[2001:db8::1]`,
    `${us1}@s%C3%A4tellit.example.test:7777`,
    `${us1}@${"a".repeat(242)}.example.test:7777`,
    "mars.tardigrade.io",
    us1,
  ];
  for (const text of bad) {
    it(`is not in ${text}`, () => {
      assert.equal(read(text), undefined);
    });
  }
});
