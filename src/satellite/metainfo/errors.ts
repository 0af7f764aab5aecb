import { type Bytes, utf8Text } from "../../grant";

/** What went wrong between us and a satellite, as a word that code can match. The second half are the satellite's own answers. */
export type MetainfoErrorCode =
  /** The name of the host leads nowhere, or the name service does not answer. */
  | "no-host"
  | "refused"
  | "unreachable"
  | "reset"
  /** The other side hung up before it had answered. */
  | "closed"
  /** What answers there speaks no TLS. */
  | "not-storj"
  /** No TLS that both can do, or our certificates are refused. */
  | "tls"
  /** A good chain of certificates, of another node ID. */
  | "wrong-identity"
  | "bad-chain"
  | "timeout"
  | "too-large"
  /** What came is not what Storj sends. */
  | "protocol"
  | "unauthorized"
  /** An auditable API key, and a tail that the satellite has not seen. */
  | "unregistered-tail"
  | "invalid"
  | "not-found"
  | "exhausted"
  | "internal"
  | "unavailable"
  | "unauthenticated"
  | "canceled"
  /** Any other number. */
  | "other";

/** How much of somebody else's words is kept, in characters. */
const longestOutside = 500;

/** The only error that this room throws on purpose. Its message is for developers and holds nothing from outside. */
export class MetainfoError extends Error {
  override readonly name = "MetainfoError";
  readonly code: MetainfoErrorCode;
  /** The satellite's or the system's own words, at most 500 characters, not made harmless: for `showOutside`. */
  readonly outside?: string;

  constructor(code: MetainfoErrorCode, message: string, outside?: string) {
    super(message);
    this.code = code;
    if (outside !== undefined) this.outside = outside.slice(0, longestOutside);
  }
}

/** The numbers that a satellite sends (storj/common rpc/rpcstatus/status.go). */
const statuses: Readonly<Record<string, MetainfoErrorCode>> = {
  2: "canceled",
  3: "invalid",
  5: "not-found",
  7: "unauthorized",
  8: "exhausted",
  13: "internal",
  14: "unavailable",
  16: "unauthenticated",
  // A bucket that is not found, of newer satellites.
  10019: "not-found",
};

/**
 * The one text of a satellite's that is compared: an auditable API key refuses what was restricted offline with the number of any other
 * refusal, and only these words tell that the grant itself may be good.
 */
const unregisteredTail = "unregistered tail not allowed for auditable API key";

/** The error of a satellite's answer. */
export function statusError(status: bigint, text: Bytes): MetainfoError {
  const words = utf8Text(text) ?? new TextDecoder().decode(text);
  const code = Object.hasOwn(statuses, String(status)) ? statuses[String(status)] : undefined;
  const isUnregistered = code === "unauthorized" && words === unregisteredTail;
  return new MetainfoError(isUnregistered ? "unregistered-tail" : (code ?? "other"), `the satellite answers with status ${String(status)}`, words);
}
