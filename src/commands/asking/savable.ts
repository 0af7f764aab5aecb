import { serializeGrant } from "../../grant";
import type { Credential, S3Credential } from "../../decoder/credential";
import type { SavedCredential } from "../../vault/record";

/** Half of an S3 pair, the other of which does not stand near. */
export interface HalfPair {
  readonly half: "accessKeyId" | "secretKey";
  readonly text: string;
}

/** What of a found credential can be kept, given all that was found with it; undefined for what opens nothing by itself. */
export function savable(credential: Credential, all: readonly Credential[]): SavedCredential | HalfPair | undefined {
  switch (credential.kind) {
    case "grant":
    case "apiKey":
      return { kind: credential.kind, text: credential.text };
    case "link":
      return credential.grant && { kind: "grant", text: serializeGrant(credential.grant) };
    case "accessKeyId":
    case "secretKey": {
      const other = partnerOf(credential, all);
      const { kind: half, text } = credential;
      return other ? pairOf({ half, text }, other.text) : { half, text };
    }
    default:
      return undefined;
  }
}

/** The other half of a pair. */
export function partnerOf(credential: S3Credential, all: readonly Credential[]): S3Credential | undefined {
  const partner = all.find(({ start }) => start === credential.partner);
  return partner?.kind === "accessKeyId" || partner?.kind === "secretKey" ? partner : undefined;
}

export function pairOf({ half, text }: HalfPair, other: string): SavedCredential {
  const [accessKeyId, secretKey] = half === "accessKeyId" ? [text, other] : [other, text];
  return { kind: "s3", accessKeyId, secretKey };
}
