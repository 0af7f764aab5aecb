import assert from "node:assert/strict";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import {
  AuthServiceError,
  type AuthServiceErrorCode,
  largestBody,
  registerAccess,
  type Registration,
  type RegistrationRequest,
  registrationBody,
} from "../../../src/edge/authService";
import { answering, type Fault, type FaultyHttp, startFaultyHttp, type TlsIdentity } from "../../support/faultyHttp";
import { ManualClock } from "../../support/manualClock";
import { newIdentity } from "../../support/satellite/certificates";
import { accessKeyId, secretKey, vectorGrant as grant } from "../../support/vectorCredentials";

const good = { access_key_id: accessKeyId, secret_key: secretKey, endpoint: "https://gateway.storjshare.io" };
const json = { "Content-Type": "application/json" };
const registered = answering(200, JSON.stringify(good), json);

/** No slice of them that could be used is in what people, logs and programs get to see. */
function assertNoSecret(error: AuthServiceError): void {
  const { stack, message, outside, cause } = error;
  const shown = [inspect(error, { depth: 9 }), stack, message, outside, JSON.stringify(error), inspect(cause)].join("\n");
  for (const secret of [grant, secretKey]) {
    for (let at = 0; at + 16 <= secret.length; at += 8) assert.ok(!shown.includes(secret.slice(at, at + 16)), shown);
  }
}

describe("registering a grant with the auth service", () => {
  const servers: FaultyHttp[] = [];
  let clock: ManualClock;
  beforeEach(() => void (clock = new ManualClock()));
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  async function serve(fault: Fault, identity?: TlsIdentity): Promise<FaultyHttp> {
    const server = await startFaultyHttp(fault, identity);
    servers.push(server);
    return server;
  }

  const register = (url: string, more: Partial<RegistrationRequest> = {}): Promise<Registration> =>
    registerAccess({ authService: new URL(url), grant, isPublic: false, deadlineMs: 30_000, clock, ...more });

  async function failure(outcome: Promise<unknown>): Promise<AuthServiceError> {
    const error: unknown = await outcome.then(
      () => assert.fail("it was registered"),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof AuthServiceError, inspect(error));
    assertNoSecret(error);
    assert.equal(clock.waiting, 0, "the deadline is let go of");
    return error;
  }

  /** How one answer fails: after exactly one request. */
  async function failureOf(fault: Fault): Promise<AuthServiceError> {
    const server = await serve(fault);
    const error = await failure(register(server.url));
    assert.equal(server.requests.length, 1);
    return error;
  }

  async function codeOf(status: number, body: string, headers = {}): Promise<AuthServiceErrorCode> {
    const { code, status: told } = await failureOf(answering(status, body, headers));
    assert.equal(told, status);
    return code;
  }

  it("posts the grant once and gives the credentials", async () => {
    const server = await serve(registered);
    assert.deepEqual(await register(`${server.url}/edge/`, { isPublic: true }), {
      accessKeyId,
      secretKey,
      endpoint: "https://gateway.storjshare.io",
      addedExpiry: undefined,
    });
    const [request, ...others] = server.requests;
    assert.deepEqual([request?.method, request?.path, others], ["POST", "/edge/v1/access", []]);
    assert.equal(request?.headers["content-type"], "application/json");
    assert.deepEqual(JSON.parse(request.body), { access_grant: grant, public: true });
    assert.equal(request.body, registrationBody(grant, true));
    assert.equal(clock.waiting, 0);
  });

  it("tells the expiry that the service added, and minds nothing else that it says", async () => {
    const times = ["2026-11-27T08:09:10.123456789Z", "2026-11-27T09:09:10.123+01:00"];
    for (const freeTierRestrictedExpiration of times) {
      const body = JSON.stringify({ ...good, freeTierRestrictedExpiration, more: [1] });
      const server = await serve(answering(200, body, { "Content-Type": "text/plain" }));
      assert.equal((await register(server.url)).addedExpiry, Date.UTC(2026, 10, 27, 8, 9, 10, 123));
    }
    const server = await serve(answering(200, JSON.stringify({ ...good, freeTierRestrictedExpiration: null })));
    assert.equal((await register(server.url)).addedExpiry, undefined);
  });

  it("has a body that the service reads where the grant has 4,062 letters, or 4,063 if it is public", () => {
    assert.equal(registrationBody("g".repeat(4062), false).length, largestBody);
    assert.equal(registrationBody("g".repeat(4063), true).length, largestBody);
  });

  describe("is refused", () => {
    it("with the service's own words, from which the grant is taken", async () => {
      const why = "expiration cannot be shorter than a minute";
      const error = await failureOf(answering(400, `access grant: ${grant.slice(3, 90)} … ${grant}: ${why}\n`));
      assert.deepEqual([error.code, error.status], ["refused-grant", 400]);
      const told = `access grant: ‹redacted 87 characters› … ‹redacted ${grant.length} characters›: ${why}`;
      assert.equal(error.outside, told);
      assert.equal((await failureOf(answering(400, "w ".repeat(9000)))).outside?.length, 500);
      assert.equal((await failureOf(answering(400, "\n"))).outside, undefined);
    });

    it("by each status for its own reason", async () => {
      assert.equal(await codeOf(413, "\n"), "too-large");
      assert.equal(await codeOf(422, "invalid character"), "bad-request");
      for (const status of [500, 502, 503, 504]) assert.equal(await codeOf(status, ""), "server");
      for (const status of [401, 403, 404, 405, 418]) assert.equal(await codeOf(status, "no"), "unexpected");
      // Storage services write XML, and proxies write pages about an outage.
      assert.equal(await codeOf(403, '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'), "unexpected");
      assert.equal(await codeOf(502, "<html><head><title>502 Bad Gateway</title></head></html>"), "server");
    });

    it("for a while, which the service may tell in seconds or as a date", async () => {
      const after = async (retry?: string): Promise<unknown> => {
        const error = await failureOf(answering(429, "", retry === undefined ? {} : { "Retry-After": retry }));
        assert.deepEqual([error.code, error.status], ["too-many", 429]);
        return error.retryAfterSeconds;
      };
      assert.equal(await after(), undefined);
      assert.equal(await after("120"), 120);
      assert.equal(await after(new Date(clock.now() + 90_000).toUTCString()), 90);
      assert.equal(await after(new Date(clock.now() - 90_000).toUTCString()), 0);
      assert.equal(await after("soon"), undefined);
      assert.equal(await after("someday GMT"), undefined);
      assert.equal((await failureOf(answering(503, "", { "Retry-After": "9" }))).retryAfterSeconds, undefined);
    });
  });

  describe("fails by an answer that is none", () => {
    it("as half a JSON and as no JSON", async () => {
      assert.equal(await codeOf(200, JSON.stringify(good).slice(0, -20), json), "not-json");
      assert.equal(await codeOf(200, "", json), "not-json");
      assert.equal(await codeOf(204, ""), "not-json");
      assert.equal(await codeOf(200, `secret: ${secretKey}`), "not-json");
    });

    it("as JSON of another shape", async () => {
      const odd: unknown[] = [null, 7, [good], {}, { error: "no" }];
      const wrongFields: Record<string, unknown>[] = [
        { access_key_id: secretKey },
        { access_key_id: undefined },
        { secret_key: accessKeyId },
        { secret_key: [secretKey] },
        { freeTierRestrictedExpiration: "tomorrow" },
        { freeTierRestrictedExpiration: "2026-13-41T00:00:00Z" },
        { freeTierRestrictedExpiration: 7 },
      ];
      const endpoints = ["", "gateway", "http://g.test", "ftp://g.test", "https://u:p@g.test", "https://g.test?x", "data:,"];
      for (const fields of [...wrongFields, ...endpoints.map((endpoint) => ({ endpoint }))]) odd.push({ ...good, ...fields });
      for (const body of odd.map((answer) => JSON.stringify(answer))) assert.equal(await codeOf(200, body, json), "unexpected", body);
    });

    it("as a page, whatever it calls itself", async () => {
      const pages = [
        "<!DOCTYPE html><title>Sign in</title>",
        '\ufeff\r\n<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"></html>',
        '<!-- --><meta http-equiv="refresh" content="0;url=http://portal.test">',
        `<HTML>${`<p>${grant}`.repeat(400)}`,
      ];
      for (const page of pages) {
        for (const status of [200, 403, 404, 511]) assert.equal(await codeOf(status, page, json), "captive-portal");
      }
      assert.equal((await failureOf(answering(403, pages[0] as string))).outside, undefined);
      assert.equal(await codeOf(511, ""), "captive-portal");
    });

    it("as more than an answer has, and reads no further", async () => {
      const endless = await serve((response) => {
        response.writeHead(200, json);
        const pour = () => {
          while (response.write(" ".repeat(16_384)));
        };
        response.on("drain", pour);
        pour();
      });
      const error = await failure(register(endless.url));
      assert.deepEqual([error.code, error.status], ["unexpected", 200]);
      await endless.left();
      const packed = gzipSync(JSON.stringify(good) + " ".repeat(5_000_000));
      const unpacking: Fault = (response) => void response.writeHead(200, { "Content-Encoding": "gzip" }).end(packed);
      assert.equal((await failureOf(unpacking)).code, "unexpected");
    });
  });

  // Whatever the network does is told by platform/exchange: here it is held to come through, and nothing of the grant with it.
  it("is never sent on by a redirect", async () => {
    const target = await serve(registered);
    const error = await failureOf(answering(307, "moved", { Location: `${target.url}/v1/access` }));
    assert.deepEqual([error.code, error.status, target.requests], ["redirect", 307, []]);
  });

  it("fails by the network, in the system's own words", async () => {
    const server = await serve(registered, newIdentity());
    assert.equal((await failure(register(server.url))).code, "certificate");
    const half: Fault = (response) => {
      response.writeHead(200, { ...json, "Content-Length": "1000" });
      response.write(JSON.stringify(good), () => response.destroy());
    };
    assert.equal((await failureOf(half)).code, "unreachable");
    const throwing = (): never => {
      throw new Error(`posting ${grant}`);
    };
    const { code, outside } = await failure(register("https://auth.test", { fetch: throwing }));
    assert.equal(code, "unreachable");
    assert.match(outside ?? "", /^posting ‹redacted \d+ characters›$/);
  });

  it("is refused by half an error, by its status alone", async () => {
    const halfAnError: Fault = (response) => {
      response.writeHead(400, { "Content-Length": "1000" });
      response.write("access", () => response.destroy());
    };
    const { code, outside } = await failureOf(halfAnError);
    assert.deepEqual([code, outside], ["refused-grant", undefined]);
  });

  it("ends in time", async () => {
    const server = await serve(() => undefined);
    const outcome = failure(register(server.url, { deadlineMs: 5000 }));
    await server.asked;
    await clock.advance(5000);
    assert.equal((await outcome).code, "timeout");
    await server.left();
    assert.equal(server.requests.length, 1);
  });

  it("is cancelled: the connection is closed, and the reason given back", async () => {
    const reason = new Error("the person has cancelled");
    const server = await serve(() => undefined);
    const cancelling = new AbortController();
    const outcome = assert.rejects(register(server.url, { signal: cancelling.signal }), reason);
    await server.asked;
    cancelling.abort(reason);
    await outcome;
    await server.left();
    assert.deepEqual([server.requests.length, clock.waiting], [1, 0]);
  });
});
