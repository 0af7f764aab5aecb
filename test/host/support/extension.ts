import * as vscode from "vscode";
import type { TestSeam } from "../../../src/extension";
import type { Services } from "../../../src/commands/services";
import { type Clock, systemClock } from "../../../src/platform/clock";
import { LeakDetector } from "../../support/leaks";
import { textDocument } from "./textsInMemory";

/**
 * Every text that a person or another extension got to see in the test that is running: log lines, messages, boxes, and all that the
 * functions below return. rootHooks.test.ts looks for secrets in it.
 */
export const seen: string[] = [];

/** What must never be seen, of all suites. */
export const leaks = new LeakDetector();

/** Keeps what a person or another extension got to see, and gives it on. */
export function see<T>(value: T): T {
  seen.push(typeof value === "string" ? value : JSON.stringify(value));
  return value;
}

/** The real clock, which a test may set ahead by so many milliseconds. */
export class SettableClock implements Clock {
  ahead = 0;
  readonly #timers = new Set<{ at: number; run: () => void }>();

  now(): number {
    return systemClock.now() + this.ahead;
  }

  setTimer(ms: number, fn: () => void): vscode.Disposable {
    const timer = { at: this.now() + ms, run: fn };
    this.#timers.add(timer);
    const real = systemClock.setTimer(ms, () => {
      if (this.#timers.delete(timer)) fn();
    });
    return new vscode.Disposable(() => {
      this.#timers.delete(timer);
      real.dispose();
    });
  }

  /** Sets the clock ahead, and fires what would have fired by then. */
  advance(ms: number): void {
    this.ahead += ms;
    for (const timer of [...this.#timers]) {
      if (timer.at <= this.now() && this.#timers.delete(timer)) timer.run();
    }
  }
}

/** The extension under test, started anew with a clock of the test's. */
export async function restartExtension(clock: Clock = systemClock): Promise<Services> {
  return (await testSeam()).restart(clock, see);
}

export async function testSeam(): Promise<TestSeam> {
  const extension = vscode.extensions.getExtension<TestSeam | undefined>("storj-grants.storj-grants");
  const seam = await extension?.activate();
  if (!seam) throw new Error("The extension gave no test seam: was it started in test mode?");
  return seam;
}

/** Waits until `find` gives something, asking again after every event that may bring it. Mocha's time-out ends a vain wait. */
export async function eventually<T>(find: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

/** Sets one of our settings, or takes it back, as the person does in VS Code. */
export async function set(id: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(id, value, vscode.ConfigurationTarget.Global);
}

/** Opens a text in an editor tab; of the language that VS Code takes a file of that name for. */
export async function openText(content: string, name?: string): Promise<vscode.TextDocument> {
  const document = await textDocument(content, name);
  await vscode.window.showTextDocument(document);
  return document;
}

export function storjProblems(uri: vscode.Uri): vscode.Diagnostic[] {
  return see(vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "Storj"));
}

export function problemCodes(uri: vscode.Uri): string[] {
  return storjProblems(uri).map(({ code }) => (typeof code === "object" ? String(code.value) : String(code)));
}

export async function lensTitles(uri: vscode.Uri): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri, 1000);
  return see(lenses).map((lens) => lens.command?.title ?? "");
}

export async function hints(document: vscode.TextDocument): Promise<vscode.InlayHint[]> {
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  return see(await vscode.commands.executeCommand<vscode.InlayHint[]>("vscode.executeInlayHintProvider", document.uri, all));
}

export async function hintTexts(document: vscode.TextDocument): Promise<string[]> {
  return (await hints(document)).map(({ label }) => (typeof label === "string" ? label : label.map((part) => part.value).join("")));
}

export async function hoverTexts(uri: vscode.Uri, position: vscode.Position): Promise<string[]> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, position);
  return see(hovers).flatMap(({ contents }) => contents.map((part) => (part instanceof vscode.MarkdownString ? part.value : JSON.stringify(part))));
}

export async function closeEverything(): Promise<void> {
  // Untitled texts would ask to be saved.
  while (vscode.window.activeTextEditor ?? vscode.window.tabGroups.activeTabGroup.activeTab) {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
}

/** The quick fixes at a place. */
export async function quickFixes(uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return see(await vscode.commands.executeCommand<vscode.CodeAction[]>("vscode.executeCodeActionProvider", uri, range));
}

/** Calls a command as another extension could, and keeps what it answers. */
export async function call(command: string, ...args: unknown[]): Promise<unknown> {
  const answer = await vscode.commands.executeCommand(command, ...args);
  return see(answer === undefined ? "nothing" : answer);
}

/** The text of a read-only document of ours. */
export async function pageText(uri: vscode.Uri): Promise<string> {
  return see((await vscode.workspace.openTextDocument(uri)).getText());
}

/**
 * Answers the box that says something, with Enter or Escape, until `isAnswered`. A key that comes before the box is drawn is lost, and is
 * pressed again; it can't reach the next box, whose text would have been seen before it is drawn.
 */
export async function answer<T>(says: string, key: "accept" | "close", isAnswered: () => Promise<T | undefined> | T | undefined): Promise<T> {
  await eventually(() => seen.find((text) => text.includes(says)));
  const command = key === "accept" ? "workbench.action.acceptSelectedQuickOpenItem" : "workbench.action.closeQuickOpen";
  return eventually(async () => {
    const answered = await isAnswered();
    if (answered === undefined) await vscode.commands.executeCommand(command);
    return answered;
  });
}

/** Whether a promise has come to its end, for those who wait for it and for something else meanwhile. */
export function watched<T>(promise: Promise<T>): () => { readonly value: T } | undefined {
  let end: { readonly value: T } | undefined;
  void promise.then((value) => { end = { value }; });
  return () => end;
}

export const hasSeen = (text: string) => (): string | undefined => seen.find((one) => one.includes(text));
