import { type Bytes, concat, decryptPath, encryptPrefix, GrantError, startsWith, type Store } from "../../grant";
import type { ListedObject } from "../../satellite/metainfo";

const slash = 0x2f;

/** A name as a person knows it. */
export interface PlainName {
  /** Plain, and without the prefix that was listed; a prefix's name ends in a slash. Not necessarily UTF-8. */
  readonly name: Bytes;
  readonly isPrefix: boolean;
  /** Bytes; 0 of a prefix. */
  readonly size: bigint;
}

/** Names that were read, and how many could not be. */
export interface PlainNames {
  readonly names: readonly PlainName[];
  /** How many the keys don't open: they were written with another passphrase, say. */
  readonly unreadable: number;
}

/**
 * Decrypts what was listed below a plain prefix, and counts what these keys don't open; a step each, for a satellite that lies may send
 * names that take long.
 */
export function* readNames(
  store: Store,
  bucket: Bytes,
  prefix: Bytes,
  objects: readonly Pick<ListedObject, "encryptedKey" | "isPrefix" | "size">[],
): Generator<void, PlainNames> {
  const encryptedPrefix = encryptPrefix(store, bucket, prefix);
  const names: PlainName[] = [];
  for (const { encryptedKey, isPrefix, size } of objects) {
    const whole = decrypted(store, bucket, concat(encryptedPrefix, encryptedKey), isPrefix);
    if (whole && startsWith(whole, prefix)) names.push({ name: whole.subarray(prefix.length), isPrefix, size });
    yield;
  }
  return { names, unreadable: objects.length - names.length };
}

/** A listed prefix ends in a slash that is not encrypted, an object's key is encrypted to its end. */
function decrypted(store: Store, bucket: Bytes, encrypted: Bytes, isPrefix: boolean): Bytes | undefined {
  const endsInSlash = isPrefix && encrypted.at(-1) === slash;
  try {
    const plain = decryptPath(store, bucket, endsInSlash ? encrypted.subarray(0, -1) : encrypted);
    return endsInSlash ? concat(plain, Uint8Array.of(slash)) : plain;
  } catch (error) {
    if (error instanceof GrantError) return undefined;
    throw error;
  }
}
