import * as vscode from "vscode";
import { factsOf } from "../decoder/factsOf";
import { isSameCredential } from "../vault/identity";
import { askForLabel, freeLabel, labelOf } from "./asking/label";
import { savable } from "./asking/savable";
import type { Services } from "./services";
import type { Target } from "./asking/target";

/** Whether a credential can still be replaced where it stands: its text is unchanged and its document can be edited. */
export function canReplace({ scan: { document }, credential }: Target): boolean {
  if (document.isClosed || !isWritable(document)) return false;
  const range = new vscode.Range(document.positionAt(credential.start), document.positionAt(credential.end));
  return document.getText(range) === credential.text;
}

/** Whether a document can be saved somewhere; what another extension only shows looks editable and is not. */
export function isWritable(document: vscode.TextDocument): boolean {
  const holder = vscode.workspace.notebookDocuments.find((notebook) => notebook.getCells().some((cell) => cell.document === document));
  const { isUntitled, uri } = holder ?? document;
  return isUntitled || vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true;
}

/**
 * Puts another credential in the place of one, in one edit that Undo takes back. The parent is what can revoke the child, so it is to be
 * saved or copied first. False where the person left or the text was no longer there: the result is not lost, the caller asks on.
 */
export async function replaceCredential(services: Services, target: Target, text: string): Promise<boolean> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  if (!(await keepsParent(services, target))) return false;
  const { document } = target.scan;
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(target.credential.start), document.positionAt(target.credential.end));
  edit.replace(document.uri, range, text);
  if (canReplace(target) && (await vscode.workspace.applyEdit(edit))) return true;
  void ask.showError(t("The credential was not replaced: the file changed meanwhile, or can't be edited. Copy the result instead."));
  return false;
}

/** Asks whether to go on, and how the parent is to be kept where it is not saved yet. False where the person left. */
async function keepsParent(services: Services, target: Target): Promise<boolean> {
  const { ask, clipboard, decoder, vault } = services;
  const { t } = decoder.voice();
  await vault.load();
  const replace = t("Replace");
  const question = t("Replace the credential in the file by the restricted one?");
  const facts = factsOf(target.credential);
  const known = facts && vault.find(facts.fingerprint);
  const parent = savable(target.credential, target.scan.credentials);
  // Twelve digits can be made to fit: the parent itself is what must be kept.
  if (known && parent && !("half" in parent) && isSameCredential(known.credential, parent)) {
    const detail = t("Its parent is saved as “{0}”. Only that one, or another of its ancestors, can revoke the restricted one.", known.label);
    if ((await ask.showWarning(question, { modal: true, detail, actions: [replace] })) !== replace) return false;
    // Another window may have removed it since it was read.
    await vault.save(parent, { label: known.label });
    return true;
  }
  const save = t("Save Parent and Replace");
  const copy = t("Copy Parent and Replace");
  const answer = await ask.showWarning(question, {
    modal: true,
    detail: t("Only the parent, or another of its ancestors, can revoke the restricted one. Save it in VS Code's secret storage, or copy it and paste it where it is safe at once: the clipboard forgets it again."),
    actions: [save, copy, replace],
  });
  if (answer === save) return saveParent(services, target);
  if (answer === copy) await clipboard.copy(target.credential.text);
  return answer !== undefined;
}

async function saveParent({ ask, decoder, vault }: Services, { credential, scan }: Target): Promise<boolean> {
  const voice = decoder.voice();
  const parent = savable(credential, scan.credentials);
  if (!parent || "half" in parent) return false;
  const proposal = freeLabel(labelOf(factsOf(credential), voice), vault.all());
  const label = await askForLabel(ask, voice.t("Save the Parent"), proposal, vault.all(), voice);
  if (label === undefined) return false;
  await vault.save(parent, { label });
  return true;
}
