import { connect as connectTcp } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { Bytes } from "../../grant";
import type { Caller } from "./caller";
import { longestChain, verifyChain } from "./chain";
import { MetainfoError } from "./errors";
import { makeOwnIdentity } from "./ownIdentity";
import { largestPacket, PacketReader } from "./packetReader";
import { socketError, type Stage } from "./socketErrors";
import { answerIn, askingBytes, closingBytes, multiplexingHeader } from "./unaryCall";

/** Bytes of one connection that are read: a packet, and what may stand around it. More never belongs to an answer. */
const mostBytes = largestPacket + 65_536;

/** The certificates that the server has sent, in DER and in its order; not all of them, where they are more than any satellite has. */
function chainOf(socket: TLSSocket): Bytes[] {
  const chain: Bytes[] = [];
  for (let next = socket.getPeerX509Certificate(); next && chain.length <= longestChain; next = next.issuerCertificate) {
    chain.push(next.raw);
  }
  return chain;
}

/**
 * Asks a satellite one question, on a connection of its own, and gives the answer's message. No byte of the question leaves before the
 * satellite has proven its node ID, and nothing is sent twice. When it settles, the connection is closed.
 * Errors: {@link MetainfoError}, or the signal's reason.
 */
export function ask({ satellite, deadlineMs, clock, signal }: Caller, rpc: string, request: Bytes): Promise<Bytes> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const socket = connectTcp({ host: satellite.host, port: satellite.port, noDelay: true });
    let secure: TLSSocket | undefined;
    let stage: Stage = "connecting";
    let answer: Bytes | undefined;

    /** The first time counts; after an answer, nothing is a failure any more. */
    const end = (failure: unknown): void => {
      timer.dispose();
      signal?.removeEventListener("abort", abort);
      secure?.destroy();
      socket.destroy();
      if (answer) resolve(answer);
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a signal's reason may be anything
      else reject(failure);
    };
    const abort = (): void => end(signal?.reason);
    const fail = (error: NodeJS.ErrnoException): void => end(socketError(error, stage));
    const hangUp = (): void => end(new MetainfoError("closed", "the other side hangs up"));
    const attempt = (step: () => void): void => {
      try {
        step();
      } catch (error) {
        end(error);
      }
    };
    const timer = clock.setTimer(deadlineMs, () => end(new MetainfoError("timeout", "no answer within the deadline")));
    signal?.addEventListener("abort", abort, { once: true });

    const reader = new PacketReader();
    let received = 0;
    const answerOf = (bytes: Bytes): Bytes | undefined => {
      received += bytes.length;
      if (received > mostBytes) throw new MetainfoError("too-large", "more than an answer");
      for (const packet of reader.read(bytes)) {
        const found = answerIn(packet);
        if (found) return found;
      }
      return undefined;
    };

    const converse = (line: TLSSocket): void => {
      stage = "conversation";
      verifyChain(chainOf(line), satellite.id);
      line.on("data", (bytes: Bytes) => attempt(() => {
        if (answer) return;
        answer = answerOf(bytes);
        if (answer) line.end(closingBytes, () => end(undefined));
      }));
      line.write(askingBytes(rpc, request));
    };

    const startTls = (): void => {
      stage = "handshake";
      const { key, certificates } = makeOwnIdentity();
      socket.write(multiplexingHeader);
      // No authority counts, so none is given, and VS Code adds none of the system's. `verifyChain` checks what counts instead.
      const line = connectTls({ socket, minVersion: "TLSv1.2", rejectUnauthorized: false, ca: [], key, cert: certificates });
      secure = line;
      line.once("secureConnect", () => attempt(() => converse(line)));
      line.on("error", fail).on("end", hangUp).on("close", hangUp);
    };

    socket.once("connect", () => attempt(startTls));
    socket.on("error", fail).on("close", hangUp);
  });
}
