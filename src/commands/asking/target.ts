import * as vscode from "vscode";
import type { Credential } from "../../decoder/credential";
import { factsOf } from "../../decoder/factsOf";
import { lensOf } from "../../decoder/summary";
import { decoded } from "../../decoder/surfaces/hovers";
import { rangeOf, type Scan } from "../../decoder/surfaces/scans";
import { BACK, type Choice } from "../../platform/ask";
import type { Services } from "../services";

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

/** What stands at the cursor, else in the selection or line; what a command means without asking. */
function nearby({ document, credentials }: Scan, selection: vscode.Selection): readonly Credential[] {
  const at = document.offsetAt(selection.active);
  const under = credentials.find(({ start, end }) => start <= at && at <= end);
  if (under && selection.isEmpty) return [under];
  const lines = new vscode.Range(selection.start.line, 0, selection.end.line, document.lineAt(selection.end.line).text.length);
  return credentials.filter((credential) => rangeOf(document, credential).intersection(selection.isEmpty ? lines : selection));
}

export interface Candidates {
  readonly scan: Scan;
  /** Those that the arguments point to, or that are near the cursor. */
  readonly near: readonly Credential[];
  readonly all: readonly Credential[];
}

/** The credentials that a command may mean: of the document that its arguments point to, else of the active editor. */
export async function candidates(
  { decoder }: Services,
  args: readonly unknown[],
  accepts: (credential: Credential) => boolean,
): Promise<Candidates | undefined> {
  const pointer = readPointer(args);
  const editor = vscode.window.activeTextEditor;
  const document = pointer ? openDocument(pointer.uri) : editor?.document;
  const scan = document && (await decoder.scans.of(document));
  if (!scan) return undefined;
  const all = scan.credentials.map(decoded).filter(accepts);
  const usable = { ...scan, credentials: all };
  if (pointer) return { scan, near: pointedAt(usable, pointer), all: [] };
  return { scan, near: editor ? nearby(usable, editor.selection) : [], all };
}

/**
 * The credential that a command is about: the one its arguments point to, else the one at the cursor, else the only one in the line or
 * selection, else the only one at all, else the one that the person picks. Undefined where there is none or the person left.
 */
export async function chooseTarget(
  services: Services,
  args: readonly unknown[],
  title: string,
  accepts: (credential: Credential) => boolean,
): Promise<Target | "none" | undefined> {
  const found = await candidates(services, args, accepts);
  const from = found && (found.near.length > 0 ? found.near : found.all);
  if (!from || from.length === 0) return "none";
  const { scan } = found;
  const [only, ...others] = from;
  if (only && others.length === 0) return { scan, credential: only };
  const credential = await services.ask.pick({ title, items: from.map((one) => choiceOf(one, scan, services)) });
  return credential === undefined || credential === BACK ? undefined : { scan, credential };
}

function pointedAt({ document, credentials }: Scan, { start, line }: Pointer): readonly Credential[] {
  if (line === undefined) return credentials.filter((credential) => credential.start === start);
  return credentials.filter((credential) => document.positionAt(credential.start).line === line);
}

/** A credential as an item to pick: its chain, and where it stands. */
export function choiceOf(value: Credential, { document }: Scan, { decoder }: Services): Choice<Credential> {
  const voice = decoder.voice();
  const { line, character } = document.positionAt(value.start);
  const description = voice.t("line {0}, column {1}", line + 1, character + 1);
  return { label: lensOf(value, factsOf(value), voice).text, description, value };
}
