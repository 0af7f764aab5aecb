import { type Bytes, noBytes } from "../../grant";
import type { FieldReader } from "../../grant/protobuf";
import { ask } from "./ask";
import type { Caller } from "./caller";
import { readAnswer, readPage, refuseAnswer, writeRequest } from "./message";

export interface BucketPage {
  /** The last name of the page before; not among those that come. */
  readonly after?: Bytes;
  /** At least 1. */
  readonly limit: number;
}

/** ListDirection's number for what comes after the cursor (storj/common pb/metainfo.proto). */
const afterCursor = 2;
/** Satellites take 63 bytes. */
const longestName = 255;

export function listBucketsRequest(apiKey: Bytes, { after = noBytes, limit }: BucketPage): Bytes {
  return writeRequest(apiKey, [[1, after], [2, limit], [3, afterCursor]]);
}

function readName(reader: FieldReader): Bytes {
  let name = noBytes;
  for (let field = reader.next(); field !== undefined; field = reader.next()) {
    if (field === 1) name = reader.bytes();
    else reader.skip();
  }
  if (name.length === 0) refuseAnswer("a bucket without a name");
  return name.length > longestName ? refuseAnswer("a bucket's name that is longer than satellites take") : name;
}

/** Reads a ListBucketsResponse. Errors: `protocol`. */
export function readBuckets(answer: Bytes, limit: number): { names: readonly Bytes[]; more: boolean } {
  const { items, more } = readAnswer(answer, (reader) => readPage(reader, limit, readName));
  return { names: items, more };
}

/** A page of the buckets that the API key may know of, in byte order. Errors: as {@link ask}. */
export async function listBuckets(caller: Caller, page: BucketPage): Promise<{ names: readonly Bytes[]; more: boolean }> {
  const answer = await ask(caller, "/metainfo.Metainfo/ListBuckets", listBucketsRequest(caller.apiKey, page));
  return readBuckets(answer, page.limit);
}
