import * as vscode from "vscode";
import { describeKey } from "../decoder/describe";
import { pageAsMarkdown } from "../decoder/page";
import { fullTime } from "../decoder/time";
import type { Voice } from "../decoder/voice";
import { showOutside } from "../platform/showOutside";
import { showOutsideAsMarkdown } from "../platform/showOutsideAsMarkdown";
import type { BrokenRecord, ConsoleKey, SavedRecord } from "../vault/record";
import { factsOfRecord } from "./savedFacts";
import type { SavedNode } from "./savedNode";
import { summaryOf } from "./savedSummary";

const icons = { grant: "key", apiKey: "shield", s3: "cloud" } as const;

/** A saved credential as VS Code draws it. Nothing of it is secret; what takes longer comes with {@link recordTooltip}. */
export function recordItem(node: SavedNode, record: SavedRecord, voice: Voice, revoked: number | undefined): vscode.TreeItem {
  const { t } = voice;
  const { credential, color, isProduction, label } = record;
  const item = newItem(node, showOutside(label), node.children.length > 0);
  const summary = summaryOf(record, voice, revoked).text;
  item.description = node.isLoose ? t("{0} · link to its family not saved", summary) : summary;
  item.iconPath = new vscode.ThemeIcon(revoked === undefined ? icons[credential.kind] : "circle-slash", color && new vscode.ThemeColor(`charts.${color}`));
  const canRestrict = factsOfRecord(record) ? "narrowable" : "";
  item.contextValue = ["saved", credential.kind, canRestrict].join(" ").trim();
  const kind = { grant: t("access grant"), apiKey: t("API key"), s3: t("S3 credentials") }[credential.kind];
  const marks = [isProduction ? t("production") : undefined, color && t("marked {0}", color)];
  const spoken = [showOutside(label), kind, item.description, ...marks].filter(Boolean).join(", ");
  item.accessibilityInformation = { label: spoken, role: "treeitem" };
  return item;
}

/** The same content as the hover's, when the mouse rests on it. */
export function recordTooltip(
  node: SavedNode,
  record: SavedRecord,
  voice: Voice,
  { consoleKey, revoked }: { readonly consoleKey: ConsoleKey | undefined; readonly revoked: number | undefined },
): vscode.MarkdownString {
  const { t } = voice;
  const facts = factsOfRecord(record);
  const about = [
    revoked === undefined ? undefined : t("Revoked: {0}", fullTime(revoked, voice).text),
    record.variable === undefined ? undefined : t("Environment variable: {0}", showOutsideAsMarkdown(record.variable)),
    t("Fingerprint: {0}", record.id),
    consoleKey && apiKeyLine(consoleKey, voice),
    node.isLoose ? t("Others of its API key's family are saved, but not the link between them and it.") : undefined,
  ].filter((line) => line !== undefined);
  const page = facts && describeKey(facts, voice);
  const text = page
    ? pageAsMarkdown({ ...page, title: `${record.label} · ${page.title}` }, about.join("  \n"))
    : pageAsMarkdown({ title: record.label, caution: t("S3 credentials of Storj's gateway"), sections: [], asOf: "" }, about.join("  \n"));
  return new vscode.MarkdownString(text);
}

/** Which API key of a console it was made from, as far as that is known without asking there. */
function apiKeyLine({ isSaid, key, origin }: ConsoleKey, { t }: Voice): string {
  const [id, host] = [showOutsideAsMarkdown(key), showOutsideAsMarkdown(origin.replace(/^https:\/\//, ""))];
  return isSaid ? t("API key {0} at {1} (said, not proved)", id, host) : t("API key {0} at {1}", id, host);
}

/** What can't be read is shown as such, and stays until a person removes it. */
export function brokenItem(node: SavedNode, { id, problem }: BrokenRecord, { t }: Voice): vscode.TreeItem {
  const item = newItem(node, id, false);
  item.description = problem === "newer" ? t("saved by a newer version: left alone") : t("unreadable");
  item.tooltip =
    problem === "newer"
      ? t("A newer version of this extension saved it. Update the extension to use it.")
      : t("Its entry in VS Code's secret storage can't be read. Nothing deletes it but you.");
  item.iconPath = new vscode.ThemeIcon("warning");
  item.contextValue = "broken";
  item.accessibilityInformation = { label: `${id}, ${item.description}` };
  return item;
}

/** What the journal knows and VS Code's storage no longer has. */
export function lostItem(node: SavedNode, { t }: Voice): vscode.TreeItem {
  const item = newItem(node, node.id, false);
  item.description = t("no longer there");
  item.tooltip = t("It was saved here, and VS Code's secret storage no longer has it. Save it again from where you have it.");
  item.iconPath = new vscode.ThemeIcon("question");
  item.contextValue = "lost";
  item.accessibilityInformation = { label: `${node.id}, ${item.description}` };
  return item;
}

export function groupItem(node: SavedNode, { t }: Voice): vscode.TreeItem {
  const item = newItem(node, node.id, true);
  const count = [...node.withDescendants()].length - 1;
  item.description = String(count);
  item.iconPath = new vscode.ThemeIcon("server");
  item.contextValue = node.children[0]?.kind === "lost" ? "lostGroup" : "group";
  item.accessibilityInformation = { label: t("{0}, {1} saved", node.id, count) };
  return item;
}

export function failureItem(node: SavedNode, { t }: Voice): vscode.TreeItem {
  const item = newItem(node, t("The saved grants can't be read"), false);
  item.description = t("try again");
  item.tooltip = showOutside(node.id, 500);
  item.iconPath = new vscode.ThemeIcon("error");
  item.contextValue = "failure";
  item.command = { command: "storjGrants.reloadSaved", title: t("Try Again") };
  return item;
}

/** As many children as are shown unasked: lineage is what the view is for, but five hundred tenants would bury the rest. */
const fewChildren = 20;

function newItem({ kind, id, children }: SavedNode, label: string, hasChildren: boolean): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  const isMany = kind === "record" && children.length > fewChildren;
  const item = new vscode.TreeItem(label, hasChildren ? (isMany ? Collapsed : Expanded) : None);
  item.id = `${kind}/${id}`;
  return item;
}
