import assert from "node:assert/strict";
import { readAwsCredentials } from "../../../../src/vault/files/awsCredentials";
import { readIni } from "../../../../src/vault/files/ini";
import { readRcloneConf } from "../../../../src/vault/files/rcloneConf";
import { aGrant, anApiKey, aPair, damaged, gateway } from "./demoFound";

const foreignId = `AKIA${"7".repeat(16)}`;
const foreignSecret = "f".repeat(40);

describe("readIni", () => {
  it("reads what rclone and AWS read alike", () => {
    const text = `\uFEFFbefore = any section
# a comment
[ one ] ; with a comment
Key = value # why
  other:value;still
empty =
quoted = \` # kept \`

[__proto__]\r
key = 1
key = 2
nonsense
[one]
more = 3
[not a section
`;
    assert.deepEqual(
      readIni(text).map(({ name, values }) => [name, Object.fromEntries(values)]),
      [
        ["one", { key: "value", other: "value;still", empty: "", quoted: " # kept ", more: "3" }],
        ["__proto__", { key: "2" }],
      ],
    );
    assert.deepEqual(readIni("# nothing\n"), []);
  });

  it("refuses a text without sections, and one that rclone has encrypted", () => {
    assert.throws(() => readIni("\nkey = value"), { code: "no-section", line: 2 });
    const encrypted = "# Encrypted rclone configuration File\n\nRCLONE_ENCRYPT_V0:\nb64==\n";
    assert.throws(() => readIni(encrypted), { code: "encrypted", line: 3 });
  });
});

describe("readRcloneConf", () => {
  it("reads grants and Storj's pairs", () => {
    const [grant, old, pair, elsewhere] = [aGrant(), aGrant(), aPair(), aPair()];
    const text = `[photos]
type = storj
access_grant = ${grant.text}

[old]
type = tardigrade
access_grant = ${old.text}

[gateway]
type = s3
provider = Storj
access_key_id = ${pair.accessKeyId}
secret_access_key = ${pair.secretKey}
endpoint = gateway.storjshare.io

[own gateway]
type = s3
provider = Other
access_key_id = ${elsewhere.accessKeyId}
secret_access_key = ${elsewhere.secretKey}
endpoint = http://127.0.0.1:9000/

[crypt]
type = crypt
remote = photos:secret
`;
    assert.deepEqual(readRcloneConf(text), {
      found: [
        { name: "photos", credential: grant },
        { name: "old", credential: old },
        { name: "gateway", credential: pair },
        { name: "own gateway", credential: { ...elsewhere, endpoint: "http://127.0.0.1:9000" } },
      ],
      skipped: 0,
    });
  });

  it("counts Storj's remotes without a credential, and passes over those of others", () => {
    const { accessKeyId, secretKey } = aPair();
    const s3 = (id: string, secret: string, more: string): string =>
      `type = s3\naccess_key_id = ${id}\nsecret_access_key = ${secret}\n${more}\n`;
    for (const [section, skipped] of [
      [`type = storj\naccess_grant = ${damaged(aGrant().text)}`, 1],
      [`type = storj\napi_key = ${anApiKey().text}\npassphrase = x\nsatellite_address = y`, 1],
      ["type = s3\nprovider = Storj\nenv_auth = true", 1],
      [s3(accessKeyId, foreignSecret, ""), 1],
      [s3(foreignId, secretKey, ""), 1],
      [s3(foreignId, foreignSecret, "endpoint = https://gateway.eu1.storjshare.io"), 1],
      [s3(foreignId, foreignSecret, "endpoint = https://storjshare.io.example.com"), 0],
      [s3(foreignId, foreignSecret, "provider = AWS"), 0],
      ["type = drive\ntoken = {}", 0],
    ] as const) {
      assert.deepEqual(readRcloneConf(`[a]\n${section}`), { found: [], skipped }, section);
    }
  });
});

describe("readAwsCredentials", () => {
  it("reads Storj's pairs, with where they are used", () => {
    const [pair, other] = [aPair(), aPair()];
    const text = `[default]
aws_access_key_id = ${foreignId}
aws_secret_access_key = ${foreignSecret}

[storj]
aws_access_key_id=${pair.accessKeyId}
aws_secret_access_key=${pair.secretKey}
endpoint_url = ${gateway}/

[profile two]
AWS_ACCESS_KEY_ID = ${other.accessKeyId} ; the other
AWS_SECRET_ACCESS_KEY = ${other.secretKey}

[half]
aws_access_key_id = ${pair.accessKeyId}
`;
    const { endpoint: _none, ...withoutEndpoint } = other;
    assert.deepEqual(readAwsCredentials(text), {
      found: [
        { name: "storj", credential: pair },
        { name: "two", credential: withoutEndpoint },
      ],
      skipped: 1,
    });
  });

  it("keeps no endpoint but an origin of the web", () => {
    const { accessKeyId, secretKey } = aPair();
    for (const [written, endpoint] of [
      ["https://user:password@gateway.storjshare.io/path?query", gateway],
      ["javascript://gateway.storjshare.io", undefined],
      ["https://", undefined],
      ["a b", undefined],
      [`https://${"a".repeat(400)}.io`, undefined],
    ]) {
      const pair = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretKey}`;
      const text = `[a]\n${pair}\nendpoint_url = ${String(written)}`;
      const [found] = readAwsCredentials(text).found;
      assert.ok(found?.credential.kind === "s3");
      assert.equal(found.credential.endpoint, endpoint);
    }
  });
});
