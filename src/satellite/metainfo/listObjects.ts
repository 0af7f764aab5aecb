import { type Bytes, noBytes } from "../../grant";
import type { FieldReader } from "../../grant/protobuf";
import { ask } from "./ask";
import type { Caller } from "./caller";
import { readAnswer, readPage, readTimestamp, refuseAnswer, writeRequest } from "./message";

export interface ObjectPage {
  readonly bucket: Bytes;
  /** Empty: the whole bucket. The satellite adds a `/` that is missing, but for an arbitrary prefix. */
  readonly encryptedPrefix: Bytes;
  /** The last key of the page before, relative to the prefix; not among those that come. */
  readonly after?: Bytes;
  /** 1 to 1000. */
  readonly limit: number;
  /** Every object below the prefix, instead of what lies beneath one `/` as a prefix. */
  readonly recursive?: boolean;
  /** The prefix may end within a component. */
  readonly arbitraryPrefix?: boolean;
}

export interface ListedObject {
  /** Relative to the prefix; a prefix's ends in `/`. Empty for an object whose key is an arbitrary prefix itself. */
  readonly encryptedKey: Bytes;
  readonly isPrefix: boolean;
  /** Bytes; 0 for a prefix, and for objects of old. */
  readonly size: bigint;
  /** Milliseconds since 1970. */
  readonly createdAt: number | undefined;
}

/** Object_Status's number for a prefix (storj/common pb/metainfo.proto). */
const statusPrefix = 7;
const slash = 47;
/** Satellites take 4,000 bytes (storj satellite/metainfo/config.go MaxEncryptedObjectKeyLength). To decrypt a megabyte of slashes takes half a minute. */
const longestKey = 8192;

export function listObjectsRequest(apiKey: Bytes, page: ObjectPage): Bytes {
  return writeRequest(apiKey, [
    [1, page.bucket],
    [2, page.encryptedPrefix],
    [3, page.after ?? noBytes],
    [4, page.recursive ?? false],
    [5, page.limit],
    // What is to come with each object: no custom metadata, which would be most of the answer. Field 8 says that field 6 counts.
    [6, []],
    [8, true],
    [11, page.arbitraryPrefix ?? false],
  ]);
}

function readObject(reader: FieldReader): ListedObject {
  let encryptedKey = noBytes;
  let isPrefix = false;
  let size = 0n;
  let createdAt: number | undefined;
  for (let field = reader.next(); field !== undefined; field = reader.next()) {
    if (field === 1) encryptedKey = reader.bytes();
    else if (field === 3) isPrefix = reader.int32() === statusPrefix;
    else if (field === 4) createdAt = readTimestamp(reader.message());
    else if (field === 10) size = reader.int64();
    else reader.skip();
  }
  if (isPrefix && encryptedKey.at(-1) !== slash) refuseAnswer("a prefix that does not end in a slash");
  if (encryptedKey.length > longestKey) refuseAnswer("a key that is longer than satellites take");
  if (size < 0n) refuseAnswer("an object of negative size");
  return { encryptedKey, isPrefix, size, createdAt };
}

/** Reads a ListObjectsResponse. Errors: `protocol`. */
export function readObjects(
  answer: Bytes,
  { limit, arbitraryPrefix = false }: Pick<ObjectPage, "limit" | "arbitraryPrefix">,
): { objects: readonly ListedObject[]; more: boolean } {
  const { items, more } = readAnswer(answer, (reader) => readPage(reader, limit, readObject));
  if (!arbitraryPrefix && items.some(({ encryptedKey }) => encryptedKey.length === 0)) refuseAnswer("an object without a key");
  return { objects: items, more };
}

/** A page of what lies under a prefix, in byte order of the encrypted keys. Errors: as {@link ask}. */
export async function listObjects(
  caller: Caller,
  page: ObjectPage,
): Promise<{ objects: readonly ListedObject[]; more: boolean }> {
  const answer = await ask(caller, "/metainfo.Metainfo/ListObjects", listObjectsRequest(caller.apiKey, page));
  return readObjects(answer, page);
}
