import { randomBytes } from "node:crypto";
import { type Stats } from "node:fs";
import {
  access,
  constants,
  type FileHandle,
  lstat,
  mkdir,
  open,
  realpath,
  rename,
  stat,
  unlink,
} from "node:fs/promises";
import path from "node:path";
import { ExplainedError } from "../../platform/errors";
import { showOutside } from "../../platform/showOutside";
import { FileReadError, type FileState, isStill, systemCode, systemReason } from "./readTextFile";

export type FileWriteCode =
  | "changed-meanwhile"
  | "not-a-file"
  | "dangling-link"
  | "not-writable"
  | "folder-not-writable"
  | "write-failed"
  | "left-behind";

/**
 * A file that was not written: what was there before is there unchanged. Nothing of either content is in the message.
 */
export class FileWriteError extends ExplainedError<FileWriteCode> {}

/** Readable and writable for its owner alone. */
const privateMode = 0o600;

/**
 * Writes a text into a file that only its owner may read: into a sibling, which takes its place at once. A link stays,
 * and what it leads to is written. A file that is there keeps its owner, and its mode where that is stricter than 0600.
 * A folder that is missing is made.
 *
 * `before` is what {@link readTextFile} gave, or undefined where there was no file: if the file is another by now,
 * nothing is written. Errors: FileWriteError; then the old file is as it was, and the sibling is gone, but for
 * `left-behind`.
 */
export async function writePrivately(file: string, text: string, before: FileState | undefined): Promise<void> {
  const refuse = refusalFor(file);
  try {
    const old = await statOf(file, refuse);
    if (old) await checkOld(file, old, refuse);
    await checkUnchanged(file, before, refuse);
    const target = await realTarget(file, old, refuse);
    const sibling = path.join(path.dirname(target), `.${path.basename(target)}.${randomBytes(6).toString("hex")}`);
    const handle = await openSibling(sibling, refuse);
    try {
      await fill(handle, text, old, refuse);
      // As late as possible: uplink may have saved an access since.
      await checkUnchanged(file, before, refuse);
      if (old && (await realpath(file)) !== target) throw changed(refuse);
      await rename(sibling, target);
    } catch (error) {
      await removeSibling(sibling, refuse);
      throw error;
    }
  } catch (error) {
    if (error instanceof FileWriteError) throw error;
    throw refuse("write-failed", systemReason(error), "Check the disk and who may write there, and try again.", error);
  }
}

type Refuse = (code: FileWriteCode, wrong: string, next: string, cause?: unknown) => FileWriteError;

function refusalFor(file: string): Refuse {
  return (code, wrong, next, cause) =>
    new FileWriteError({ code, tried: `${showOutside(file)} was not written`, wrong, next, cause });
}

function changed(refuse: Refuse, cause?: unknown): FileWriteError {
  return refuse("changed-meanwhile", "another program has changed it meanwhile", "Try again: it is read anew.", cause);
}

/** What a path leads to; undefined where nothing is there, not even a link. */
async function statOf(file: string, refuse: Refuse): Promise<Stats | undefined> {
  try {
    return await stat(file);
  } catch (error) {
    if (systemCode(error) !== "ENOENT") throw error;
    if (!(await isThere(file))) return undefined;
    const wrong = "it is a link to a file that is not there";
    throw refuse("dangling-link", wrong, "Repair or remove the link, and try again.", error);
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return false;
    throw error;
  }
}

/** A rename would replace also what was protected against writing: its folder's mode alone decides on that. */
async function checkOld(file: string, old: Stats, refuse: Refuse): Promise<void> {
  if (!old.isFile()) {
    const what = old.isDirectory() ? "there is a folder of that name" : "it is no regular file";
    throw refuse("not-a-file", what, "Choose another name.");
  }
  const next = "Allow yourself to write it, or choose another file.";
  // The bits, too, since they don't stop the administrator.
  if ((old.mode & 0o222) === 0) throw refuse("not-writable", "it is protected against writing", next);
  try {
    await access(file, constants.W_OK);
  } catch (error) {
    throw refuse("not-writable", "you may not write it", next, error);
  }
}

async function checkUnchanged(file: string, before: FileState | undefined, refuse: Refuse): Promise<void> {
  if (!before) {
    if (await isThere(file)) throw changed(refuse);
    return;
  }
  try {
    if (await isStill(file, before)) return;
  } catch (error) {
    if (!(error instanceof FileReadError)) throw error;
    throw changed(refuse, error);
  }
  throw changed(refuse);
}

/** The file itself behind all links, its own and those of its folders. */
async function realTarget(file: string, old: Stats | undefined, refuse: Refuse): Promise<string> {
  if (old) return realpath(file);
  const folder = path.dirname(file);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw folderRefusal(`its folder can't be made: ${systemReason(error)}`, refuse, error);
  }
  return path.join(await realpath(folder), path.basename(file));
}

async function openSibling(sibling: string, refuse: Refuse): Promise<FileHandle> {
  try {
    return await open(sibling, "wx", privateMode);
  } catch (error) {
    throw folderRefusal(`its folder takes no new file: ${systemReason(error)}`, refuse, error);
  }
}

function folderRefusal(wrong: string, refuse: Refuse, cause: unknown): FileWriteError {
  return refuse("folder-not-writable", wrong, "Allow yourself to write in its folder, or choose another one.", cause);
}

/** What is left of it would lie there with the secrets in it: so that is told, rather than what had gone wrong. */
async function removeSibling(sibling: string, refuse: Refuse): Promise<void> {
  try {
    await unlink(sibling);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return;
    const next = `Remove ${showOutside(sibling)}, which holds secrets.`;
    throw refuse("left-behind", `the copy beside it could not be removed: ${systemReason(error)}`, next, error);
  }
}

async function fill(handle: FileHandle, text: string, old: Stats | undefined, refuse: Refuse): Promise<void> {
  try {
    await handle.chmod(old ? old.mode & privateMode : privateMode);
    if (old) await keepOwner(handle, old, refuse);
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Or the administrator would take a person's own file from them. */
async function keepOwner(handle: FileHandle, old: Stats, refuse: Refuse): Promise<void> {
  if ((await handle.stat()).uid === old.uid) return;
  try {
    await handle.chown(old.uid, old.gid);
  } catch (error) {
    throw refuse(
      "not-writable",
      "it belongs to another account",
      "Let its owner write it, or choose another file.",
      error,
    );
  }
}
