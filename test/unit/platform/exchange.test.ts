import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { inspect } from "node:util";
import { isPage, outsideWords } from "../../../src/platform/answerText";
import { exchange, type ExchangeAnswer, ExchangeError, type ExchangeRequest } from "../../../src/platform/exchange";
import { answering, type Fault, type FaultyHttp, startFaultyHttp, type TlsIdentity } from "../../support/faultyHttp";
import { ManualClock } from "../../support/manualClock";
import { newIdentity } from "../../support/satellite/certificates";

describe("one HTTP exchange", () => {
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

  const ask = (url: string, more: Partial<ExchangeRequest> = {}): Promise<ExchangeAnswer> =>
    exchange({ url, method: "GET", headers: {}, longestAnswer: 1000, deadlineMs: 5000, clock, ...more });

  async function failure(outcome: Promise<unknown>): Promise<ExchangeError> {
    const error: unknown = await outcome.then(
      () => assert.fail("it was answered"),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof ExchangeError, inspect(error));
    assert.deepEqual([clock.waiting, error.cause], [0, undefined]);
    return error;
  }

  it("sends what it was given, and gives what came, whatever the status", async () => {
    const server = await serve(answering(409, "taken", { "X-More": "yes" }));
    const headers = { Cookie: "a=b; c=d", "User-Agent": "storj-grants", "Content-Type": "application/json" };
    const answer = await ask(`${server.url}/path?q=1`, { method: "DELETE", headers, body: '{"ids":[]}' });
    assert.deepEqual([answer.status, answer.isOk, answer.text, answer.isCut], [409, false, "taken", false]);
    assert.equal(answer.headers.get("X-More"), "yes");
    const [seen, ...others] = server.requests;
    assert.deepEqual([seen?.method, seen?.path, seen?.body, others], ["DELETE", "/path?q=1", '{"ids":[]}', []]);
    assert.deepEqual([seen?.headers.cookie, seen?.headers["user-agent"]], ["a=b; c=d", "storj-grants"]);
    assert.equal(seen?.headers["content-length"], "10");
    assert.equal((await ask((await serve(answering(200, "x"))).url)).isOk, true);
  });

  it("keeps no cookies", async () => {
    const server = await serve(answering(200, "", { "Set-Cookie": "a=b; Path=/" }));
    await ask(server.url);
    await ask(server.url);
    assert.deepEqual(server.requests.map(({ headers }) => headers.cookie), [undefined, undefined]);
  });

  it("reads as much as it may", async () => {
    const { isCut, text } = await ask((await serve(answering(200, "é".repeat(501)))).url);
    assert.deepEqual([isCut, text.startsWith("éé")], [true, true]);
    assert.equal((await ask((await serve(answering(200, "é".repeat(500)))).url)).isCut, false);
  });

  it("is never sent on by a redirect", async () => {
    const target = await serve(answering(200, ""));
    for (const status of [301, 302, 303, 307, 308]) {
      const server = await serve(answering(status, "moved", { Location: target.url }));
      const { code, status: told } = await failure(ask(server.url));
      assert.deepEqual([code, told, server.requests.length], ["redirect", status, 1]);
    }
    assert.deepEqual(target.requests, []);
  });

  it("is refused as redirected where another fetch hides it or has followed it", async () => {
    const hidden = Object.defineProperty(new Response(), "type", { value: "opaqueredirect" });
    const followed = Object.defineProperty(new Response("{}"), "redirected", { value: true });
    for (const response of [hidden, followed]) {
      assert.equal((await failure(ask("https://edge.test", { fetch: () => Promise.resolve(response) }))).code, "redirect");
    }
  });

  it("gives the status of half an error, and none of half an answer", async () => {
    const half = (status: number): Fault => (response) => {
      response.writeHead(status, { "Content-Length": "1000" });
      response.write("half", () => response.destroy());
    };
    const { status, text } = await ask((await serve(half(500))).url);
    assert.deepEqual([status, text], [500, ""]);
    assert.equal((await failure(ask((await serve(half(200))).url))).code, "unreachable");
  });

  describe("fails by the network", () => {
    it("where the certificate proves nothing, and sends nothing then", async () => {
      const server = await serve(answering(200, ""), newIdentity());
      assert.equal((await failure(ask(server.url))).code, "certificate");
      assert.deepEqual(server.requests, []);
    });

    it("where nobody listens, or the connection breaks", async () => {
      const server = await serve((response) => response.destroy());
      assert.equal((await failure(ask(server.url))).code, "unreachable");
      assert.equal(server.requests.length, 1);
      await server.stop();
      const { code, outside } = await failure(ask(server.url));
      assert.equal(code, "unreachable");
      assert.match(outside ?? "", /^connect ECONNREFUSED 127\.0\.0\.1:\d+$/);
    });

    it("where a connection that was kept breaks, and does not try another", async () => {
      let count = 0;
      const server = await serve((response, request) => {
        if (++count === 1) answering(200, "")(response, request);
        else response.destroy();
      });
      await ask(server.url, { method: "POST", body: "{}" });
      assert.equal((await failure(ask(server.url, { method: "POST", body: "{}" }))).code, "unreachable");
      assert.equal(server.requests.length, 2);
    });

    it("by the codes that Node nests in its error, or else by nobody knows what", async () => {
      const coded = (code: string, message = code): Error => Object.assign(new Error(message), { code });
      const nested = (cause: unknown): Error => new TypeError("fetch failed", { cause });
      const throwing = (thrown: unknown) => async (): Promise<Response> => {
        await Promise.resolve();
        throw thrown;
      };
      const found = async (thrown: unknown): Promise<unknown[]> => {
        const error = await failure(ask("https://edge.test", { fetch: throwing(thrown) }));
        return [error.code, error.outside];
      };
      const unknown = "getaddrinfo ENOTFOUND edge.test";
      assert.deepEqual(await found(nested(coded("ENOTFOUND", unknown))), ["no-host", unknown]);
      assert.deepEqual(await found(nested(coded("EAI_AGAIN"))), ["no-host", "EAI_AGAIN"]);
      const codes = {
        certificate: ["CERT_HAS_EXPIRED", "DEPTH_ZERO_SELF_SIGNED_CERT", "ERR_TLS_CERT_ALTNAME_INVALID", "UNABLE_TO_GET_ISSUER_CERT"],
        timeout: ["ETIMEDOUT", "UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT"],
      };
      for (const [expected, each] of Object.entries(codes)) {
        for (const code of each) assert.equal((await found(nested(coded(code))))[0], expected, code);
      }
      const everyAddress = new AggregateError([coded("ECONNREFUSED", "connect ECONNREFUSED ::1:443")]);
      assert.deepEqual(await found(nested(everyAddress)), ["unreachable", "connect ECONNREFUSED ::1:443"]);
      assert.deepEqual(await found(new Error("net::ERR_FAILED")), ["unreachable", "net::ERR_FAILED"]);
      assert.deepEqual(await found("sending something"), ["unreachable", undefined]);
      const circle = new Error("round");
      circle.cause = circle;
      assert.deepEqual(await found(circle), ["unreachable", "round"]);
    });
  });

  const silent: Fault = () => undefined;
  const stalling = (status: number): Fault => (response) => {
    response.writeHead(status);
    response.write("{");
  };
  const faults = { "before the answer": silent, "within an answer of 200": stalling(200), "within an answer of 500": stalling(500) };

  /** The real fetch, and a promise for the moment at which it has the head of the answer. */
  function watchedFetch(): { fetch: typeof fetch; answered: Promise<void> } {
    let hasAnswered = (): void => undefined;
    const answered = new Promise<void>((resolve) => (hasAnswered = resolve));
    const watched: typeof fetch = async (...request) => {
      const response = await fetch(...request);
      hasAnswered();
      return response;
    };
    return { fetch: watched, answered };
  }

  for (const [when, fault] of Object.entries(faults)) {
    it(`ends in time ${when}, and is not sent again`, async () => {
      const server = await serve(fault);
      const { fetch, answered } = watchedFetch();
      const late = failure(ask(server.url, { fetch }));
      await (fault === silent ? server.asked : answered);
      await clock.advance(4999);
      assert.equal(clock.waiting, 1);
      await clock.advance(1);
      assert.equal((await late).code, "timeout");
      await server.left();
      assert.equal(server.requests.length, 1);
    });

    it(`is cancelled ${when}: the connection is closed, and the reason given back`, async () => {
      const reason = new Error("the person has cancelled");
      const cancelling = new AbortController();
      const server = await serve(fault);
      const { fetch, answered } = watchedFetch();
      const outcome = assert.rejects(ask(server.url, { signal: cancelling.signal, fetch }), reason);
      await (fault === silent ? server.asked : answered);
      cancelling.abort(reason);
      await outcome;
      await server.left();
      assert.deepEqual([server.requests.length, clock.waiting, getEventListeners(cancelling.signal, "abort")], [1, 0, []]);
    });
  }

  it("is cancelled before anything is sent, or too late, when nothing comes of it", async () => {
    const reason = new Error("the person has cancelled");
    const server = await serve(answering(200, ""));
    await assert.rejects(ask(server.url, { signal: AbortSignal.abort(reason) }), reason);
    assert.deepEqual([server.requests.length, clock.started], [0, 0]);
    const cancelling = new AbortController();
    const { status } = await ask(server.url, { signal: cancelling.signal });
    cancelling.abort(reason);
    assert.deepEqual([status, getEventListeners(cancelling.signal, "abort")], [200, []]);
  });

  it("ends in time and when it is cancelled where fetch heeds nothing", async () => {
    const deaf = (): Promise<Response> => new Promise(() => undefined);
    const late = failure(ask("https://edge.test", { fetch: deaf }));
    await clock.advance(5000);
    assert.equal((await late).code, "timeout");
    const reason = new Error("cancelled");
    const cancelling = new AbortController();
    const outcome = assert.rejects(ask("https://edge.test", { fetch: deaf, signal: cancelling.signal }), reason);
    cancelling.abort(reason);
    await outcome;
  });

  it("says why in the system's words, without what was sent", async () => {
    const secret = "0329fba9-4cb5-480e-bf36-75af0614d279";
    const throwing = (): never => {
      throw new Error(`invalid header: Bearer ${secret}`);
    };
    const error = await failure(ask("https://edge.test", { fetch: throwing }));
    assert.deepEqual([error.code, error.outside], ["unreachable", "invalid header: Bearer ‹redacted 36 characters›"]);
    assert.ok(!inspect(error, { depth: 9 }).includes(secret));
  });
});

describe("the text of an answer", () => {
  it("is a page where it has the tags of one", () => {
    for (const page of ["<!DOCTYPE html>", "\ufeff\n<HTML lang=en>", "<!-- x --><meta x>"]) assert.equal(isPage(page), true, page);
    for (const none of ["", "{}", '"<html>"', '<?xml version="1.0"?><Error/>', "<htmlx>"]) assert.equal(isPage(none), false, none);
  });

  it("is quoted without what may be a credential, and not for long", () => {
    assert.equal(outsideWords(`  no: ${"1".repeat(40)}\n`), "no: ‹redacted 40 characters›");
    assert.equal(outsideWords(" \n"), undefined);
    assert.equal(outsideWords("w ".repeat(900))?.length, 500);
  });
});
