import * as vscode from "vscode";

/** What the menus of pasting and dropping call a reference. */
export const referenceKind = vscode.DocumentDropOrPasteEditKind.Empty.append("storj", "reference");
