import assert from "node:assert/strict";
import * as vscode from "vscode";
import { eventually, see } from "./extension";

type Box = vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>;

interface Opened {
  readonly box: Box;
  readonly type: (text: string) => void;
  isOpen: boolean;
}

interface Notice {
  readonly words: string;
  readonly buttons: readonly vscode.MessageItem[];
  readonly answer: (button: vscode.MessageItem | undefined) => void;
  isOpen: boolean;
}

/** What of VS Code's window is answered here and not by it. */
const asked = [
  "createInputBox",
  "createQuickPick",
  "showInformationMessage",
  "showWarningMessage",
  "showErrorMessage",
  "showOpenDialog",
  "showSaveDialog",
] as const;
type Window = Record<(typeof asked)[number], unknown>;

/**
 * A person in front of the window, who answers what the extension asks by its words. Boxes are VS Code's own, and are
 * answered by its own Enter. Messages and file dialogs are answered here: in test mode VS Code shows no message, and
 * refuses modal ones.
 */
export class Person {
  readonly #real = Object.fromEntries(asked.map((name) => [name, vscode.window[name]])) as Window;
  readonly #boxes: Opened[] = [];
  readonly #notices: Notice[] = [];
  #file: string | undefined;

  constructor() {
    const { createInputBox, createQuickPick } = vscode.window;
    type Pressed = Promise<vscode.MessageItem | undefined>;
    const message = (text: string, { detail = "" }: vscode.MessageOptions, ...buttons: vscode.MessageItem[]): Pressed =>
      new Promise((answer) => {
        this.#notices.push({ words: `${text}\n${detail}`, buttons, isOpen: true, answer });
      });
    const choose = (): vscode.Uri[] => (this.#file === undefined ? [] : [vscode.Uri.file(this.#file)]);
    const own: Window = {
      createInputBox: () => this.#watch(createInputBox()),
      createQuickPick: () => this.#watch(createQuickPick()),
      showInformationMessage: message,
      showWarningMessage: message,
      showErrorMessage: message,
      showOpenDialog: () => Promise.resolve(choose()),
      showSaveDialog: () => Promise.resolve(choose()[0]),
    };
    Object.assign(vscode.window, own);
  }

  /** Goes, and leaves open questions unanswered. */
  async leave(): Promise<void> {
    await this.leavesAll(() => (this.#boxes.some(({ isOpen }) => isOpen) ? undefined : true));
    Object.assign(vscode.window, this.#real);
  }

  /** Types a text into the input box that says something, and presses Enter. */
  async types(says: string, text: string): Promise<void> {
    const opened = await this.#opened(says);
    opened.type(text);
    await this.#accept(opened);
  }

  /** Types a text into the input box that says something: what it says against that. */
  async typesInVain(says: string, text: string): Promise<unknown> {
    const { box, type } = await this.#opened(says);
    type(text);
    return "prompt" in box ? box.validationMessage : undefined;
  }

  /** Presses Enter in a box, which takes what it proposes; gives that. */
  async accepts(says: string): Promise<string> {
    const opened = await this.#opened(says);
    const { value } = opened.box;
    if (!("password" in opened.box && opened.box.password)) see(value);
    await this.#accept(opened);
    return value;
  }

  /** Picks the items of which the labels begin like that. */
  async picks(says: string, ...labels: readonly string[]): Promise<void> {
    const opened = await this.#opened(says);
    const { box } = opened;
    assert.ok("items" in box, `${says} can't be picked from`);
    const items = labels.map((label) => {
      const item = box.items.find((one) => one.label.startsWith(label));
      assert.ok(item, `${label} is not among ${box.items.map((one) => one.label).join(", ")}`);
      return item;
    });
    if (box.canSelectMany) box.selectedItems = items;
    else box.activeItems = items;
    // Sends at once what else would be sent with the next turn, after Enter.
    box.show();
    await this.#accept(opened);
  }

  /** The labels among which a box lets choose. */
  async choices(says: string): Promise<readonly string[]> {
    const { box } = await this.#opened(says);
    return "items" in box ? box.items.map(({ label, description = "" }) => `${label} · ${description}`) : [];
  }

  /** All that the input box says that says something. */
  async promptOf(says: string): Promise<string> {
    const { box } = await this.#opened(says);
    return "prompt" in box ? see(box.prompt ?? "") : "";
  }

  /** Presses Escape in a box. */
  async leaves(says: string): Promise<void> {
    const opened = await this.#opened(says);
    while (opened.isOpen) await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
  }

  /** Whether what is typed into a box is shown there. */
  async isBlind(says: string): Promise<boolean> {
    const { box } = await this.#opened(says);
    return "password" in box && box.password;
  }

  /** Waits for a message, and gives its words. */
  async reads(says: string): Promise<string> {
    return (await this.#notice(says)).words;
  }

  /** Presses a button of a message, or closes it where none is named. */
  async presses(says: string, button?: string): Promise<void> {
    const notice = await this.#notice(says);
    const pressed = notice.buttons.find(({ title }) => title === button);
    assert.ok(pressed ?? button === undefined, `${says} has no button ${button ?? ""}`);
    this.#answer(notice, pressed);
  }

  /** What the next dialogs for a file give. */
  choosesFile(file: string | undefined): void {
    this.#file = file;
  }

  /** Leaves every box and closes every message, until something is there. */
  leavesAll<T>(find: () => T | undefined): Promise<T> {
    return eventually(async () => {
      for (const notice of this.#notices.filter(({ isOpen }) => isOpen)) this.#answer(notice, undefined);
      const isAsked = this.#boxes.some(({ isOpen }) => isOpen);
      if (isAsked) await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
      return find();
    });
  }

  #answer(notice: Notice, button: vscode.MessageItem | undefined): void {
    notice.isOpen = false;
    notice.answer(button);
  }

  #watch<T extends Box>(box: T): T {
    const listeners: ((text: string) => unknown)[] = [];
    const { onDidChangeValue } = box;
    const opened: Opened = {
      box,
      isOpen: false,
      // VS Code tells of what is typed in the window, not of what an extension sets.
      type: (text) => {
        box.value = text;
        for (const listener of listeners) listener(text);
      },
    };
    const [show, dispose] = [box.show.bind(box), box.dispose.bind(box)];
    const own: Pick<Box, "onDidChangeValue" | "show" | "dispose"> = {
      onDidChangeValue: (listener, self, disposables) => {
        listeners.push((text) => listener.call(self, text));
        return onDidChangeValue(listener, self, disposables);
      },
      show: () => {
        opened.isOpen = true;
        show();
      },
      dispose: () => {
        opened.isOpen = false;
        dispose();
      },
    };
    this.#boxes.push(opened);
    return Object.assign(box, own);
  }

  #opened(says: string): Promise<Opened> {
    const isMeant = ({ box, isOpen }: Opened): boolean =>
      isOpen && [box.title, box.placeholder, "prompt" in box ? box.prompt : ""].some((text) => text?.includes(says));
    return eventually(() => this.#boxes.find(isMeant));
  }

  #notice(says: string): Promise<Notice> {
    return eventually(() => this.#notices.find(({ words, isOpen }) => isOpen && words.includes(says)));
  }

  /** Presses Enter until the box is gone: a key that comes before it is drawn is lost. */
  async #accept(opened: Opened): Promise<void> {
    await eventually(async () => {
      if (opened.isOpen) await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return opened.isOpen ? undefined : true;
    });
  }
}
