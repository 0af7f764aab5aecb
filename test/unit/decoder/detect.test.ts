import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Credential } from "../../../src/decoder/credential";
import { decodeNow } from "../../../src/decoder/detect";
import { serializeApiKey, serializeGrant } from "../../../src/grant";
import {
  accessKeyId as id,
  vectorApiKey as apiKey,
  vectorApiKeys,
  vectorGrant as grant,
  vectorGrants,
  linkText as link,
  nodeUrl,
  vectorPresignedUrl as presignedUrl,
  secretKey as secret,
  longVectorGrants,
} from "../../support/vectorCredentials";
import { detectAll } from "../../support/detectAll";

/** `kind text` of what is found; each must stand where its offsets say. */
function found(text: string): string[] {
  const { credentials } = detectAll(text);
  for (const credential of credentials) assert.equal(text.slice(credential.start, credential.end), credential.text);
  return credentials.map((credential) => `${credential.kind} ${credential.text}`);
}

function only(text: string): Credential {
  const { credentials } = detectAll(text);
  assert.equal(credentials.length, 1, text.slice(0, 80));
  return credentials[0] as Credential;
}

describe("detection", function () {
  this.timeout(60_000);

  it("finds every grant and API key of the vectors, bare, and reads it back to the letter", () => {
    for (const text of vectorGrants) {
      const credential = only(text);
      assert.equal(credential.kind === "grant" && serializeGrant(credential.grant), text);
    }
    for (const text of vectorApiKeys) {
      const credential = only(` ${text} `);
      assert.equal(credential.kind === "apiKey" && serializeApiKey(credential.macaroon), text);
    }
  });

  it("finds what Go reads although it is odd", () => {
    const { accepted_oddities: oddities } = JSON.parse(readFileSync("test/fixtures/vectors/malformed.json", "utf8")) as {
      accepted_oddities: { text?: string; grant?: string; kind: string }[];
    };
    assert.ok(oddities.length > 50);
    for (const { text, grant: other, kind } of oddities) assert.equal(only(text ?? other ?? "").kind, kind === "grant" ? "grant" : "apiKey");
  });

  const separators = [..."=:\"'`([{<>|,;/@#!\t\n-_*^~\u00a0\u2026"];
  const everything: Readonly<Record<string, readonly [text: string, ...found: string[]]>> = {
    ".env": [
      `STORJ_ACCESS_GRANT=${grant}\nexport STORJ_API_KEY='${apiKey}'\nAWS_ACCESS_KEY_ID="${id}"\nAWS_SECRET_ACCESS_KEY=${secret}\r\nSTORJ_LINK=${link}\nURL="${presignedUrl}"\nSTORJ_SATELLITE=${nodeUrl}\n`,
      `grant ${grant}`,
      `apiKey ${apiKey}`,
      `accessKeyId ${id}`,
      `secretKey ${secret}`,
      `link ${link}`,
      `presignedUrl ${presignedUrl}`,
      `nodeUrl ${nodeUrl}`,
    ],
    JSON: [
      JSON.stringify({ grant, api_key: apiKey, s3: { accessKeyId: id, secretAccessKey: secret }, link, presignedUrl, satellite: nodeUrl }, null, 2),
      `grant ${grant}`,
      `apiKey ${apiKey}`,
      `accessKeyId ${id}`,
      `secretKey ${secret}`,
      `link ${link}`,
      `presignedUrl ${presignedUrl}`,
      `nodeUrl ${nodeUrl}`,
    ],
    "JSON in one line, slashes and ampersands escaped": [
      JSON.stringify({ link, presignedUrl }).replaceAll("/", "\\/").replaceAll("&", "\\u0026"),
      `link ${link.replaceAll("/", "\\/")}`,
      `presignedUrl ${presignedUrl.replaceAll("/", "\\/").replaceAll("&", "\\u0026")}`,
    ],
    YAML: [
      `storj:\n  access: ${grant} # demo\n  keys: [${apiKey}, "${vectorApiKeys[3] as string}"]\n  s3:\n    id: ${id}\n    secret: ${secret}\n  links:\n    - ${link}\n    - '${presignedUrl}'\n  satellite: ${nodeUrl}\n`,
      `grant ${grant}`,
      `apiKey ${apiKey}`,
      `apiKey ${vectorApiKeys[3] as string}`,
      `accessKeyId ${id}`,
      `secretKey ${secret}`,
      `link ${link}`,
      `presignedUrl ${presignedUrl}`,
      `nodeUrl ${nodeUrl}`,
    ],
    TOML: [
      `[storj]\naccess_grant = "${grant}"\napi_key = '''${apiKey}'''\n[s3]\naccess_key_id = "${id}"\nsecret = "${secret}"\n`,
      `grant ${grant}`,
      `apiKey ${apiKey}`,
      `accessKeyId ${id}`,
      `secretKey ${secret}`,
    ],
    JavaScript: [
      `const grant = "${grant}";\nawait open(\`${apiKey}\`);\nnew S3Client({ credentials: { accessKeyId: '${id}', secretAccessKey: '${secret}' } });\nfetch("${link}"); // ${presignedUrl}\n`,
      `grant ${grant}`,
      `apiKey ${apiKey}`,
      `accessKeyId ${id}`,
      `secretKey ${secret}`,
      `link ${link}`,
      `presignedUrl ${presignedUrl}`,
    ],
    Go: [
      `access, err := uplink.ParseAccess("${grant}")\nuplink.RequestAccessWithPassphrase(ctx, "${nodeUrl}", "${apiKey}", "x")\n`,
      `grant ${grant}`,
      `nodeUrl ${nodeUrl}`,
      `apiKey ${apiKey}`,
    ],
    Python: [
      `access = uplink.parse_access('${grant}')\nKEYS = ("${apiKey}",)\nboto3.client("s3", aws_access_key_id="${id}", aws_secret_access_key="${secret}")\n`,
      `grant ${grant}`,
      `apiKey ${apiKey}`,
      `accessKeyId ${id}`,
      `secretKey ${secret}`,
    ],
    "rclone.conf": [
      `[storj]\ntype = storj\naccess_grant = ${grant}\n\n[s3]\ntype = s3\nprovider = Storj\naccess_key_id = ${id}\nsecret_access_key = ${secret}\nendpoint = gateway.storjshare.io\n`,
      `grant ${grant}`,
      `accessKeyId ${id}`,
      `secretKey ${secret}`,
    ],
    "uplink's config.yaml": [`# the serialized access\naccess: ${grant}\naccesses:\n  main: ${grant}\n`, `grant ${grant}`, `grant ${grant}`],
    "uplink's access.json": [`{"Default":"main","Accesses":{"main":"${grant}"}}`, `grant ${grant}`],
    Markdown: [
      `Use \`${grant}\`, [the link](${link}) or <${presignedUrl}>.\n\n    uplink ls --access ${grant}\n\n**${link}**, and ${nodeUrl}.`,
      `grant ${grant}`,
      `link ${link}`,
      `presignedUrl ${presignedUrl}`,
      `grant ${grant}`,
      `link ${link}`,
      `nodeUrl ${nodeUrl}`,
    ],
    "XML and HTML": [
      `<access>${grant}</access><a href="${presignedUrl.replaceAll("&", "&amp;")}">x</a>&quot;${link}&quot;`,
      `grant ${grant}`,
      `presignedUrl ${presignedUrl.replaceAll("&", "&amp;")}`,
      `link ${link}`,
    ],
    "percent-encoded": [
      `?access=x%3D${grant}&key=${apiKey}%26&to=${encodeURIComponent(link)}&then=${encodeURIComponent(presignedUrl)}&s=storj%3A%2F%2F${encodeURIComponent(nodeUrl)}`,
      `grant ${grant}`,
      `apiKey ${apiKey}`,
      `link ${encodeURIComponent(link)}`,
      `presignedUrl ${encodeURIComponent(presignedUrl)}`,
      `nodeUrl ${encodeURIComponent(nodeUrl)}`,
    ],
    "escapes before it": [
      `"a\\n${grant}\\u003d${grant}\\x3d${apiKey}%253D${grant}\\t${apiKey}"`,
      `grant ${grant}`,
      `grant ${grant}`,
      `apiKey ${apiKey}`,
      `grant ${grant}`,
      `apiKey ${apiKey}`,
    ],
    separators: [
      separators.map((separator) => `${separator}${grant}${separator}`).join(" "),
      ...separators.map(() => `grant ${grant}`),
    ],
  };
  for (const [format, [text, ...expected]] of Object.entries(everything)) {
    it(`finds every kind in ${format}`, () => assert.deepEqual(found(text), expected));
  }

  it("finds credentials in a minified line of 5 MiB", () => {
    const filler = "function a(b,c){return b?c.d:e[12]}var fooBarBazQuxQuuxCorgeGraultGarply1234567=!0;".repeat(Math.ceil((5 << 20) / 83));
    const text = `${filler};k="${grant}",${filler.slice(0, 5000)}"${apiKey}";`;
    assert.deepEqual(found(text), [`grant ${grant}`, `apiKey ${apiKey}`]);
  });

  it("finds 500 grants in a file", () => {
    const grants = Array.from({ length: 500 }, (_, at) => vectorGrants[at % 40] as string);
    assert.deepEqual(
      found(grants.map((text, at) => `tenant${String(at)}: ${text}`).join("\n")),
      grants.map((text) => `grant ${text}`),
    );
  });

  it("finds nothing in an empty text and in one that is shorter than any credential", () => {
    assert.deepEqual(found(""), []);
    assert.deepEqual(found("1"), []);
    assert.deepEqual(found("storj ".repeat(100)), []);
  });

  it("takes no credential out of a longer run of letters and digits", () => {
    assert.deepEqual(found(`x${grant}`), []);
    assert.deepEqual(found(`${grant}0`), []);
    assert.deepEqual(found(`AWS ${id}a x${id} ${secret}7`), []);
  });

  it("says where a grant stands for an API key, and an API key for a grant", () => {
    const expected = (text: string): string | undefined => {
      const credential = only(text);
      return credential.kind === "grant" || credential.kind === "apiKey" ? credential.expected : "?";
    };
    for (const before of [
      "STORJ_API_KEY=",
      'apiKey: "',
      "const apiKey: string = '",
      "api_key = ",
      "--api-key ",
      "<apiKey>",
      'getenv("STORJ_API_KEY", "',
      "API_KEY_PROD=",
      "API key: ",
      "const apiKeys = [",
      'let api_key: &str = "',
      "APIKey:   `",
      'const apiKey =\n  "',
    ]) {
      assert.equal(expected(before + grant), "apiKey", before);
      assert.equal(expected(before + apiKey), undefined, before);
    }
    for (const before of [
      "STORJ_ACCESS_GRANT=",
      "UPLINK_ACCESS='",
      'accessGrant: "',
      "access_grant = ",
      "--access ",
      'ParseAccess("',
      "access grant: ",
      "tenantGrant := `",
      "ACCESS_GRANT_2=",
    ]) {
      assert.equal(expected(before + apiKey), "grant", before);
      assert.equal(expected(before + grant), undefined, before);
    }
    for (const before of ["key=", "access_key=", "f(apiKey, '", "apiKey; ", "open(access); '", "RequestAccessWithPassphrase(ctx, '", ""]) {
      assert.equal(expected(before + grant), undefined, before);
      assert.equal(expected(before + apiKey), undefined, before);
    }
  });

  it("leaves grants of 4,096 characters or more alone until asked, and says how long they are", () => {
    assert.ok(longVectorGrants.length > 0);
    for (const text of longVectorGrants) {
      const credential = only(`api_key=${text}`);
      assert.ok(credential.kind === "deferred");
      assert.equal(credential.text.length, text.length);
      const decoded = decodeNow(credential);
      assert.ok(decoded.kind === "grant");
      assert.deepEqual([decoded.start, decoded.end, decoded.expected], [8, 8 + text.length, "apiKey"]);
    }
  });

  it("says of a long text that it is damaged, or neither, where it is asked", () => {
    const text = longVectorGrants[0] as string;
    const altered = only(text.slice(0, -9));
    assert.ok(altered.kind === "deferred");
    assert.equal(decodeNow(altered).kind, "damaged");
    const short = { kind: "deferred", start: 5, end: 39, text: "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", announced: undefined } as const;
    assert.equal(decodeNow(short).kind, "foreign");
    assert.equal(decodeNow({ ...short, text: apiKey }).kind, "apiKey");
  });

  it("never decodes more than 16,384 characters, whatever they are", () => {
    const text = (longVectorGrants[0] as string).repeat(5).slice(0, 16_385);
    assert.deepEqual([only(text).kind, only(text.slice(0, -1)).kind], ["oversized", "deferred"]);
    for (const boring of ["1".repeat(5000), "1".repeat(20_000), `1${"a".repeat(20_000)}`, "x".repeat(20_000), "storj 1".padEnd(9000, "abc")]) {
      assert.deepEqual(found(boring), []);
    }
  });

  it("reports nothing inside another credential a second time", () => {
    const whole = `https://link.storjshare.io/raw/${grant}/photos/${id}/${apiKey}.jpg`;
    const credential = only(`STORJ ${whole}`);
    assert.ok(credential.kind === "link");
    assert.equal(credential.text, whole);
    assert.equal(credential.grant && serializeGrant(credential.grant), grant);
    assert.deepEqual(
      [credential.link.access, credential.link.form, credential.link.bucket, credential.link.key],
      [grant, "raw", "photos", `${id}/${apiKey}.jpg`],
    );
    const signed = presignedUrl.replace("/photos/", `/photos/${id}/${grant}/`);
    assert.deepEqual(found(`AWS ${signed}`), [`presignedUrl ${signed}`]);
  });

  it("takes a link of any host for one, but without http only that of a storjshare.io host", () => {
    const kinds = (text: string): string[] => detectAll(text).credentials.map((credential) => `${credential.kind} ${credential.text}`);
    assert.deepEqual(kinds(`http://localhost:20020/s/${id}/b`), [`link http://localhost:20020/s/${id}/b`]);
    assert.deepEqual(kinds(`see link.storjshare.io/s/${id}/b/k.`), [`link link.storjshare.io/s/${id}/b/k`]);
    assert.deepEqual(kinds(`see files/s/${id}/b/k`), []);
    assert.deepEqual(kinds(`https://example.com/x/${id}/b`), []);
    assert.deepEqual(kinds(`https://link.storjshare.io/s/${apiKey}/b`), [`apiKey ${apiKey}`]);
    // The last letter is not asked for here, though it is elsewhere.
    const otherId = `${id.slice(0, -1)}z`;
    assert.deepEqual(kinds(`https://l.test/raw/${otherId}/b`), [`link https://l.test/raw/${otherId}/b`]);
    assert.deepEqual(kinds(`AWS ${otherId}`), []);
  });

  it("counts a presigned URL only with a key id of Storj's shape or a storjshare.io host", () => {
    const other = presignedUrl.replace(/ju\w{26}/, "AKIAIOSFODNN7EXAMPLE");
    assert.deepEqual(found(other), [`presignedUrl ${other}`]);
    assert.deepEqual(found(other.replace("gateway.storjshare.io", "s3.example.com")), []);
    const elsewhere = presignedUrl.replace("gateway.storjshare.io", "localhost:7777");
    assert.deepEqual(found(elsewhere), [`presignedUrl ${elsewhere}`]);
    assert.deepEqual(found(elsewhere.replace("https://", "")), []);
    assert.deepEqual(found(`${elsewhere.slice(0, 40)} ${elsewhere.slice(40)}`), []);
  });
});
