import * as vscode from "vscode";
import type { Services } from "./services";
import { openDocument } from "./asking/target";

/** Scans a document whole that was too large, or held too much, to be decoded unasked. */
export function decodeMore({ decoder }: Services, [uri]: readonly unknown[]): void {
  const document = openDocument(uri) ?? vscode.window.activeTextEditor?.document;
  if (!document) return;
  decoder.scans.askFor(document);
  decoder.refreshAll();
}
