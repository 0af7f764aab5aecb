import { MetainfoError, type MetainfoErrorCode } from "./errors";

/** What Node and the system say of a connection that fails. */
const systemCodes: Readonly<Record<string, MetainfoErrorCode>> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  ETIMEDOUT: "timeout",
};

/** What OpenSSL and BoringSSL say where the answer is no TLS at all. */
const notTls: readonly string[] = [
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ERR_SSL_PACKET_LENGTH_TOO_LONG",
  "ERR_SSL_HTTP_REQUEST",
  "ERR_SSL_UNKNOWN_PROTOCOL",
];

/** How far a connection has come: TCP, the handshake of TLS, the conversation. */
export type Stage = "connecting" | "handshake" | "conversation";

function codeOf(code: string | undefined, syscall: string | undefined, stage: Stage): MetainfoErrorCode {
  if (syscall === "getaddrinfo") return "no-host";
  // Node's own word for a hang-up during the handshake; a reset comes from a call of the system's.
  if (code === "ECONNRESET" && syscall === undefined) return "closed";
  if (code !== undefined && Object.hasOwn(systemCodes, code)) return systemCodes[code] as MetainfoErrorCode;
  if (stage === "connecting") return "unreachable";
  return stage === "handshake" && code !== undefined && notTls.includes(code) ? "not-storj" : "tls";
}

/** The error of a socket, plain or of TLS. Several addresses of one host fail together, and the first says why. */
export function socketError(error: NodeJS.ErrnoException, stage: Stage): MetainfoError {
  const [first] = error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[]) : [];
  const { code, syscall, message } = first ?? error;
  return new MetainfoError(codeOf(code, syscall, stage), `the connection fails with ${code ?? "no code"}`, message);
}
