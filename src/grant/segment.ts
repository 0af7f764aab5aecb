import { type Bytes, type ByteString, byteString, fromByteString } from "./bytes";
import { GrantError } from "./errors";

/** Each byte that may not stand in an encrypted path component, and how it is written (storj/common encryption/path.go encodeSegment). */
const escapes: readonly [byte: string, written: string][] = [
  ["\x2e", "\x2e\x01"],
  ["\x2f", "\x2e\x02"],
  ["\xfe", "\xfe\x01"],
  ["\xff", "\xfe\x02"],
  ["\x00", "\x01\x01"],
  ["\x01", "\x01\x02"],
];
const written = new Map(escapes);
const meant = new Map(escapes.map(([byte, text]) => [text, byte]));

/** Escapes a nonce and ciphertext so that neither a slash nor a zero byte is in them: `01` for nothing, else `02` and the bytes. */
export function encodeSegment(bytes: Bytes): ByteString {
  if (bytes.length === 0) return "\x01";
  // eslint-disable-next-line no-control-regex -- these are the escaped bytes
  return `\x02${byteString(bytes).replace(/[\x00\x01\x2e\x2f\xfe\xff]/g, (byte) => written.get(byte) as string)}`;
}

/** The inverse of {@link encodeSegment}. Errors: `path` for anything that it would not have written. */
export function decodeSegment(segment: ByteString): Bytes {
  if (segment === "\x01") return new Uint8Array(0);
  // eslint-disable-next-line no-control-regex -- these are the escaped bytes
  if (!/^\x02(?:[\x01\x2e\xfe][\x01\x02]|[^\x00\x01\x2e\x2f\xfe\xff])+$/s.test(segment)) {
    throw new GrantError("path", "an encrypted path component is not escaped as Storj escapes it");
  }
  // eslint-disable-next-line no-control-regex -- these are the escapes
  return fromByteString(segment.slice(1).replace(/[\x01\x2e\xfe][\x01\x02]/g, (text) => meant.get(text) as string));
}
