import { domainToASCII } from "node:url";
import { EdgeInputError } from "./edgeInputError";

export interface DnsRecord {
  /** Absolute, without the dot at its end. */
  readonly name: string;
  readonly type: "CNAME" | "TXT";
  readonly value: string;
}

/** Of a TXT record's one string, in bytes. */
const longestText = 255;

/** A name and a label of DNS have 253 and 63 letters at most; the TXT records' name is longer by this. */
const textPrefix = "txt-";

/**
 * What a domain's owner enters so that linksharing shows a bucket or prefix at `https://HOST/`, as
 * `uplink share --dns HOST --tls` has it (storj/storj cmd/uplink/cmd_share.go, createDNS).
 *
 * `host` may be written in any script. `root` is `BUCKET` or `BUCKET/PREFIX`; the service takes the prefix for a folder,
 * whether a slash ends it or not (storj/edge sharing/hosting.go). Errors: `host`; `root` where it has other characters than
 * printable ASCII, or `"` or `\`, which the service does not read back: it keeps the escapes of its DNS library.
 */
export function records(host: string, accessKeyId: string, root: string, linkSharing: URL): DnsRecord[] {
  const name = asciiHost(host);
  if (!/^[a-z0-9][!#-[\]-~ ]*$/.test(root)) throw new EdgeInputError("root");
  const texts = [...fields("storj-root", root), `storj-access:${accessKeyId}`, "storj-tls:true"];
  return [
    { name, type: "CNAME", value: `${linkSharing.hostname}.` },
    ...texts.map((value) => ({ name: textPrefix + name, type: "TXT", value }) as const),
  ];
}

/**
 * The records as a zone file, laid out as the CLI prints them. The CLI has relative names, under an `$ORIGIN` for the
 * person to change; we have whole names, and end them with the dot that says so.
 */
export function zoneText(all: readonly DnsRecord[]): string {
  const width = Math.max(...all.map(({ name }) => name.length));
  const lines = all.map(({ name, type, value }) =>
    [`${name}.`.padEnd(width + 1), "IN", type.padEnd(5), zoneValue(value)].join("\t"),
  );
  return ["$TTL    3600", ...lines, ""].join("\n");
}

/** Blanks, brackets and semicolons mean something in a zone file. */
function zoneValue(value: string): string {
  return /^[\w.:/=-]+$/.test(value) ? value : `"${value}"`;
}

/**
 * A field of the service's TXT records, in several where it is too long for one: `storj-root-1:…`, `storj-root-2:…`.
 * Several strings in one record would be several fields to it (storj/edge sharing/txtrecordset.go).
 */
function fields(field: string, value: string): string[] {
  if (`${field}:${value}`.length <= longestText) return [`${field}:${value}`];
  const room = longestText - `${field}-99:`.length;
  const count = Math.ceil(value.length / room);
  return Array.from({ length: count }, (_, at) => `${field}-${at + 1}:${value.slice(at * room, (at + 1) * room)}`);
}

function asciiHost(host: string): string {
  // Whatever else a URL may have around its host, domainToASCII would cut off or decode.
  const ascii = /[\s%/\\:@?#[\]]/.test(host) ? "" : domainToASCII(host).replace(/\.$/, "");
  const labels = ascii.split(".");
  const isHost =
    labels.length > 1 &&
    labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? "") &&
    (labels[0] ?? "").length + textPrefix.length <= 63 &&
    ascii.length + textPrefix.length <= 253;
  if (!isHost) throw new EdgeInputError("host");
  return ascii;
}
