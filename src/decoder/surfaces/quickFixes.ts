import * as vscode from "vscode";
import type { CommandId } from "../../platform/contributions";
import { fingerprintOf } from "../describe";
import { factsOf } from "../factsOf";
import { isDocumentOfOurs } from "./readOnlyDocuments";
import { canBeSaved } from "../saved";
import type { Translate } from "../voice";
import { target } from "./codeLenses";
import { rangeOf, type Scan } from "./scans";

/** What can be done about the Problems at the cursor: restrict, explain, ignore for oneself or for the workspace. */
export function quickFixes(
  scan: Scan,
  range: vscode.Range,
  problems: readonly vscode.Diagnostic[],
  t: Translate,
): vscode.CodeAction[] {
  const ours = problems.filter(({ code }) => typeof code === "object" && isDocumentOfOurs(code.target));
  return scan.credentials
    .filter((credential) => rangeOf(scan.document, credential).intersection(range))
    .flatMap((credential) => {
      const about = ours.filter((problem) => problem.range.isEqual(rangeOf(scan.document, credential)));
      const fix = (title: string, command: CommandId, args: unknown[]): vscode.CodeAction => {
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.command = { title, command, arguments: args };
        action.diagnostics = about;
        return action;
      };
      const where = target(scan, credential);
      const restrict =
        credential.kind === "grant" || credential.kind === "apiKey"
          ? [
              fix(t("Restrict to Prefix…"), "storjGrants.restrictToPrefix", where),
              fix(t("Restrict…"), "storjGrants.restrict", where),
            ]
          : [];
      const inspect = fix(t("Inspect This Storj Credential"), "storjGrants.inspectCredential", where);
      const save = canBeSaved(credential) ? [fix(t("Save This Storj Credential…"), "storjGrants.saveCredential", where)] : [];
      if (canBeSaved(credential) && credential.kind !== "link") {
        save.unshift(fix(t("Save and Replace with Reference…"), "storjGrants.saveAndReplace", where));
      }
      if (about.length === 0) return [...restrict, ...save, inspect];
      const fingerprint = fingerprintOf(credential, factsOf(credential));
      const ignore = (title: string, where: "user" | "workspace"): vscode.CodeAction =>
        fix(title, "storjGrants.ignoreCredential", [fingerprint, where]);
      return [
        ...restrict,
        ...save,
        inspect,
        ignore(t("Ignore This Storj Credential ({0}) in User Settings", fingerprint), "user"),
        ...(hasWorkspaceSettings() ? [ignore(t("Ignore This Storj Credential ({0}) in Workspace Settings", fingerprint), "workspace")] : []),
      ];
    });
}

/** Where there is a workspace, and what it says counts. */
export function hasWorkspaceSettings(): boolean {
  return vscode.workspace.isTrusted && (vscode.workspace.workspaceFolders?.length ?? 0) > 0;
}
