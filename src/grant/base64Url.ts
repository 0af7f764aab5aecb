import { type Bytes, type ByteString, byteString } from "./bytes";
import { GrantError } from "./errors";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const groups = /^(?:[\w-]{4})*(?:[\w-]{2}==|[\w-]{3}=)?$/;

/** Go's base64.URLEncoding: padded. */
export function encodeBase64Url(bytes: Bytes): ByteString {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const bits = (a << 16) | (b << 8) | c;
    for (let shift = 18; shift >= 0; shift -= 6) text += alphabet.charAt((bits >> shift) & 63);
  }
  const padding = (3 - (bytes.length % 3)) % 3;
  return text.slice(0, text.length - padding) + "=".repeat(padding);
}

/** As Go's decoder reads it: line breaks are skipped, padding is required, loose last bits are ignored. Errors: `path`. */
export function decodeBase64Url(text: ByteString): ByteString {
  const joined = text.replace(/[\r\n]/g, "");
  if (!groups.test(joined)) throw new GrantError("path", "a path component is not base64url");
  const digits = joined.replace(/=+$/, "");
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let at = 0;
  for (const [count, digit] of Array.from(digits).entries()) {
    bits = ((bits << 6) | alphabet.indexOf(digit)) & 0xffffff;
    const held = ((count + 1) * 6) % 8;
    if (held !== 6) bytes[at++] = (bits >> held) & 255;
  }
  return byteString(bytes);
}

