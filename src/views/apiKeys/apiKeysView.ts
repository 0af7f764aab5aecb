import * as vscode from "vscode";
import type { Voice } from "../../decoder/voice";
import type { Clock } from "../../platform/clock";
import type { Disposable } from "../../platform/lifecycle";
import type { Log } from "../../platform/log";
import type { ConsoleProject, KeyQuery } from "../../satellite/console";
import type { Accounts } from "../../vault/accounts";
import type { Vault } from "../../vault/vault";
import { ApiKeyNode } from "./apiKeyNode";
import type { ConsoleSessions } from "./consoleSessions";

interface Surroundings {
  readonly accounts: Accounts;
  readonly sessions: ConsoleSessions;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly log: Log;
  readonly voice: () => Voice;
}

/** The view "API Keys": accounts, their projects, and the projects' API keys. */
export class ApiKeysView implements vscode.TreeDataProvider<ApiKeyNode>, Disposable {
  readonly #around: Surroundings;
  readonly #view: vscode.TreeView<ApiKeyNode>;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#view = vscode.window.createTreeView("storjGrants.apiKeys", { treeDataProvider: this, canSelectMany: true, showCollapseAll: true });
  }

  /** The lines that are selected, as VS Code hands them to a command of the view's own menu. */
  get selection(): readonly [] | readonly [ApiKeyNode, readonly ApiKeyNode[]] {
    const { selection, visible } = this.#view;
    const [first] = selection;
    return visible && first ? [first, selection] : [];
  }

  /** Asks again for what is shown: below the account or project that was clicked, else for all. */
  async reload(args: readonly unknown[]): Promise<void> {
    await Promise.reject(new Error(`not built yet ${args.length}`));
  }

  /** The projects of an account as far as they were listed. */
  projects(account: string): readonly ConsoleProject[] {
    return account === "not built yet" ? [] : [];
  }

  /** Lists the projects of an account where that was not done yet. Errors: ConsoleError. */
  async loadProjects(account: string, signal?: AbortSignal): Promise<readonly ConsoleProject[]> {
    return Promise.reject(new Error(`not built yet ${account} ${String(signal?.aborted)}`));
  }

  /** How a project's keys are asked for. */
  query(account: string, project: string): KeyQuery {
    return { order: "name", isDescending: false, search: account === project ? "" : "" };
  }

  /** Asks for a project's keys in another way, from the first page on. */
  async arrange(account: string, project: string, change: Partial<KeyQuery>): Promise<void> {
    await Promise.reject(new Error(`not built yet ${account} ${project} ${String(change.search)}`));
  }

  /** Asks again for a project's keys, as many as are shown: something was created or deleted there. Fails silently: the line says so. */
  async reloadProject(account: string, project: string): Promise<void> {
    await Promise.reject(new Error(`not built yet ${account} ${project}`));
  }

  /** Shows the view with an account, a project or a key selected; asks for what is not there yet. Undefined where it is not found. */
  async reveal(account: string, project?: string, key?: string): Promise<ApiKeyNode | undefined> {
    return Promise.reject(new Error(`not built yet ${account} ${String(project)} ${String(key)}`));
  }

  getChildren(): ApiKeyNode[] {
    return [];
  }

  getParent(node: ApiKeyNode): ApiKeyNode | undefined {
    return node.parent;
  }

  getTreeItem(node: ApiKeyNode): vscode.TreeItem {
    return new vscode.TreeItem(`${node.kind} ${this.#around.clock.now()}`);
  }

  dispose(): void {
    this.#view.dispose();
  }
}
