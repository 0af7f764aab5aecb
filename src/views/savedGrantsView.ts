import * as vscode from "vscode";
import type { Voice } from "../decoder/voice";
import { type Clock, wakeAt } from "../platform/clock";
import { setContext } from "../platform/contributions";
import type { Disposable } from "../platform/lifecycle";
import { showOutside } from "../platform/showOutside";
import { inSlices } from "../platform/slices";
import type { Vault } from "../vault/vault";
import type * as drawing from "./savedDrawing";
import { SavedNode } from "./savedNode";
import type { Arrangement } from "./savedTree";

const savedGrantsViewId = "storjGrants.saved";

/** What is dragged out of the view: ids of records, a line each. VS Code asks for this spelling of the view's own type. */
export const savedMime = "application/vnd.code.tree.storjgrants.saved";

type Drawing = typeof drawing;

const loadDrawing = (): Promise<Drawing> => import("./savedDrawing");

/** How long the badge of a hidden view waits for further changes, in milliseconds. */
const inARow = 100;

const toldKey = "storjGrants.toldOfBrowserStorage";

interface Surroundings {
  readonly vault: Vault;
  readonly clock: Clock;
  readonly voice: () => Voice;
  /** Remembers that a browser's storage was spoken of, and nothing else. */
  readonly state: vscode.Memento;
}

/** The view "Saved Grants": what is kept, under the satellite and the nearest saved ancestor. */
export class SavedGrantsView
  implements vscode.TreeDataProvider<SavedNode>, vscode.TreeDragAndDropController<SavedNode>, Disposable
{
  readonly dropMimeTypes: readonly string[] = [];
  readonly dragMimeTypes: readonly string[] = [savedMime];
  readonly onDidChangeTreeData: vscode.Event<undefined>;
  readonly #around: Surroundings;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<SavedNode>;
  readonly #subscriptions: readonly Disposable[];
  #arrangement: Arrangement = { order: "lineage", filter: "" };
  #alarm: Disposable | undefined;
  #badgeTimer: Disposable | undefined;
  #browserNote = "";

  constructor(around: Surroundings) {
    this.#around = around;
    this.onDidChangeTreeData = this.#changed.event;
    this.#view = vscode.window.createTreeView(savedGrantsViewId, {
      treeDataProvider: this,
      dragAndDropController: this,
      canSelectMany: true,
      showCollapseAll: true,
    });
    this.#subscriptions = [
      this.#view,
      this.#changed,
      around.vault.onDidChange(() => { this.#refresh(); }),
    ];
  }

  get arrangement(): Arrangement {
    return this.#arrangement;
  }

  get badge(): vscode.ViewBadge | undefined {
    return this.#view.badge;
  }

  /** The lines that are selected, as VS Code hands them to a command of the view's own menu. */
  get selection(): readonly [] | readonly [SavedNode, readonly SavedNode[]] {
    const { selection, visible } = this.#view;
    const [first] = selection;
    return visible && first ? [first, selection] : [];
  }

  /** Reads all again, for where VS Code did not tell of a change. */
  async reload(): Promise<void> {
    await this.#around.vault.refresh();
    this.#refresh();
  }

  /** Groups, sorts and filters anew; what is not named stays as it is. */
  arrange(change: Partial<Arrangement>): void {
    this.#arrangement = { ...this.#arrangement, ...change };
    const { filter, order } = this.#arrangement;
    void setContext(vscode.commands, "storjGrants.savedFilter", filter !== "");
    void setContext(vscode.commands, "storjGrants.savedOrder", order);
    this.#refresh();
  }

  /** Shows the view with a record selected, and gives its line; a filter that hides it goes. */
  async reveal(id: string): Promise<SavedNode | undefined> {
    await vscode.commands.executeCommand(`${savedGrantsViewId}.focus`);
    const find = async (): Promise<SavedNode | undefined> => {
      const nodes = (await this.getChildren()).flatMap((root) => [...root.withDescendants()]);
      return nodes.find((node) => node.kind === "record" && node.id === id);
    };
    let node = await find();
    if (!node && this.#arrangement.filter !== "") {
      this.arrange({ filter: "" });
      node = await find();
    }
    if (node) await this.#view.reveal(node, { select: true, focus: true });
    return node;
  }

  async getChildren(node?: SavedNode): Promise<SavedNode[]> {
    if (node) return [...node.children];
    const { vault, voice } = this.#around;
    // What could be read is shown nevertheless.
    const failure = await vault.load().then(() => undefined, (error: unknown) => (error instanceof Error ? error.message : ""));
    const drawing = await loadDrawing();
    await inSlices(drawing.readRecords(vault.all()), this.#around.clock);
    const roots = drawing.savedTree(vault, this.#arrangement, voice());
    this.#tellOfTime(drawing);
    this.#tellAbove(roots.length > 0);
    return failure === undefined ? [...roots] : [new SavedNode("failure", failure), ...roots];
  }

  getParent(node: SavedNode): SavedNode | undefined {
    return node.parent;
  }

  async getTreeItem(node: SavedNode): Promise<vscode.TreeItem> {
    const { vault, voice } = this.#around;
    return (await loadDrawing()).savedItem(node, vault, voice());
  }

  async resolveTreeItem(item: vscode.TreeItem, node: SavedNode): Promise<vscode.TreeItem> {
    const { vault, voice } = this.#around;
    const tooltip = (await loadDrawing()).savedTooltip(node, vault, voice());
    if (tooltip) item.tooltip = tooltip;
    return item;
  }

  /** Only ids travel: any extension may look at what is dropped. */
  handleDrag(nodes: readonly SavedNode[], data: vscode.DataTransfer): void {
    const ids = nodes.filter(({ kind }) => kind === "record").map(({ id }) => id);
    if (ids.length > 0) data.set(savedMime, new vscode.DataTransferItem(ids.join("\n")));
  }

  /** Says which filter hides lines; and once, as soon as something is in the view, what a browser's storage is worth. */
  #tellAbove(isAnythingThere: boolean): void {
    const { state, voice } = this.#around;
    const { filter } = this.#arrangement;
    const words = filter === "" ? this.#browserNote : voice().t("Filter: {0}", showOutside(filter));
    // In an empty view it would stand in the place of the words for that.
    this.#view.message = isAnythingThere ? words : "";
    if (!this.#view.visible || !isAnythingThere || filter !== "" || vscode.env.uiKind !== vscode.UIKind.Web || state.get(toldKey) === true) return;
    this.#browserNote = voice().t("In a browser VS Code keeps secrets in the browser's storage, one copy for each window: what another window saves is not seen here, and the later one wins. Keep no grant here alone.");
    this.#view.message = this.#browserNote;
    void state.update(toldKey, true);
  }

  #refresh(): void {
    this.#changed.fire(undefined);
    const { clock, vault } = this.#around;
    if (this.#view.visible || !vault.isLoaded) return;
    // Hidden it is not drawn, and its badge is all that shows. That looks at every record: so once for all that changes in a row.
    this.#badgeTimer ??= clock.setTimer(inARow, () => {
      this.#badgeTimer = undefined;
      void loadDrawing().then((drawing) => { this.#tellOfTime(drawing); });
    });
  }

  /** The badge of what ends within a week; one timer waits for the next instant at which a text of the view changes. */
  #tellOfTime({ endingSoon, nextChange }: Drawing): void {
    const { clock, vault, voice } = this.#around;
    const { t, now } = voice();
    const soon = endingSoon(vault.all(), now);
    this.#view.badge = soon > 0 ? { value: soon, tooltip: soon === 1 ? t("1 saved grant ends within a week") : t("{0} saved grants end within a week", soon) } : undefined;
    this.#alarm?.dispose();
    const next = nextChange(vault.all(), voice());
    if (next !== Infinity) this.#alarm = wakeAt(clock, next, () => { this.#refresh(); });
  }

  dispose(): void {
    this.#alarm?.dispose();
    this.#badgeTimer?.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
