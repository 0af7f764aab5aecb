import * as vscode from "vscode";
import { factsOf } from "../decoder/factsOf";
import { ExplainedError } from "../platform/errors";
import { freeLabel, labelOf } from "./asking/label";
import { takenVariables } from "./references/ownVariable";
import { findIn } from "./asking/pointedCredential";
import { referenceAt } from "./references/referenceAt";
import { importFor } from "./references/referenceImport";
import { referenceKind } from "./references/referenceKind";
import { isWritable } from "./replaceCredential";
import { savable } from "./asking/savable";
import type { Services } from "./services";
import { variableFrom } from "./references/variableName";

/** Where something is pasted, and the credential: in the memory of this process, until VS Code lets go of the edit. */
class ReferenceEdit extends vscode.DocumentPasteEdit {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
  readonly pasted: string;

  constructor(title: string, document: vscode.TextDocument, range: vscode.Range, pasted: string) {
    super("", title, referenceKind);
    this.document = document;
    this.range = range;
    this.pasted = pasted;
    // Plain text stays what a paste does unless the person chooses otherwise.
    this.yieldTo = [vscode.DocumentDropOrPasteEditKind.Text];
  }
}

/** Offers to save what is pasted and to write a reference to it: offered on every paste, saved only where it is chosen. */
export function offerReference(
  { decoder }: Services,
  document: vscode.TextDocument,
  ranges: readonly vscode.Range[],
  text: string,
): vscode.DocumentPasteEdit[] {
  const [range, ...others] = ranges;
  const [credential] = findIn(text);
  if (!range || others.length > 0 || (credential?.kind !== "grant" && credential?.kind !== "apiKey")) return [];
  if (credential.text !== text.trim()) return [];
  return [new ReferenceEdit(decoder.voice().t("Paste as Reference (Saved in Storj Grants)"), document, range, credential.text)];
}

/** Saves the credential of an edit that was chosen, and fills in the reference. Nothing is pasted where it can't be saved. */
export async function writeReference(services: Services, edit: vscode.DocumentPasteEdit): Promise<vscode.DocumentPasteEdit> {
  if (!(edit instanceof ReferenceEdit)) return edit;
  const { ask, decoder, vault } = services;
  const { t } = decoder.voice();
  try {
    await vault.load();
    const variable = await savePasted(services, edit);
    if (variable !== undefined) fillIn(edit, variable);
  } catch (error) {
    if (!(error instanceof ExplainedError)) throw error;
    void ask.showError(t("Nothing was pasted. {0}", error.message));
  }
  return edit;
}

/** The same as a command, for where VS Code's paste menu does not lead to it: its “Paste As…” never asks for what an edit is to be. */
export async function pasteAsReference(services: Services): Promise<void> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const editor = vscode.window.activeTextEditor;
  if (!editor || !isWritable(editor.document)) {
    void ask.showWarning(t("There is no editor to paste into. Open a file, put the cursor where the grant belongs, and try again."));
    return;
  }
  const [edit] = offerReference(services, editor.document, [editor.selection], await vscode.env.clipboard.readText());
  if (!edit) {
    void ask.showWarning(t("There is no access grant or API key in the clipboard, or there is more in it. Copy one and try again."));
    return;
  }
  await writeReference(services, edit);
  if (edit.additionalEdit && !(await vscode.workspace.applyEdit(edit.additionalEdit))) {
    void ask.showError(t("The grant is saved, but no reference was written: the file can't be edited, or changed meanwhile. Insert Reference writes it."));
  }
}

/** Saves it, and gives the variable from which it is to be read. */
async function savePasted(services: Services, edit: ReferenceEdit): Promise<string | undefined> {
  const { ask, decoder, saved, vault } = services;
  const voice = decoder.voice();
  const { t } = voice;
  const [credential] = findIn(edit.pasted);
  const found = credential && savable(credential, []);
  if (!found || "half" in found) return undefined;
  const label = freeLabel(labelOf(factsOf(credential), voice), vault.all());
  const { record } = await vault.save(found, { label });
  const taken = takenVariables(services);
  const kind = found.kind === "apiKey" ? "apiKey" : "grant";
  const variable = record.variable ?? variableFrom(edit.document.getText(), edit.document.offsetAt(edit.range.start), record.label, taken, kind);
  if (record.variable === undefined) await vault.change(record.id, { variable });
  const show = t("Show");
  const terminal = t("Open Terminal with It");
  void ask.showInformation(t("Saved as “{0}”. The program needs {1} in its environment.", record.label, variable), { actions: [terminal, show] }).then(async (answer) => {
    if (answer === show) await saved.reveal(record.id);
    if (answer === terminal) (await import("./openTerminal")).openTerminalWith(services, [{ ...record, variable }]);
  });
  return variable;
}

/**
 * Puts the reference where the credential would be, in place of the quotes around it too where it brings its own. All in the additional
 * edit, with nothing to insert: VS Code refuses an insertion that touches another change.
 */
function fillIn(edit: ReferenceEdit, variable: string): void {
  const { document, range } = edit;
  const text = document.getText();
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  const reference = referenceAt(document.languageId, document.fileName, text, start, end, variable);
  const place = new vscode.Range(document.positionAt(reference.start), document.positionAt(reference.end));
  const changes = new vscode.WorkspaceEdit();
  changes.replace(document.uri, place, reference.text);
  const needed = importFor(document.languageId, document.getText());
  if (needed) changes.insert(document.uri, document.positionAt(needed.at), needed.text);
  edit.additionalEdit = changes;
}
