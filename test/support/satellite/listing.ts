import { timestampField } from "./caveat";
import { bytesField, type Field, lastVarint, messageField, varintField } from "./protobuf";

/** The prefix that is listed, in binary: it gets a slash unless any prefix was asked for. */
export function prefixOf(request: readonly Field[], given: Buffer): string {
  const prefix = given.toString("latin1");
  const isAsGiven = prefix === "" || prefix.endsWith("/") || lastVarint(request, 11) === 1n;
  return isAsGiven ? prefix : `${prefix}/`;
}

/** Objects with their size, and prefixes without one, by what their keys are below `prefix`; sorted. */
export function entriesBelow(
  objects: ReadonlyMap<string, number>,
  prefix: string,
  isRecursive: boolean,
): Map<string, number | undefined> {
  const entries = new Map<string, number | undefined>();
  for (const [key, size] of [...objects].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!key.startsWith(prefix)) continue;
    const rest = key.slice(prefix.length);
    const slash = isRecursive ? -1 : rest.indexOf("/");
    if (slash < 0) entries.set(rest, size);
    else entries.set(rest.slice(0, slash + 1), undefined);
  }
  return entries;
}

/** What Go writes of a time that is not set: the first second of year 1. */
const noTime = -62_135_596_800_000;

/** All fields of an item but its name; without a size it is a prefix. */
export function itemFields(size: number | undefined, createdAt: number): Buffer {
  const [status, created] = size === undefined ? [7, noTime] : [3, createdAt];
  return Buffer.concat([
    varintField(3, status),
    timestampField(4, created),
    timestampField(6, noTime),
    bytesField(7, Buffer.alloc(24)), // the nonce of the metadata, which is always written
    varintField(10, size ?? 0),
  ]);
}

/** The first `limit` items in field 1, and whether there are more in field 2. */
export function pageOf(names: readonly string[], limit: number, itemOf: (name: string) => Buffer): Buffer {
  const items = names.slice(0, limit).map((name) => messageField(1, itemOf(name)));
  return Buffer.concat([...items, varintField(2, names.length > limit ? 1 : 0)]);
}
