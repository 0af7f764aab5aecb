// Drives the packaged extension in a real VS Code as a person does: looks at the screen, moves the mouse, types.
//
//   const workbench = await openWorkbench({ folder: "/tmp/some/workspace", theme: "light" });
//   await workbench.openFile("/tmp/some/workspace/.env");
//   await workbench.lens("Storj grant · us1.storj.io").click();       // verbs that only look return a Playwright locator
//   await workbench.hoverText("1Demo", "photos/");                    // the mouse goes to "1Demo"; waits until the hover says "photos/"
//   await workbench.rightClick("1Demo");
//   await workbench.pickMenu("Restrict to Prefix…");
//   await workbench.type("sj://bucket/path/", "sj://photos/a/");      // the box that shows the first text gets the second, and Enter
//                                                  (title or placeholder: a complaint about what was typed takes the prompt's place)
//   await workbench.pick("Add another?", "Go on");                    // the quick pick that shows the first text; the item is clicked
//   await workbench.notification("The parent can revoke", "Copy Parent"); // waits for it, presses its button
//   await workbench.undo();
//   assert.equal(await workbench.readText(), "…");
//   await workbench.screenshot("restricted");                         // out/shots/restricted.png
//   await workbench.dispose();                                        // done by rootHooks.ts where a test forgets, or fails
//
// Every verb waits, up to twenty seconds, for what it needs to be there: no test sleeps. A text is found where the active
// editor draws it, hints included; a line far down must be scrolled to first: `openFile(file, line)` or `goTo(line)`.
// The folder is trusted unless `trust: "restricted"`, and the page of the workbench is `workbench.page` for what has no verb.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { workbenchAddress } from "../vscode/address";
import { type Browser, launchBrowser, type Locator, type Page } from "../vscode/browser";
import { startServer, type VscodeServer } from "../vscode/server";
import { drawnText } from "./drawnText";

export interface WorkbenchOptions {
  readonly folder: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** "restricted": workspace trust is on and the folder is not trusted. Default: it is off. */
  readonly trust?: "restricted";
  readonly theme?: "dark" | "light";
  /** The packaged extension; default: the project's own. */
  readonly vsix?: string;
  /** What VS Code's server, and with it the extension, has in its environment beside the usual. */
  readonly environment?: Readonly<Record<string, string>>;
}

const themes = { dark: "Dark Modern", light: "Light Modern" };
const patience = 20_000;

/** VS Code's box for questions. One that is just fading away still shows its text, but hears nothing any more. */
const openBox = ".quick-input-widget:visible:not(.quick-input-widget-closing)";

/** All that are open, for rootHooks.ts. */
export const openWorkbenches = new Set<Workbench>();

/** Starts a VS Code of its own, with the packaged extension installed, and opens a folder in it. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { environment = {}, folder, settings = {}, trust, theme = "dark", vsix = "storj-grants.vsix" } = options;
  const server = await startServer({
    vsix,
    workspaceTrust: trust === "restricted",
    settings: { "workbench.colorTheme": themes[theme], ...settings },
    environment,
  });
  try {
    const browser = await launchBrowser(server.home, theme);
    const page = await browser.context.newPage();
    page.setDefaultTimeout(patience);
    const workbench = new Workbench(page, browser, server);
    openWorkbenches.add(workbench);
    await page.goto(workbenchAddress(server.address, folder));
    await page.locator(".monaco-workbench .explorer-folders-view .monaco-list-row, .explorer-viewlet .monaco-list").first().waitFor();
    return workbench;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

export class Workbench {
  readonly page: Page;
  readonly #browser: Browser;
  readonly #server: VscodeServer;

  constructor(page: Page, browser: Browser, server: VscodeServer) {
    this.page = page;
    this.#browser = browser;
    this.#server = server;
  }

  /** The active editor; of a diff its right side. */
  get editor(): Locator {
    return this.page.locator(".editor-group-container.active .monaco-editor:not(.original .monaco-editor)").first();
  }

  /** Opens a file by its absolute path, hidden or outside of the folder as it may be, and scrolls to a line. */
  async openFile(file: string, line?: number): Promise<void> {
    await this.page.keyboard.press("Control+p");
    await this.#input().fill(path.resolve(file));
    await this.#item(this.page.locator(openBox), path.basename(file)).click();
    await this.page.getByRole("tab", { name: path.basename(file), selected: true }).first().waitFor();
    await this.editor.locator(".view-line").first().waitFor();
    if (line !== undefined) await this.goTo(line);
  }

  /** Puts the cursor at a line and column, from 1, and scrolls there. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.#focusEditor();
    await this.page.keyboard.press("Control+g");
    await this.#input().fill(`:${line}:${column}`);
    await this.page.keyboard.press("Enter");
    await this.page.locator(openBox).waitFor({ state: "hidden" });
  }

  /** Clicks a text of the active editor: the cursor stands in it then. */
  async putCursor(text: string): Promise<void> {
    const { x, y } = await this.#place(text);
    await this.page.mouse.click(x, y);
  }

  /** Moves the mouse over a text of the active editor and returns what the hover says as soon as it says `shows` too. */
  async hoverText(text: string, shows: string): Promise<string> {
    return this.hover(text, shows).then((hover) => hover.innerText());
  }

  /** Like `hoverText`, for its links and for what stands where. */
  async hover(text: string, shows: string): Promise<Locator> {
    const { x, y } = await this.#place(text);
    // Standing there already it would not move; coming in steps it looks like a hand.
    await this.page.mouse.move(x + 200, y + 200);
    await this.page.mouse.move(x, y, { steps: 3 });
    const hover = this.page.locator(".monaco-editor .monaco-hover:visible").filter({ hasText: shows }).first();
    await hover.waitFor();
    return hover;
  }

  /** A CodeLens of the active editor that shows a text. */
  lens(text: string | RegExp): Locator {
    return this.editor.locator(".codelens-decoration").getByText(text).first();
  }

  /**
   * Clicks a lens until it has opened what it should: of a document that was open before, VS Code first draws the lenses that it
   * remembers, and a click on those does nothing.
   */
  async clickLens(lens: Locator, opens: Locator): Promise<void> {
    for (const deadline = Date.now() + patience; Date.now() < deadline; ) {
      await lens.click({ timeout: 1_000 }).catch(() => undefined);
      if (await appears(opens)) return;
    }
    throw new Error("The lens did not open what it should");
  }

  /** Waits until the active editor draws an inlay hint that says a text, and returns the whole hint. */
  async hint(text: string): Promise<string> {
    const hint = this.editor.locator(".view-line [class*='dyn-rule']").filter({ hasText: text }).first();
    await hint.waitFor();
    return plainSpaces(await hint.innerText());
  }

  /** Waits until no diff is open: what the extension shows while it asks goes with the question. */
  async noDiff(): Promise<void> {
    await this.page.locator(".monaco-diff-editor").first().waitFor({ state: "hidden" });
  }

  /** Right-clicks a text of the active editor. */
  async rightClick(text: string): Promise<void> {
    const { x, y } = await this.#place(text);
    await this.page.mouse.click(x, y);
    const menu = this.#openMenu;
    // A busy workbench may swallow the first one, as it does with clicks on lenses.
    for (const until = Date.now() + patience; ; ) {
      await this.page.mouse.click(x, y, { button: "right" });
      const isThere = await menu.waitFor({ timeout: 3_000 }).then(() => true, () => false);
      if (isThere) return;
      if (Date.now() > until) throw new Error(`No context menu came up at "${text}"`);
    }
  }

  /** Right-clicks a text and chooses from its menu; again where the menu came before the extension had looked at the file. */
  async pickAt(text: string, name: string): Promise<void> {
    const deadline = Date.now() + patience;
    for (;;) {
      await this.rightClick(text);
      if ((await appears(this.#menuItem(name))) || Date.now() > deadline) break;
      await this.page.keyboard.press("Escape");
      await this.#openMenu.waitFor({ state: "hidden" });
    }
    await this.pickMenu(name);
  }

  /** Chooses an item of the open menu by its whole name; the key that does the same is no part of that. */
  async pickMenu(name: string): Promise<void> {
    // By Enter: in its first tenth of a second a menu ignores clicks, lest letting go of the right button should choose something.
    await this.#menuItem(name).hover();
    await this.page.keyboard.press("Enter");
    await this.#openMenu.waitFor({ state: "hidden" });
  }

  /** A line of the view "Saved Grants" by its label, or by all that it says. */
  savedRow(text: string | RegExp): Locator {
    return this.page.locator(".pane-body .monaco-list-row").filter({ has: this.page.locator(".label-name").getByText(text, { exact: true }) }).first();
  }

  /** A line of the view "API Keys" by its label, or by all that it says. */
  apiKeyRow(text: string | RegExp): Locator {
    const label = this.page.locator(".label-name").getByText(text, { exact: true });
    return this.#apiKeys.locator(".monaco-list-row").filter({ has: label }).first();
  }

  /** Opens a line of the view "API Keys" that is closed. */
  async openApiKeys(text: string): Promise<void> {
    const row = this.apiKeyRow(text);
    await row.waitFor();
    if ((await row.getAttribute("aria-expanded")) !== "true") await row.click();
  }

  /** Goes down in the view "API Keys" until a line is drawn: those that are far are not there. By keys: tooltips take the mouse wheel. */
  async scrollToApiKey(text: string): Promise<void> {
    await this.#apiKeys.locator(".monaco-list").focus();
    for (const deadline = Date.now() + patience; !(await appears(this.apiKeyRow(text))); ) {
      if (Date.now() > deadline) throw new Error(`There is no line “${text}” in the view API Keys`);
      await this.page.keyboard.press("PageDown");
    }
  }

  get #apiKeys(): Locator {
    return this.page.locator(".pane").filter({ has: this.page.locator(".pane-header").getByText("API Keys", { exact: true }) });
  }

  /** Shows the view "Saved Grants". */
  async openSavedGrants(): Promise<void> {
    await this.runCommand("Storj: Focus on Saved Grants View");
  }

  /** Right-clicks a line of the view and chooses from its menu. */
  async pickRowMenu(row: Locator, name: string): Promise<void> {
    const menu = this.#openMenu;
    const deadline = Date.now() + patience;
    do await row.click({ button: "right" });
    while (!(await appears(menu)) && Date.now() < deadline);
    await this.pickMenu(name);
  }

  /** As `pickRowMenu`, for an item of a submenu. */
  async pickRowSubmenu(row: Locator, submenu: string, name: string): Promise<void> {
    const deadline = Date.now() + patience;
    do await row.click({ button: "right" });
    while (!(await appears(this.#menuItem(submenu))) && Date.now() < deadline);
    await this.#menuItem(submenu).hover();
    await this.page.keyboard.press("ArrowRight");
    await this.pickMenu(name);
  }

  /** Waits until the terminal shows a text. */
  async terminalShows(text: string | RegExp): Promise<void> {
    await this.page.locator(".terminal.xterm .xterm-rows:visible").getByText(text).first().waitFor();
  }

  /** Types into the terminal that has the focus, and presses Enter. */
  async typeInTerminal(text: string): Promise<void> {
    await this.page.locator(".terminal.xterm .xterm-helper-textarea").last().focus();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Enter");
  }

  /** Saves the active editor's document. */
  async save(): Promise<void> {
    await this.#focusEditor();
    await this.page.keyboard.press("Control+s");
    await this.page.locator(".tab.active.dirty").waitFor({ state: "hidden" });
  }

  /** Loads the workbench anew, as a person does who comes back. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.locator(".monaco-workbench .part.sidebar").first().waitFor();
  }

  /** Ends VS Code's server and starts it anew, and then loads the workbench: as on the next day. */
  async restart(): Promise<void> {
    await this.page.goto("about:blank");
    await this.#server.restart();
    await this.page.goBack();
    await this.page.locator(".monaco-workbench .part.sidebar").first().waitFor();
  }

  /** Runs a command by its whole title in the palette, such as "Storj: Inspect Credential…". */
  async runCommand(title: string): Promise<void> {
    const box = this.page.locator(openBox);
    const item = this.#item(box, title);
    // The palette looks commands up when something is typed: what an extension brings a moment later has to be asked for again. And what
    // takes the focus meanwhile closes the palette.
    const deadline = Date.now() + patience;
    const fill = (text: string): Promise<void> => this.#input().fill(text, { timeout: 1_000 }).catch(() => undefined);
    await this.page.keyboard.press("F1");
    for (;;) {
      await fill(">");
      await fill(`>${title}`);
      if ((await appears(item)) || Date.now() > deadline) break;
      if (!(await box.isVisible())) await this.page.keyboard.press("F1");
    }
    await item.click();
  }

  /**
   * The quick pick or input box that shows a text: as title, prompt, placeholder, item or complaint. VS Code has one box for all questions,
   * and in it lines of earlier ones, hidden, to be used again: what can't be seen does not count, or a text would go into the box before.
   */
  question(text: string): Locator {
    const widget = this.page.locator(openBox);
    const seen = this.page.getByText(text).filter({ visible: true });
    const placeholder = `input[placeholder*=${JSON.stringify(text)}]`;
    return widget.filter({ has: seen }).or(widget.filter({ has: this.page.locator(placeholder) }));
  }

  /** Clicks the item with this whole label in the quick pick that shows `question`. */
  async pick(question: string, label: string): Promise<void> {
    const widget = this.question(question);
    await widget.waitFor();
    await this.#item(widget, label).click();
  }

  /** Types into the box that shows `question`, in place of what stands there, and presses Enter. */
  async type(question: string, text: string): Promise<void> {
    await this.typeOnly(question, text);
    await this.page.keyboard.press("Enter");
  }

  /** `type` without Enter: to see what the box says to it. */
  async typeOnly(question: string, text: string): Promise<void> {
    await this.question(question).waitFor();
    await this.#input().fill(text);
  }

  /** Goes back one step in a question of several. */
  async back(question: string): Promise<void> {
    await this.question(question).getByRole("button", { name: "Back" }).click();
  }

  /**
   * Waits for a notification that shows a text, presses a button of it where one is given, and returns its message. Of more than three
   * within 0.8 s, progress among them, VS Code shows the others behind the bell alone; a person is seldom that fast, and looks there.
   */
  async notification(text: string, button?: string): Promise<string> {
    const within = (place: string): Locator => this.page.locator(`${place} .notification-list-item`).filter({ hasText: text }).first();
    const toast = within(".notifications-toasts");
    const isShown = await toast.waitFor({ timeout: 3_000 }).then(() => true, () => false);
    const found = isShown ? toast : await this.#behindTheBell(within(".notifications-center").or(toast).first());
    const message = await found.locator(".notification-list-item-message").innerText();
    if (button !== undefined) await found.getByRole("button", { name: button, exact: true }).click();
    if (!isShown) await this.#hideNotifications();
    return message;
  }

  /** Waits for a message, which may be in the list behind the bell; opens that. */
  async #behindTheBell(message: Locator): Promise<Locator> {
    const bell = this.page.locator("[id='status.notifications'] a");
    for (const deadline = Date.now() + patience; !(await appears(message)) && Date.now() < deadline; ) {
      if ((await this.#notificationList.count()) === 0) await bell.click();
    }
    return message;
  }

  get #notificationList(): Locator {
    return this.page.locator(".notifications-center").filter({ visible: true });
  }

  /** Closes the list behind the bell, which goes by itself with its last message. */
  async #hideNotifications(): Promise<void> {
    const hide = this.#notificationList.getByRole("button", { name: "Hide Notifications" });
    for (const deadline = Date.now() + patience; (await this.#notificationList.count()) > 0 && Date.now() < deadline; ) {
      await hide.click({ timeout: 500 }).catch(() => undefined);
    }
  }

  /** Takes all messages away, read or not. */
  async clearNotifications(): Promise<void> {
    await this.runCommand("Notifications: Clear All Notifications");
  }

  /** Waits for a modal dialog that shows a text, presses one of its buttons and returns what it said. */
  async dialog(text: string, button: string): Promise<string> {
    const box = this.page.locator(".monaco-dialog-box").filter({ hasText: text });
    const said = await box.innerText();
    await box.getByRole("button", { name: button, exact: true }).click();
    await box.waitFor({ state: "hidden" });
    return said;
  }

  async undo(): Promise<void> {
    await this.#focusEditor();
    await this.page.keyboard.press("Control+z");
  }

  /** The whole text of the active editor, saved or not, far lines included. Clipboard and selection are what they were afterwards. */
  async readText(): Promise<string> {
    const before = await this.clipboard();
    const nothing = "nothing was copied yet";
    await this.setClipboard(nothing);
    await this.#focusEditor();
    await this.page.keyboard.press("Control+a");
    await this.page.keyboard.press("Control+c");
    const text = await this.copied((copy) => copy !== nothing);
    await this.page.keyboard.press("Control+u");
    await this.setClipboard(before);
    return text;
  }

  async setClipboard(text: string): Promise<void> {
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  }

  /** Waits until the clipboard holds what is meant, and gives that. */
  async copied(isMeant: (text: string) => boolean): Promise<string> {
    for (const deadline = Date.now() + patience; ; ) {
      const text = await this.clipboard();
      if (isMeant(text)) return text;
      if (Date.now() > deadline) throw new Error(`The clipboard holds something else: ${text}`);
    }
  }

  async clipboard(): Promise<string> {
    return this.page.evaluate<string>("navigator.clipboard.readText()");
  }

  /** Writes out/shots/NAME.png. */
  async screenshot(name: string): Promise<void> {
    mkdirSync("out/shots", { recursive: true });
    await this.page.screenshot({ path: `out/shots/${name}.png`, animations: "disabled" });
  }

  async dispose(): Promise<void> {
    openWorkbenches.delete(this);
    await this.#browser.close();
    await this.#server.stop();
  }

  #input(): Locator {
    return this.page.locator(`${openBox} input.input`);
  }

  #item(widget: Locator, label: string): Locator {
    return widget.locator(".monaco-list-row").filter({ has: this.page.locator(".label-name").getByText(label, { exact: true }) }).first();
  }

  /** A menu that was closed may stay in the page, unseen. */
  get #openMenu(): Locator {
    return this.page.getByRole("menu").filter({ visible: true }).first();
  }

  #menuItem(name: string): Locator {
    return this.page.getByRole("menuitem").filter({ has: this.page.getByText(name, { exact: true }) });
  }

  async #focusEditor(): Promise<void> {
    await this.editor.locator(".native-edit-context, textarea.inputarea").first().focus();
  }

  /** Where the active editor draws a text, in pixels of the page: a point in its first characters. */
  async #place(text: string): Promise<{ x: number; y: number }> {
    const editor = await this.editor.elementHandle();
    const found = await this.page.waitForFunction(drawnText, { editor, text });
    return (await found.jsonValue())!;
  }
}

/** Whether something is there within half a second. */
function appears(locator: Locator): Promise<boolean> {
  return locator.waitFor({ timeout: 500 }).then(
    () => true,
    () => false,
  );
}

/** An editor draws spaces as no-break spaces. */
function plainSpaces(text: string): string {
  return text.replaceAll("\u00a0", " ");
}
