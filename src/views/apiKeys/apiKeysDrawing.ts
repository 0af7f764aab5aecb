import * as vscode from "vscode";
import type { Translate, Voice } from "../../decoder/voice";
import { ExplainedError } from "../../platform/errors";
import { ConsoleError } from "../../satellite/console/consoleError";
import type { Accounts } from "../../vault/accounts";
import type { SavedRecord } from "../../vault/record";
import {
  accountLine,
  accountTooltip,
  type Failed,
  failureLine,
  failureTooltip,
  keyLine,
  keyTooltip,
  type Line,
  moreLine,
  noteLine,
  projectLine,
  projectTooltip,
  triedWords,
} from "./apiKeyItem";
import type { ApiKeyNode } from "./apiKeyNode";
import type { ApiKeyTree } from "./apiKeyTree";
import type { ConsoleSessions } from "./consoleSessions";
import { consoleKeyOf, linkOf, savedOfKey } from "./linkedKeys";

/** What draws the view: loaded with its first line. */
export { readRecords } from "../savedFacts";
export { ApiKeyTree } from "./apiKeyTree";
export { linkOf } from "./linkedKeys";

/** How consoles and their failures are called: the commands say it as well. */
export interface ConsoleWords {
  readonly consoleName: (origin: string) => string;
  readonly consoleWords: (error: ConsoleError, host: string, t: Translate) => { readonly wrong: string };
}

/** What lines are drawn from. */
export interface Scene {
  readonly tree: ApiKeyTree;
  readonly accounts: Pick<Accounts, "find">;
  readonly sessions: Pick<ConsoleSessions, "isOver">;
  readonly saved: readonly SavedRecord[];
  readonly words: ConsoleWords;
  /** Why the accounts could not be read. */
  readonly failure: unknown;
  readonly voice: Voice;
}

/** A line of the view as VS Code draws it, and until when its text is true. */
export function apiKeyItem(node: ApiKeyNode, scene: Scene): { readonly item: vscode.TreeItem; readonly changesAt: number } {
  const drawn: Line & { readonly changesAt?: number } = lineOf(node, scene);
  const { label, description, icon, contextValue, spoken, hasChildren, command, changesAt = Infinity } = drawn;
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, hasChildren ? Collapsed : None);
  item.id = node.id;
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = contextValue;
  item.accessibilityInformation = { label: spoken, role: "treeitem" };
  // To sign in is about the account.
  const about = command?.id === "storjGrants.signIn" ? scene.tree.accountNode(node.account) : node;
  if (command) item.command = { command: command.id, title: command.title, arguments: [about] };
  return { item, changesAt };
}

/** What a line tells when the mouse rests on it; undefined where it has nothing to add. */
export function apiKeyTooltip(node: ApiKeyNode, scene: Scene): vscode.MarkdownString | undefined {
  const text = tooltipOf(node, scene);
  return text === undefined ? undefined : new vscode.MarkdownString(text);
}

function lineOf(node: ApiKeyNode, scene: Scene): Line {
  const { tree, accounts, sessions, saved, words, voice } = scene;
  const account = accounts.find(node.account);
  const gone = noteLine(undefined, voice);
  const pages = node.project === "" ? undefined : tree.pages(node.account, node.project);
  switch (node.kind) {
    case "account":
      return account ? accountLine(account, words.consoleName(account.origin), sessions.isOver(account.id), voice) : gone;
    case "project": {
      const project = tree.project(node.account, node.project);
      return project ? projectLine(project, pages, voice) : gone;
    }
    case "key": {
      const key = pages?.find(node.key);
      return key && account ? keyLine(key, linkOf(account.origin, key.id, saved), voice) : gone;
    }
    case "more":
      return moreLine(pages?.count ?? 0, pages?.total ?? 0, voice);
    case "note":
      return noteLine(pages?.query.search, voice);
    case "failure": {
      const { tried, failed, readAt } = failureOf(node, scene);
      return failureLine(tried, failed, readAt, voice);
    }
  }
}

function tooltipOf(node: ApiKeyNode, scene: Scene): string | undefined {
  const { tree, accounts, sessions, saved, voice } = scene;
  const account = accounts.find(node.account);
  switch (node.kind) {
    case "account":
      return account && accountTooltip(account, sessions.isOver(account.id), voice);
    case "project": {
      const project = tree.project(node.account, node.project);
      return project && projectTooltip(project, voice);
    }
    case "key": {
      const key = tree.pages(node.account, node.project).find(node.key);
      if (!key || !account) return undefined;
      const linked = savedOfKey(account.origin, key.id, saved);
      return keyTooltip(key, linked.map((record) => ({ label: record.label, isSaid: consoleKeyOf(record, saved)?.isSaid === true })), voice);
    }
    case "failure": {
      const { tried, failed } = failureOf(node, scene);
      return failureTooltip(tried, failed);
    }
    case "more":
    case "note":
      return undefined;
  }
}

interface FailureOfLine {
  readonly tried: string;
  readonly failed: Failed;
  /** Of which time is what stands below. */
  readonly readAt: number | undefined;
}

function failureOf(node: ApiKeyNode, scene: Scene): FailureOfLine {
  const { tree, voice } = scene;
  const { t } = voice;
  if (node.account === "") return { tried: t("The accounts were not read"), failed: failed(scene.failure, "", scene), readAt: undefined };
  const { words, accounts } = scene;
  const host = words.consoleName(accounts.find(node.account)?.origin ?? "");
  const list = tree.list(node.account);
  const pages = node.project === "" ? undefined : tree.pages(node.account, node.project);
  const failure = pages ? pages.failure : list.failure;
  return { tried: triedWords(pages?.failure, t), failed: failed(failure?.error, host, scene), readAt: (pages ?? list).readAt };
}

function failed(error: unknown, host: string, { words, voice }: Scene): Failed {
  const { t } = voice;
  if (error instanceof ConsoleError) return { wrong: words.consoleWords(error, host, t).wrong, isSignedOut: error.code === "signed-out" };
  if (error instanceof ExplainedError) return { wrong: error.wrong, isSignedOut: false };
  return { wrong: t("something failed that should not; the log “Storj Grants” in the Output view tells more"), isSignedOut: false };
}
