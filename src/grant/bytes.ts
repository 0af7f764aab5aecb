/**
 * Bytes, and their twin the byte string: a JavaScript string with one character (0-255) a byte.
 * Go keeps buckets and object keys as byte strings; they need not be UTF-8, so neither may ours be decoded on the way.
 */
export type Bytes = Uint8Array;
export type ByteString = string;

export const noBytes: Bytes = new Uint8Array(0);

/** The bytes of a text in UTF-8. */
export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}

/** The text of UTF-8 bytes, or undefined where they are not UTF-8. */
export function utf8Text(bytes: Bytes): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export function byteString(bytes: Bytes): ByteString {
  let text = "";
  // In pieces: so many arguments overflow the stack. Not spread: that iterates, and takes several times as long.
  for (let at = 0; at < bytes.length; at += 4096) {
    text += Reflect.apply(String.fromCharCode, undefined, bytes.subarray(at, at + 4096)) as string;
  }
  return text;
}

export function fromByteString(text: ByteString): Bytes {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

export function concat(...parts: readonly Bytes[]): Bytes {
  return concatAll(parts);
}

/** For lists of any length: so many arguments as a long list would give overflow the stack. */
export function concatAll(parts: readonly Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function equalBytes(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && startsWith(a, b);
}

export function startsWith(bytes: Bytes, prefix: Bytes): boolean {
  return prefix.length <= bytes.length && prefix.every((byte, at) => byte === bytes[at]);
}

export function hex(bytes: Bytes): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
