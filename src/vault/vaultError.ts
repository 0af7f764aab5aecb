import { ExplainedError } from "../platform/errors";
import type { SavedRecord } from "./record";

export type VaultErrorCode =
  | "not-a-credential"
  | "collision"
  | "gone"
  | "broken"
  | "store-failed"
  | "delete-failed"
  | "read-failed";

/** What the vault could not do. */
export class VaultError extends ExplainedError<VaultErrorCode> {
  /** Private, so that nothing that prints the error prints credentials. */
  readonly #removed: readonly SavedRecord[];

  constructor(
    explanation: ConstructorParameters<typeof ExplainedError<VaultErrorCode>>[0],
    removed: readonly SavedRecord[] = [],
  ) {
    super(explanation);
    this.#removed = removed;
  }

  /** What was removed nevertheless, where several were to be. */
  get removed(): readonly SavedRecord[] {
    return this.#removed;
  }
}

export function isNoCredential(tried: string, cause?: unknown): VaultError {
  const wrong = "it is no access grant, API key or S3 pair that can be read";
  return new VaultError({ code: "not-a-credential", tried, wrong, next: "Copy it again, all of it.", cause });
}

export function isCollision(tried: string): VaultError {
  return new VaultError({
    code: "collision",
    tried,
    wrong: "another credential with the same fingerprint or access key ID is saved already",
    next: "Remove that one first if this is the right one.",
  });
}

export function isGone(tried: string): VaultError {
  const next = "Save it again if you need it.";
  return new VaultError({ code: "gone", tried, wrong: "it has been removed, perhaps in another window", next });
}

export function isBroken(tried: string): VaultError {
  return new VaultError({
    code: "broken",
    tried,
    wrong: "it is damaged, or was written by a newer version of this extension",
    next: "Update the extension, or remove it and save it again.",
  });
}

const tryAgain = "Try again; if it fails again, restart VS Code.";

export function storeFailed(tried: string, cause: unknown): VaultError {
  return new VaultError({ code: "store-failed", tried, wrong: "VS Code did not store it", next: tryAgain, cause });
}

export function deleteFailed(tried: string, cause: unknown): VaultError {
  return new VaultError({ code: "delete-failed", tried, wrong: "VS Code did not delete it", next: tryAgain, cause });
}

export function readFailed(tried: string, cause: unknown): VaultError {
  const wrong = "VS Code did not give what it has stored";
  return new VaultError({ code: "read-failed", tried, wrong, next: tryAgain, cause });
}
