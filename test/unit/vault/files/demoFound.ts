import { serializeApiKey, serializeGrant } from "../../../../src/grant";
import type { SavedCredential } from "../../../../src/vault/record";
import { demoAccessKeyId, demoGrant, demoRootKey, demoSecretKey } from "../../../support/demoCredentials";

export const gateway = "https://gateway.storjshare.io";

/** Credentials as they are found, made at this moment. */
export const aGrant = (): SavedCredential & { kind: "grant" | "apiKey" } => ({
  kind: "grant",
  text: serializeGrant(demoGrant()),
});
export const anApiKey = (): SavedCredential & { kind: "grant" | "apiKey" } => ({
  kind: "apiKey",
  text: serializeApiKey(demoRootKey()),
});
export const aPair = (): SavedCredential & { kind: "s3" } => ({
  kind: "s3",
  accessKeyId: demoAccessKeyId(),
  secretKey: demoSecretKey(),
  endpoint: gateway,
});

/** One character in the middle is another: the checksum is wrong. */
export function damaged(text: string): string {
  const middle = text.length >> 1;
  return text.slice(0, middle) + (text[middle] === "2" ? "3" : "2") + text.slice(middle + 1);
}
