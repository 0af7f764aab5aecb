import {
  type Bytes,
  byteString,
  type CaveatPath,
  concat,
  disallows,
  type EncryptionAccess,
  type EncryptionParameters,
  type Grant,
  GrantError,
  hex,
  type Instant,
  type Macaroon,
  parseCaveat,
  parseGrant,
  serializeApiKey,
  serializeGrant,
  type Store,
  type StoreEntry,
  type UnknownField,
  utf8Text,
} from "../../src/grant";
import { formatDuration } from "../../src/commands/restricting/duration";
import { formatInstant } from "../support/cli/goTime";
import { snakeCase } from "../support/cli/inspect";
import { type Check, differences, type Fields, refused } from "./compare";

/** What the library finds, in the shapes that the vector files hold. */

/** `name` as a text where it is one, and `name_hex` as bytes. */
export function textAndHex(name: string, bytes: Bytes): Fields {
  return { [name]: utf8Text(bytes) ?? null, [`${name}_hex`]: hex(bytes) };
}

export const timeOf = (moment: Instant | undefined): string | null => (moment ? formatInstant(moment) : null);

/** A duration as seconds and nanoseconds, as nanoseconds, and as Go writes it. */
export function ttlOf(nanoseconds: bigint | undefined): Fields | null {
  if (nanoseconds === undefined) return null;
  const seconds = nanoseconds / 1_000_000_000n;
  return {
    seconds: Number(seconds),
    nanos: Number(nanoseconds - seconds * 1_000_000_000n),
    ns: String(nanoseconds),
    go: formatDuration(nanoseconds),
  };
}

const caveatPath = ({ bucket, encryptedPathPrefix }: CaveatPath): Fields => ({
  ...textAndHex("bucket", bucket),
  encrypted_path_prefix: hex(encryptedPathPrefix),
});

function unknown(fields: readonly UnknownField[]): string | null {
  return fields.length === 0 ? null : hex(concat(...fields.map(({ raw }) => raw)));
}

/** A caveat's bytes and what they say, or the refusal of bytes that are no caveat. */
export function caveatOf(raw: Bytes): Fields {
  const read = attempt(() => parseCaveat(raw));
  if (read.error) return { raw: hex(raw), fields: null, go_error: refused(read.error.message) };
  const caveat = read.value;
  return {
    raw: hex(raw),
    fields: {
      ...Object.fromEntries(disallows.map((name) => [snakeCase(name), caveat[name]])),
      allowed_paths: caveat.allowedPaths.map(caveatPath),
      not_after: timeOf(caveat.notAfter),
      not_before: timeOf(caveat.notBefore),
      max_object_ttl: ttlOf(caveat.maxObjectTtl),
      nonce: hex(caveat.nonce),
    },
    unknown_fields: unknown(caveat.unknownFields),
    unknown_path_fields: unknown(caveat.unknownPathFields),
  };
}

export function macaroonOf(macaroon: Macaroon): Fields {
  return { head: hex(macaroon.head), caveats: macaroon.caveats.map(caveatOf), tail: hex(macaroon.tail) };
}

export const entryOf = (entry: StoreEntry): Fields => ({
  ...textAndHex("bucket", entry.bucket),
  ...textAndHex("unencrypted_path", entry.unencryptedPath),
  encrypted_path: hex(entry.encryptedPath),
  key: hex(entry.key),
  path_cipher: entry.pathCipher,
});

/** The keys that a grant has after Go limits them. */
export function storeOf(store: Store): Fields {
  return {
    default_key: store.defaultKey ? hex(store.defaultKey) : null,
    default_path_cipher: store.defaultPathCipher,
    entries: store.entries().map(entryOf),
  };
}

const parametersOf = (parameters: EncryptionParameters | undefined): Fields | null =>
  parameters ? { cipher_suite: parameters.cipherSuite, block_size: Number(parameters.blockSize) } : null;

/** The keys as they are written. */
export function encryptionOf(access: EncryptionAccess): Fields {
  return {
    default_key: access.defaultKey.length === 0 ? null : hex(access.defaultKey),
    default_path_cipher: access.defaultPathCipher,
    default_encryption_parameters: parametersOf(access.defaultEncryptionParameters),
    entries: access.entries.map((entry) => ({
      ...entryOf(entry),
      encryption_parameters: parametersOf(entry.encryptionParameters),
    })),
  };
}

/** What `run` gives, or the library's refusal; any other error is a fault, and goes on. */
export function attempt<T>(
  run: () => T,
): { readonly value: T; readonly error?: never } | { readonly error: GrantError } {
  try {
    return { value: run() };
  } catch (error) {
    if (error instanceof GrantError) return { error };
    throw error;
  }
}

/** Whether a text says everything: Go writes two and more store entries in random order. */
export function isTextExact(grant: Grant): boolean {
  return grant.store.entries().length <= 1;
}

/** All that a grant's text says, its store entries in one order. */
function meaningOf(text: string): Fields {
  const { satelliteAddress, macaroon, encryption } = parseGrant(text);
  const entries = encryptionOf(encryption)["entries"] as Fields[];
  return {
    length: text.length,
    satellite_address: byteString(satelliteAddress),
    api_key: serializeApiKey(macaroon),
    encryption: { ...encryptionOf(encryption), entries: entries.map((entry) => JSON.stringify(entry)).sort() },
  };
}

/** A grant's text: to the letter where that follows, else the same key and the same set of entries. */
export function sameGrant(grant: Grant): Check {
  const text = serializeGrant(grant);
  return (expected) => {
    if (typeof expected !== "string" || isTextExact(grant)) return differences(expected, text);
    const read = attempt(() => meaningOf(expected));
    return read.error ? [`not a grant: ${read.error.message}`] : differences(read.value, meaningOf(text));
  };
}
