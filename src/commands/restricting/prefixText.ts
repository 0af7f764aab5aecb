import { type SharePrefix, utf8 } from "../../grant";

/**
 * Reads `sj://bucket/prefix/`, with or without its scheme, as the CLI reads a prefix. `s3://` means the same. Blanks in
 * front don't count, nor those behind a bucket alone; a prefix may end in some. Undefined where no bucket is named.
 */
export function parsePrefix(text: string): SharePrefix | undefined {
  const place = text.trimStart().replace(/^(?:sj|s3):\/\//, "");
  const slash = place.indexOf("/");
  const bucket = slash < 0 ? place.trimEnd() : place.slice(0, slash);
  if (bucket === "" || bucket.includes(":")) return undefined;
  return { bucket: utf8(bucket), prefix: utf8(slash < 0 ? "" : place.slice(slash + 1)) };
}
