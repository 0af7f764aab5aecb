import { type Bytes, byteString } from "../grant";

/** Percent-encodes each byte whose character is not one of `kept` (ASCII). */
export function escapeBytes(bytes: Bytes, kept: RegExp): string {
  return byteString(bytes).replace(/./gs, (byte) =>
    kept.test(byte) ? byte : `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}
