import { sha256 } from "@noble/hashes/sha2.js";
import { type Bytes, hex, utf8 } from "./bytes";
import { storeOf } from "./encryptionAccess";
import { buildGrant, type Grant } from "./grant";
import { type Macaroon, serializeMacaroon } from "./macaroon";
import { nodeUrlBytes, parseSatelliteUrl } from "./nodeUrl";

/** Twelve hexadecimal digits of a SHA-256: enough to tell credentials apart, and nothing to find them by. */
function fingerprint(bytes: Bytes): string {
  return hex(sha256(bytes).subarray(0, 6));
}

/** Of the API key's head, which all descendants of one root API key share. */
export function familyFingerprint(macaroon: Macaroon): string {
  return fingerprint(macaroon.head);
}

/**
 * Of one grant's canonical bytes: Go writes store entries in random order and may spell the satellite's address anew, and neither makes
 * another credential. Keys that the caveats do not need do.
 */
export function grantFingerprint({ satelliteAddress, macaroon, encryption }: Grant): string {
  return fingerprint(buildGrant(canonicalAddress(satelliteAddress), macaroon, storeOf(encryption)).raw);
}

function canonicalAddress(address: Bytes): Bytes {
  try {
    return nodeUrlBytes(parseSatelliteUrl(address));
  } catch {
    return address;
  }
}

/** Of one API key's bytes as Go writes them. */
export function apiKeyFingerprint(macaroon: Macaroon): string {
  return fingerprint(serializeMacaroon(macaroon));
}

/** Of a credential that is only a text: an S3 access key id or secret key, a link. */
export function textFingerprint(text: string): string {
  return fingerprint(utf8(text));
}
