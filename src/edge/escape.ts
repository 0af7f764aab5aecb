import { type Bytes, byteString, utf8 } from "../grant";

/** Percent-encodes each byte whose character is not one of `kept` (ASCII). */
export function escapeBytes(bytes: Bytes, kept: RegExp): string {
  return byteString(bytes).replace(/./gs, (byte) =>
    kept.test(byte) ? byte : `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

const unreserved = /[A-Za-z0-9_.~-]/;

/** A text as a name or value of a query, a blank as `%20`. */
export function escapeParameter(text: string): string {
  return escapeBytes(utf8(text), unreserved);
}
