import * as vscode from "vscode";
import { factsOf } from "../factsOf";
import { hintOf } from "../summary";
import type { Voice } from "../voice";
import { byLine } from "./codeLenses";
import type { Scan } from "./scans";

/** A few characters in front of each line's first credential: its end is far off the screen. */
export function inlayHints(scan: Scan, range: vscode.Range, voice: Voice): vscode.InlayHint[] {
  const hints: vscode.InlayHint[] = [];
  for (const [line, [first, ...others]] of byLine(scan)) {
    if (!first || line < range.start.line || line > range.end.line) continue;
    const text =
      others.length > 0 ? voice.t("{0} Storj credentials", others.length + 1) : hintOf(first, factsOf(first), voice).text;
    const hint = new vscode.InlayHint(scan.document.positionAt(first.start), text);
    hint.paddingRight = true;
    hints.push(hint);
  }
  return hints;
}
