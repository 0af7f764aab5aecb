import assert from "node:assert/strict";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { projectInfo } from "../../../src/satellite/metainfo";
import { type FaultySatellite, type LoopbackServer, startFaultySatellite } from "../../support/faultySatellite";
import { type Cut, type FaultyWire, startFaultyWire } from "../../support/faultySatelliteWire";
import { answer, answered, answerPacket, assertCode, callerOf, codeOf, deadlineMs, farewell, identity, question } from "./calls";

/** What the satellite does after some of its answer. */
type Break = (line: TLSSocket, socket: Socket) => void;

describe("an answer that breaks off", () => {
  let satellite: FaultySatellite;
  afterEach(() => satellite.stop());

  /** Says the first `length` bytes of an answer, and then nothing, or whatever `then` does. */
  const say = async (length: number, then?: Break): Promise<void> => {
    satellite = await startFaultySatellite(identity, {
      asked: (line, socket) => line.write(answer.subarray(0, length), () => then?.(line, socket)),
    });
  };

  const breaks: Record<string, Break> = {
    closed: (line) => line.end(),
    reset: (_line, socket) => socket.resetAndDestroy(),
  };

  for (let length = 0; length <= answer.length; length++) {
    const isEnough = length >= answerPacket.length;

    it(`after ${length} bytes of ${answer.length}: ${isEnough ? "is enough" : "waits for the deadline"}`, async () => {
      await say(length);
      const caller = callerOf(satellite.port);
      const asking = projectInfo(caller);
      if (isEnough) {
        assert.deepEqual(await asking, answered);
      } else {
        const code = codeOf(asking);
        await satellite.asked;
        await caller.clock.advance(deadlineMs);
        assert.equal(await code, "timeout");
      }
      await satellite.left();
      assert.deepEqual(satellite.said, [Buffer.concat(isEnough ? [question, farewell] : [question])]);
      assert.deepEqual([satellite.count, caller.clock.waiting], [1, 0]);
    });

    if (isEnough || length % 5 > 0) continue;
    for (const [code, then] of Object.entries(breaks)) {
      it(`after ${length} bytes of ${answer.length}: ${code}, and not asked again`, async () => {
        await say(length, then);
        const caller = callerOf(satellite.port);
        assertCode(await codeOf(projectInfo(caller)), code);
        await satellite.left();
        assert.deepEqual(satellite.said, [Buffer.from(question)]);
        assert.deepEqual([satellite.count, caller.clock.waiting], [1, 0]);
      });
    }
  }
});

describe("a connection that breaks off", () => {
  let satellite: FaultySatellite;
  let wire: FaultyWire;
  beforeEach(async () => (satellite = await startFaultySatellite(identity, { asked: (line) => line.write(answer) })));
  afterEach(() => Promise.all([satellite.stop(), wire.stop()]));

  const cuts: Record<string, Cut> = {
    timeout: () => undefined,
    closed: (client) => client.end(),
    reset: (client) => client.resetAndDestroy(),
  };
  // Before a byte; within the first record's header, the server's hello, and what is encrypted.
  for (const length of [0, 1, 4, 5, 6, 60, 127, 128, 200, 500, 900, 1200]) {
    for (const [code, cut] of Object.entries(cuts)) {
      it(`after ${length} bytes of the handshake: ${code}`, async () => {
        wire = await startFaultyWire(satellite.port, length, cut);
        const caller = callerOf(wire.port);
        const asking = codeOf(projectInfo(caller));
        await wire.cut;
        if (code === "timeout") await caller.clock.advance(deadlineMs);
        assertCode(await asking, code);
        await wire.left();
        await satellite.left();
        assert.ok(satellite.said.every((said) => said.length === 0));
        assert.deepEqual([wire.count, caller.clock.waiting], [1, 0]);
      });
    }
  }

  it("not at all: is good", async () => {
    wire = await startFaultyWire(satellite.port, Infinity);
    assert.deepEqual(await projectInfo(callerOf(wire.port)), answered);
  });
});

describe("a question that is cancelled", () => {
  const reason = new Error("not that important");
  let servers: LoopbackServer[];
  beforeEach(() => (servers = []));
  afterEach(() => Promise.all(servers.map((server) => server.stop())));

  /** Asks, cancels once `reached`, and sees the connection closed. */
  const cancel = async (server: LoopbackServer, reached: Promise<void>): Promise<void> => {
    const controller = new AbortController();
    const caller = callerOf(server.port, identity.nodeId, controller.signal);
    const asking = assert.rejects(projectInfo(caller), (error) => error === reason);
    await reached;
    controller.abort(reason);
    await asking;
    assert.equal(caller.clock.waiting, 0);
    await server.left();
  };
  const satelliteThat = async (asked?: (line: TLSSocket) => void): Promise<FaultySatellite> => {
    const satellite = await startFaultySatellite(identity, asked ? { asked } : {});
    servers.push(satellite);
    return satellite;
  };

  it("before it began: nobody is called", async () => {
    const satellite = await satelliteThat();
    const caller = callerOf(satellite.port, identity.nodeId, AbortSignal.abort(reason));
    await assert.rejects(projectInfo(caller), (error) => error === reason);
    assert.deepEqual([satellite.count, caller.clock.started], [0, 0]);
  });

  it("at once", async () => {
    await cancel(await satelliteThat(), Promise.resolve());
  });

  it("when somebody is there", async () => {
    const satellite = await satelliteThat();
    await cancel(satellite, satellite.visited);
    assert.deepEqual(satellite.said, [Buffer.alloc(0)]);
  });

  for (const length of [0, 5, 127, 900]) {
    it(`within the handshake, after ${length} bytes`, async () => {
      const satellite = await satelliteThat();
      const wire = await startFaultyWire(satellite.port, length);
      servers.push(wire);
      await cancel(wire, wire.cut);
      assert.ok(satellite.said.every((said) => said.length === 0));
    });
  }

  it("once it is asked", async () => {
    const satellite = await satelliteThat();
    await cancel(satellite, satellite.asked);
  });

  it("once the answer has begun", async () => {
    const satellite = await satelliteThat((line) => line.write(answer.subarray(0, 9)));
    await cancel(satellite, satellite.asked);
    assert.deepEqual(satellite.said, [Buffer.from(question)]);
  });

  it("after its answer: nothing happens any more", async () => {
    const satellite = await satelliteThat((line) => line.write(answer));
    const controller = new AbortController();
    assert.deepEqual(await projectInfo(callerOf(satellite.port, identity.nodeId, controller.signal)), answered);
    controller.abort(reason);
    await satellite.left();
  });
});
