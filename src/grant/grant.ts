import Writer from "protobufjs/src/writer.js";
import { limitStore } from "./allowedPrefixes";
import { decodeVersion0, encodeBase58Check } from "./base58check";
import { type Bytes, noBytes } from "./bytes";
import { type EncryptionAccess, readEncryptionAccess, storeOf, writeEncryptionAccess } from "./encryptionAccess";
import { GrantError } from "./errors";
import { type Macaroon, parseMacaroon, serializeMacaroon } from "./macaroon";
import { nodeUrlBytes, parseSatelliteUrl } from "./nodeUrl";
import { FieldReader } from "./protobuf";
import type { Store } from "./store";

/** An access grant: where, what is allowed, and the keys for it (storj/common grant/access.go). */
export interface Grant {
  /** The payload exactly as it was read or made, unknown fields and odd orders included. */
  readonly raw: Bytes;
  /** As written; not necessarily UTF-8, nor an address that uplink takes: see {@link parseSatelliteUrl}. */
  readonly satelliteAddress: Bytes;
  readonly macaroon: Macaroon;
  /** The encryption keys as written. */
  readonly encryption: EncryptionAccess;
  /** The encryption keys that are left within the prefixes that the caveats allow: all that the Go library ever uses. */
  readonly store: Store;
}

/**
 * Reads an access grant's text (storj/common grant/access.go ParseAccess).
 * Errors: `base58`, `checksum`, `version`, `protobuf`, `satellite`, `macaroon`, `encryption`, `store`; no other.
 */
export function parseGrant(text: string): Grant {
  const raw = decodeVersion0(text);
  let satelliteAddress = noBytes;
  let apiKey = noBytes;
  let encryption: EncryptionAccess | undefined;
  const reader = new FieldReader(raw);
  for (let field = reader.next(); field !== undefined; field = reader.next()) {
    if (field === 1) satelliteAddress = reader.bytes();
    else if (field === 2) apiKey = reader.bytes();
    else if (field === 3) {
      encryption ??= { defaultKey: noBytes, entries: [], defaultPathCipher: 0 };
      readEncryptionAccess(reader.message(), encryption);
    } else reader.skip();
  }
  if (satelliteAddress.length === 0) throw new GrantError("satellite", "the access grant has no satellite address");
  const macaroon = parseMacaroon(apiKey);
  // The Go library crashes here; we refuse.
  if (!encryption) throw new GrantError("encryption", "the access grant has no encryption access");
  return { raw, satelliteAddress, macaroon, encryption, store: limitStore(storeOf(encryption), macaroon) };
}

/** The text of a grant: that which was read, to the letter, where nothing changed it. */
export function serializeGrant(grant: Grant): string {
  return encodeBase58Check(grant.raw);
}

/** Builds a grant as Go's Access.Serialize writes it, with its store entries sorted. */
export function buildGrant(satelliteAddress: Bytes, macaroon: Macaroon, store: Store): Grant {
  const raw = Uint8Array.from(
    new Writer()
      .uint32((1 << 3) | 2)
      .bytes(satelliteAddress)
      .uint32((2 << 3) | 2)
      .bytes(serializeMacaroon(macaroon))
      .uint32((3 << 3) | 2)
      .bytes(writeEncryptionAccess(store))
      .finish(),
  );
  const encryption = {
    defaultKey: store.defaultKey ?? noBytes,
    entries: store.entries(),
    defaultPathCipher: store.defaultPathCipher,
  };
  return { raw, satelliteAddress, macaroon, encryption, store };
}

/**
 * What uplink makes of a grant that it reads and writes again: the node URL canonical, unknown fields gone
 * (uplink access.go ParseAccess, Serialize). Errors: those of {@link parseSatelliteUrl}.
 */
export function rewriteGrant(grant: Grant): Grant {
  return buildGrant(nodeUrlBytes(parseSatelliteUrl(grant.satelliteAddress)), grant.macaroon, grant.store);
}
