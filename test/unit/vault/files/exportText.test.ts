import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { credentialsIn } from "../../../../src/vault/files/credentialFile";
import { type ExportedCredential, type ExportFormat, exportText } from "../../../../src/vault/files/exportText";
import { aGrant, anApiKey, aPair, gateway } from "./demoFound";

/** The formats that our own readers read, and a name of a file in each. */
const names = { rclone: "rclone.conf", aws: "credentials", env: ".env", json: "credentials.json" } as const;
type ReadFormat = keyof typeof names;
const formats = Object.keys(names) as ReadFormat[];
const programs: readonly ExportFormat[] = ["boto3", "awsSdkJs", "mc"];

/** What our own readers find in what we export. */
function roundTrip(format: ReadFormat, credentials: readonly ExportedCredential[]) {
  const { text, leftOut } = exportText(format, credentials);
  const read = text === "" ? { found: [], skipped: 0 } : credentialsIn(text, names[format]);
  return { ...read, leftOut };
}

describe("exportText", () => {
  const grant = { label: "photos", credential: aGrant() };
  const key = { label: "root key", credential: anApiKey() };
  const pair = { label: "gateway", credential: aPair() };
  const all = [grant, key, pair];

  it("writes sections of rclone's", () => {
    const { accessKeyId, secretKey } = pair.credential;
    assert.deepEqual(exportText("rclone", all), {
      text: `[photos]
type = storj
access_grant = ${grant.credential.text}

[gateway]
type = s3
provider = Storj
access_key_id = ${accessKeyId}
secret_access_key = ${secretKey}
endpoint = ${gateway}
`,
      leftOut: [key],
    });
  });

  it("writes AWS profiles of pairs alone", () => {
    const { accessKeyId, secretKey } = pair.credential;
    assert.deepEqual(exportText("aws", all), {
      text: `[gateway]
aws_access_key_id = ${accessKeyId}
aws_secret_access_key = ${secretKey}
endpoint_url = ${gateway}
`,
      leftOut: [grant, key],
    });
    assert.deepEqual(exportText("aws", [grant]), { text: "", leftOut: [grant] });
  });

  it("writes the variables that programs look for, where there is one credential", () => {
    const { accessKeyId, secretKey } = pair.credential;
    for (const [exported, text] of [
      [grant, `STORJ_ACCESS_GRANT=${grant.credential.text}\n`],
      [key, `STORJ_API_KEY=${key.credential.text}\n`],
      [{ ...grant, variable: "UPLINK_ACCESS" }, `UPLINK_ACCESS=${grant.credential.text}\n`],
      [{ ...pair, variable: "KEY" }, `KEY=${accessKeyId}\nKEY_SECRET=${secretKey}\nKEY_ENDPOINT_URL=${gateway}\n`],
      [{ ...grant, variable: "A=B\nC" }, `STORJ_ACCESS_GRANT=${grant.credential.text}\n`],
      [pair, `AWS_ACCESS_KEY_ID=${accessKeyId}\nAWS_SECRET_ACCESS_KEY=${secretKey}\nAWS_ENDPOINT_URL=${gateway}\n`],
    ] as const) {
      assert.equal(exportText("env", [exported]).text, text);
      assert.deepEqual(roundTrip("env", [exported]).found, [
        { name: text.split("=")[0], credential: exported.credential },
      ]);
    }
  });

  it("writes variables of their own for several", () => {
    const { text } = exportText("env", [grant, grant, { ...key, variable: "KEY" }, { ...key, variable: "KEY" }, pair]);
    assert.deepEqual(text.match(/^\w+(?==)/gm), [
      "PHOTOS_STORJ_ACCESS_GRANT",
      "PHOTOS_2_STORJ_ACCESS_GRANT",
      "KEY",
      "ROOT_KEY_STORJ_API_KEY",
      "GATEWAY_AWS_ACCESS_KEY_ID",
      "GATEWAY_AWS_SECRET_ACCESS_KEY",
      "GATEWAY_AWS_ENDPOINT_URL",
    ]);
  });

  it("writes Storj's gateway where a pair has no endpoint, lest it be used at Amazon's", () => {
    const { endpoint: _none, ...credential } = aPair();
    for (const endpoint of [{}, { endpoint: "x\n[evil]" }]) {
      const exported = { label: "a", credential: { ...credential, ...endpoint } };
      assert.deepEqual(roundTrip("rclone", [exported]).found[0]?.credential, { ...credential, endpoint: gateway });
      assert.deepEqual(roundTrip("json", [exported]).found[0]?.credential, credential);
    }
  });

  it("is what our own readers read, under names of their own, whatever the labels are", () => {
    const labels = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("a]\n[evil", "a\r\nX=1", "=", "#", "; x", '"', "日本", "-", "__proto__", "", "\u2028[x]", "a b"),
    );
    const variants = fc.array(fc.tuple(labels, fc.constantFrom(...all)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(variants, fc.constantFrom(...formats), (chosen, format) => {
        const exported = chosen.map(([label, { credential }]) => ({ label, credential }));
        const { found, skipped, leftOut } = roundTrip(format, exported);
        const expected = exported.filter((one) => !leftOut.includes(one)).map(({ credential }) => credential);
        assert.deepEqual([found.map(({ credential }) => credential), skipped], [expected, 0]);
        if (format !== "json") assert.equal(new Set(found.map(({ name }) => name)).size, found.length);
        else
          assert.deepEqual(
            found.map(({ name }) => name),
            exported.map(({ label }) => label),
          );
      }),
    );
  });

  it("writes no name that the file has which it is to be added to", () => {
    const names = (format: "aws" | "rclone" | "env", before: string): readonly string[] | null =>
      exportText(format, [pair], before).text.match(/^(?:\[.*\]$|\w+(?==))/gm);
    assert.deepEqual(names("aws", "[gateway]\naws_access_key_id = AKIA\n"), ["[gateway-2]"]);
    assert.deepEqual(names("rclone", "[other]\n[gateway]\n[gateway-2]\n"), ["[gateway-3]"]);
    const ofAmazon = names("env", "AWS_SECRET_ACCESS_KEY=a\n");
    assert.deepEqual(ofAmazon, ["ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "ENDPOINT_URL"].map((end) => `GATEWAY_AWS_${end}`));
    assert.throws(() => exportText("rclone", [pair], "RCLONE_ENCRYPT_V0:\nAAAA\n"), { code: "encrypted" });
  });

  it("leaves out a record whose text would end a line", () => {
    const exported = { label: "a", credential: { kind: "grant", text: "1a\n[evil]" } } as const;
    for (const format of [...formats, ...programs]) {
      assert.deepEqual(exportText(format, [exported]), { text: "", leftOut: [exported] });
    }
  });

  it("keeps the folder of an endpoint, as the auth service answered it", () => {
    for (const [endpoint, written] of [
      ["http://127.0.0.1:1/gateway", "http://127.0.0.1:1/gateway"],
      ["https://gateway.test/a/b/", "https://gateway.test/a/b"],
      ["https://gateway.test/", "https://gateway.test"],
      ["https://gateway.test/a b", "https://gateway.test"],
      ["https://me@gateway.test/a", "https://gateway.test"],
      ["https://gateway.test/a?b#c", "https://gateway.test"],
    ] as const) {
      const { text } = exportText("aws", [{ label: "a", credential: { ...aPair(), endpoint } }]);
      assert.ok(text.endsWith(`\nendpoint_url = ${written}\n`), text.split("\n").at(-2));
    }
  });

  describe("for programs", () => {
    const { accessKeyId, secretKey } = pair.credential;

    it("writes a client of boto3's", () => {
      assert.deepEqual(exportText("boto3", all), {
        text: `import boto3

s3_gateway = boto3.client(
    "s3",
    endpoint_url="${gateway}",
    region_name="us-east-1",
    aws_access_key_id="${accessKeyId}",
    aws_secret_access_key="${secretKey}",
)
`,
        leftOut: [grant, key],
      });
    });

    it("writes a client of aws-sdk-js's", () => {
      assert.deepEqual(exportText("awsSdkJs", all), {
        text: `import { S3Client } from "@aws-sdk/client-s3";

export const s3Gateway = new S3Client({
  endpoint: "${gateway}",
  region: "us-east-1",
  forcePathStyle: true,
  credentials: { accessKeyId: "${accessKeyId}", secretAccessKey: "${secretKey}" },
});
`,
        leftOut: [grant, key],
      });
    });

    it("writes a line of MinIO's client, which shells that go by a blank keep out of their history", () => {
      const text = ` mc alias set storj-gateway ${gateway} ${accessKeyId} ${secretKey}\n`;
      assert.deepEqual(exportText("mc", all), { text, leftOut: [grant, key] });
      const more = exportText("mc", [pair, pair], text).text;
      assert.deepEqual(more.match(/storj-gateway\S*/g), ["storj-gateway-2", "storj-gateway-3"]);
    });

    /** Hosts that `URL` takes, and a shell, Python or JavaScript might take for something else. */
    const endpoints = ["https://a'b.test", 'https://a"b.test', "https://a$(b)`c`.test", "https://[::1]:9000", "http://127.0.0.1:1/gateway"];
    const labels = ["a", "a", "A 2", "", "日本", "a\n); evil()", "\u2028import", "'\"`$", "1st", "x".repeat(200)];
    const many = labels.map((label, at) => ({ label, credential: { ...aPair(), endpoint: endpoints[at % endpoints.length] as string } }));
    const expected = many.map(({ credential }) => [credential.endpoint, credential.accessKeyId, credential.secretKey]);

    it("is JavaScript that says just that, whatever labels and hosts are", () => {
      const made: unknown[][] = [];
      function S3Client({ endpoint, credentials }: { endpoint: string; credentials: Record<string, string> }) {
        made.push([endpoint, credentials["accessKeyId"], credentials["secretAccessKey"]]);
      }
      const script = exportText("awsSdkJs", many).text.replace(/^import .*\n/, "").replaceAll("export const", "const");
      runInNewContext(`"use strict";${script}`, { S3Client });
      assert.deepEqual(made, expected);
    });

    it("is Python of names and plain texts", () => {
      const lines = exportText("boto3", many).text.split("\n");
      const shapes = [/^$/, /^import boto3$/, /^s3(?:_[a-z0-9]+)* = boto3\.client\($/, /^ {4}"s3",$/, /^ {4}[a-z_]+="(?:[ !#-[\]-~]|\\")+",$/, /^\)$/];
      for (const line of lines) assert.ok(shapes.some((shape) => shape.test(line)), line);
      const variables = lines.flatMap((line) => /^\S+(?= =)/.exec(line)?.[0] ?? []);
      assert.equal(new Set(variables).size, many.length);
    });

    it("is lines of a .env file that sh reads as just that, too", function () {
      if (process.platform === "win32") this.skip();
      for (const { label, credential } of many) {
        const script = `${exportText("env", [{ label, credential }]).text}printf '%s\\n' "$AWS_ENDPOINT_URL" "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY"\n`;
        const { stdout, stderr } = spawnSync("sh", [], { input: script, encoding: "utf8" });
        assert.equal(stderr, "");
        assert.deepEqual(stdout.trimEnd().split("\n"), [credential.endpoint, credential.accessKeyId, credential.secretKey]);
      }
    });

    it("is lines that sh reads as just that", function () {
      if (process.platform === "win32") this.skip();
      const script = `mc() { printf '%s\\n' "$@"; }\n${exportText("mc", many).text}`;
      const { stdout, stderr } = spawnSync("sh", [], { input: script, encoding: "utf8" });
      assert.equal(stderr, "");
      const words = stdout.trimEnd().split("\n");
      const calls = many.map((_, at) => words.slice(at * 6, at * 6 + 6));
      assert.deepEqual(calls.map((call) => call.slice(3)), expected);
      assert.equal(new Set(calls.map(([, , name]) => name)).size, many.length);
    });
  });
});
