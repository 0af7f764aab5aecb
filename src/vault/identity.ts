import {
  apiKeyFingerprint,
  grantFingerprint,
  GrantError,
  parseApiKey,
  parseGrant,
  rewriteGrant,
  serializeApiKey,
  serializeGrant,
  textFingerprint,
} from "../grant";
import type { SavedCredential } from "./record";
import { isNoCredential } from "./vaultError";

/** The id under which a credential is saved. Errors: GrantError for a text that is no grant or API key. */
export function idOf(credential: SavedCredential): string {
  switch (credential.kind) {
    case "grant":
      return grantFingerprint(parseGrant(credential.text));
    case "apiKey":
      return apiKeyFingerprint(parseApiKey(credential.text));
    case "s3":
      return textFingerprint(credential.accessKeyId);
  }
}

/** Whether both open the same: an id is too short to say so about credentials that somebody made to share one. */
export function isSameCredential(a: SavedCredential, b: SavedCredential): boolean {
  return a.kind === b.kind && canonicalText(a) === canonicalText(b);
}

function canonicalText(credential: SavedCredential): string {
  if (credential.kind === "s3") return `${credential.accessKeyId} ${credential.secretKey}`;
  try {
    return credential.kind === "grant"
      ? serializeGrant(rewriteGrant(parseGrant(credential.text)))
      : serializeApiKey(parseApiKey(credential.text));
  } catch (error) {
    if (error instanceof GrantError) return credential.text;
    throw error;
  }
}

/** The id of a credential that is to be saved. Errors: VaultError `not-a-credential`, said of what was `tried`. */
export function idOrRefusal(tried: string, credential: SavedCredential): string {
  try {
    if (credential.kind === "s3" && !(credential.accessKeyId && credential.secretKey)) throw isNoCredential(tried);
    return idOf(credential);
  } catch (error) {
    throw error instanceof GrantError ? isNoCredential(tried, error) : error;
  }
}
