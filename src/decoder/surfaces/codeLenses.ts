import * as vscode from "vscode";
import type { CommandId } from "../../platform/contributions";
import { showOutside } from "../../platform/showOutside";
import type { Credential } from "../credential";
import { factsOf } from "../factsOf";
import { canBeSaved, type FindSaved, savedWords } from "../saved";
import { savedIdOf } from "../savedId";
import { lensOf } from "../summary";
import type { Voice } from "../voice";
import type { Scan } from "./scans";

/** Beyond this column VS Code draws nothing; Problems and Inspect still tell. */
const lastColumn = 10_000;

/** The credentials of each line, first to last; those past the last column that is drawn are left out. */
export function byLine({ document, credentials }: Scan): Map<number, Credential[]> {
  const lines = new Map<number, Credential[]>();
  for (const credential of credentials) {
    const { line, character } = document.positionAt(credential.start);
    if (character > lastColumn) continue;
    const onLine = lines.get(line);
    if (onLine) onLine.push(credential);
    else lines.set(line, [credential]);
  }
  return lines;
}

/** Arguments of a command that means a credential: where it stands, never what it is. */
export function target(scan: Scan, credential: Credential): [uri: string, start: number] {
  return [scan.document.uri.toString(), credential.start];
}

/** Above each line with credentials: what they are and what can be done with them. */
export function codeLenses(scan: Scan, voice: Voice, findSaved: FindSaved): vscode.CodeLens[] {
  const { t } = voice;
  const lenses: vscode.CodeLens[] = [];
  for (const [line, onLine] of byLine(scan)) {
    const [first] = onLine;
    if (!first) continue;
    const add = (title: string, command: CommandId, args: unknown[]): void => {
      lenses.push(new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, command, arguments: args }));
    };
    if (onLine.length > 1) {
      add(t("{0} Storj credentials", onLine.length), "storjGrants.inspectCredential", [scan.document.uri.toString(), first.start, line]);
      continue;
    }
    const where = target(scan, first);
    add(lensOf(first, factsOf(first), voice).text, "storjGrants.inspectCredential", where);
    if (first.kind === "grant" || first.kind === "apiKey") {
      add(t("Restrict to Prefix…"), "storjGrants.restrictToPrefix", where);
      add(t("Restrict…"), "storjGrants.restrict", where);
    }
    if (first.kind === "apiKey") add(t("Create Grant…"), "storjGrants.createGrant", where);
    const saved = findSaved(savedIdOf(first, scan.credentials));
    if (saved) add(savedWords({ ...saved, label: showOutside(saved.label, 60) }, voice), "storjGrants.showSaved", where);
    else if (canBeSaved(first)) add(t("Save…"), "storjGrants.saveCredential", where);
  }
  if (scan.undecoded > 0) {
    const command = "storjGrants.decodeMore" satisfies CommandId;
    const title = t("{0} more Storj credentials: decode", scan.undecoded);
    lenses.push(new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command, arguments: [scan.document.uri.toString()] }));
  }
  return lenses;
}
