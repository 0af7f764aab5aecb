import { decodeVersion0, encodeBase58Check } from "./base58check";
import { type Macaroon, parseMacaroon, serializeMacaroon } from "./macaroon";

/** Reads a bare API key's text (storj/common macaroon/apikey.go ParseAPIKey). Errors: `base58`, `checksum`, `version`, `macaroon`. */
export function parseApiKey(text: string): Macaroon {
  return parseMacaroon(decodeVersion0(text));
}

/** The text that Go writes for an API key. */
export function serializeApiKey(macaroon: Macaroon): string {
  return encodeBase58Check(serializeMacaroon(macaroon));
}
