import * as vscode from "vscode";
import { ExplainedError } from "../platform/errors";
import { ownVariable, takenVariables } from "./ownVariable";
import { referenceExpression } from "./referenceExpression";
import { importFor } from "./referenceImport";
import { referenceKind } from "./referenceKind";
import type { Services } from "./services";

/** What is dropped into an editor from the view: a line for each id, with how the language reads its variable. */
export async function dropReference(services: Services, document: vscode.TextDocument, ids: string): Promise<vscode.DocumentDropEdit | undefined> {
  try {
    return await editFor(services, document, ids);
  } catch (error) {
    if (!(error instanceof ExplainedError)) throw error;
    void services.ask.showError(error.message);
    return undefined;
  }
}

async function editFor(services: Services, document: vscode.TextDocument, ids: string): Promise<vscode.DocumentDropEdit | undefined> {
  const { decoder, vault } = services;
  await vault.load();
  const records = ids.split("\n").flatMap((id) => vault.find(id) ?? []);
  if (records.length === 0) return undefined;
  const lines: string[] = [];
  for (const record of records) {
    // One after the other: each must know the variables that those before it got.
    const variable = record.variable ?? ownVariable(record, takenVariables(services));
    if (record.variable === undefined) await vault.change(record.id, { variable });
    lines.push(referenceExpression(document.languageId, document.fileName, variable));
  }
  const edit = new vscode.DocumentDropEdit(lines.join("\n"), decoder.voice().t("Insert Reference"));
  edit.kind = referenceKind;
  const needed = importFor(document.languageId, document.getText());
  if (needed) {
    edit.additionalEdit = new vscode.WorkspaceEdit();
    edit.additionalEdit.insert(document.uri, document.positionAt(needed.at), needed.text);
  }
  return edit;
}
