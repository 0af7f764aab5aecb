import { execFile } from "node:child_process";
import { realpath } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { environmentOf } from "../vault/environmentOf";
import type { SavedRecord } from "../vault/record";
import { chooseOneSaved } from "./asking/chooseSaved";
import { isDefinedOtherwise, withVariable } from "./references/envFile";
import type { Services } from "./services";

/** Writes a saved credential's variable into the folder's .env file, where Git ignores that file. */
export async function addToEnvFile(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const file = await ignoredEnvFile(vscode.window.activeTextEditor?.document.uri);
  if (!file) {
    void ask.showWarning(t("There is no .env file here that Git ignores: what is written into another one is committed sooner or later. Put “.env” into .gitignore, and trust the folder."));
    return;
  }
  const record = await chooseOneSaved(services, args, t("Add to .env"));
  if (record) await addRecordToEnvFile(services, record, file);
}

/** The .env file of a document's folder (else of the first one), whether it is there or not, if Git ignores it. */
export async function ignoredEnvFile(near: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  const { workspace } = vscode;
  const folder = (near && workspace.getWorkspaceFolder(near)) ?? workspace.workspaceFolders?.[0];
  // Git runs what a folder's settings name: not in one that is not trusted.
  if (folder?.uri.scheme !== "file" || !workspace.isTrusted) return undefined;
  const file = vscode.Uri.joinPath(folder.uri, ".env");
  return (await isItself(file.fsPath)) && (await isIgnored(folder.uri.fsPath, file.fsPath)) ? file : undefined;
}

/** Whether a path is no link, which may lead to a file that Git does not ignore; one that is not there yet is none. */
async function isItself(file: string): Promise<boolean> {
  const folder = await realpath(path.dirname(file));
  return realpath(file).then((real) => real === path.join(folder, path.basename(file)), (error: unknown) => isNotThere(error));
}

function isNotThere(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function isIgnored(folder: string, file: string): Promise<boolean> {
  return new Promise((resolve) => {
    const git = ["-C", folder, "-c", "core.fsmonitor=false", "check-ignore", "--quiet", "--", file];
    // What is set for Git where VS Code was started may be about another repository.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^GIT_/i.test(name)));
    // Not in the folder itself: Windows would start a git.exe that lies there.
    execFile("git", git, { cwd: os.homedir(), env, timeout: 10_000 }, (error) => { resolve(error === null); });
  });
}

/** Adds the variable, or replaces it where the person says so, in one edit that Undo takes back, and saves the file. */
export async function addRecordToEnvFile({ ask, decoder }: Services, record: SavedRecord, file: vscode.Uri): Promise<void> {
  const { t } = decoder.voice();
  const failed = t("The variable was not added to .env: the file can't be read or edited, or changed meanwhile. Copy the export line instead.");
  const isThere = await vscode.workspace.fs.stat(file).then(() => true, () => false);
  if (!isThere) await vscode.workspace.fs.writeFile(file, new Uint8Array());
  const document = await vscode.workspace.openTextDocument(file).then((opened) => opened, () => undefined);
  if (!document) {
    void ask.showError(failed);
    return;
  }
  const { version } = document;
  const before = document.getText();
  const variables = environmentOf(record);
  const others = variables.filter(({ name, value }) => isDefinedOtherwise(before, name, value)).map(({ name }) => name);
  if (others.length > 0) {
    const replace = t("Replace");
    const question = t(".env has another value for {0}. Replace it?", others.join(", "));
    const detail = t("The value that it has there now is lost, unless you have it elsewhere. Set another variable for “{0}” to keep both.", record.label);
    if ((await ask.showWarning(question, { modal: true, detail, actions: [replace] })) !== replace) return;
  }
  const after = variables.reduce((text, { name, value }) => withVariable(text, name, value), before);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(file, new vscode.Range(0, 0, document.lineCount, 0), after);
  const isWritten = document.version === version && (await vscode.workspace.applyEdit(edit));
  if (isWritten && (await document.save())) ask.showStatus(t("Storj: added to .env."), 5_000);
  else void ask.showError(failed);
}
