/** What was refused, as a word that code can match; the message is for people and never holds a secret. */
export type GrantErrorCode =
  | "base58"
  | "checksum"
  | "version"
  | "protobuf"
  | "macaroon"
  | "satellite"
  | "encryption"
  | "store"
  | "missing-key"
  | "cipher"
  | "path"
  | "decrypt"
  | "node-url"
  | "node-id"
  | "permission"
  | "time"
  | "ttl"
  | "prefix"
  | "override";

/** The only error that this library throws on purpose. `offset` counts bytes from the start of the buffer that was being read. */
export class GrantError extends Error {
  override readonly name = "GrantError";
  readonly code: GrantErrorCode;
  readonly offset: number | undefined;

  constructor(code: GrantErrorCode, message: string, offset?: number) {
    super(offset === undefined ? message : `${message} (at byte ${String(offset)})`);
    this.code = code;
    this.offset = offset;
  }
}
