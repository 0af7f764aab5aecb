import { type Bytes, utf8 } from "../grant";
import { baseOf } from "./endpoints";
import { EdgeInputError } from "./edgeInputError";
import { escapeBytes, escapeParameter } from "./escape";

/** What a link shows and how. What is left out is left to the service (storj/edge pkg/linksharing/sharing: present.go, map.go). */
export interface LinkOptions {
  /** `s` shows a page around the object or prefix, `raw` gives an object's bytes. */
  readonly form: "s" | "raw";
  /** As a file to save. */
  readonly download?: boolean;
  /** Inside a page: the service's default for `s`, but not for `raw`. */
  readonly wrap?: boolean;
  /** Only the map of where the pieces lie, as SVG. */
  readonly map?: boolean;
  /** Of the map, in pixels; the service's default is 800. */
  readonly width?: number;
  /** Whether the map says how many pieces there are; the service's default is yes. */
  readonly includeStats?: boolean;
  /** Of a file inside a zip archive, which the object must be; `/` lists the archive. */
  readonly path?: string;
  /** Where the listing goes on. */
  readonly cursor?: string;
  /** What a prefix is downloaded as. */
  readonly downloadKind?: "zip" | "tar.gz";
}

/** What Go's net/url leaves as it is in a path (encodePath). */
const plainInPath = /[A-Za-z0-9_.~$&+,/:;=@-]/;

const escapePath = (part: Bytes | string): string =>
  escapeBytes(typeof part === "string" ? utf8(part) : part, plainInPath);

/**
 * A link to an object, a prefix (ends in `/`), a bucket (no key) or all buckets (neither), as `uplink share --url` writes
 * it (storj.io/uplink edge/share.go, JoinShareURL). Errors: `no-bucket` where there is a key without one,
 * `raw-needs-object`.
 *
 * A key may have components `.` and `..`: Go writes them as they are, and so do we, but browsers and curl resolve them
 * away, so that no link reaches such an object.
 */
export function linkUrl(
  base: URL,
  accessKeyId: string,
  bucket: Bytes | string,
  key: Bytes | string,
  options: LinkOptions,
): string {
  const bucketPath = escapePath(bucket);
  const keyPath = escapePath(key);
  if (bucketPath === "" && keyPath !== "") throw new EdgeInputError("no-bucket");
  if (options.form === "raw" && (keyPath === "" || keyPath.endsWith("/"))) throw new EdgeInputError("raw-needs-object");
  const query = queryOf(options);
  const path = [baseOf(base), options.form, accessKeyId, bucketPath, keyPath].filter((part) => part !== "").join("/");
  return query === "" ? path : `${path}?${query}`;
}

function queryOf(options: LinkOptions): string {
  const parameters: Readonly<Record<string, string | number | boolean | undefined>> = {
    download: options.download,
    wrap: options.wrap,
    map: options.map,
    width: options.width,
    "include-stats": options.includeStats,
    path: options.path,
    cursor: options.cursor,
    "download-kind": options.downloadKind,
  };
  return Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === "boolean" ? Number(value) : escapeParameter(String(value))}`)
    .join("&");
}
