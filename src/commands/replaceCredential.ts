import * as vscode from "vscode";
import type { Services } from "./services";
import type { Target } from "./target";

/** Whether a credential can still be replaced where it stands: its text is unchanged and its document can be edited. */
export function canReplace({ scan: { document }, credential }: Target): boolean {
  if (document.isClosed || !isWritable(document)) return false;
  const range = new vscode.Range(document.positionAt(credential.start), document.positionAt(credential.end));
  return document.getText(range) === credential.text;
}

/** Whether a document can be saved somewhere; what another extension only shows looks editable and is not. */
function isWritable(document: vscode.TextDocument): boolean {
  const holder = vscode.workspace.notebookDocuments.find((notebook) => notebook.getCells().some((cell) => cell.document === document));
  const { isUntitled, uri } = holder ?? document;
  return isUntitled || vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true;
}

/**
 * Puts another credential in the place of one, in one edit that Undo takes back. The parent is what can revoke the child, so it is
 * offered to the clipboard first. False where the person left or the text was no longer there: the result is not lost, the caller asks on.
 */
export async function replaceCredential({ ask, clipboard, decoder }: Services, target: Target, text: string): Promise<boolean> {
  const { t } = decoder.voice();
  const copyFirst = t("Copy Parent and Replace");
  const replace = t("Replace");
  const answer = await ask.showWarning(t("Replace the credential in the file by the restricted one?"), {
    modal: true,
    detail: t("Only the parent, or another of its ancestors, can revoke the restricted one. The clipboard forgets it again: paste it where it is safe at once."),
    actions: [copyFirst, replace],
  });
  if (answer === undefined) return false;
  if (answer === copyFirst) await clipboard.copy(target.credential.text);
  const { document } = target.scan;
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(target.credential.start), document.positionAt(target.credential.end));
  edit.replace(document.uri, range, text);
  if (canReplace(target) && (await vscode.workspace.applyEdit(edit))) return true;
  void ask.showError(t("The credential was not replaced: the file changed meanwhile, or can't be edited. Copy the result instead."));
  return false;
}
