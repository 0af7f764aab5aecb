import * as vscode from "vscode";
import type { CommandId } from "../../platform/contributions";
import { showOutsideAsMarkdown } from "../../platform/showOutsideAsMarkdown";
import type { Credential } from "../credential";
import { describe } from "../describe";
import { decodeNow } from "../detect";
import { factsOf } from "../factsOf";
import { pageAsMarkdown } from "../page";
import { canBeSaved, type FindSaved, savedWords } from "../saved";
import { savedIdOf } from "../savedId";
import type { Voice } from "../voice";
import { target } from "./codeLenses";
import { rangeOf, type Scan } from "./scans";

/** The commands that a hover may run, and no others. */
const hoverCommands = [
  "storjGrants.inspectCredential",
  "storjGrants.restrictToPrefix",
  "storjGrants.restrict",
  "storjGrants.saveCredential",
  "storjGrants.saveAndReplace",
  "storjGrants.showSaved",
] as const satisfies readonly CommandId[];

const decodedLately = new WeakMap<Credential, Credential>();

/** Decodes what was put off for its length, since somebody asks now; once, however often they ask. */
export function decoded(credential: Credential): Credential {
  if (credential.kind !== "deferred") return credential;
  const known = decodedLately.get(credential) ?? decodeNow(credential);
  decodedLately.set(credential, known);
  return known;
}

/** Everything about the credential under the mouse, with links to what can be done. */
export function hoverAt(
  scan: Scan,
  position: vscode.Position,
  voice: Voice,
  findSaved: FindSaved,
): vscode.Hover | undefined {
  const offset = scan.document.offsetAt(position);
  const found = scan.credentials.find(({ start, end }) => start <= offset && offset <= end);
  if (!found) return undefined;
  const credential = decoded(found);
  const { t } = voice;
  const link = (title: string, command: (typeof hoverCommands)[number]): string =>
    `[${title}](command:${command}?${encodeURIComponent(JSON.stringify(target(scan, found)))})`;
  const links = [link(t("Inspect"), "storjGrants.inspectCredential")];
  if (credential.kind === "grant" || credential.kind === "apiKey") {
    links.push(link(t("Restrict to Prefix…"), "storjGrants.restrictToPrefix"), link(t("Restrict…"), "storjGrants.restrict"));
  }
  const saved = findSaved(savedIdOf(credential, scan.credentials));
  if (saved) links.push(link(savedWords({ ...saved, label: showOutsideAsMarkdown(saved.label, 60) }, voice), "storjGrants.showSaved"));
  else if (canBeSaved(credential)) links.push(link(t("Save…"), "storjGrants.saveCredential"));
  if (canBeSaved(credential) && credential.kind !== "link") links.push(link(t("Save and Replace…"), "storjGrants.saveAndReplace"));
  const page = pageAsMarkdown(describe(credential, factsOf(credential), voice), links.join(" · "));
  const markdown = new vscode.MarkdownString(page);
  markdown.isTrusted = { enabledCommands: hoverCommands };
  return new vscode.Hover(markdown, rangeOf(scan.document, found));
}
