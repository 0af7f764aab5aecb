import { parseDuration } from "../../../src/commands/restricting/duration";
import {
  type Bytes,
  type Grant,
  GrantError,
  type Instant,
  parseGrant,
  type Permission,
  restrictGrant,
  rewriteGrant,
  type SharePrefix,
  sharePermission,
  utf8,
} from "../../../src/grant";
import { readCliDate, resolveCliDate } from "./dates";
import { Arguments, parseBool } from "./flags";
import { CliRefusal } from "./refusal";

/** Where the CLI runs: its time zone, its clock, and the nonce that it draws. */
export interface Surroundings {
  readonly zone: string;
  readonly now: () => Instant;
  readonly nonce: Bytes | undefined;
}

/** A remote location `sj://bucket/key` (storj cmd/uplink/ulloc/location.go). */
function parsePrefix(location: string): SharePrefix {
  const [, bucket = "", prefix = ""] = /^(?:sj|s3):\/\/([^/]*)(?:\/(.*))?$/s.exec(location) ?? [];
  if (bucket === "") throw new CliRefusal(`argument error: not a bucket's: ${location}`);
  return { bucket: utf8(bucket), prefix: utf8(prefix) };
}

function parseTtl(text: string): bigint {
  const ttl = parseDuration(text);
  if (ttl === undefined) throw new CliRefusal(`argument error: not a duration: ${text}`);
  return ttl;
}

/** The flags that decide what a restricted grant may do (storj cmd/uplink/access_permissions.go). */
function parseFlags(
  args: readonly string[],
  { zone, now }: Surroundings,
): { permission: Permission; prefixes: SharePrefix[] } {
  const taken = new Arguments(args);
  const first = <T>(name: string, kind: "value" | "switch", parse: (value: string) => T): T | undefined => {
    const [value] = taken.take([name], kind);
    return value === undefined ? undefined : parse(value);
  };
  // These do not change what is printed; the first --access counts, which is not among these arguments.
  taken.take(["access"], "value");
  taken.take(["force", "f"], "switch").slice(0, 1).map(parseBool);
  taken.take(["use"], "switch").slice(0, 1).map(parseBool);

  const prefixes = taken.take(["prefix"], "value").map(parsePrefix);
  const readonly = first("readonly", "switch", parseBool) ?? true;
  const writeonly = first("writeonly", "switch", parseBool) ?? false;
  const disallowDeletes = first("disallow-deletes", "switch", parseBool) ?? readonly;
  const disallowLists = first("disallow-lists", "switch", parseBool) ?? writeonly;
  const disallowReads = first("disallow-reads", "switch", parseBool) ?? writeonly;
  const disallowWrites = first("disallow-writes", "switch", parseBool) ?? readonly;
  const notBefore = resolveCliDate(
    first("not-before", "value", (text) => readCliDate(text, "not-before", zone)),
    now,
  );
  const notAfter = resolveCliDate(
    first("not-after", "value", (text) => readCliDate(text, "not-after", zone)),
    now,
  );
  const maxObjectTtl = first("max-object-ttl", "value", parseTtl);
  taken.end();

  const permission = {
    allowDelete: !disallowDeletes,
    allowList: !disallowLists,
    allowDownload: !disallowReads,
    allowUpload: !disallowWrites,
    notBefore,
    notAfter,
    maxObjectTtl,
  };
  return { permission, prefixes };
}

/** Whether a permission forbids nothing that the CLI has a flag for. */
function isWhole({
  allowDelete,
  allowList,
  allowDownload,
  allowUpload,
  notBefore,
  notAfter,
  maxObjectTtl,
}: Permission): boolean {
  const isLimited = notBefore !== undefined || notAfter !== undefined || maxObjectTtl !== undefined;
  return Boolean(allowDelete && allowList && allowDownload && allowUpload) && !isLimited;
}

/**
 * The grant that `uplink access restrict --access TEXT ARGS…` prints; where nothing is restricted that is the one
 * given, written again.
 * Errors: CliRefusal.
 */
export function restrict(text: string, args: readonly string[], surroundings: Surroundings): Grant {
  const { permission, prefixes } = parseFlags(args, surroundings);
  try {
    const grant = rewriteGrant(parseGrant(text));
    if (isWhole(permission) && prefixes.length === 0) return grant;
    return restrictGrant(grant, sharePermission(permission), prefixes, surroundings.nonce);
  } catch (error) {
    throw error instanceof GrantError ? new CliRefusal(error.message) : error;
  }
}
