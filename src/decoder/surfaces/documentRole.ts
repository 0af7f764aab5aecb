import * as vscode from "vscode";

/**
 * How much of a document is explained: in an editor everything; the original side of a diff gets hovers only; a document that VS Code
 * opened for itself, without a tab, gets no Problems.
 */
export type DocumentRole = "editor" | "original" | "hidden" | "never";

/** Our own pages, and what the extensions log: nobody's files. */
const neverSchemes = new Set(["storj-grants", "output"]);

function paths(uri: vscode.Uri): string {
  // A notebook's cells share its path; each has a scheme and a fragment of its own.
  return uri.scheme === "vscode-notebook-cell" ? uri.path : uri.toString();
}

/** What the open tabs make of a document. */
export function roleOf(document: vscode.TextDocument, groups: readonly vscode.TabGroup[]): DocumentRole {
  if (neverSchemes.has(document.uri.scheme)) return "never";
  const wanted = paths(document.uri);
  let role: DocumentRole = "hidden";
  for (const { input } of groups.flatMap((group) => group.tabs)) {
    if (input instanceof vscode.TabInputText && paths(input.uri) === wanted) return "editor";
    if (input instanceof vscode.TabInputNotebook && input.uri.path === wanted) return "editor";
    if (input instanceof vscode.TabInputTextDiff) {
      if (paths(input.modified) === wanted) return "editor";
      if (paths(input.original) === wanted) role = "original";
    }
  }
  return role;
}
