import assert from "node:assert/strict";
import { readEnvironment, variablesIn } from "../../../../src/vault/files/environment";
import { aGrant, anApiKey, aPair, damaged, gateway } from "./demoFound";

describe("readEnvironment", () => {
  it("finds grants, API keys and pairs in any variables", () => {
    const [grant, other, key, pair, prefixed] = [aGrant(), aGrant(), anApiKey(), aPair(), aPair()];
    const { endpoint: _none, ...bare } = prefixed;
    const variables = {
      HOME: "/home/me",
      UPLINK_ACCESS: grant.text,
      MY_GRANT: ` ${other.text}\n`,
      STORJ_API_KEY: key.text,
      AWS_ACCESS_KEY_ID: pair.accessKeyId,
      AWS_SECRET_ACCESS_KEY: pair.secretKey,
      AWS_ENDPOINT_URL: gateway,
      PROD_ACCESS_KEY_ID: prefixed.accessKeyId,
      PROD_SECRET_ACCESS_KEY: prefixed.secretKey,
      GONE: undefined,
    };
    assert.deepEqual(readEnvironment(variables), {
      found: [
        { name: "UPLINK_ACCESS", credential: grant },
        { name: "MY_GRANT", credential: other },
        { name: "STORJ_API_KEY", credential: key },
        { name: "AWS_ACCESS_KEY_ID", credential: pair },
        { name: "PROD_ACCESS_KEY_ID", credential: bare },
      ],
      skipped: 0,
    });
  });

  it("counts what should be one", () => {
    const { accessKeyId, secretKey } = aPair();
    const broken = damaged(aGrant().text);
    for (const [variables, skipped] of [
      [{ STORJ_ACCESS_GRANT: broken, STORJ_API_KEY: "soon" }, 2],
      [{ UPLINK_ACCESS: broken }, 1],
      [{ UPLINK_ACCESS: "main", STORJ_ACCESS_GRANT: "" }, 0],
      [{ AWS_ACCESS_KEY_ID: accessKeyId }, 1],
      [{ AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: secretKey }, 1],
      [{ AWS_ACCESS_KEY_ID: `AKIA${"7".repeat(16)}`, AWS_SECRET_ACCESS_KEY: "f".repeat(40) }, 0],
      [{ SOMETHING: broken, TEXT: `see ${aGrant().text}` }, 0],
    ] as const) {
      assert.deepEqual(readEnvironment(variables), { found: [], skipped });
    }
  });
});

describe("variablesIn", () => {
  it("reads the lines of a .env file", () => {
    const text = `\uFEFF# a comment
PLAIN=value # why
export QUOTED = "a # b" # why
SINGLE='it is'
HASH=a#b
EMPTY=\r
not a line
1X=no
__proto__=own
PLAIN=last
`;
    const expected = [
      ["PLAIN", "last"],
      ["QUOTED", "a # b"],
      ["SINGLE", "it is"],
      ["HASH", "a#b"],
      ["EMPTY", ""],
      ["__proto__", "own"],
    ];
    assert.deepEqual(Object.entries(variablesIn(text)), expected);
  });
});
