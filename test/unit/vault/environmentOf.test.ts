import assert from "node:assert/strict";
import { environmentOf, secretVariableOf, variableOf } from "../../../src/vault/environmentOf";
import type { SavedCredential } from "../../../src/vault/record";

const grant: SavedCredential = { kind: "grant", text: "1Grant" };
const pair: SavedCredential = { kind: "s3", accessKeyId: "j1", secretKey: "j2" };
const endpoint = "https://s3.example";

describe("the environment of a saved credential", () => {
  const lines = (credential: SavedCredential, variable?: string): string[] =>
    environmentOf({ credential, ...(variable !== undefined && { variable }) }).map(({ name, value }) => `${name}=${value}`);

  it("has its own variable, else the usual one of its kind", () => {
    assert.deepEqual(lines(grant), ["STORJ_ACCESS_GRANT=1Grant"]);
    assert.deepEqual(lines(grant, "UPLINK_ACCESS"), ["UPLINK_ACCESS=1Grant"]);
    assert.deepEqual(lines({ kind: "apiKey", text: "1Key" }), ["STORJ_API_KEY=1Key"]);
    assert.equal(variableOf({ credential: pair }), "AWS_ACCESS_KEY_ID");
    assert.equal(variableOf({ credential: pair, variable: "X" }), "X");
  });

  const rows: readonly (readonly [variable: string | undefined, own: string | undefined, lines: readonly string[]])[] = [
    [
      undefined,
      undefined,
      ["AWS_ACCESS_KEY_ID=j1", "AWS_SECRET_ACCESS_KEY=j2", "AWS_ENDPOINT_URL=https://gateway.storjshare.io"],
    ],
    [undefined, endpoint, ["AWS_ACCESS_KEY_ID=j1", "AWS_SECRET_ACCESS_KEY=j2", `AWS_ENDPOINT_URL=${endpoint}`]],
    ["STORJ_ACCESS_KEY_ID", undefined, ["STORJ_ACCESS_KEY_ID=j1", "STORJ_SECRET_ACCESS_KEY=j2"]],
    [
      "STORJ_ACCESS_KEY_ID",
      endpoint,
      ["STORJ_ACCESS_KEY_ID=j1", "STORJ_SECRET_ACCESS_KEY=j2", `STORJ_ENDPOINT_URL=${endpoint}`],
    ],
    ["S3_KEY", endpoint, ["S3_KEY=j1", "S3_KEY_SECRET=j2", `S3_KEY_ENDPOINT_URL=${endpoint}`]],
  ];
  for (const [variable, own, wanted] of rows) {
    it(`of an S3 pair ${own === undefined ? "without" : "with"} an endpoint has both halves: ${variable ?? "the usual"}`, () => {
      assert.deepEqual(lines(own === undefined ? pair : { ...pair, endpoint: own }, variable), wanted);
    });
  }

  it("never has a name twice, and names the secret key as programs do", () => {
    assert.equal(secretVariableOf("AWS_ACCESS_KEY_ID"), "AWS_SECRET_ACCESS_KEY");
    assert.equal(secretVariableOf("ACCESS_KEY_ID_1"), "ACCESS_KEY_ID_1_SECRET");
    for (const variable of ["ACCESS_KEY_ID", "X", "X_SECRET", "X_ENDPOINT_URL", "AWS_ACCESS_KEY_ID"]) {
      const names: string[] = environmentOf({ credential: { ...pair, endpoint }, variable }).map(({ name }) => name);
      assert.equal(new Set(names).size, 3, variable);
      for (const name of names) assert.match(name, /^[A-Z_][A-Z0-9_]*$/);
    }
  });
});
