import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { inspect } from "node:util";
import { isPage, outsideWords } from "../../../src/platform/answerText";
import { exchange, type ExchangeAnswer, ExchangeError, type ExchangeRequest } from "../../../src/platform/exchange";
import { answering, type Fault, type FaultyHttp, startFaultyHttp } from "../../support/faultyHttp";
import { ManualClock } from "../../support/manualClock";

describe("one HTTP exchange", () => {
  const servers: FaultyHttp[] = [];
  let clock: ManualClock;
  beforeEach(() => void (clock = new ManualClock()));
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  async function serve(fault: Fault): Promise<FaultyHttp> {
    const server = await startFaultyHttp(fault);
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

  it("is not sent on by a redirect", async () => {
    const target = await serve(answering(200, ""));
    const server = await serve(answering(302, "", { Location: target.url }));
    const { code, status } = await failure(ask(server.url));
    assert.deepEqual([code, status, server.requests.length, target.requests.length], ["redirect", 302, 1, 0]);
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

  for (const status of [200, 500]) {
    it(`ends in time and when it is cancelled, within an answer of ${status}`, async () => {
      const reason = new Error("cancelled");
      const cancelling = new AbortController();
      for (const isLate of [true, false]) {
        const server = await serve((response) => {
          response.writeHead(status);
          response.write("{");
        });
        let hasHead = (): void => undefined;
        const head = new Promise<void>((resolve) => (hasHead = resolve));
        const watched: typeof fetch = async (...request) => {
          const response = await fetch(...request);
          hasHead();
          return response;
        };
        const outcome = ask(server.url, { signal: cancelling.signal, fetch: watched });
        const ended = isLate ? failure(outcome).then(({ code }) => assert.equal(code, "timeout")) : assert.rejects(outcome, reason);
        await head;
        if (isLate) await clock.advance(5000);
        else cancelling.abort(reason);
        await ended;
        await server.left();
      }
      assert.deepEqual([clock.waiting, getEventListeners(cancelling.signal, "abort")], [0, []]);
    });
  }

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
    const server = await serve(answering(200, ""));
    await assert.rejects(ask(server.url, { signal: cancelling.signal }), reason);
    assert.deepEqual(server.requests, []);
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
