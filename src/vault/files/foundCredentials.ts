import type { SavedCredential } from "../record";

/** A credential as a file or the environment has it. Its name comes from there: hostile text. */
export interface FoundCredential {
  readonly name: string;
  readonly credential: SavedCredential;
}

export interface FoundCredentials {
  readonly found: readonly FoundCredential[];
  /** How many stand where a credential of Storj's should and can't be read as one. */
  readonly skipped: number;
}
