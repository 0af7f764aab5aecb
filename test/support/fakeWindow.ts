import type * as vscode from "vscode";
import type { AskingHost } from "../../src/platform/askingHost";

/** What a person does with the box or message that is open. */
export type Act =
  | { readonly type: string }
  | { readonly choose: string | readonly string[] }
  /** Ticks these in a box with check boxes, and no others. */
  | { readonly tick: readonly string[] }
  | { readonly press: string }
  | "enter"
  | "back"
  | "leave";

/**
 * VS Code's window with a person in front of it who does what a script says: an act for each box, message or line
 * typed.
 */
export class FakeWindow implements AskingHost {
  /** Every box that was opened, as it was left. */
  readonly boxes: FakeBox[] = [];
  /** Every message, with its options and its buttons' titles. */
  readonly messages: { kind: string; text: string; options: vscode.MessageOptions; buttons: string[] }[] = [];
  readonly statuses: { text: string; ms: number }[] = [];
  /** What was under way: its title, what it said of itself, and its Cancel button. */
  readonly progresses: { title: string; said: string[]; cancel: () => void }[] = [];
  readonly ProgressLocation = { Notification: 15 } as unknown as AskingHost["ProgressLocation"];
  readonly QuickInputButtons = { Back: { iconPath: { id: "back" } } as unknown as vscode.QuickInputButton };
  readonly l10n = { t: (message: string) => message };
  readonly window: AskingHost["window"];
  readonly #script: Act[];

  constructor(...script: readonly Act[]) {
    this.#script = [...script];
    const box = () => {
      const opened = new FakeBox(this.QuickInputButtons.Back, () => this.#script.shift());
      this.boxes.push(opened);
      return opened as never;
    };
    this.window = {
      createQuickPick: box,
      createInputBox: box,
      showInformationMessage: this.#message("information"),
      showWarningMessage: this.#message("warning"),
      showErrorMessage: this.#message("error"),
      setStatusBarMessage: (text: string, ms?: unknown) => {
        this.statuses.push({ text, ms: Number(ms) });
        return { dispose: () => undefined };
      },
      withProgress: ({ title = "" }, task) => {
        const said: string[] = [];
        const cancelling: (() => void)[] = [];
        this.progresses.push({ title, said, cancel: () => { for (const cancel of cancelling) cancel(); } });
        const onCancellationRequested = (listener: (event: unknown) => unknown) => {
          cancelling.push(() => listener(undefined));
          return { dispose: () => undefined };
        };
        return task({ report: ({ message = "" }) => void said.push(message) }, { isCancellationRequested: false, onCancellationRequested });
      },
    };
  }

  /** What the person did not come to do. */
  get left(): readonly Act[] {
    return this.#script;
  }

  #message(kind: string) {
    // In the overload that the extension uses, the only one it needs.
    return ((text: string, options: vscode.MessageOptions, ...buttons: vscode.MessageItem[]) => {
      this.messages.push({ kind, text, options, buttons: buttons.map(({ title }) => title) });
      const act = this.#script.shift();
      if (typeof act !== "object" || !("press" in act)) return Promise.resolve(undefined);
      const pressed = buttons.find(({ title }) => title === act.press);
      if (!pressed) throw new Error(`the message "${text}" has no button "${act.press}"`);
      return Promise.resolve(pressed);
    }) as never;
  }
}

type Item = vscode.QuickPickItem;
type BoxEvent = "accept" | "button" | "hide" | "selection" | "value";

/** A quick pick or an input box. It takes acts until something closes it. */
class FakeBox {
  title: string | undefined;
  placeholder: string | undefined;
  prompt: string | undefined;
  step: number | undefined;
  totalSteps: number | undefined;
  value = "";
  password = false;
  /** As VS Code says of a new box, which closes nevertheless: what is not set does not count. */
  ignoreFocusOut = true;
  canSelectMany = false;
  matchOnDescription = false;
  buttons: readonly vscode.QuickInputButton[] = [];
  items: readonly Item[] = [];
  activeItems: readonly Item[] = [];
  selectedItems: readonly Item[] = [];
  isDisposed = false;
  /** Each validation message that was shown, in order. */
  readonly problems: string[] = [];
  /** The title each time that something was about to be ticked. */
  readonly titles: (string | undefined)[] = [];
  readonly #back: vscode.QuickInputButton;
  readonly #nextAct: () => Act | undefined;
  readonly #listeners = new Map<BoxEvent, (value: never) => void>();

  constructor(back: vscode.QuickInputButton, nextAct: () => Act | undefined) {
    this.#back = back;
    this.#nextAct = nextAct;
  }

  readonly onDidAccept = this.#event("accept");
  readonly onDidTriggerButton = this.#event("button");
  readonly onDidChangeSelection = this.#event("selection");
  readonly onDidHide = this.#event("hide");
  readonly onDidChangeValue = this.#event("value");

  /** How many listeners are still there. */
  get listening(): number {
    return this.#listeners.size;
  }

  set validationMessage(message: string | undefined) {
    if (message !== undefined) this.problems.push(message);
  }

  show(): void {
    void this.#live();
  }

  dispose(): void {
    this.isDisposed = true;
  }

  /** Each act comes a turn after the one before, as a person's do, until the box is gone. */
  async #live(): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.isDisposed) return;
      const act = this.#nextAct();
      if (act === undefined) throw new Error(`nothing left to do with "${String(this.title)}"`);
      this.#do(act);
    }
  }

  #do(act: Act): void {
    if (act === "enter") this.#enter();
    else if (act === "back") this.#pressBack();
    else if (act === "leave") this.#fire("hide", undefined);
    else if ("type" in act) {
      this.value = act.type;
      this.#fire("value", act.type);
    } else if ("tick" in act) this.#tick(act.tick);
    else if ("choose" in act) this.#choose(act.choose);
    else throw new Error(`"${String(this.title)}" has no button "${act.press}"`);
  }

  #enter(): void {
    const [first] = this.activeItems.length > 0 ? this.activeItems : this.items;
    if (!this.canSelectMany && first) this.selectedItems = [first];
    this.#fire("accept", undefined);
  }

  #pressBack(): void {
    if (!this.buttons.includes(this.#back)) throw new Error(`"${String(this.title)}" has no Back button`);
    this.#fire("button", this.#back);
  }

  #choose(labels: string | readonly string[]): void {
    this.#tick([labels].flat());
    this.#fire("accept", undefined);
  }

  #tick(labels: readonly string[]): void {
    this.selectedItems = labels.map((wanted) => {
      const item = this.items.find(({ label }) => label === wanted);
      if (!item) throw new Error(`no "${wanted}" among ${this.items.map(({ label }) => label).join(", ")}`);
      return item;
    });
    this.titles.push(this.title);
    this.#fire("selection", this.selectedItems);
  }

  #fire(event: BoxEvent, value: unknown): void {
    this.#listeners.get(event)?.(value as never);
  }

  #event(event: BoxEvent) {
    return (listener: (value: never) => void) => {
      this.#listeners.set(event, listener);
      return { dispose: () => this.#listeners.delete(event) };
    };
  }
}
