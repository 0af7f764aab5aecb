import * as vscode from "vscode";
import { ExplainedError } from "../../platform/errors";
import { ownVariable, takenVariables } from "./ownVariable";
import type { Replacement } from "./reference";
import { referenceAt } from "./referenceAt";
import { referenceExpression } from "./referenceExpression";
import { importFor } from "./referenceImport";
import { referenceKind } from "./referenceKind";
import type { Services } from "../services";

/**
 * What is dropped into an editor from the view: how the language reads the variable, in place of the quotes around it too where it brings its
 * own; of several ids a line for each.
 */
export async function dropReference(
  services: Services,
  document: vscode.TextDocument,
  position: vscode.Position,
  ids: string,
): Promise<vscode.DocumentDropEdit | undefined> {
  try {
    return await editFor(services, document, document.offsetAt(position), ids);
  } catch (error) {
    if (!(error instanceof ExplainedError)) throw error;
    void services.ask.showError(error.message);
    return undefined;
  }
}

async function editFor(
  services: Services,
  document: vscode.TextDocument,
  offset: number,
  ids: string,
): Promise<vscode.DocumentDropEdit | undefined> {
  const { decoder, vault } = services;
  await vault.load();
  const records = ids.split("\n").flatMap((id) => vault.find(id) ?? []);
  if (records.length === 0) return undefined;
  const variables: string[] = [];
  for (const record of records) {
    // One after the other: each must know the variables that those before it got.
    const variable = record.variable ?? ownVariable(record, takenVariables(services));
    if (record.variable === undefined) await vault.change(record.id, { variable });
    variables.push(variable);
  }
  const { start, end, text } = replacementFor(document, offset, variables);
  const isInsertion = start === offset && end === offset;
  const edit = new vscode.DocumentDropEdit(isInsertion ? text : "", decoder.voice().t("Insert Reference"));
  edit.kind = referenceKind;
  const needed = importFor(document.languageId, document.getText());
  if (isInsertion && !needed) return edit;
  const changes = new vscode.WorkspaceEdit();
  // All in the additional edit then, with nothing to insert: VS Code refuses an insertion that touches another change.
  if (!isInsertion) changes.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  if (needed) changes.insert(document.uri, document.positionAt(needed.at), needed.text);
  edit.additionalEdit = changes;
  return edit;
}

function replacementFor(document: vscode.TextDocument, offset: number, variables: readonly string[]): Replacement {
  const [only, ...others] = variables;
  if (only !== undefined && others.length === 0) {
    return referenceAt(document.languageId, document.fileName, document.getText(), offset, offset, only);
  }
  const lines = variables.map((variable) => referenceExpression(document.languageId, document.fileName, variable));
  return { start: offset, end: offset, text: lines.join("\n") };
}
