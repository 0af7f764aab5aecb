import assert from "node:assert/strict";
import fc from "fast-check";
import { credentialsIn } from "../../../../src/vault/files/credentialFile";
import { type ExportedCredential, type ExportFormat, exportText } from "../../../../src/vault/files/exportText";
import { aGrant, anApiKey, aPair, gateway } from "./demoFound";

const names: Record<ExportFormat, string> = {
  rclone: "rclone.conf",
  aws: "credentials",
  env: ".env",
  json: "credentials.json",
};
const formats = Object.keys(names) as ExportFormat[];

/** What our own readers find in what we export. */
function roundTrip(format: ExportFormat, credentials: readonly ExportedCredential[]) {
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
    for (const format of formats) assert.deepEqual(exportText(format, [exported]), { text: "", leftOut: [exported] });
  });
});
