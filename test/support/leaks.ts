import {
  decodeBase58Check,
  encodeBase58,
  encodeBase58Check,
  GrantError,
  parseApiKey,
  parseGrant,
  serializeApiKey,
} from "../../src/grant";

/** As many characters of a secret in a row are too many. */
const sliceLength = 16;

/**
 * The ways in which bytes come to be shown: base58 with and without its checksum, hex, base64 and base64url. What base64
 * makes of them inside of other bytes depends on where they begin there.
 */
function spellings(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes);
  const shifted = [0, 1, 2].map((at) => buffer.subarray(at));
  return [
    encodeBase58(bytes),
    encodeBase58Check(bytes),
    buffer.toString("hex"),
    ...shifted.flatMap((part) => [part.toString("base64"), part.toString("base64url")]),
  ];
}

/** What must not be seen of a credential: its text and, where it is a grant or an API key, its bytes, keys and tail. */
function secretsOf(credential: string): string[] {
  try {
    const { payload } = decodeBase58Check(credential);
    try {
      const { macaroon, encryption, store } = parseGrant(credential);
      const keys = [encryption.defaultKey, ...encryption.entries.map(({ key }) => key), ...store.entries().map(({ key }) => key)];
      return [credential, serializeApiKey(macaroon), ...[payload, macaroon.tail, ...keys].flatMap(spellings)];
    } catch (error) {
      if (!(error instanceof GrantError)) throw error;
    }
    return [credential, ...[payload, parseApiKey(credential).tail].flatMap(spellings)];
  } catch (error) {
    if (!(error instanceof GrantError)) throw error;
    return [credential];
  }
}

/** Finds any sixteen characters in a row of the secrets that it was told. */
export class LeakDetector {
  readonly #slices = new Set<string>();

  /** From now on nothing of these credentials may be seen. */
  guard(...credentials: readonly string[]): void {
    for (const secret of credentials.flatMap(secretsOf)) {
      for (let at = 0; at + sliceLength <= secret.length; at++) this.#slices.add(secret.slice(at, at + sliceLength));
    }
  }

  /** The first slice of a secret in a text; undefined where there is none. */
  leakIn(text: string): string | undefined {
    for (let at = 0; at + sliceLength <= text.length; at++) {
      const slice = text.slice(at, at + sliceLength);
      if (this.#slices.has(slice)) return slice;
    }
    return undefined;
  }
}
