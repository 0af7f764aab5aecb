import { ExplainedError } from "../../platform/errors";
import { redact } from "../../platform/redact";
import { showOutside } from "../../platform/showOutside";

type FileFormatCode =
  | "not-json"
  | "not-an-object"
  | "wrong-shape"
  | "duplicate"
  | "too-deep"
  | "not-yaml"
  | "no-section"
  | "encrypted"
  | "unknown-format";

interface FormatExplanation {
  readonly code: FileFormatCode;
  readonly wrong: string;
  readonly next: string;
  /** In UTF-16 units from the start of the text, its byte order mark included. */
  readonly offset?: number;
  /** From 1. */
  readonly line?: number;
}

/** A text that is not of the format it should have. It quotes nothing of the text but names, and these redacted. */
export class FileFormatError extends ExplainedError<FileFormatCode> {
  readonly offset: number | undefined;
  readonly line: number | undefined;

  constructor({ code, wrong, next, offset, line }: FormatExplanation) {
    const where = line === undefined ? "" : ` (line ${String(line)})`;
    super({ code, tried: "The file was not used", wrong: wrong + where, next });
    this.offset = offset;
    this.line = line;
  }
}

/** A name out of a file as a message may have it. Old versions of uplink kept whole grants where names belong. */
export function namedInMessage(name: string): string {
  return `“${showOutside(redact(name.slice(0, 200)), 60)}”`;
}
