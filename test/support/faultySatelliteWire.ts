import { connect, type Socket } from "node:net";
import { event, type LoopbackServer, startLoopbackServer } from "./faultySatellite";

export interface FaultyWire extends LoopbackServer {
  /** Once the last byte that may pass has passed. */
  readonly cut: Promise<void>;
}

/** What happens to a connection after the last byte that may pass. */
export type Cut = (client: Socket) => void;

/** A wire to a server on 127.0.0.1 by which only the first `length` bytes of what the server says get through, TLS and all. */
export async function startFaultyWire(port: number, length: number, cut: Cut = () => undefined): Promise<FaultyWire> {
  const { promise, happen } = event();
  const server = await startLoopbackServer((client) => {
    let lacking = length;
    const far = connect({ port, host: "127.0.0.1", noDelay: true });
    const pass = (bytes: Buffer): void => {
      if (lacking === 0) return;
      const piece = bytes.subarray(0, lacking);
      lacking -= piece.length;
      client.write(piece, () => {
        if (lacking > 0) return;
        cut(client);
        happen();
      });
    };
    far.on("data", pass).on("error", () => far.destroy());
    client.on("data", (bytes: Buffer) => {
      if (!far.destroyed) far.write(bytes);
    });
    client.on("close", () => far.destroy());
    if (length === 0) {
      client.once("data", () => {
        cut(client);
        happen();
      });
    }
  });
  return Object.assign(server, { cut: promise });
}
