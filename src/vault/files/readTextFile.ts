import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, lstat, open, stat } from "node:fs/promises";
import { ExplainedError } from "../../platform/errors";
import { showOutside } from "../../platform/showOutside";

/** Files of credentials are small: 6,000 grants fit in. */
export const largestFile = 4 * 1024 * 1024;

export type FileReadCode = "not-found" | "dangling-link" | "not-a-file" | "too-large" | "not-readable" | "not-text";

/** A file that was not read. Nothing of its contents is in the message. */
export class FileReadError extends ExplainedError<FileReadCode> {}

/** By which a file is known to be the one that was read. */
export interface FileState {
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** SHA-256 of its bytes, in hexadecimal digits. */
  readonly hash: string;
}

export interface TextFile {
  /** With its byte order mark, where it has one. */
  readonly text: string;
  readonly state: FileState;
}

/**
 * Reads a regular file of UTF-8 text, of {@link largestFile} bytes at most; follows links. Errors: FileReadError.
 */
export async function readTextFile(file: string): Promise<TextFile> {
  const refuse = refusalFor(file);
  const { bytes, state } = await readBytes(file);
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes("\0")) return { text, state };
  } catch {
    // Not UTF-8: said below.
  }
  throw refuse("not-text", "it is not text in UTF-8", "Save it as UTF-8 and try again.");
}

/** Whether a file is now what it was when it was read. Errors: FileReadError. */
export async function isStill(file: string, { size, modified, hash }: FileState): Promise<boolean> {
  const { state } = await readBytes(file);
  return state.size === size && state.modified === modified && state.hash === hash;
}

type Refuse = (code: FileReadCode, wrong: string, next: string, cause?: unknown) => FileReadError;

function refusalFor(file: string): Refuse {
  return (code, wrong, next, cause) =>
    new FileReadError({ code, tried: `${showOutside(file)} was not read`, wrong, next, cause });
}

async function readBytes(file: string): Promise<{ bytes: Uint8Array; state: FileState }> {
  const refuse = refusalFor(file);
  let handle: FileHandle | undefined;
  try {
    // Before it is opened: opening a pipe or a device may wait or do something.
    checkStats(await stat(file), refuse);
    handle = await open(file, constants.O_RDONLY | nonBlocking);
    const { mtimeMs } = checkStats(await handle.stat(), refuse);
    const bytes = await readUpTo(handle, largestFile + 1);
    if (bytes.length > largestFile) throw tooLarge(bytes.length, refuse);
    const hash = createHash("sha256").update(bytes).digest("hex");
    return { bytes, state: { size: bytes.length, modified: mtimeMs, hash } };
  } catch (error) {
    throw error instanceof FileReadError ? error : await explained(file, error, refuse);
  } finally {
    await handle?.close();
  }
}

/** A pipe that takes the place of the file in between is not waited for. Windows has no such flag, nor such pipes. */
const nonBlocking = (constants as { O_NONBLOCK?: number }).O_NONBLOCK ?? 0;

interface Stats {
  readonly size: number;
  readonly mtimeMs: number;
  isFile(): boolean;
  isDirectory(): boolean;
}

function checkStats(stats: Stats, refuse: Refuse): Stats {
  if (stats.isFile()) {
    if (stats.size > largestFile) throw tooLarge(stats.size, refuse);
    return stats;
  }
  const what = stats.isDirectory() ? "it is a folder" : "it is no regular file";
  throw refuse("not-a-file", what, "Choose a file.");
}

function tooLarge(size: number, refuse: Refuse): FileReadError {
  const written = `it has ${String(Math.ceil(size / 1e6))} MB, and 4 MB are the most`;
  return refuse("too-large", written, "Choose a smaller file, or copy the part with the credentials into one.");
}

/** At most so many bytes: a file of /proc has size 0 and may have any length. */
async function readUpTo(handle: FileHandle, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < most) {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(Math.min(65_536, most - length)));
    if (bytesRead === 0) break;
    parts.push(buffer.subarray(0, bytesRead));
    length += bytesRead;
  }
  return Buffer.concat(parts);
}

async function explained(file: string, error: unknown, refuse: Refuse): Promise<FileReadError> {
  const code = systemCode(error);
  if (code === "ENOENT" && (await isLink(file))) {
    return refuse("dangling-link", "it is a link to a file that is not there", "Repair or remove the link.", error);
  }
  if (code === "ENOENT" || code === "ENOTDIR")
    return refuse("not-found", "it is not there", "Choose another file.", error);
  return refuse("not-readable", systemReason(error), "Check who may read it, and try again.", error);
}

async function isLink(file: string): Promise<boolean> {
  try {
    return (await lstat(file)).isSymbolicLink();
  } catch {
    return false;
  }
}

/** Node's code of an error of the system: "ENOENT". */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Why the system refused, without a full stop. */
export function systemReason(error: unknown): string {
  const code = systemCode(error);
  switch (code) {
    case "EACCES":
    case "EPERM":
      return "you may not do that there";
    case "EROFS":
      return "its disk is read-only";
    case "ENOSPC":
    case "EDQUOT":
      return "there is no room left";
    case "ELOOP":
      return "its links lead in a circle";
    case "EBUSY":
      return "another program has it open";
    default:
      return `the system answered ${code ?? "with an error"}`;
  }
}
