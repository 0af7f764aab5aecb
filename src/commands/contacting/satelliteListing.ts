import { type Bytes, encryptPrefix, type Grant, type Macaroon, serializeMacaroon } from "../../grant";
import { inSlices } from "../../platform/slices";
import { askSatellite, type Contact, type Outcome } from "./askSatellite";
import { type PlainNames, readNames } from "./plainNames";
import type { Services } from "../services";

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

/** Some of the names below a prefix, in the satellite's order: that of the encrypted names. */
export interface NamePage extends PlainNames {
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
    const { clock, signal } = caller;
    const page = { bucket, encryptedPrefix, limit, recursive, ...(after && { after }) };
    const { objects, more } = await metainfo.listObjects({ ...caller, apiKey }, page);
    const isOvertaken = (): boolean => signal?.aborted === true;
    // What was overtaken was cancelled: nobody gets it.
    const read = (await inSlices(readNames(store, bucket, prefix, objects), clock, { isOvertaken })) ?? { names: [], unreadable: 0 };
    return { ...read, more, last: objects.at(-1)?.encryptedKey };
  });
}
