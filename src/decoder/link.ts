import { decodePercent, splitUrl } from "./urlText";

/** A linkshare link, taken apart (storj/edge pkg/linksharing/sharing: standard.go, present.go, map.go). */
export interface Link {
  /** With its port, in lower case. */
  readonly host: string;
  /** `s` shows a page around the object, `raw` gives its bytes. */
  readonly form: "s" | "raw";
  /** An access key id, or a whole access grant. */
  readonly access: string;
  /** Percent-decoded; empty where the link names none, which the service refuses. */
  readonly bucket: string;
  /** Percent-decoded; empty for the bucket, ending in `/` for a prefix. */
  readonly key: string;
  /** The parameters that are written, in order, unknown ones included. */
  readonly given: readonly string[];
  readonly download: boolean;
  /** Shown inside a page; `view` is its opposite. */
  readonly wrap: boolean;
  /** Only the map of where the pieces lie, as SVG. */
  readonly map: boolean;
  /** Of the map, in pixels. */
  readonly width: number;
  /** Whether the map says how many pieces there are. */
  readonly includeStats: boolean;
  /** Inside a zip archive. */
  readonly path: string | undefined;
  /** Where the listing goes on. */
  readonly cursor: string | undefined;
  /** What a prefix is downloaded as; undefined for a kind that the service does not know. */
  readonly downloadKind: "zip" | "tar.gz" | undefined;
}

const falseWords = new Set(["no", "false", "0", "off"]);

/** As queryFlagLookup of storj/edge: absent is the default, empty is on, and anything but four words is on. */
function flag(query: URLSearchParams, name: string, absent: boolean): boolean {
  const value = query.get(name);
  return value === null ? absent : !falseWords.has(value.toLowerCase());
}

/** As queryIntLookup: what is no number is as good as absent. */
function integer(query: URLSearchParams, name: string, absent: number): number {
  const value = query.get(name) ?? "";
  return /^[+-]?\d{1,15}$/.test(value) ? Number(value) : absent;
}

/**
 * Reads `https://HOST/s/ACCESS/BUCKET/KEY?…` or `/raw/…`. The path is decoded before it is split, as the service does.
 * Undefined for anything else; whether ACCESS is one is the caller's to tell.
 */
export function parseLink(url: string): Link | undefined {
  const parts = splitUrl(url);
  const path = /^\/(s|raw)\/([^/]+)(?:\/([^/]*)(?:\/(.*))?)?$/s.exec(decodePercent(parts?.path ?? ""));
  if (!parts || !path) return undefined;
  const { query } = parts;
  const form = path[1] as "s" | "raw";
  const kind = query.get("download-kind") ?? "zip";
  return {
    host: parts.host,
    form,
    access: path[2] as string,
    bucket: path[3] ?? "",
    key: path[4] ?? "",
    given: [...new Set(query.keys())],
    download: flag(query, "download", false),
    wrap: flag(query, "wrap", !flag(query, "view", form === "raw")),
    map: flag(query, "map", false),
    width: integer(query, "width", 800),
    includeStats: flag(query, "include-stats", true),
    path: query.get("path") || undefined,
    cursor: query.get("cursor") || undefined,
    downloadKind: kind === "zip" || kind === "tar.gz" ? kind : undefined,
  };
}
