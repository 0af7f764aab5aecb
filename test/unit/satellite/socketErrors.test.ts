import assert from "node:assert/strict";
import { socketError, type Stage } from "../../../src/satellite/metainfo/socketErrors";

/** What cannot be had from a server on 127.0.0.1. */
describe("what the system says of a connection", () => {
  const errorOf = (code: string | undefined, syscall?: string): NodeJS.ErrnoException =>
    Object.assign(new Error(`${String(syscall)} ${String(code)}`), { code, syscall });

  const known: [error: NodeJS.ErrnoException, stage: Stage, code: string][] = [
    [errorOf("ENOTFOUND", "getaddrinfo"), "connecting", "no-host"],
    [errorOf("EAI_AGAIN", "getaddrinfo"), "connecting", "no-host"],
    [errorOf("ENETUNREACH", "connect"), "connecting", "unreachable"],
    [errorOf("EHOSTUNREACH", "connect"), "connecting", "unreachable"],
    [errorOf("EACCES", "connect"), "connecting", "unreachable"],
    [errorOf("ETIMEDOUT", "connect"), "connecting", "timeout"],
    [errorOf("ETIMEDOUT", "read"), "conversation", "timeout"],
    [errorOf("ECONNREFUSED", "connect"), "connecting", "refused"],
    [errorOf("ECONNRESET", "read"), "conversation", "reset"],
    [errorOf("EPIPE", "write"), "conversation", "reset"],
    [errorOf("ECONNRESET"), "handshake", "closed"],
    [errorOf("ERR_SSL_WRONG_VERSION_NUMBER"), "handshake", "not-storj"],
    [errorOf("ERR_SSL_WRONG_VERSION_NUMBER"), "conversation", "tls"],
    [errorOf("ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED"), "conversation", "tls"],
    [errorOf(undefined), "connecting", "unreachable"],
    [errorOf(undefined), "handshake", "tls"],
    [new AggregateError([errorOf("ECONNREFUSED", "connect"), errorOf("ENETUNREACH", "connect")]), "connecting", "refused"],
    [new AggregateError([]), "connecting", "unreachable"],
  ];
  for (const [error, stage, code] of known) {
    it(`${error.message || String(error)}, ${stage}: ${code}`, () => {
      assert.equal(socketError(error, stage).code, code);
    });
  }

  it("is kept, up to a length", () => {
    const said = Object.assign(new Error("x".repeat(1000)), { code: "ENOTFOUND", syscall: "getaddrinfo" });
    assert.equal(socketError(said, "connecting").outside, "x".repeat(500));
  });
});
