/** What can't be made into a link, a presigned URL or a domain's records, and why. */
export type EdgeInputErrorCode =
  | "no-bucket"
  | "raw-needs-object"
  | "expires-too-short"
  | "expires-too-long"
  | "time"
  | "header"
  | "host"
  | "root";

/** Has no words for people, and quotes nothing of what was given. */
export class EdgeInputError extends Error {
  override readonly name = "EdgeInputError";
  readonly code: EdgeInputErrorCode;

  constructor(code: EdgeInputErrorCode) {
    super(`not usable: ${code}`);
    this.code = code;
  }
}
