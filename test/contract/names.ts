// What is in a bucket, in clear text: as it should be, and as a satellite lists it.
import { byteString, type Bytes, concat, decryptPath, encryptPrefix, type Grant, utf8, utf8Text } from "../../src/grant";
import { type Caller, type ListedObject, listObjects } from "../../src/satellite/metainfo";

export interface Asked {
  readonly bucket: string;
  /** In clear text. */
  readonly prefix: string;
  readonly recursive?: boolean;
  readonly arbitraryPrefix?: boolean;
}

const slash = 0x2f;

/** Objects and prefixes (with a slash at their end), sorted: what a listing of plain object keys gives, whole and not cut at the prefix. */
export function namesAt(objects: readonly string[], { prefix, recursive = false }: Asked): string[] {
  const found = objects
    .filter((name) => name.startsWith(prefix))
    .map((name) => {
      const end = name.indexOf("/", prefix.length);
      return recursive || end < 0 ? name : name.slice(0, end + 1);
    });
  return [...new Set(found)].sort();
}

/** The key below a prefix that was listed, as a whole object key in clear text. */
export function nameOf(grant: Grant, bucket: string, encryptedPrefix: Bytes, { encryptedKey, isPrefix }: ListedObject): string {
  const whole = concat(encryptedPrefix, encryptedKey);
  if (isPrefix !== (whole.at(-1) === slash)) throw new Error(`a prefix ends in a slash, an object does not: ${byteString(whole)}`);
  const plain = decryptPath(grant.store, utf8(bucket), isPrefix ? whole.subarray(0, -1) : whole);
  return `${utf8Text(plain) ?? byteString(plain)}${isPrefix ? "/" : ""}`;
}

/** Asks for a whole listing with one key and reads it with another's: that of the whole bucket. */
export async function listedNames(caller: Caller, reader: Grant, asked: Asked): Promise<string[]> {
  const { bucket, prefix, ...how } = asked;
  const encryptedPrefix = encryptPrefix(reader.store, utf8(bucket), utf8(prefix));
  const { objects, more } = await listObjects(caller, { bucket: utf8(bucket), encryptedPrefix, limit: 1000, ...how });
  if (more) throw new Error("more than 1,000 names in a bucket of the tests");
  return objects.map((object) => nameOf(reader, bucket, encryptedPrefix, object)).sort();
}
