import { isAccessKeyId, isSecretKey, parseApiKey, parseGrant } from "../../grant";
import type { SavedCredential } from "../record";

/** Reading base58 is quadratic. The decoder, too, calls nothing longer a credential. */
const longestText = 16_384;
const longestEndpoint = 300;

/** The access grant or API key that a text is, but for white space around it. */
export function credentialIn(text: string): SavedCredential | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith("1") || trimmed.length > longestText) return undefined;
  if (reads(parseGrant, trimmed)) return { kind: "grant", text: trimmed };
  return reads(parseApiKey, trimmed) ? { kind: "apiKey", text: trimmed } : undefined;
}

function reads(parse: (text: string) => unknown, text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A pair of S3 credentials as the auth service makes them; of somebody else's, undefined. */
export function s3PairIn(
  accessKeyId: string,
  secretKey: string,
  endpoint: string | undefined,
): SavedCredential | undefined {
  if (!isAccessKeyId(accessKeyId) || !isSecretKey(secretKey)) return undefined;
  const origin = originIn(endpoint);
  return { kind: "s3", accessKeyId, secretKey, ...(origin !== undefined && { endpoint: origin }) };
}

/** One half is of Storj's and the other is not: a pair that was cut or mixed up. */
export function isHalfPair(accessKeyId: string, secretKey: string): boolean {
  return isAccessKeyId(accessKeyId) !== isSecretKey(secretKey);
}

/** The origin of an endpoint, which people write with and without `https://`. Nothing else of it is kept. */
export function originIn(endpoint: string | undefined): string | undefined {
  if (!endpoint || endpoint.length > longestEndpoint) return undefined;
  const written = endpoint.includes("://") ? endpoint : `https://${endpoint}`;
  if (!/^https?:/i.test(written) || !URL.canParse(written)) return undefined;
  return new URL(written).origin;
}

/**
 * Whether a text that is no credential was meant as one, where a name may stand too. uplink goes by the same length
 * (storj cmd/uplink/external_access.go OpenAccess).
 */
export function wasMeantAsCredential(text: string): boolean {
  return text.length >= 20;
}

/** The name that uplink gives to an access without one: `main`, `main-2`, … (storj cmd/uplink/external_migrate.go). */
export function unusedName(isUsed: (name: string) => boolean): string {
  let name = "main";
  for (let count = 2; isUsed(name); count++) name = `main-${String(count)}`;
  return name;
}
