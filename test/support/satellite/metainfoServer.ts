import { createServer, type Server, type Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";
import { type Identity, isChain } from "./certificates";
import { type Rpcs, serveDrpc } from "./drpc";

/** What a client sends before TLS (storj.io/drpc drpcmigrate). */
const header = "DRPC!!!1";

/** Serves RPCs as a satellite does: the header, TLS with a chain on either side, DRPC. Not listening yet. */
export function metainfoServer(identity: Identity, rpcs: Rpcs): Server {
  const secureContext = createSecureContext({ key: identity.key, cert: identity.chain, minVersion: "TLSv1.2" });
  return createServer({ noDelay: true }, (socket) => {
    socket.on("error", () => socket.destroy());
    afterHeader(socket, () => {
      // A client without a certificate is refused in the handshake; what is in one is looked at here.
      const isServer = { isServer: true, requestCert: true, rejectUnauthorized: true } as const;
      const secure = new TLSSocket(socket, { ...isServer, secureContext });
      secure.on("error", () => secure.destroy());
      secure.on("secure", () => {
        if (isChain(secure.getPeerX509Certificate())) serveDrpc(secure, rpcs);
        else secure.destroy();
      });
    });
  });
}

function afterHeader(socket: Socket, then: () => void): void {
  const read = (): void => {
    if (socket.readableLength < header.length) return;
    socket.off("readable", read);
    if (String(socket.read(header.length)) === header) then();
    else socket.resetAndDestroy();
  };
  socket.on("readable", read);
}
