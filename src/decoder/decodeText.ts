import { type Grant, GrantError, type Macaroon, parseApiKey, parseGrant } from "../grant";

/** What a base58 text turns out to be. */
export type Decoded =
  | { readonly kind: "grant"; readonly grant: Grant }
  | { readonly kind: "apiKey"; readonly macaroon: Macaroon }
  /** The checksum holds, but it is neither. */
  | { readonly kind: "foreign" }
  /** The checksum fails, or there is none. */
  | { readonly kind: "undecodable" };

function orRefusal<T>(parse: () => T): T | GrantError {
  try {
    return parse();
  } catch (error) {
    if (error instanceof GrantError) return error;
    throw error;
  }
}

/** Reads a text as an access grant, else as an API key. */
export function decodeText(text: string): Decoded {
  const grant = orRefusal(() => parseGrant(text));
  if (!(grant instanceof GrantError)) return { kind: "grant", grant };
  if (grant.code === "base58" || grant.code === "checksum") return { kind: "undecodable" };
  const macaroon = orRefusal(() => parseApiKey(text));
  return macaroon instanceof GrantError ? { kind: "foreign" } : { kind: "apiKey", macaroon };
}
