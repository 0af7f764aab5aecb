import type { Credential } from "./credential";
import type { Voice } from "./voice";

/** How a credential is saved: under which label, and whether it was revoked since, by itself or by an ancestor. */
export interface SavedAs {
  readonly label: string;
  readonly isRevoked: boolean;
}

/** Tells how a credential is saved, by its fingerprint; undefined where it is not, as far as is known yet. */
export type FindSaved = (fingerprint: string) => SavedAs | undefined;

/** The words for that. */
export function savedWords({ label, isRevoked }: SavedAs, { t }: Voice): string {
  return isRevoked ? t("Saved as “{0}”, revoked", label) : t("Saved as “{0}”", label);
}

/** What is saved, as far as the decoder asks: who keeps it is joined to it at activation. */
export interface Saved {
  readonly isLoaded: boolean;
  load(): Promise<void>;
  find(fingerprint: string): SavedAs | undefined;
  onDidChange(listener: () => void): { dispose(): void };
}

/** What opens something by itself, and so can be saved: not a link with an access key id, nor what can't be read. */
export function canBeSaved(credential: Credential): boolean {
  switch (credential.kind) {
    case "grant":
    case "apiKey":
    case "accessKeyId":
    case "secretKey":
      return true;
    case "link":
      return credential.grant !== undefined;
    default:
      return false;
  }
}
