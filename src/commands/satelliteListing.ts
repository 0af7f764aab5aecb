import { type Bytes, concat, decryptPath, encryptPrefix, type Grant, GrantError, type Macaroon, serializeMacaroon, startsWith, type Store } from "../grant";
import type { ListedObject } from "../satellite/metainfo";
import { askSatellite, type Contact, type Outcome } from "./askSatellite";
import type { Services } from "./services";

const slash = 0x2f;
const bucketsAtOnce = 100;

/** Where names are listed. */
export interface ListingPlace {
  readonly bucket: Bytes;
  /** Plain; empty, or ends in a slash. */
  readonly prefix: Bytes;
  /** Behind which name the page begins: `last` of the page before it. */
  readonly after?: Bytes;
  /** At most so many names. */
  readonly limit: number;
  /** All objects below the prefix, instead of those right below it and the prefixes there. */
  readonly recursive?: boolean;
}

/** A name as a person knows it. */
export interface PlainName {
  /** Plain, and without the prefix that was listed; a prefix's name ends in a slash. Not necessarily UTF-8. */
  readonly name: Bytes;
  readonly isPrefix: boolean;
  /** Bytes; 0 of a prefix. */
  readonly size: bigint;
}

/** Some of the names below a prefix, in the satellite's order: that of the encrypted names. */
export interface NamePage {
  readonly names: readonly PlainName[];
  /** How many names the grant's keys don't open: they were written with another passphrase, say. */
  readonly unreadable: number;
  readonly more: boolean;
  /** The encrypted name behind which the next page begins; undefined where this one is empty. */
  readonly last: Bytes | undefined;
}

/** Names of buckets, in byte order, as many as come at once; `after` is the last one of the page before. */
export async function bucketPage(
  services: Services,
  contact: Contact,
  macaroon: Macaroon,
  after?: Bytes,
): Promise<Outcome<{ readonly names: readonly Bytes[]; readonly more: boolean }> | undefined> {
  const apiKey = serializeMacaroon(macaroon);
  return askSatellite(services, contact, (metainfo, caller) =>
    metainfo.listBuckets({ ...caller, apiKey }, { limit: bucketsAtOnce, ...(after && { after }) }),
  );
}

/**
 * Names below a prefix, decrypted with the grant's keys; undefined where the person cancelled.
 * Errors: GrantError `missing-key` and `cipher` where the grant can't encrypt the prefix, before anything is asked.
 */
export async function namePage(
  services: Services,
  contact: Contact,
  { macaroon, store }: Grant,
  { bucket, prefix, after, limit, recursive = false }: ListingPlace,
): Promise<Outcome<NamePage> | undefined> {
  const encryptedPrefix = encryptPrefix(store, bucket, prefix);
  const apiKey = serializeMacaroon(macaroon);
  return askSatellite(services, contact, async (metainfo, caller): Promise<NamePage> => {
    const page = { bucket, encryptedPrefix, limit, recursive, ...(after && { after }) };
    const { objects, more } = await metainfo.listObjects({ ...caller, apiKey }, page);
    return { ...readNames(store, bucket, prefix, objects), more, last: objects.at(-1)?.encryptedKey };
  });
}

/** Decrypts what was listed below a plain prefix, and counts what these keys don't open. */
export function readNames(
  store: Store,
  bucket: Bytes,
  prefix: Bytes,
  objects: readonly Pick<ListedObject, "encryptedKey" | "isPrefix" | "size">[],
): Pick<NamePage, "names" | "unreadable"> {
  const encryptedPrefix = encryptPrefix(store, bucket, prefix);
  const names = objects.flatMap(({ encryptedKey, isPrefix, size }): PlainName[] => {
    const whole = decrypted(store, bucket, concat(encryptedPrefix, encryptedKey), isPrefix);
    return whole && startsWith(whole, prefix) ? [{ name: whole.subarray(prefix.length), isPrefix, size }] : [];
  });
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
