import { once } from "node:events";
import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import https from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { text } from "node:stream/consumers";

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface FaultyHttp {
  /** Without a slash at the end. */
  readonly url: string;
  /** All that came, in order, each with its whole body. */
  readonly requests: readonly SeenRequest[];
  /** Once the first request has come. */
  readonly asked: Promise<void>;
  /** Once every connection has closed by which a request came. (Node's fetch opens another at once, and sends nothing.) */
  left(): Promise<void>;
  stop(): Promise<void>;
}

/** What becomes of a request once its body is there; it may leave it without an answer, or break the connection. */
export type Fault = (response: ServerResponse, request: IncomingMessage) => void;

/** Certificates and their key, as PEM. */
export interface TlsIdentity {
  readonly chain: string;
  readonly key: string;
}

/** An HTTP server on 127.0.0.1 that answers as a test wants, and counts; HTTPS where it is given what to show. */
export async function startFaultyHttp(fault: Fault, identity?: TlsIdentity): Promise<FaultyHttp> {
  const requests: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  const ends = new Map<Socket, Promise<void>>();
  let isAsked = (): void => undefined;
  const asked = new Promise<void>((resolve) => (isAsked = resolve));
  const server = identity ? https.createServer({ cert: identity.chain, key: identity.key }) : http.createServer();
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    ends.set(socket, ends.get(socket) ?? new Promise((resolve) => socket.on("close", () => resolve())));
    text(request).then(
      (body) => {
        requests.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers, body });
        isAsked();
        fault(response, request);
      },
      () => undefined,
    );
  });
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `${identity ? "https" : "http"}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    asked,
    left: async () => {
      await Promise.all(ends.values());
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An answer with a status, a text and perhaps headers. */
export function answering(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Fault {
  return (response) => void response.writeHead(status, headers).end(body);
}
