import { accessKeyIdShape } from "../grant";
import { decodePercent, isStorjshareHost, splitUrl } from "./urlText";

/** An S3 request that was signed beforehand in its URL: AWS Signature Version 4, path style. */
export interface PresignedUrl {
  /** With its port, in lower case. */
  readonly host: string;
  readonly accessKeyId: string;
  readonly bucket: string;
  /** Percent-decoded; empty for a request about the bucket. */
  readonly key: string;
  /** Milliseconds since 1970; undefined where X-Amz-Date is missing or no date. */
  readonly signedAt: number | undefined;
  /** Undefined where X-Amz-Expires is missing or no number. */
  readonly expiresSeconds: number | undefined;
  /** Milliseconds since 1970. */
  readonly expiresAt: number | undefined;
  /** More than seven days, which the gateway refuses. */
  readonly tooLong: boolean;
}

const longestSeconds = 7 * 24 * 60 * 60;

/** `20260701T213815Z` as milliseconds since 1970. */
function parseAmzDate(text: string): number | undefined {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6.000Z");
  const time = iso === text ? NaN : Date.parse(iso);
  // A day that the month does not have moves into the next one.
  return !Number.isNaN(time) && new Date(time).toISOString() === iso ? time : undefined;
}

/**
 * Reads a presigned URL. Undefined where it is none, or not of Storj's: the key id must have the shape of those that the auth
 * service makes (whatever its last letter), or the host be one of storjshare.io.
 */
export function parsePresignedUrl(url: string): PresignedUrl | undefined {
  const parts = splitUrl(url);
  const accessKeyId = parts?.query.get("X-Amz-Credential")?.split("/", 1)[0] ?? "";
  if (!parts || accessKeyId === "" || !parts.query.has("X-Amz-Signature")) return undefined;
  if (!accessKeyIdShape.test(accessKeyId) && !isStorjshareHost(parts.host)) return undefined;
  const [, bucket, key] = /^\/?([^/]*)\/?(.*)$/s.exec(parts.path) as unknown as [string, string, string];
  const seconds = parts.query.get("X-Amz-Expires") ?? "";
  const expiresSeconds = /^\d{1,9}$/.test(seconds) ? Number(seconds) : undefined;
  const signedAt = parseAmzDate(parts.query.get("X-Amz-Date") ?? "");
  return {
    host: parts.host,
    accessKeyId,
    bucket: decodePercent(bucket),
    key: decodePercent(key),
    signedAt,
    expiresSeconds,
    expiresAt: signedAt === undefined || expiresSeconds === undefined ? undefined : signedAt + expiresSeconds * 1000,
    tooLong: expiresSeconds !== undefined && expiresSeconds > longestSeconds,
  };
}
