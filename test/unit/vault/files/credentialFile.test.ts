import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { credentialsIn, readCredentialFile } from "../../../../src/vault/files/credentialFile";
import { aGrant, anApiKey, aPair, gateway } from "./demoFound";
import { temporaryFolder } from "./temporaryFolder";

const grant = aGrant();
const pair = aPair();
const access = JSON.stringify({ Default: "main", Accesses: { main: grant.text } });
const yaml = `accesses:\n  main: ${grant.text}\n`;
const rclone = `[main]\ntype = storj\naccess_grant = ${grant.text}\n`;
const aws = `[main]
aws_access_key_id = ${pair.accessKeyId}
aws_secret_access_key = ${pair.secretKey}
endpoint_url = ${gateway}
`;

describe("credentialsIn", () => {
  for (const [name, text, format, credential] of [
    ["access.json", access, "uplinkAccess", grant],
    ["backup of uplink", `\uFEFF\n${access}`, "uplinkAccess", grant],
    [
      "pair.json",
      JSON.stringify({
        name: "main",
        access_key_id: pair.accessKeyId,
        secret_key: pair.secretKey,
        endpoint: pair.endpoint,
      }),
      "json",
      pair,
    ],
    ["list", JSON.stringify([{ name: "main", access_grant: grant.text }], undefined, 2), "json", grant],
    ["config.yaml", yaml, "uplinkConfig", grant],
    ["uplink.old", yaml, "uplinkConfig", grant],
    ["rclone.conf", rclone, "rclone", grant],
    ["remotes", `\uFEFF${rclone.replaceAll("\n", "\r\n")}`, "rclone", grant],
    ["credentials", aws, "aws", pair],
  ] as const) {
    it(`takes ${name} for ${format}`, () => {
      assert.deepEqual(credentialsIn(text, name), { format, found: [{ name: "main", credential }], skipped: 0 });
    });
  }

  it("names what has no name after its variable or its file", () => {
    const found = (name: string) => [{ name, credential: grant }];
    const env = `export MAIN=${grant.text}\n`;
    assert.deepEqual(credentialsIn(env, ".env.local"), { format: "env", found: found("MAIN"), skipped: 0 });
    assert.deepEqual(credentialsIn(env, "secrets.sh").format, "env");
    const exported = credentialsIn(`\uFEFF${grant.text}\n`, "main.txt");
    assert.deepEqual(exported, { format: "credential", found: found("main.txt"), skipped: 0 });
    const key = anApiKey();
    assert.deepEqual(credentialsIn(key.text, "key").found, [{ name: "key", credential: key }]);
  });

  it("refuses what it does not know, and tells why it can't read the others", () => {
    for (const [name, text, code] of [
      ["notes.txt", "call me back", "unknown-format"],
      ["empty", "", "unknown-format"],
      ["access.json", "", "not-json"],
      ["access.json", yaml, "not-json"],
      ["access.json", "[]", "not-an-object"],
      ["rclone.conf", "# encrypted\nRCLONE_ENCRYPT_V0:\nb64", "encrypted"],
      ["backup", "RCLONE_ENCRYPT_V0:\nb64", "encrypted"],
    ] as const) {
      assert.throws(() => credentialsIn(text, name), { name: "FileFormatError", code });
    }
  });

  it("finds nothing in many beginnings of something, and has its own errors for them", () => {
    for (const piece of ["\n", " ", "[", "{", '"', "a=", "[a]\n", "access: ", "1", "\\", '"\\'] as const) {
      const text = piece.repeat(100_000);
      for (const name of ["a", "access.json", "config.yaml", "rclone.conf", ".env"]) {
        try {
          assert.deepEqual(credentialsIn(text, name).found, []);
        } catch (error) {
          assert.ok(error instanceof Error && error.name === "FileFormatError");
        }
      }
    }
  });
});

describe("readCredentialFile", () => {
  const at = temporaryFolder();

  it("reads a file by its name and content", async () => {
    writeFileSync(at("access.json"), access);
    const expected = { format: "uplinkAccess", found: [{ name: "main", credential: grant }], skipped: 0 };
    assert.deepEqual(await readCredentialFile(at("access.json")), expected);
    await assert.rejects(readCredentialFile(at("gone")), { name: "FileReadError", code: "not-found" });
  });
});
