import {
  type ByteString,
  type Bytes,
  byteString,
  type Caveat,
  type CaveatPath,
  disallows,
  type Grant,
  GrantError,
  type Instant,
  parseCaveat,
  parseGrant,
  pathCipher,
  rewriteGrant,
  serializeApiKey,
  type StoreEntry,
  utf8Text,
} from "../../../src/grant";
import { formatInstant } from "./goTime";
import { goJsonString } from "./goText";
import { CliRefusal } from "./refusal";

/** A member of a JSON object is left out where its value is undefined: Go's `omitempty`. */
type Json = string | bigint | true | readonly Json[] | { readonly [name: string]: Json | undefined };

/** As Go's json.MarshalIndent writes it, two blanks a level. Texts are written already. */
function indented(value: Json, margin = ""): string {
  if (typeof value !== "object") return String(value);
  const isList = Array.isArray(value);
  const members = isList
    ? (value as readonly Json[]).map((item) => indented(item, `${margin}  `))
    : Object.entries(value).flatMap(([name, item]) =>
        item === undefined ? [] : [`"${name}": ${indented(item, `${margin}  `)}`],
      );
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (members.length === 0) return open + close;
  return `${open}\n${members.map((member) => `${margin}  ${member}`).join(",\n")}\n${margin}${close}`;
}

const text = (value: ByteString): string | undefined => (value === "" ? undefined : goJsonString(value));
const base64 = (value: Bytes): string => btoa(byteString(value));
const base64Url = (value: Bytes): string => base64(value).replaceAll("+", "-").replaceAll("/", "_");
const named = (list: readonly Json[]): readonly Json[] | undefined => (list.length > 0 ? list : undefined);

/** An encrypted path with each of its components in base64url. */
function encryptedPath(path: Bytes): string | undefined {
  const components = byteString(path).split("/");
  return text(components.map((component) => btoa(component).replaceAll("+", "-").replaceAll("/", "_")).join("/"));
}

/** The ciphers that Storj's protobuf files name; of the others it is the number that is printed. */
const cipherNames = new Map<number, string>([
  [pathCipher.null, "ENC_NULL"],
  [pathCipher.aesGcm, "ENC_AESGCM"],
  [pathCipher.secretBox, "ENC_SECRETBOX"],
]);

function cipher(number: number): string | undefined {
  return number === pathCipher.unspecified ? undefined : goJsonString(cipherNames.get(number) ?? String(number));
}

function entry(written: StoreEntry): Json {
  return {
    bucket: text(byteString(written.bucket)),
    unencrypted_path: text(byteString(written.unencryptedPath)),
    encrypted_path: encryptedPath(written.encryptedPath),
    key: text(base64Url(written.key)),
    path_cipher: cipher(written.pathCipher),
  };
}

function allowedPath({ bucket, encryptedPathPrefix }: CaveatPath): Json {
  return { bucket: text(byteString(bucket)), encrypted_path_prefix: encryptedPath(encryptedPathPrefix) };
}

/** Go writes no time as JSON whose year has not four digits. */
function time(moment: Instant | undefined): string | undefined {
  if (!moment) return undefined;
  const written = formatInstant(moment);
  if (!/^\d{4}-/.test(written)) throw new CliRefusal("a time whose year is not from 0 to 9999");
  return goJsonString(written);
}

/** `disallow_put_retention` for disallowPutRetention. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function caveat(read: Caveat): Json {
  const forbidden = disallows.map((name) => [snakeCase(name), read[name] || undefined] as const);
  return {
    ...Object.fromEntries(forbidden),
    allowed_paths: named(read.allowedPaths.map(allowedPath)),
    not_after: time(read.notAfter),
    not_before: time(read.notBefore),
    max_object_ttl: read.maxObjectTtl,
    nonce: text(base64(read.nonce)),
  };
}

function describe(grant: Grant): Json {
  const { macaroon, store, satelliteAddress } = grant;
  // The CLI reads what it wrote with another protobuf library, one that wants texts to be UTF-8.
  if (utf8Text(satelliteAddress) === undefined) throw new CliRefusal("a satellite address that is not UTF-8");
  return {
    satellite_addr: goJsonString(byteString(satelliteAddress)),
    encryption_access: {
      default_key: store.defaultKey && text(base64(store.defaultKey)),
      store_entries: named(store.entries().map(entry)),
      default_path_cipher: cipher(store.defaultPathCipher),
    },
    api_key: goJsonString(serializeApiKey(macaroon)),
    macaroon: {
      head: goJsonString(base64Url(macaroon.head)),
      caveats: macaroon.caveats.map((raw) => caveat(parseCaveat(raw))),
      tail: goJsonString(base64Url(macaroon.tail)),
    },
  };
}

/**
 * What `uplink access inspect GRANT` prints (storj cmd/uplink/cmd_access_inspect.go), its store entries sorted.
 * Errors: CliRefusal where it prints nothing.
 */
export function inspect(text: string): string {
  try {
    return `${indented(describe(rewriteGrant(parseGrant(text))))}\n`;
  } catch (error) {
    throw error instanceof GrantError ? new CliRefusal(error.message) : error;
  }
}
