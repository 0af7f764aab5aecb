import { createHash } from "node:crypto";

const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** SHA-256 twice: checksums and node IDs. */
export function doubleSha256(bytes: Buffer): Buffer {
  const sha256 = (given: Buffer): Buffer => createHash("sha256").update(given).digest();
  return sha256(sha256(bytes));
}

/** The text of a payload under version 0 (storj/common base58 CheckEncode). */
export function encodeBase58Check(payload: Buffer): string {
  const body = Buffer.concat([Buffer.of(0), payload]);
  const bytes = Buffer.concat([body, doubleSha256(body).subarray(0, 4)]);
  let number = BigInt(`0x${bytes.toString("hex")}`);
  let digits = "";
  for (; number > 0n; number /= 58n) digits = alphabet.charAt(Number(number % 58n)) + digits;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return "1".repeat(zeros) + digits;
}

/** The payload of a text under version 0; undefined for what is none. */
export function decodeBase58Check(text: string): Buffer | undefined {
  let number = 0n;
  for (const character of text) {
    const digit = alphabet.indexOf(character);
    if (digit < 0) return undefined;
    number = number * 58n + BigInt(digit);
  }
  const hex = number === 0n ? "" : number.toString(16);
  const zeros = text.length - text.replace(/^1+/, "").length;
  const bytes = Buffer.concat([Buffer.alloc(zeros), Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex")]);
  const body = bytes.subarray(0, -4);
  if (body[0] !== 0 || !doubleSha256(body).subarray(0, 4).equals(bytes.subarray(-4))) return undefined;
  return body.subarray(1);
}
