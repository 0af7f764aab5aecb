import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { consoleConfig, sessionApi } from "../../../../src/satellite/console";
import { answering, type Fault } from "../../../support/faultyHttp";
import { newIdentity } from "../../../support/satellite/certificates";
import { apiKey, bothApis, config, configRoute, csrf, htmlPage, json, restKey, Scene, token, webAppPage } from "./scene";

describe("a request to a console", () => {
  const scene = new Scene();
  afterEach(() => scene.stop());

  /** How the first question fails where it gets this. */
  const failureOf = async (fault: Fault) => scene.failure(consoleConfig(await scene.serve({ [configRoute]: fault })));
  const codeOf = async (status: number, body: string, headers = {}) => (await failureOf(answering(status, body, headers))).code;

  it("always calls itself the same, and wants JSON", async () => {
    const access = await scene.serve({ [configRoute]: json(config()) });
    await consoleConfig(access);
    const [request] = scene.requests;
    assert.deepEqual([request?.headers["user-agent"], request?.headers.accept], ["storj-grants", "application/json"]);
    assert.deepEqual([request?.headers.cookie, request?.headers.authorization], [undefined, undefined]);
  });

  it("goes to no origin that a person could not have named", async () => {
    for (const url of ["http://us1.storj.io", "https://us1.storj.io/path", "https://user@us1.storj.io", "ftp://us1.storj.io"]) {
      let count = 0;
      const fetch = () => {
        count++;
        return Promise.reject(new Error());
      };
      assert.equal(await scene.codeOf(sessionApi(scene.access(url, { fetch }), token).projects()), "not-console", url);
      assert.equal(count, 0);
    }
  });

  for (const api of bothApis) {
    it(`is not sent on by a redirect, nor is what ${api.name} has for a secret`, async () => {
      const elsewhere = await scene.serveElsewhere(json([]));
      for (const status of [301, 302, 303, 307, 308]) {
        const moved = answering(status, "", { Location: `${elsewhere.url}/api/v0/projects` });
        const access = await scene.serve({ [api.projects]: moved });
        const { code, status: told } = await scene.failure(api.open(access).projects());
        assert.deepEqual([code, told, scene.routes], ["redirect", status, [api.projects]]);
      }
      assert.deepEqual(elsewhere.requests, []);
    });
  }

  describe("fails by the network", () => {
    it("where the certificate proves nothing, and sends nothing then", async () => {
      const access = await scene.serve({}, newIdentity());
      assert.equal(await scene.codeOf(sessionApi(access, token).projects()), "certificate");
      assert.deepEqual(scene.requests, []);
    });

    it("where the connection breaks", async () => {
      const { code, status } = await failureOf((response) => response.destroy());
      assert.deepEqual([code, status], ["unreachable", undefined]);
    });

    it("without a word of what was sent", async () => {
      const fetch = (...[, init]: Parameters<typeof globalThis.fetch>) => Promise.reject(new Error(JSON.stringify(init)));
      for (const { open } of bothApis) {
        assert.equal(await scene.codeOf(open(scene.access("https://console.test", { fetch })).projects()), "unreachable");
      }
    });
  });

  describe("fails by what is no console's answer", () => {
    it("as a page, whatever its status and whatever it calls itself", async () => {
      const pages = [htmlPage, "<html><body>Sign in to the hotel</body></html>", "\ufeff\n<!-- --><meta http-equiv=refresh>"];
      for (const text of pages) {
        for (const status of [200, 400, 401, 403, 404, 409, 511]) {
          const { code, outside } = await failureOf(answering(status, text, { "Content-Type": "application/json" }));
          assert.deepEqual([code, outside], ["not-console", undefined]);
        }
      }
    });

    it("as an outage or a limit in front of it, which may be a page", async () => {
      for (const status of [500, 502, 503, 504]) assert.equal(await codeOf(status, "<html><title>Bad Gateway</title>"), "server");
      assert.equal(await codeOf(429, "<html><title>Slow down</title>"), "too-many");
    });

    it("as no JSON, half a JSON, or another JSON", async () => {
      const bodies = ["", "ok", JSON.stringify(config()).slice(0, -9), "null", "7", "[]", "{}", '{"error":"no"}', JSON.stringify([config()])];
      for (const body of bodies) assert.equal(await codeOf(200, body), "not-console", body);
      assert.equal(await codeOf(204, ""), "not-console");
      assert.equal(await codeOf(404, "404 page not found"), "not-console");
      assert.equal(await codeOf(418, JSON.stringify({ key: apiKey })), "not-console");
    });

    it("as more than an answer has, and reads no further", async () => {
      const endless: Fault = (response) => {
        response.writeHead(200);
        const pour = () => {
          while (response.write(" ".repeat(65_536)));
        };
        response.on("drain", pour);
        pour();
      };
      assert.equal((await failureOf(endless)).code, "not-console");
      await scene.server.left();
      const packed = gzipSync(JSON.stringify(config()) + " ".repeat(5_000_000));
      assert.equal((await failureOf((response) => void response.writeHead(200, { "Content-Encoding": "gzip" }).end(packed))).code, "not-console");
    });
  });

  it("fails by each status for its own reason", async () => {
    const codes = { 400: "invalid", 403: "forbidden", 409: "invalid", 429: "too-many", 500: "server", 503: "server" };
    for (const [status, code] of Object.entries(codes)) {
      const error = await failureOf(json({ error: `why ${status}` }, Number(status)));
      assert.deepEqual([error.code, error.status, error.outside], [code, Number(status), `why ${status}`]);
    }
    const closed = await scene.serve({ "GET /api/v0/projects": answering(401, "Unauthorized") });
    assert.equal(await scene.codeOf(sessionApi(closed, token).projects()), "signed-out");
    assert.equal(await codeOf(503, "upstream connect error"), "server");
  });

  it("has the console's words without secrets, and not for long", async () => {
    const { outside } = await failureOf(json({ error: `${token} ${csrf} ${restKey} ${apiKey} ${"word ".repeat(200)}` }, 400));
    assert.equal(outside?.length, 500);
    assert.match(outside, /^‹redacted 24 characters›\.‹redacted 44 characters› .* word word/);
    assert.equal((await failureOf(answering(500, JSON.stringify({ key: apiKey })))).code, "server");
  });

  it("ends in time, and is not sent again", async () => {
    const code = scene.codeOf(consoleConfig(await scene.serve({ [configRoute]: () => undefined })));
    await scene.server.asked;
    await scene.clock.advance(5000);
    assert.equal(await code, "timeout");
    await scene.server.left();
    assert.equal(scene.requests.length, 1);
  });

  it("ends when it is cancelled", async () => {
    const reason = new Error("the person has cancelled");
    const cancelling = new AbortController();
    const outcome = assert.rejects(consoleConfig(await scene.serve({ [configRoute]: () => undefined }), cancelling.signal), reason);
    await scene.server.asked;
    cancelling.abort(reason);
    await outcome;
    await scene.server.left();
    assert.equal(scene.clock.waiting, 0);
  });

  it("is not sent where it is cancelled before", async () => {
    const reason = new Error("the person has cancelled");
    const signal = AbortSignal.abort(reason);
    for (const { open, name } of bothApis) {
      const api = open(await scene.serve({ [configRoute]: webAppPage }));
      await assert.rejects(api.projects(signal), reason, name);
      assert.deepEqual(scene.requests, []);
    }
  });
});
