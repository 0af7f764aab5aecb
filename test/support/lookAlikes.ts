import { encodeBase58, encodeBase58Check } from "../../src/grant";
import { Random } from "../oracle/random";

/** A text that looks like a credential of Storj's and is none. */
export interface LookAlike {
  readonly kind: string;
  readonly text: string;
}

const smallLetters = "abcdefghijklmnopqrstuvwxyz";
const base32Letters = `${smallLetters}234567`;

function letters(random: Random, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(random.below(alphabet.length))).join("");
}

function hex(random: Random, length: number): string {
  return letters(random, "0123456789abcdef", length);
}

function base64(random: Random, bytes: number, encoding: "base64" | "base64url" = "base64"): string {
  return Buffer.from(random.bytes(bytes)).toString(encoding);
}

/** Base58 that starts as it should, as a node ID's and a WIF key's does by its version and length. */
function base58Check(random: Random, version: number, bytes: number, prefix: readonly number[] = []): string {
  return encodeBase58Check(Uint8Array.of(...prefix, ...random.bytes(bytes)), version);
}

function minified(random: Random): string {
  const name = (): string => letters(random, `${smallLetters}ABCDEFGHIJKLMNOPQRSTUVWXYZ$_`, random.between(1, 3));
  const statement = (): string =>
    random.pick([
      () => `function ${name()}(${name()},${name()}){return ${name()}?${name()}.${name()}:${String(random.below(1e6))}}`,
      () => `var ${name()}=${name()}[${String(random.below(99))}]||"${letters(random, base32Letters, random.between(3, 40))}";`,
      () => `${name()}.prototype.${letters(random, `${smallLetters}ABCDEFGHIJ`, random.between(5, 60))}=!${String(random.below(2))},`,
      () => `case 0x${hex(random, 8)}:${name()}^=1e${String(random.below(99))};break;`,
      () => `url("data:image/png;base64,${base64(random, random.between(30, 90))}")`,
    ])();
  return random.several(3, 12, statement).join("");
}

/** What each kind makes; checksums of base58check kinds hold. */
const makers: Readonly<Record<string, (random: Random) => string>> = {
  "Bitcoin address": (random) => base58Check(random, 0, 20),
  "Bitcoin script address": (random) => base58Check(random, 5, 20),
  "Bitcoin segwit address": (random) => `bc1q${letters(random, "qpzry9x8gf2tvdw0s3jn54khce6mua7l", 38)}`,
  "WIF key": (random) => base58Check(random, 0x80, 32),
  "compressed WIF key": (random) => encodeBase58Check(Uint8Array.of(...random.bytes(32), 1), 0x80),
  "extended public key": (random) => base58Check(random, 0x04, 74, [0x88, 0xb2, 0x1e]),
  "extended private key": (random) => base58Check(random, 0x04, 74, [0x88, 0xad, 0xe4]),
  "Solana address": (random) => encodeBase58(random.bytes(32)),
  "Solana address with a leading zero": (random) => encodeBase58(Uint8Array.of(0, ...random.bytes(31))),
  "Solana secret key": (random) => encodeBase58(random.bytes(64)),
  "Solana secret key with a leading zero": (random) => encodeBase58(Uint8Array.of(0, ...random.bytes(63))),
  "Monero address": (random) => encodeBase58(Uint8Array.of(18, ...random.bytes(68))),
  "IPFS CID 0": (random) => encodeBase58(Uint8Array.of(0x12, 0x20, ...random.bytes(32))),
  "IPFS CID 1": (random) => `bafybei${letters(random, base32Letters, 52)}`,
  "IPFS peer ID": (random) => encodeBase58(Uint8Array.of(0, 0x24, 8, 1, 0x12, 0x20, ...random.bytes(32))),
  "node ID": (random) => base58Check(random, 0, 32),
  "word of 28 letters": (random) => letters(random, smallLetters.replace("j", ""), 1) + letters(random, smallLetters, 27),
  "word of 53 letters": (random) => letters(random, smallLetters.replace("j", ""), 1) + letters(random, smallLetters, 52),
  "access key id but for its last letter": (random) =>
    `j${random.pick(["u", "v", "w", "x"])}${letters(random, base32Letters, 25)}${letters(random, base32Letters.replace(/[aq]/g, ""), 1)}`,
  "secret key but for its last letter": (random) =>
    `j${random.pick(["y", "z", "2", "3"])}${letters(random, base32Letters, 50)}${random.pick([..."bdfhjlnprtvxz357"])}`,
  "SHA-1": (random) => hex(random, 40),
  "SHA-256": (random) => hex(random, 64),
  "SHA-512 that starts with 1": (random) => `1${hex(random, 127)}`,
  "SHA-256 without zeros": (random) => `1${hex(random, 63).replace(/0/g, "f")}`,
  base64: (random) => base64(random, random.between(30, 300)),
  "base64 that starts with 1": (random) => `1${base64(random, random.between(60, 300))}`,
  JWT: (random) => `eyJhbGciOiJFUzI1NiJ9.${base64(random, 90, "base64url")}.${base64(random, 64, "base64url")}`,
  UUID: (random) => hex(random, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"),
  "npm integrity": (random) => `sha512-${base64(random, 64)}`,
  "minified code": minified,
  digits: (random) => `1${letters(random, "0123456789", random.between(30, 200))}`,
  "digits without zeros": (random) => `1${letters(random, "123456789", random.between(60, 200))}`,
  "Ethereum address": (random) => `0x${hex(random, 40)}`,
  "ULID": (random) => `01${letters(random, "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 24)}`,
  identifier: (random) => `${smallLetters.charAt(random.below(26))}${random.several(4, 9, () => `Some${letters(random, smallLetters, 8)}${String(random.below(9))}`).join("")}`,
  "SSH public key": (random) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${base64(random, 32)}`,
};

/** `count` look-alikes, equally many of each kind, the same for the same seed. All are made up. */
export function lookAlikes(count: number, seed: number): LookAlike[] {
  const random = new Random(seed);
  const kinds = Object.entries(makers);
  return Array.from({ length: count }, (_, at) => {
    const [kind, make] = kinds[at % kinds.length] as (typeof kinds)[number];
    return { kind, text: make(random) };
  });
}

/**
 * Those that stay look-alikes even after a word such as STORJ or AWS: not base58 of 60 characters or more that starts with `1`,
 * as a Solana secret key with a leading zero is, for after such a word that is a damaged grant.
 */
export function lookAlikesAfterWords(count: number, seed: number): LookAlike[] {
  return lookAlikes(count * 2, seed)
    .filter(({ text }) => !/^(?=.*[A-Z])1[1-9A-HJ-NP-Za-km-z]{59,}$/.test(text))
    .slice(0, count);
}
