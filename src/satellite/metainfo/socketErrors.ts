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

/** Before `connect`, a code that is not known means that there is no way to the host; after it, that TLS failed. */
function codeOf(code: string | undefined, syscall: string | undefined, isConnected: boolean): MetainfoErrorCode {
  if (syscall === "getaddrinfo") return "no-host";
  // Node's own word for a hang-up during the handshake; a reset comes from a call of the system's.
  if (code === "ECONNRESET" && syscall === undefined) return "closed";
  if (code !== undefined && Object.hasOwn(systemCodes, code)) return systemCodes[code] as MetainfoErrorCode;
  if (code !== undefined && notTls.includes(code)) return "not-storj";
  return isConnected ? "tls" : "unreachable";
}

/** The error of a socket, plain or of TLS. Several addresses of one host fail together, and the first says why. */
export function socketError(error: NodeJS.ErrnoException, isConnected: boolean): MetainfoError {
  const [first] = error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[]) : [];
  const { code, syscall, message } = first ?? error;
  return new MetainfoError(codeOf(code, syscall, isConnected), `the connection fails with ${code ?? "no code"}`, message);
}
