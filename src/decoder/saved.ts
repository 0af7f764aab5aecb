import type { Credential } from "./credential";

/** Tells the label under which a credential is saved, by its fingerprint; undefined where it is not, as far as is known yet. */
export type SavedLabel = (fingerprint: string) => string | undefined;

/** What is saved, as far as the decoder asks: who keeps it is joined to it at activation. */
export interface Saved {
  readonly isLoaded: boolean;
  load(): Promise<void>;
  find(fingerprint: string): { readonly label: string } | undefined;
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
