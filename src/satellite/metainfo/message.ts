import Writer from "protobufjs/src/writer.js";
import { type Bytes, GrantError, instant, isZeroInstant, milliseconds, utf8, utf8Text } from "../../grant";
import { FieldReader } from "../../grant/protobuf";
import { MetainfoError } from "./errors";

/** By what the satellite's owners know us; the same in every version, so that it tells nothing of the person. */
const userAgent = utf8("storj-grants");

/** A field of a message; a list of fields is a message within it. */
type Field = readonly [number: number, value: Bytes | number | boolean | readonly Field[]];

/** Fields in ascending order; as Go's encoder does, without false, zero and empty ones, but with every message. */
function writeFields(writer: Writer, fields: readonly Field[]): Writer {
  for (const [number, value] of fields) {
    if (typeof value === "boolean") {
      if (value) writer.uint32(number << 3).bool(value);
    } else if (typeof value === "number") {
      if (value !== 0) writer.uint32(number << 3).int32(value);
    } else if (value instanceof Uint8Array) {
      if (value.length > 0) writer.uint32((number << 3) | 2).bytes(value);
    } else {
      writeFields(writer.uint32((number << 3) | 2).fork(), value).ldelim();
    }
  }
  return writer;
}

/** A request's bytes: its fields, all below 15, and the header that every request has (storj/common pb/metainfo.proto). */
export function writeRequest(apiKey: Bytes, fields: readonly Field[] = [], agent = userAgent): Bytes {
  return Uint8Array.from(writeFields(new Writer(), [...fields, [15, [[1, apiKey], [2, agent]]]]).finish());
}

/** Says that an answer is not what Storj's satellites send. */
export function refuseAnswer(message: string): never {
  throw new MetainfoError("protocol", message);
}

/** Reads an answer with `read`. Errors: `protocol` where it is no message, and what `read` throws. */
export function readAnswer<T>(bytes: Bytes, read: (reader: FieldReader) => T): T {
  try {
    return read(new FieldReader(bytes));
  } catch (error) {
    throw error instanceof GrantError ? new MetainfoError("protocol", "an answer that is no message") : error;
  }
}

/** A Timestamp in milliseconds since 1970; undefined for Go's "no time". */
export function readTimestamp(reader: FieldReader): number | undefined {
  let seconds = 0n;
  let nanos = 0;
  for (let field = reader.next(); field !== undefined; field = reader.next()) {
    if (field === 1) seconds = reader.int64();
    else if (field === 2) nanos = reader.int32();
    else reader.skip();
  }
  const moment = instant(seconds, nanos);
  return isZeroInstant(moment) ? undefined : milliseconds(moment);
}

/** UTF-8 of at most `longest` bytes. */
export function readText(reader: FieldReader, longest: number): string {
  const bytes = reader.bytes();
  const text = bytes.length > longest ? undefined : utf8Text(bytes);
  return text ?? refuseAnswer("a text that is too long, or not UTF-8");
}

/** One page of a listing: field 1 are its items, field 2 says whether there are more. Errors: `protocol`. */
export function readPage<T>(reader: FieldReader, limit: number, readItem: (item: FieldReader) => T): { items: T[]; more: boolean } {
  const items: T[] = [];
  let more = false;
  for (let field = reader.next(); field !== undefined; field = reader.next()) {
    if (field === 1) items.push(readItem(reader.message()));
    else if (field === 2) more = reader.bool();
    else reader.skip();
    if (items.length > limit) refuseAnswer("more items than were asked for");
  }
  // Who turns the pages would go on for ever.
  if (more && items.length === 0) refuseAnswer("an empty page that is not the last");
  return { items, more };
}
