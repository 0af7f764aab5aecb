import assert from "node:assert/strict";
import { presignUrl, type PresignRequest } from "../../src/edge/presign";
import { type S3Server, startS3Server } from "./s3Server";

const methods = ["PUT", "HEAD", "GET", "DELETE"] as const;
const bucket = "photos";
/** What a URL and a signature write differently. */
const keys = ["plain.txt", "tenant1/with space + plus & 50%.txt", "tenant1/säge/ünïcödé/猫.txt", "a=b?c#d'e(f)!~*.txt"];

describe("presigned URLs, at a real S3 server", () => {
  let server: S3Server;

  before(async () => {
    const program = process.env["VERSITYGW"];
    assert.ok(program, "VERSITYGW names its program");
    server = await startS3Server(program);
    assert.equal((await ask("PUT", "")).status, 200, "the bucket is made by a presigned URL too");
  });

  after(() => server.stop());

  /** Presigns and asks at once; a body with PUT alone. */
  function ask(method: PresignRequest["method"], key: string, other: Partial<PresignRequest> = {}): Promise<Response> {
    const { endpoint, accessKeyId, secretKey } = server;
    const request = { endpoint, accessKeyId, secretKey, method, bucket, key, time: Date.now(), expiresSeconds: 60, ...other };
    const headers = other.signedHeaders;
    return fetch(presignUrl(request), { method, ...(headers && { headers }), ...(method === "PUT" && key !== "" && { body: `content of ${key}` }) });
  }

  for (const key of keys) {
    it(`are taken: ${key}`, async () => {
      assert.equal((await ask("PUT", key)).status, 200);
      assert.equal((await ask("HEAD", key)).status, 200);
      const answer = await ask("GET", key);
      assert.deepEqual([answer.status, await answer.text()], [200, `content of ${key}`]);
      assert.equal((await ask("DELETE", key)).status, 204);
      assert.equal((await ask("HEAD", key)).status, 404, "it is gone");
    });
  }

  for (const method of methods) {
    it(`are refused with another secret: ${method}`, async () => {
      assert.equal((await ask("PUT", "kept.txt")).status, 200);
      assert.equal((await ask(method, "kept.txt", { secretKey: `${server.secretKey}x` })).status, 403);
      assert.equal((await ask("HEAD", "kept.txt")).status, 200, "nothing has happened to it");
    });
  }

  it("are refused where they are over", async () => {
    assert.equal((await ask("PUT", "kept.txt")).status, 200);
    assert.equal((await ask("GET", "kept.txt", { time: Date.now() - 120_000 })).status, 403);
  });

  it("carry parameters and headers that are signed with them", async () => {
    assert.equal((await ask("PUT", "kept.txt", { signedHeaders: { "Content-Type": "text/x-kept" } })).status, 200);
    const query = { "response-content-disposition": 'attachment; filename="a b.txt"' };
    const answer = await ask("GET", "kept.txt", { query });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("Content-Type"), "text/x-kept");
    assert.equal(answer.headers.get("Content-Disposition"), query["response-content-disposition"]);
  });
});
