import * as vscode from "vscode";
import { showOutside } from "../../platform/showOutside";
import { fingerprintOf } from "../describe";
import { factsOf } from "../factsOf";
import { type FindingCode, findingSeverities, findingsOf, type Severity } from "../findings";
import type { Voice } from "../voice";
import { findingUri } from "./readOnlyDocuments";
import { rangeOf, type Scan } from "./scans";

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** The findings of a scan as Problems: one line each, with a code that opens its explanation. */
export function problemsOf(scan: Scan, ignored: ReadonlySet<string>, voice: Voice): vscode.Diagnostic[] {
  return scan.credentials.flatMap((credential) => {
    const facts = factsOf(credential);
    if (ignored.has(fingerprintOf(credential, facts))) return [];
    return findingsOf(credential, facts, voice).map(({ code, message }) => {
      const range = rangeOf(scan.document, credential);
      const problem = new vscode.Diagnostic(range, showOutside(message, 500), severities[findingSeverities[code]]);
      problem.source = "Storj";
      problem.code = { value: code satisfies FindingCode, target: findingUri(code) };
      return problem;
    });
  });
}
