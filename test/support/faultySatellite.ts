import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createSecureContext, type SecureContextOptions, TLSSocket } from "node:tls";
import type { Identity } from "./satellite/certificates";

/** What is done wrong, or right; without any, a satellite that finishes the handshake and then says nothing. */
export interface Fault {
  readonly tls?: SecureContextOptions;
  /** In the place of TLS: once the first bytes have come. */
  readonly plain?: (socket: Socket) => void;
  /** Once the client has asked, which is to say: sent its close-send. */
  readonly asked?: (line: TLSSocket, socket: Socket) => void;
}

export interface LoopbackServer {
  readonly port: number;
  /** How many connections there have been. */
  readonly count: number;
  /** Once the first connection is there. */
  readonly visited: Promise<void>;
  /** Once all the connections that there have been are closed. */
  left(): Promise<void>;
  stop(): Promise<void>;
}

export interface FaultySatellite extends LoopbackServer {
  /** What each connection has said, decrypted. */
  readonly said: readonly Buffer[];
  /** Once somebody has asked. */
  readonly asked: Promise<void>;
}

/** A promise, and what resolves it. */
export function event(): { readonly promise: Promise<void>; readonly happen: () => void } {
  let happen = (): void => undefined;
  const promise = new Promise<void>((resolve) => (happen = resolve));
  return { promise, happen };
}

/** Listens on 127.0.0.1, and knows when those who came are gone. */
export async function startLoopbackServer(serve: (socket: Socket, at: number) => void): Promise<LoopbackServer> {
  const sockets: Socket[] = [];
  const { promise: visited, happen: visit } = event();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.push(socket);
    socket.on("error", () => socket.destroy());
    serve(socket, sockets.length - 1);
    visit();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const left = async (): Promise<void> => {
    // Not `once` of node:events, which an error ends as well.
    const isClosed = (socket: Socket) => new Promise((resolve) => (socket.closed ? resolve(undefined) : socket.once("close", resolve)));
    await Promise.all(sockets.map(isClosed));
  };
  return {
    port: (server.address() as AddressInfo).port,
    get count() {
      return sockets.length;
    },
    visited,
    left,
    stop: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await left();
    },
  };
}

/** Kind close-send, stream 1, message 3, no data: the end of a question. */
const closeSend = Buffer.of(0x0d, 1, 3, 0);
const header = "DRPC!!!1";

/** A satellite on 127.0.0.1 that has as much of one as a test wants: it takes the header, speaks TLS, and hears what is said. */
export async function startFaultySatellite(identity: Identity, fault: Fault = {}): Promise<FaultySatellite> {
  const said: Buffer[] = [];
  const { promise: asked, happen: isAsked } = event();

  const speak = (socket: Socket, at: number): void => {
    if (String(socket.read(header.length)) !== header) {
      socket.destroy();
      return;
    }
    const secureContext = createSecureContext({ key: identity.key, cert: identity.chain, ...fault.tls });
    const line = new TLSSocket(socket, { isServer: true, requestCert: true, rejectUnauthorized: false, secureContext });
    let isOver = false;
    line.on("error", () => socket.destroy());
    line.on("data", (bytes: Buffer) => {
      const all = Buffer.concat([said[at] ?? Buffer.alloc(0), bytes]);
      said[at] = all;
      if (isOver || !all.includes(closeSend)) return;
      isOver = true;
      fault.asked?.(line, socket);
      isAsked();
    });
  };
  const server = await startLoopbackServer((socket, at) => {
    said[at] = Buffer.alloc(0);
    socket.once("readable", () => {
      if (!fault.plain) {
        speak(socket, at);
        return;
      }
      fault.plain(socket);
      socket.resume();
    });
  });
  return Object.assign(server, { said, asked });
}
