import * as vscode from "vscode";
import { chooseOneSaved } from "./asking/chooseSaved";
import { isWritable } from "./replaceCredential";
import { referenceAt } from "./references/referenceAt";
import { importFor } from "./references/referenceImport";
import { askForVariable, ownVariable, takenVariables } from "./references/ownVariable";
import type { Services } from "./services";

/** Writes how the language reads a saved credential's variable at each cursor. */
export async function insertReference(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, decoder, vault } = services;
  const { t } = decoder.voice();
  const editor = vscode.window.activeTextEditor;
  if (!editor || !isWritable(editor.document)) {
    void ask.showWarning(t("There is no editor to insert a reference into. Open a file, put the cursor where it belongs, and try again."));
    return;
  }
  const title = t("Insert Reference");
  const record = await chooseOneSaved(services, args, title);
  if (!record) return;
  const variable = await askForVariable(services, record, title, ownVariable(record, takenVariables(services)));
  if (variable === undefined) return;
  if (variable !== record.variable) await vault.change(record.id, { variable });
  const { document } = editor;
  const text = document.getText();
  const references = editor.selections.map(({ start, end }) =>
    referenceAt(document.languageId, document.fileName, text, document.offsetAt(start), document.offsetAt(end), variable),
  );
  const needed = importFor(document.languageId, document.getText());
  const isWritten = await editor.edit((edit) => {
    if (needed) edit.insert(document.positionAt(needed.at), needed.text);
    for (const { start, end, text: written } of references) {
      edit.replace(new vscode.Range(document.positionAt(start), document.positionAt(end)), written);
    }
  });
  if (!isWritten) {
    void ask.showError(t("No reference was inserted: the file can't be edited, or changed meanwhile. Try again."));
    return;
  }
  ask.showStatus(t("Storj: the program needs {0} in its environment. Open Terminal with It gives it.", variable), 10_000);
}
