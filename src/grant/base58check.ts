import { sha256 } from "@noble/hashes/sha2.js";
import { type Bytes, concat } from "./bytes";
import { GrantError } from "./errors";

const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const digits = new Uint8Array(128).fill(255);
for (let digit = 0; digit < 58; digit++) digits[alphabet.charCodeAt(digit)] = digit;

/** Four digits or three bytes a step: both products stay below 2^53, and the work falls to a twelfth of one digit a step. */
const digitsPerLimb = 4;
const limbOfDigits = 58 ** digitsPerLimb;
const bytesPerLimb = 3;
const limbOfBytes = 2 ** (8 * bytesPerLimb);

/**
 * Multiplies the number in `limbs` (base `base`, lowest first, `used` of them) by `factor` and adds `addend`.
 * Returns how many limbs are used afterwards.
 */
function multiplyAdd(limbs: Float64Array, used: number, base: number, factor: number, addend: number): number {
  let carry = addend;
  for (let at = 0; at < used; at++) {
    const product = (limbs[at] as number) * factor + carry;
    carry = Math.floor(product / base);
    limbs[at] = product - carry * base;
  }
  while (carry > 0) {
    const rest = Math.floor(carry / base);
    limbs[used++] = carry - rest * base;
    carry = rest;
  }
  return used;
}

/** Base58 with the Bitcoin alphabet. Errors: `base58` with the offset of the first character that is not of the alphabet. */
export function decodeBase58(text: string): Bytes {
  let zeros = 0;
  while (text.charCodeAt(zeros) === 49) zeros++;
  const limbs = new Float64Array(Math.ceil(text.length / digitsPerLimb) + 2);
  let used = 0;
  for (let at = 0; at < text.length; ) {
    let value = 0;
    let factor = 1;
    for (const end = Math.min(at + digitsPerLimb, text.length); at < end; at++) {
      const digit = digits[text.charCodeAt(at)] ?? 255;
      if (digit === 255) throw new GrantError("base58", "a character is not of the base58 alphabet", at);
      value = value * 58 + digit;
      factor *= 58;
    }
    used = multiplyAdd(limbs, used, limbOfBytes, factor, value);
  }
  const bytes: number[] = [];
  for (let at = 0; at < used; at++) {
    const limb = limbs[at] as number;
    bytes.push(limb & 255, (limb >> 8) & 255, limb >> 16);
  }
  while (bytes.at(-1) === 0) bytes.pop();
  const decoded = new Uint8Array(zeros + bytes.length);
  decoded.set(bytes.reverse(), zeros);
  return decoded;
}

/** The inverse of {@link decodeBase58}: leading zero bytes become leading `1`s. */
export function encodeBase58(bytes: Bytes): string {
  let zeros = 0;
  while (bytes[zeros] === 0) zeros++;
  const limbs = new Float64Array(Math.ceil((bytes.length * 8) / 23) + 2);
  let used = 0;
  for (let at = zeros; at < bytes.length; ) {
    let value = 0;
    let factor = 1;
    for (const end = Math.min(at + bytesPerLimb, bytes.length); at < end; at++) {
      value = value * 256 + (bytes[at] as number);
      factor *= 256;
    }
    used = multiplyAdd(limbs, used, limbOfDigits, factor, value);
  }
  let text = "";
  for (let at = 0; at < used; at++) {
    let limb = limbs[at] as number;
    for (let count = 0; count < digitsPerLimb && (limb > 0 || at < used - 1); count++) {
      text = alphabet.charAt(limb % 58) + text;
      limb = Math.floor(limb / 58);
    }
  }
  return "1".repeat(zeros) + text;
}

function checksum(bytes: Bytes): Bytes {
  return sha256(sha256(bytes)).subarray(0, 4);
}

/**
 * Base58check: version byte, payload, and the first four bytes of the double SHA-256 of both (storj/common base58/base58check.go).
 * Errors: `base58` (not the alphabet, or too short), `checksum`.
 */
export function decodeBase58Check(text: string): { version: number; payload: Bytes } {
  const bytes = decodeBase58(text);
  if (bytes.length < 5) throw new GrantError("base58", "too short for a version and a checksum", bytes.length);
  const end = bytes.length - 4;
  if (checksum(bytes.subarray(0, end)).some((byte, at) => byte !== bytes[end + at])) {
    throw new GrantError("checksum", "the checksum does not fit: a character was changed, lost or added");
  }
  return { version: bytes[0] as number, payload: bytes.slice(1, end) };
}

/** The payload of a base58check text of version 0, which all of Storj's are. Errors: those above, and `version`. */
export function decodeVersion0(text: string): Bytes {
  const { version, payload } = decodeBase58Check(text);
  if (version !== 0) throw new GrantError("version", `base58check version ${String(version)} where Storj writes 0`, 0);
  return payload;
}

export function encodeBase58Check(payload: Bytes, version = 0): string {
  const versioned = concat(Uint8Array.of(version), payload);
  return encodeBase58(concat(versioned, checksum(versioned)));
}
