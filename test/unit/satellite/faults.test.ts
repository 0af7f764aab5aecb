import assert from "node:assert/strict";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { concat, noBytes, utf8 } from "../../../src/grant";
import { listBuckets, listObjects, projectInfo, revokeApiKey } from "../../../src/satellite/metainfo";
import { kinds, writeFrame, writePacket } from "../../../src/satellite/metainfo/frame";
import { largestPacket } from "../../../src/satellite/metainfo/packetReader";
import { bytesField, varintField } from "../../oracle/wire";
import { type Fault, type FaultySatellite, startFaultySatellite, startLoopbackServer } from "../../support/faultySatellite";
import { answer, answered, answerPacket, assertCode, callerOf, codeOf, deadlineMs, errorOf, identity, question } from "./calls";

/** An error packet as Go writes it. */
function status(code: number, text: string): Uint8Array {
  const data = new Uint8Array(8);
  new DataView(data.buffer).setBigUint64(0, BigInt(code));
  return writePacket(kinds.error, 1n, concat(data, utf8(text)));
}

/** One frame of many. */
function frameOf(kind: number, message: bigint, length: number, control = false): Uint8Array {
  return writeFrame({ kind, stream: 1n, message, done: control, control, data: new Uint8Array(length) });
}

const frame = { kind: kinds.message, stream: 1n, message: 1n, done: true, control: false, data: noBytes };

/** Writes without end, as fast as the other side reads. */
function pour(line: TLSSocket, next: () => Uint8Array): void {
  const write = (error?: Error | null): void => {
    if (!error && !line.destroyed) line.write(next(), write);
  };
  write();
}

describe("a satellite that fails", () => {
  let satellite: FaultySatellite;
  afterEach(() => satellite.stop());

  const ask = async (fault: Fault) => {
    satellite = await startFaultySatellite(identity, fault);
    return callerOf(satellite.port);
  };

  /** It fails with `code`, closes its one connection and leaves no timer behind. */
  const failsWith = (what: string, code: string, fault: Fault): void => {
    it(`${what}: ${code}`, async () => {
      const caller = await ask(fault);
      assertCode(await codeOf(projectInfo(caller)), code);
      await satellite.left();
      assert.equal(satellite.count, 1);
      assert.equal(caller.clock.waiting, 0);
    });
  };
  const says = (what: string, code: string, ...bytes: readonly Uint8Array[]): void =>
    failsWith(what, code, { asked: (line) => line.write(concat(...bytes)) });

  describe("without TLS", () => {
    const plain = (what: string, code: string, text: string): void =>
      failsWith(what, code, { plain: (socket) => socket.write(text) });
    plain("answers as a web server does", "not-storj", "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    plain("greets as SSH does", "not-storj", "SSH-2.0-OpenSSH_9.6\r\n");
    plain("greets as mail does", "not-storj", "220 mail.test ESMTP\r\n");
    plain("answers in zeros", "not-storj", "\0".repeat(100));
    failsWith("hangs up", "closed", { plain: (socket) => socket.end() });
    failsWith("resets", "reset", { plain: (socket: Socket) => socket.resetAndDestroy() });
    failsWith("speaks TLS 1.1 only", "tls", {
      tls: { minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" },
    });
    failsWith("has no cipher in common", "tls", { tls: { maxVersion: "TLSv1.2", ciphers: "PSK-AES128-CBC-SHA" } });
  });

  describe("with an error", () => {
    const codes: [status: number, text: string, code: string][] = [
      [2, "canceled", "canceled"],
      [3, "Invalid API credentials", "invalid"],
      [5, "bucket not found: photos", "not-found"],
      [7, "Unauthorized API credentials", "unauthorized"],
      [7, "unregistered tail not allowed for auditable API key", "unregistered-tail"],
      [7, "unregistered tail not allowed for auditable API key!", "unauthorized"],
      [8, "Exceeded Usage Limit", "exhausted"],
      [13, "unregistered tail not allowed for auditable API key", "internal"],
      [14, "", "unavailable"],
      [16, "unauthenticated", "unauthenticated"],
      [10019, "bucket not found: photos", "not-found"],
      [0, "protocol error: unknown rpc", "other"],
      [12, "Unimplemented", "other"],
    ];
    for (const [number, text, code] of codes) {
      it(`${number} "${text}": ${code}`, async () => {
        const caller = await ask({ asked: (line) => line.write(status(number, text)) });
        const error = await errorOf(projectInfo(caller));
        assert.deepEqual([error.code, error.outside], [code, text]);
        assert.ok(text === "" || !error.message.includes(text));
        await satellite.left();
      });
    }

    it("keeps only so much of its words", async () => {
      const caller = await ask({ asked: (line) => line.write(status(3, "ä".repeat(100_000))) });
      assert.equal((await errorOf(projectInfo(caller))).outside, "ä".repeat(500));
    });

    says("that is too short for a number", "other", writePacket(kinds.error, 1n, utf8("short")));
  });

  describe("with what is no answer", () => {
    says("closes the call", "closed", writePacket(kinds.close, 1n));
    says("has nothing more to send", "closed", writePacket(kinds.closeSend, 1n));
    says("cancels", "canceled", writePacket(kinds.cancel, 1n));
    says("asks us something", "protocol", writePacket(kinds.invoke, 1n, utf8("/x")));
    says("sends a kind that does not exist", "protocol", writePacket(40, 1n));
    says("sends message 0", "protocol", writePacket(kinds.message, 0n));
    says("answers on another stream", "protocol", writeFrame({ ...frame, stream: 2n }));
    says("goes back to a message that is over", "protocol", frameOf(40, 5n, 0, true), writePacket(kinds.message, 4n));
    says("answers with no message", "protocol", writePacket(kinds.message, 1n, Uint8Array.of(0x0a, 9)));
    says("answers with an empty message", "protocol", writePacket(kinds.message, 1n));
    says("writes numbers without end", "protocol", new Uint8Array(30).fill(255));
    failsWith("hangs up instead", "closed", { asked: (line) => line.end() });
    failsWith("hangs up without a word of TLS", "closed", { asked: (_line, socket) => socket.end() });
    failsWith("resets instead", "reset", { asked: (_line, socket) => socket.resetAndDestroy() });
    failsWith("talks plainly within TLS", "tls", { asked: (_line, socket) => socket.write("HTTP/1.1 200 OK\r\n\r\n") });
  });

  describe("with too much", () => {
    // Its header alone: nothing waits for five megabytes.
    says("a frame of 5 MiB", "too-large", frameOf(kinds.message, 1n, 5 * 2 ** 20).subarray(0, 20));
    says("a frame of 2^64 - 1 bytes", "too-large", Uint8Array.of(5, 1, 1, ...new Uint8Array(9).fill(255), 1));
    failsWith("a packet without end", "too-large", { asked: (line) => pour(line, () => frameOf(kinds.message, 1n, 65_536)) });
    let next = 1n;
    failsWith("packets without end", "too-large", { asked: (line) => pour(line, () => frameOf(40, next++, 65_536, true)) });

    it("but takes an answer of 4 MiB", async () => {
      const empty = bytesField(20, noBytes);
      const data = answerPacket.subarray(4);
      const padding = bytesField(20, new Uint8Array(largestPacket - data.length - empty.length - 3));
      const large = concat(data, padding);
      assert.equal(large.length, largestPacket);
      const caller = await ask({ asked: (line) => line.write(writePacket(kinds.message, 1n, large)) });
      assert.deepEqual(await projectInfo(caller), answered);
    });
  });

  it("passes over packets that it may pass over", async () => {
    const unknown = [frameOf(40, 1n, 10, true), frameOf(0, 2n, 0, true)];
    const later = writePacket(kinds.message, 3n, answerPacket.subarray(4));
    const caller = await ask({ asked: (line) => line.write(concat(...unknown, later)) });
    assert.deepEqual(await projectInfo(caller), answered);
  });

  it("answers the other questions too", async () => {
    const asked = (...message: readonly Uint8Array[]): Fault => ({
      asked: (line) => line.write(writePacket(kinds.message, 1n, concat(...message))),
    });
    await revokeApiKey(await ask(asked()), utf8("target"));
    await satellite.stop();
    assert.equal(await codeOf(revokeApiKey(await ask(asked(Uint8Array.of(0))), utf8("target"))), "protocol");
    await satellite.stop();
    const item = bytesField(1, bytesField(1, utf8("a")));
    assert.deepEqual(await listBuckets(await ask(asked(item)), { limit: 1 }), { names: [utf8("a")], more: false });
    await satellite.stop();
    const page = { bucket: utf8("a"), encryptedPrefix: noBytes, limit: 1 };
    const object = { encryptedKey: utf8("a"), isPrefix: false, size: 0n, createdAt: undefined };
    assert.deepEqual(await listObjects(await ask(asked(item, varintField(2, 1n))), page), { objects: [object], more: true });
  });

  it("is asked by twenty at once, each on a connection and with a question of its own", async () => {
    const caller = await ask({ asked: (line) => line.write(answer) });
    const answers = await Promise.all(Array.from({ length: 20 }, () => projectInfo(caller)));
    assert.deepEqual(answers, Array.from({ length: 20 }, () => answered));
    await satellite.left();
    assert.equal(satellite.count, 20);
    assert.ok(satellite.said.every((said) => said.subarray(0, question.length).equals(question)));
    assert.equal(caller.clock.waiting, 0);
  });
});

describe("no satellite", () => {
  it("where nobody listens: refused", async () => {
    const server = await startLoopbackServer(() => undefined);
    await server.stop();
    const error = await errorOf(projectInfo(callerOf(server.port)));
    assert.equal(error.code, "refused");
    assert.match(error.outside ?? "", /ECONNREFUSED/);
  });

  it("where there is no such host: no-host", async () => {
    const caller = callerOf(7777);
    const asking = projectInfo({ ...caller, satellite: { ...caller.satellite, host: "satellite.invalid" } });
    assert.equal(await codeOf(asking), "no-host");
    assert.equal(caller.clock.waiting, 0);
  });

  it("where nobody answers, within the deadline", async () => {
    const server = await startLoopbackServer(() => undefined);
    const caller = callerOf(server.port);
    const asking = codeOf(projectInfo(caller));
    await server.visited;
    await caller.clock.advance(deadlineMs);
    assert.equal(await asking, "timeout");
    await server.left();
    await server.stop();
  });
});
