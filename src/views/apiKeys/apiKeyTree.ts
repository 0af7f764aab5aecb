import type { Clock } from "../../platform/clock";
import type { ConsoleProject } from "../../satellite/console";
import { ConsoleError } from "../../satellite/console/consoleError";
import type { Accounts } from "../../vault/accounts";
import { ApiKeyNode } from "./apiKeyNode";
import type { ConsoleSessions } from "./consoleSessions";
import { KeyPages } from "./keyPages";
import { ProjectList } from "./projectList";

interface Surroundings {
  readonly accounts: Pick<Accounts, "all">;
  readonly sessions: Pick<ConsoleSessions, "use">;
  readonly clock: Clock;
  /** Called when a line, or what stands below it, is another one now. */
  readonly changed: (node: ApiKeyNode) => void;
}

/** What is known of a project. */
class ProjectBranch {
  readonly node: ApiKeyNode;
  readonly pages: KeyPages;
  /** Whether its keys are shown, as far as the view's own lines go. */
  isOpen = false;
  readonly #more: ApiKeyNode;
  readonly #failure: ApiKeyNode;
  readonly #note: ApiKeyNode;
  #keyNodes = new Map<string, ApiKeyNode>();

  constructor({ changed, clock, sessions }: Surroundings, parent: ApiKeyNode, id: string) {
    const { account } = parent;
    const node = (this.node = new ApiKeyNode("project", account, id, "", parent));
    this.pages = new KeyPages({
      ask: (query, page, size, signal) => sessions.use(account, (api) => api.keys(id, query, page, size, signal), signal),
      clock,
      changed: () => { changed(node); },
    });
    this.#more = new ApiKeyNode("more", account, id, "", node);
    this.#failure = new ApiKeyNode("failure", account, id, "", node);
    this.#note = new ApiKeyNode("note", account, id, "", node);
  }

  children(): ApiKeyNode[] {
    const { pages } = this;
    const nodes = new Map(pages.keys.map(({ id }) => [id, this.keyNode(id)] as const));
    // Of those that are gone none is kept.
    this.#keyNodes = nodes;
    return [
      ...(pages.failure ? [this.#failure] : []),
      ...nodes.values(),
      ...(pages.hasMore ? [this.#more] : []),
      ...(pages.total === 0 ? [this.#note] : []),
    ];
  }

  /** The line of an API key: the same one as long as it is shown. */
  keyNode(id: string): ApiKeyNode {
    return this.#keyNodes.get(id) ?? new ApiKeyNode("key", this.node.account, this.node.project, id, this.node);
  }

  /** The lines of keys that are shown now. */
  keyNodes(): Iterable<ApiKeyNode> {
    return this.#keyNodes.values();
  }
}

/** What is known of an account. */
class AccountBranch {
  readonly node: ApiKeyNode;
  readonly list: ProjectList;
  isOpen = false;
  readonly #around: Surroundings;
  readonly #failure: ApiKeyNode;
  readonly #note: ApiKeyNode;
  #projects = new Map<string, ProjectBranch>();

  constructor(around: Surroundings, id: string) {
    const { changed, clock, sessions } = around;
    const node = (this.node = new ApiKeyNode("account", id));
    this.list = new ProjectList({
      ask: (signal) => sessions.use(id, (api) => api.projects(signal), signal),
      clock,
      changed: () => { changed(node); },
    });
    this.#around = around;
    this.#failure = new ApiKeyNode("failure", id, "", "", node);
    this.#note = new ApiKeyNode("note", id, "", "", node);
  }

  children(): ApiKeyNode[] {
    const { list } = this;
    const failed = list.failure ? [this.#failure] : [];
    if (!list.projects) return failed;
    const shown = new Map(list.projects.map(({ id }) => [id, this.project(id)] as const));
    for (const [id, branch] of this.#projects) if (!shown.has(id)) branch.pages.forget();
    this.#projects = shown;
    return [...failed, ...[...shown.values()].map(({ node }) => node), ...(shown.size === 0 ? [this.#note] : [])];
  }

  /** A project, whether or not it has been listed. */
  project(id: string): ProjectBranch {
    const branch = this.#projects.get(id) ?? new ProjectBranch(this.#around, this.node, id);
    this.#projects.set(id, branch);
    return branch;
  }

  find(id: string): ProjectBranch | undefined {
    return this.#projects.get(id);
  }

  projects(): Iterable<ProjectBranch> {
    return this.#projects.values();
  }

  forget(): void {
    this.list.forget();
    for (const { pages } of this.#projects.values()) pages.forget();
  }
}

/** The lines of the view "API Keys", and the lists that they are drawn from. Nothing is asked for before a line is opened. */
export class ApiKeyTree {
  readonly #around: Surroundings;
  readonly #accounts = new Map<string, AccountBranch>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  roots(): ApiKeyNode[] {
    const ids = this.#around.accounts.all().map(({ id }) => id);
    for (const [id, branch] of this.#accounts) {
      if (ids.includes(id)) continue;
      branch.forget();
      this.#accounts.delete(id);
    }
    return ids.map((id) => this.#account(id).node);
  }

  /** What stands below a line, which is open from now on: what was not asked for yet is. */
  async children(node: ApiKeyNode): Promise<ApiKeyNode[]> {
    if (node.kind === "account") {
      const branch = this.#account(node.account);
      branch.isOpen = true;
      await branch.list.load();
      return branch.children();
    }
    if (node.kind !== "project") return [];
    const branch = this.#account(node.account).project(node.project);
    branch.isOpen = true;
    await branch.pages.load();
    return branch.children();
  }

  /** Whether what stands below a line is shown. */
  open(node: ApiKeyNode, isOpen: boolean): void {
    const account = this.#accounts.get(node.account);
    const branch = node.kind === "project" ? account?.find(node.project) : account;
    if (branch) branch.isOpen = isOpen;
  }

  /** The projects of an account. */
  list(account: string): ProjectList {
    return this.#account(account).list;
  }

  project(account: string, id: string): ConsoleProject | undefined {
    return this.#accounts.get(account)?.list.find(id);
  }

  /** The API keys of a project. */
  pages(account: string, project: string): KeyPages {
    return this.#account(account).project(project).pages;
  }

  accountNode(account: string): ApiKeyNode {
    return this.#account(account).node;
  }

  projectNode(account: string, project: string): ApiKeyNode {
    return this.#account(account).project(project).node;
  }

  keyNode(account: string, project: string, key: string): ApiKeyNode {
    return this.#account(account).project(project).keyNode(key);
  }

  /** The lines of API keys that are shown. */
  *keyNodes(): Generator<ApiKeyNode> {
    for (const account of this.#accounts.values()) for (const project of account.projects()) yield* project.keyNodes();
  }

  /** Asks again for all that is open, and lets go of what is not: opening it asks anew. */
  async refresh(): Promise<void> {
    await Promise.all([...this.#accounts.values()].map((account) => this.#refreshAccount(account)));
  }

  async #refreshAccount(account: AccountBranch): Promise<void> {
    if (!account.isOpen) {
      account.forget();
      this.#around.changed(account.node);
      return;
    }
    // With the first answer it shows whether the session is over: the projects need not ask for that as well.
    await account.list.refresh();
    account.children();
    if (account.list.failure) return;
    await Promise.all([...account.projects()].map(async ({ isOpen, node, pages }) => {
      if (isOpen) {
        await (pages.failure?.tried === "arrange" ? pages.retry() : pages.refresh());
      } else if (pages.total !== undefined) {
        pages.forget();
        this.#around.changed(node);
      }
    }));
  }

  /** Tries again what failed: of a project's keys, or of an account's projects where none is named. */
  retry(account: string, project: string): Promise<void> {
    return project === "" ? this.list(account).refresh() : this.pages(account, project).retry();
  }

  /** Tries again what failed for want of a session. */
  async retrySignedOut(account: string): Promise<void> {
    const branch = this.#accounts.get(account);
    if (!branch) return;
    const isMeant = (failure: { readonly error: unknown } | undefined): boolean => failure?.error instanceof ConsoleError && failure.error.code === "signed-out";
    if (isMeant(branch.list.failure)) await branch.list.refresh();
    await Promise.all([...branch.projects()].map(async ({ pages }) => {
      if (isMeant(pages.failure)) await pages.retry();
    }));
  }

  dispose(): void {
    for (const branch of this.#accounts.values()) branch.forget();
  }

  #account(id: string): AccountBranch {
    const branch = this.#accounts.get(id) ?? new AccountBranch(this.#around, id);
    this.#accounts.set(id, branch);
    return branch;
  }
}
