import { execFile } from "node:child_process";
import os from "node:os";
import * as vscode from "vscode";
import { environmentOf } from "../vault/environmentOf";
import type { SavedRecord } from "../vault/record";
import { chooseOneSaved } from "./chooseSaved";
import { addToEnvFile as addVariable, isDefinedOtherwise } from "./envFile";
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
  return (await isIgnored(folder.uri.fsPath, file.fsPath)) ? file : undefined;
}

function isIgnored(folder: string, file: string): Promise<boolean> {
  return new Promise((resolve) => {
    const git = ["-C", folder, "-c", "core.fsmonitor=false", "check-ignore", "--quiet", "--", file];
    // Not in the folder itself: Windows would start a git.exe that lies there.
    execFile("git", git, { cwd: os.homedir(), timeout: 10_000 }, (error) => { resolve(error === null); });
  });
}

/** Adds the variable, or replaces it where the person says so, in one edit that Undo takes back, and saves the file. */
export async function addRecordToEnvFile({ ask, decoder }: Services, record: SavedRecord, file: vscode.Uri): Promise<void> {
  const { t } = decoder.voice();
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(file, { ignoreIfExists: true });
  const before = await vscode.workspace.openTextDocument(file).then((document) => document.getText(), () => "");
  const variables = environmentOf(record);
  const others = variables.filter(({ name, value }) => isDefinedOtherwise(before, name, value)).map(({ name }) => name);
  if (others.length > 0) {
    const replace = t("Replace");
    const question = t(".env has another value for {0}. Replace it?", others.join(", "));
    const detail = t("The value that it has there now is lost, unless you have it elsewhere. Set another variable for “{0}” to keep both.", record.label);
    if ((await ask.showWarning(question, { modal: true, detail, actions: [replace] })) !== replace) return;
  }
  const after = variables.reduce((text, { name, value }) => addVariable(text, name, value), before);
  edit.replace(file, new vscode.Range(0, 0, before.split("\n").length, 0), after);
  const isWritten = await vscode.workspace.applyEdit(edit);
  if (isWritten && (await (await vscode.workspace.openTextDocument(file)).save())) {
    ask.showStatus(t("Storj: added to .env."), 5_000);
  } else {
    void ask.showError(t("The variable was not added to .env: the file can't be edited. Copy the export line instead."));
  }
}
