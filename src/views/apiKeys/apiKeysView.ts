import * as vscode from "vscode";
import type { Voice } from "../../decoder/voice";
import { type Clock, wakeAt } from "../../platform/clock";
import type { Disposable } from "../../platform/lifecycle";
import type { Log } from "../../platform/log";
import { inSlices } from "../../platform/slices";
import type { ConsoleProject, KeyQuery, ListedKey } from "../../satellite/console";
import type { Accounts } from "../../vault/accounts";
import type { Vault } from "../../vault/vault";
import { ApiKeyNode } from "./apiKeyNode";
import type * as drawing from "./apiKeysDrawing";
import type { ConsoleSessions } from "./consoleSessions";
import type { KeyPages } from "./keyPages";
import type { Link } from "./linkedKeys";

const viewId = "storjGrants.apiKeys";

/** Ages are drawn anew this seldom, in milliseconds. */
const minute = 60_000;

interface Surroundings {
  readonly accounts: Accounts;
  readonly sessions: ConsoleSessions;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly log: Log;
  readonly voice: () => Voice;
  /** How consoles and their failures are called. */
  readonly words: () => Promise<drawing.ConsoleWords>;
}

/** What comes with the first line. */
interface Loaded {
  readonly drawing: typeof drawing;
  readonly words: drawing.ConsoleWords;
  readonly tree: drawing.ApiKeyTree;
}

/** What a key's line was drawn by. */
interface DrawnKey {
  readonly changesAt: number;
  readonly link: Link | undefined;
}

/** The view "API Keys": accounts, their projects, and the projects' API keys. What is asked for, and when, is decided in ApiKeyTree. */
export class ApiKeysView implements vscode.TreeDataProvider<ApiKeyNode>, Disposable {
  readonly onDidChangeTreeData: vscode.Event<ApiKeyNode[] | undefined>;
  readonly #around: Surroundings;
  readonly #changed = new vscode.EventEmitter<ApiKeyNode[] | undefined>();
  readonly #view: vscode.TreeView<ApiKeyNode>;
  readonly #subscriptions: readonly Disposable[];
  readonly #failure = new ApiKeyNode("failure", "");
  readonly #drawnKeys = new WeakMap<ApiKeyNode, DrawnKey>();
  #loaded: Promise<Loaded> | undefined;
  #tree: drawing.ApiKeyTree | undefined;
  /** Why the accounts could not be read. */
  #unread: unknown;
  /** The accounts as they were drawn, by id. */
  #drawnAccounts: ReadonlyMap<string, string> | undefined;
  #alarm: { readonly at: number; readonly timer: Disposable } | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
    this.onDidChangeTreeData = this.#changed.event;
    this.#view = vscode.window.createTreeView(viewId, { treeDataProvider: this, canSelectMany: true, showCollapseAll: true });
    this.#subscriptions = [
      this.#view,
      this.#changed,
      this.#view.onDidChangeVisibility(({ visible }) => {
        around.sessions.watch(visible);
        this.#followAccounts();
        this.#redrawAges();
      }),
      this.#view.onDidExpandElement(({ element }) => { this.#tree?.open(element, true); }),
      this.#view.onDidCollapseElement(({ element }) => { this.#tree?.open(element, false); }),
      around.accounts.onDidChange(() => { this.#followAccounts(); }),
      around.sessions.onDidChange(() => { this.#followAccounts(); }),
      around.vault.onDidChange(() => void this.#redrawLinks()),
    ];
    around.sessions.watch(this.#view.visible);
  }

  /** The lines that are selected, as VS Code hands them to a command of the view's own menu. */
  get selection(): readonly [] | readonly [ApiKeyNode, readonly ApiKeyNode[]] {
    const { selection, visible } = this.#view;
    const [first] = selection;
    return visible && first ? [first, selection] : [];
  }

  /**
   * Asks again for what is shown; clicked is a failure: for that alone. The view's own button comes with whatever line has the focus: so a line that
   * is clicked does not narrow it.
   */
  async reload([clicked]: readonly unknown[]): Promise<void> {
    const { accounts } = this.#around;
    const { tree } = await this.#load();
    if (clicked instanceof ApiKeyNode && clicked.kind === "failure" && clicked.account !== "") {
      await this.#showing(tree.retry(clicked.account, clicked.project));
      return;
    }
    await this.#showing(this.#read(() => accounts.refresh()).then(() => tree.refresh()));
    if (this.#unread !== undefined) this.#changed.fire(undefined);
  }

  /** The projects of an account as far as they were listed. */
  projects(account: string): readonly ConsoleProject[] {
    return this.#tree?.list(account).projects ?? [];
  }

  /** Lists the projects of an account where that was not done yet. Errors: ConsoleError, or the reason of an aborted signal. */
  async loadProjects(account: string, signal?: AbortSignal): Promise<readonly ConsoleProject[]> {
    const { tree } = await this.#load();
    const list = tree.list(account);
    const ended = new Promise<never>((_resolve, reject) => {
      signal?.addEventListener("abort", () => { reject(signal.reason as Error); }, { once: true });
    });
    await Promise.race([list.load(), ended]);
    // It may have failed a while ago.
    if (!list.projects) await Promise.race([list.refresh(), ended]);
    if (!list.projects) throw list.failure?.error;
    return list.projects;
  }

  /** An API key that is shown. */
  find(account: string, project: string, key: string): ListedKey | undefined {
    return this.#tree?.pages(account, project).find(key);
  }

  /** How a project's keys are asked for. */
  query(account: string, project: string): KeyQuery {
    return this.#tree?.pages(account, project).wanted ?? { order: "name", isDescending: false, search: "" };
  }

  /** Asks for a project's keys in another way, from the first page on. */
  async arrange(account: string, project: string, change: Partial<KeyQuery>): Promise<void> {
    await this.#showing((await this.#pages(account, project)).arrange(change));
  }

  /** Asks for a project's next page; gives how many of how many are shown then, or undefined where it did not come. */
  async loadMore(account: string, project: string): Promise<{ readonly shown: number; readonly total: number } | undefined> {
    const pages = await this.#pages(account, project);
    await this.#showing(pages.load().then(() => (pages.failure && pages.failure.tried !== "more" ? pages.retry() : pages.more())));
    return pages.failure || pages.total === undefined ? undefined : { shown: pages.count, total: pages.total };
  }

  /** Asks again for a project's keys, as many as are shown: something was created or deleted there. Fails silently: the line says so. */
  async reloadProject(account: string, project: string): Promise<void> {
    const pages = await this.#pages(account, project);
    // What was never shown is asked for when it is.
    if (pages.total !== undefined) await this.#showing(pages.refresh());
  }

  /**
   * Shows the view with an account, a project or a key selected; asks for what is not there yet. Undefined where it is not found. Errors:
   * ConsoleError where a key, or its project, could not be looked for; the reason of an aborted signal: then nothing is selected.
   */
  async reveal(account: string, project?: string, key?: string, signal?: AbortSignal): Promise<ApiKeyNode | undefined> {
    const { tree } = await this.#load();
    await vscode.commands.executeCommand(`${viewId}.focus`);
    await this.#read(() => this.#around.accounts.load());
    if (!this.#around.accounts.find(account)) return undefined;
    const node = await this.#showing(this.#find(tree, account, project?.toLowerCase(), key?.toLowerCase(), signal));
    signal?.throwIfAborted();
    if (node) await this.#select(node);
    return node;
  }

  async getChildren(node?: ApiKeyNode): Promise<ApiKeyNode[]> {
    const { accounts, clock, vault } = this.#around;
    const { drawing, tree } = await this.#load();
    if (!node) {
      await this.#read(() => accounts.load());
      const roots = tree.roots();
      this.#drawnAccounts = this.#accountsNow();
      return this.#unread === undefined ? roots : [this.#failure, ...roots];
    }
    const children = await tree.children(node);
    if (node.kind === "project") {
      // Which keys belong to saved grants is said as far as these can be read.
      await vault.load().catch(() => undefined);
      if (vault.all().some(({ consoleKey }) => consoleKey)) await inSlices(drawing.readRecords(vault.all()), clock);
    }
    return children;
  }

  getParent(node: ApiKeyNode): ApiKeyNode | undefined {
    return node.parent;
  }

  async getTreeItem(node: ApiKeyNode): Promise<vscode.TreeItem> {
    const loaded = await this.#load();
    const { item, changesAt } = loaded.drawing.apiKeyItem(node, this.#scene(loaded));
    if (node.kind === "key") {
      this.#drawnKeys.set(node, { changesAt, link: this.#linkOf(loaded.drawing, node) });
      this.#wakeBy(changesAt);
    }
    return item;
  }

  async resolveTreeItem(item: vscode.TreeItem, node: ApiKeyNode): Promise<vscode.TreeItem> {
    const loaded = await this.#load();
    const tooltip = loaded.drawing.apiKeyTooltip(node, this.#scene(loaded));
    if (tooltip) item.tooltip = tooltip;
    return item;
  }

  dispose(): void {
    this.#alarm?.timer.dispose();
    this.#tree?.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #load(): Promise<Loaded> {
    const { accounts, clock, log, sessions, words } = this.#around;
    const use: ConsoleSessions["use"] = async (account, request, signal) => {
      try {
        return await sessions.use(account, request, signal);
      } catch (error) {
        if (signal?.aborted !== true) log.warn("A list did not come from a console.", error);
        throw error;
      }
    };
    this.#loaded ??= Promise.all([import("./apiKeysDrawing"), words()]).then(([loaded, named]) => {
      this.#tree = new loaded.ApiKeyTree({ accounts, sessions: { use }, clock, changed: (node) => { this.#changed.fire([node]); } });
      return { drawing: loaded, words: named, tree: this.#tree };
    });
    return this.#loaded;
  }

  #scene({ tree, words }: Loaded): drawing.Scene {
    const { accounts, sessions, vault, voice } = this.#around;
    return { tree, words, accounts, sessions, saved: vault.all(), failure: this.#unread, voice: voice() };
  }

  async #pages(account: string, project: string): Promise<KeyPages> {
    return (await this.#load()).tree.pages(account, project);
  }

  /** Reads the accounts; where that fails, the view says so. */
  async #read(read: () => Promise<void>): Promise<void> {
    this.#unread = await read().then(() => undefined, (error: unknown) => error);
  }

  async #find(tree: drawing.ApiKeyTree, account: string, project?: string, key?: string, signal?: AbortSignal): Promise<ApiKeyNode | undefined> {
    const accountNode = tree.accountNode(account);
    if (project === undefined) return accountNode;
    await tree.children(accountNode);
    if (!tree.project(account, project)) {
      // It may have come since the projects were listed.
      await tree.list(account).refresh();
      throwIfFailed(tree.list(account));
      if (!tree.project(account, project)) return undefined;
    }
    const projectNode = tree.projectNode(account, project);
    if (key === undefined) return projectNode;
    const pages = tree.pages(account, project);
    if (!(await pages.seek(key, signal))) {
      throwIfFailed(pages);
      return undefined;
    }
    await tree.children(projectNode);
    return tree.keyNode(account, project, key);
  }

  /** VS Code refuses a line that it knows of and has not drawn yet, and does not tell when it has. */
  async #select(node: ApiKeyNode): Promise<void> {
    const { clock, log } = this.#around;
    for (let left = 20; left > 0; left--) {
      try {
        await this.#view.reveal(node, { select: true, focus: true, expand: node.kind !== "key" });
        return;
      } catch (error) {
        if (left === 1) log.warn("A line was not selected.", error);
      }
      await new Promise<void>((resolve) => void clock.setTimer(50, resolve));
    }
  }

  /** The view's own bar moves until it is done. */
  #showing<T>(work: Promise<T>): Promise<T> {
    void vscode.window.withProgress({ location: { viewId } }, () => work.then(() => undefined, () => undefined));
    return work;
  }

  #accountsNow(): ReadonlyMap<string, string> {
    const { accounts, sessions } = this.#around;
    return new Map(accounts.all().map(({ id, expiresAt: _, secret: __, ...shown }) => [id, JSON.stringify([shown, sessions.isOver(id)])]));
  }

  /** Draws accounts anew that are others now, or were signed in to again; then what failed for want of a session is asked for, where it is seen. */
  #followAccounts(): void {
    const [before, now] = [this.#drawnAccounts, this.#accountsNow()];
    const tree = this.#tree;
    if (!before || !tree) return;
    this.#drawnAccounts = now;
    if ([...before.keys()].join() !== [...now.keys()].join()) this.#changed.fire(undefined);
    else this.#changed.fire([...now].flatMap(([id, drawn]) => (before.get(id) === drawn ? [] : tree.accountNode(id))));
    if (!this.#view.visible) return;
    for (const id of now.keys()) if (!this.#around.sessions.isOver(id)) void tree.retrySignedOut(id);
  }

  #linkOf({ linkOf }: typeof drawing, { account, key }: ApiKeyNode): Link | undefined {
    const origin = this.#around.accounts.find(account)?.origin;
    return origin === undefined ? undefined : linkOf(origin, key, this.#around.vault.all());
  }

  async #redrawLinks(): Promise<void> {
    if (!this.#tree) return;
    const { clock, vault } = this.#around;
    const { drawing, tree } = await this.#load();
    await inSlices(drawing.readRecords(vault.all()), clock);
    const others = [...tree.keyNodes()].filter((node) => {
      const drawn = this.#drawnKeys.get(node);
      return drawn && drawn.link !== this.#linkOf(drawing, node);
    });
    if (others.length > 0) this.#changed.fire(others);
  }

  #wakeBy(changesAt: number): void {
    const { clock } = this.#around;
    const at = Math.max(changesAt, clock.now() + minute);
    if (at === Infinity || !this.#view.visible || (this.#alarm && this.#alarm.at <= at)) return;
    this.#alarm?.timer.dispose();
    this.#alarm = { at, timer: wakeAt(clock, at, () => { this.#redrawAges(); }) };
  }

  /** Draws the lines anew of which the age is another one now. */
  #redrawAges(): void {
    this.#alarm?.timer.dispose();
    this.#alarm = undefined;
    if (!this.#tree || !this.#view.visible) return;
    const now = this.#around.clock.now();
    const changes = [...this.#tree.keyNodes()].map((node) => ({ node, at: this.#drawnKeys.get(node)?.changesAt ?? Infinity }));
    const due = changes.filter(({ at }) => at <= now).map(({ node }) => node);
    if (due.length > 0) this.#changed.fire(due);
    this.#wakeBy(changes.reduce((first, { at }) => (at > now ? Math.min(first, at) : first), Infinity));
  }
}

/** Why something could not be looked for. */
function throwIfFailed({ failure }: { readonly failure: { readonly error: unknown } | undefined }): void {
  if (failure) throw failure.error;
}
