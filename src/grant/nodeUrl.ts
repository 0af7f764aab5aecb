import { decodeBase58Check, encodeBase58Check } from "./base58check";
import { type Bytes, type ByteString, byteString, equalBytes, fromByteString } from "./bytes";
import { GrantError } from "./errors";
import { parseGoUrl } from "./goUrl";

/** Where a satellite is and who it must prove to be (storj/common storj/nodeurl.go). */
export interface NodeUrl {
  /** 32 bytes; undefined where none is given or all are zero. */
  readonly id: Bytes | undefined;
  /** Host and port as a byte string; a host name that is not UTF-8 is kept. */
  readonly address: ByteString;
  readonly noiseProtocol: bigint;
  readonly noisePublicKey: Bytes;
  readonly debounceLimit: bigint;
  /** A bit mask. */
  readonly features: bigint;
}

const idLength = 32;

/**
 * Reads a node ID; whatever its version byte says, the last byte becomes the identity version 0 (storj/common storj/node.go).
 * Errors: `base58`, `checksum`, `node-id` where it is not 32 bytes.
 */
export function parseNodeId(text: string): Bytes {
  const { payload } = decodeBase58Check(text);
  if (payload.length !== idLength) throw new GrantError("node-id", "a node ID is not 32 bytes long");
  payload[idLength - 1] = 0;
  return payload;
}

export function formatNodeId(id: Bytes): string {
  const unversioned = id.slice();
  unversioned[idLength - 1] = 0;
  return encodeBase58Check(unversioned);
}

/** How many bits before the version byte are zero: the work that went into an identity. Undefined for an ID of zeros. */
export function nodeIdDifficulty(id: Bytes): number | undefined {
  for (let at = idLength - 2; at >= 0; at--) {
    const byte = id[at] as number;
    if (byte !== 0) return (idLength - 1 - at) * 8 + Math.log2(byte & -byte);
  }
  return undefined;
}

/** Go's strconv.Atoi. */
function parseInteger(text: string): bigint {
  const value = /^[+-]?\d+$/.test(text) ? BigInt(text.replace("+", "")) : undefined;
  if (value === undefined || BigInt.asIntN(64, value) !== value) throw new GrantError("node-url", "a parameter that is not a number");
  return value;
}

function parseFeatures(text: string): bigint {
  const value = /^[0-9a-f]+$/i.test(text) ? BigInt(`0x${text}`) : undefined;
  if (value === undefined || BigInt.asUintN(64, value) !== value) throw new GrantError("node-url", "a parameter that is not a number");
  return value;
}

/** Reads `[storj://][id@]host[:port][?noise_pub=…&noise_proto=…&debounce=…&f=…]`. Errors: `node-url`, `node-id`, `base58`, `checksum`. */
export function parseNodeUrl(text: ByteString): NodeUrl {
  const url = parseGoUrl(text === "" || text.includes("://") ? text : `storj://${text}`);
  if (url.scheme !== "" && url.scheme !== "storj") throw new GrantError("node-url", "the scheme of a node URL is storj://");
  const id = url.user === undefined ? undefined : parseNodeId(url.user);
  const parameter = <T>(name: string, parse: (value: string) => T, absent: T): T => {
    const value = url.query.get(name) ?? "";
    return value === "" ? absent : parse(value);
  };
  return {
    id: id?.some((byte) => byte !== 0) ? id : undefined,
    address: url.host,
    noisePublicKey: parameter("noise_pub", (value) => decodeBase58Check(value).payload, new Uint8Array(0)),
    noiseProtocol: parameter("noise_proto", parseInteger, 0n),
    debounceLimit: parameter("debounce", parseInteger, 0n),
    features: parameter("f", parseFeatures, 0n),
  };
}

/** The canonical text that Go writes. */
export function formatNodeUrl(url: NodeUrl): ByteString {
  const parameters = [
    url.debounceLimit > 0n ? `debounce=${String(url.debounceLimit)}` : "",
    url.features > 0n ? `f=${url.features.toString(16)}` : "",
    url.noiseProtocol === 0n ? "" : `noise_proto=${String(url.noiseProtocol)}`,
    url.noisePublicKey.length === 0 ? "" : `noise_pub=${encodeBase58Check(url.noisePublicKey)}`,
  ].filter((parameter) => parameter !== "");
  const id = url.id ? `${formatNodeId(url.id)}@` : "";
  return `${id}${url.address}${parameters.length > 0 ? `?${parameters.join("&")}` : ""}`;
}

const us1 = "12EayRS2V1kEsWESU9QMRseFhdxYxKicsiFmxrsLZHeLUtdps3S";
const eu1 = "12L9ZFwhzVpuEKMUNUqkaTLGzwY9G24tbiigLiXpmZWKwmcNDDs";
const ap1 = "121RTSDpyNZVcEU84Ticf2L1ntiuUimbWgfATz21tuvgk3vzoA6";
const saltlake = "1wFTAgs9DP5RSnCqKV1eLf6N9wtk4EAtmN5DpSxcs8EjT69tGE";

/** Hosts whose node ID the Go client fills in (storj/common rpc/known_ids.go); Storj will add none. */
const legacySatellites: Readonly<Record<string, string>> = {
  "us-central-1.tardigrade.io": us1,
  "mars.tardigrade.io": us1,
  "asia-east-1.tardigrade.io": ap1,
  "saturn.tardigrade.io": ap1,
  "europe-west-1.tardigrade.io": eu1,
  "jupiter.tardigrade.io": eu1,
  "satellite.stefan-benten.de": "118UWpMCHzs6CvSgWd9BfFVjw5K9pZbJjkfZJexMtSkmKxvvAW",
  "saltlake.tardigrade.io": saltlake,
};

/** Storj's public satellites and their node IDs, from the vectors and Storj's documentation; used to warn, never to fill in. */
const publicSatellites: Readonly<Record<string, string>> = {
  ...legacySatellites,
  "us1.storj.io": us1,
  "eu1.storj.io": eu1,
  "ap1.storj.io": ap1,
};

/** The node URLs of the satellites that Storj runs for everybody. */
export const publicSatelliteUrls: readonly string[] = [`${us1}@us1.storj.io:7777`, `${eu1}@eu1.storj.io:7777`, `${ap1}@ap1.storj.io:7777`];

/** The host of an address without its port. */
export function hostOf(address: ByteString): ByteString {
  return address.replace(/:\d*$/, "").replace(/^\[(.*)\]$/, "$1");
}

/** The node ID that the Go client adds to an address of an old, well-known satellite. */
export function legacyNodeId(address: ByteString): Bytes | undefined {
  // Go looks up the address as it stands, then its host where it has exactly one port.
  const host = /^[^:]*(?=:[^:]*$)/.exec(address)?.[0] ?? address;
  const id = Object.hasOwn(legacySatellites, host) ? legacySatellites[host] : undefined;
  return id === undefined ? undefined : parseNodeId(id);
}

/** Whether an address names a public satellite of Storj's but the node ID is another's; undefined for hosts that are not known. */
export function isNodeIdOfHost(url: NodeUrl): boolean | undefined {
  const host = hostOf(url.address).toLowerCase();
  if (!url.id || !Object.hasOwn(publicSatellites, host)) return undefined;
  return equalBytes(parseNodeId(publicSatellites[host] as string), url.id);
}

/**
 * The node URL as uplink takes it for a satellite: an old known host gains its ID (uplink access.go parseNodeURL).
 * Errors: those of {@link parseNodeUrl}, and `node-id` where there is none, which the Go client refuses.
 */
export function parseSatelliteUrl(address: Bytes | ByteString): NodeUrl {
  const url = parseNodeUrl(typeof address === "string" ? address : byteString(address));
  if (url.id) return url;
  const id = legacyNodeId(url.address);
  if (!id) throw new GrantError("node-id", "the satellite's node ID is missing, and the Go client refuses such an address");
  return { ...url, id };
}

/** The bytes of a node URL's canonical text. */
export function nodeUrlBytes(url: NodeUrl): Bytes {
  return fromByteString(formatNodeUrl(url));
}
