import { textFingerprint } from "../grant";
import type { Credential } from "./credential";
import { fingerprintOf } from "./describe";
import { factsOf } from "./factsOf";

/** Under which fingerprint a credential would be saved, given all that were found with it: an S3 pair by its access key id. */
export function savedIdOf(credential: Credential, all: readonly Credential[]): string {
  if (credential.kind !== "secretKey") return fingerprintOf(credential, factsOf(credential));
  const partner = all.find(({ start, kind }) => start === credential.partner && kind === "accessKeyId");
  return textFingerprint((partner ?? credential).text);
}
