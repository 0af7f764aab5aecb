// One connection to a satellite, frame by frame: for what the client of the extension never does.
import net from "node:net";
import tls from "node:tls";
import { type Bytes, byteString, concat, type Macaroon, noBytes, parseNodeUrl, serializeMacaroon, utf8 } from "../../src/grant";
import { satelliteAddress } from "../../src/satellite/address";
import { type Frame, kinds, readFrame, writeFrame } from "../../src/satellite/metainfo/frame";
import { makeOwnIdentity } from "../../src/satellite/metainfo/ownIdentity";
import { readStatus } from "../../src/satellite/metainfo/unaryCall";
import { bytesField } from "../oracle/wire";

export type Answer = { readonly message: Bytes } | { readonly status: bigint; readonly text: string };

export interface Opening {
  /** What is sent before TLS. */
  readonly header?: string;
  /** In PEM; undefined: none are shown. */
  readonly certificates?: string | undefined;
  /** Of the first certificate. */
  readonly key?: string | undefined;
  readonly maxVersion?: tls.SecureVersion;
}

/** A certificate of a client's and its CA, each by itself. */
export function newIdentity(): { readonly key: string; readonly leaf: string; readonly ca: string } {
  const { key, certificates } = makeOwnIdentity();
  const [leaf, ca] = certificates.split(/(?<=-----END CERTIFICATE-----\n)/);
  return { key, leaf: leaf as string, ca: ca as string };
}

/** A request with an API key in its header, which is field 15. */
export const withHeader = (key: Macaroon, ...fields: readonly Bytes[]): Bytes =>
  concat(...fields, bytesField(15, concat(bytesField(1, serializeMacaroon(key)), bytesField(2, utf8("contract")))));

/** Rejects wherever the satellite hangs up, which it does with who is not to its liking: during the handshake, or at the first answer. */
export class Connection {
  readonly #socket: tls.TLSSocket;
  readonly #chunks: AsyncIterator<Bytes, undefined>;
  #unread = noBytes;
  #streams = 0n;

  private constructor(socket: tls.TLSSocket) {
    this.#socket = socket;
    this.#chunks = socket[Symbol.asyncIterator]() as AsyncIterator<Bytes, undefined>;
  }

  static async open(nodeUrl: string, { header = "DRPC!!!1", certificates, key, maxVersion = "TLSv1.3" }: Opening): Promise<Connection> {
    const { host, port } = satelliteAddress(parseNodeUrl(nodeUrl))!;
    const plain = net.connect({ host, port });
    plain.write(header);
    // Who it is, is another test's.
    const socket = tls.connect({ socket: plain, rejectUnauthorized: false, minVersion: "TLSv1.2", maxVersion, cert: certificates, key });
    await new Promise<void>((resolve, reject) => {
      socket.once("secureConnect", resolve).once("error", reject);
      socket.once("close", () => reject(new Error("closed before the handshake was over")));
    });
    return new Connection(socket);
  }

  /** The version of TLS that was agreed upon. */
  get protocol(): string | null {
    return this.#socket.getProtocol();
  }

  /** Asks on the next stream; `inPieces` sends byte by byte. */
  async ask(rpc: string, request: Bytes, inPieces = false): Promise<Answer> {
    const stream = ++this.#streams;
    const packet = (kind: number, message: bigint, data: Bytes) => writeFrame({ kind, stream, message, done: true, control: false, data });
    const bytes = concat(packet(kinds.invoke, 1n, utf8(rpc)), packet(kinds.message, 2n, request), packet(kinds.closeSend, 3n, noBytes));
    if (inPieces) for (const byte of bytes) this.#socket.write(Uint8Array.of(byte));
    else this.#socket.write(bytes);
    let answer: Answer | undefined;
    for (;;) {
      const { kind, data } = await this.#frame();
      if (kind === kinds.message) answer = { message: data };
      else if (kind === kinds.error) {
        const { status, text } = readStatus(data);
        return { status, text: byteString(text) };
      } else if (answer !== undefined) return answer;
      else throw new Error(`a packet of kind ${kind} before the answer`);
    }
  }

  async #frame(): Promise<Frame> {
    for (;;) {
      const read = readFrame(this.#unread);
      if (read) {
        this.#unread = read.rest;
        return read.frame;
      }
      const { done, value } = await this.#chunks.next();
      if (done) throw new Error("closed instead of an answer");
      this.#unread = concat(this.#unread, value);
    }
  }

  close(): void {
    this.#socket.destroy();
  }
}
