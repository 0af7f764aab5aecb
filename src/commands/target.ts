import * as vscode from "vscode";
import type { Credential } from "../decoder/credential";
import { factsOf } from "../decoder/factsOf";
import { lensOf } from "../decoder/summary";
import { decoded } from "../decoder/surfaces/hovers";
import { rangeOf, type Scan } from "../decoder/surfaces/scans";
import { BACK } from "../platform/ask";
import type { Services } from "./services";

/** A credential in an open document. */
export interface Target {
  readonly scan: Scan;
  readonly credential: Credential;
}

/** Where a lens, hover or quick fix points. Any extension may send arguments: what is not of this shape counts as none. */
interface Pointer {
  readonly uri: string;
  readonly start: number;
  /** The line whose credentials are meant all together. */
  readonly line: number | undefined;
}

function readPointer(args: readonly unknown[]): Pointer | undefined {
  const [uri, start, line] = args;
  if (typeof uri !== "string" || typeof start !== "number") return undefined;
  return { uri, start, line: typeof line === "number" ? line : undefined };
}

/** The open document that an argument names; none is opened at a stranger's wish. */
export function openDocument(uri: unknown): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
}

/** The credentials that a command may mean, the likeliest alone: at the cursor, else in the selection or line, else all. */
function candidates(scan: Scan, selection: vscode.Selection): readonly Credential[] {
  const { document, credentials } = scan;
  const at = document.offsetAt(selection.active);
  const under = credentials.find(({ start, end }) => start <= at && at <= end);
  if (under && selection.isEmpty) return [under];
  const lines = new vscode.Range(selection.start.line, 0, selection.end.line, document.lineAt(selection.end.line).text.length);
  const near = credentials.filter((credential) => rangeOf(document, credential).intersection(selection.isEmpty ? lines : selection));
  return near.length > 0 ? near : credentials;
}

/**
 * The credential that a command is about: the one its arguments point to, else the one at the cursor, else the only one in the line or
 * selection, else the one that the person picks. Undefined where there is none or the person left.
 */
export async function chooseTarget(
  { ask, decoder }: Services,
  args: readonly unknown[],
  title: string,
  accepts: (credential: Credential) => boolean,
): Promise<Target | undefined> {
  const pointer = readPointer(args);
  const editor = vscode.window.activeTextEditor;
  const document = pointer ? openDocument(pointer.uri) : editor?.document;
  const scan = document && (await decoder.scans.of(document));
  if (!scan) return undefined;
  const usable = { ...scan, credentials: scan.credentials.map(decoded).filter(accepts) };
  const found = pointer ? pointedAt(usable, pointer) : editor ? candidates(usable, editor.selection) : [];
  if (found.length < 2) return found[0] && { scan, credential: found[0] };
  const credential = await ask.pick({ title, items: found.map((one) => choiceOf(one, scan, decoder)) });
  return credential === undefined || credential === BACK ? undefined : { scan, credential };
}

function pointedAt({ document, credentials }: Scan, { start, line }: Pointer): readonly Credential[] {
  if (line === undefined) return credentials.filter((credential) => credential.start === start);
  return credentials.filter((credential) => document.positionAt(credential.start).line === line);
}

function choiceOf(value: Credential, { document }: Scan, decoder: Services["decoder"]): { label: string; description: string; value: Credential } {
  const voice = decoder.voice();
  const { line, character } = document.positionAt(value.start);
  const description = voice.t("line {0}, column {1}", line + 1, character + 1);
  return { label: lensOf(value, factsOf(value), voice).text, description, value };
}
