import type * as vscode from "vscode";
import type { Ask, Message } from "./ask";
import type { AskingHost, Show } from "./askingHost";
import { askForInput } from "./inputInWindow";
import { pick, pickOrType, pickSome } from "./pickInWindow";
import { showProgress } from "./progressInWindow";
import { showOutside } from "./showOutside";

/** VS Code cuts a notification there by itself; an explanation in a modal may take several lines of it. */
const LONGEST_LINE = 1_000;

/** What a notification shows of its text for as long as it has no button: one line of this many characters, more or less. */
const LONGEST_WITHOUT_BUTTON = 45;

/**
 * Asks in VS Code's window. `record` gets every text that is shown, as it is shown: titles, placeholders, prompts,
 * items, buttons, messages and validation alike, since one function hands them all over.
 */
export function createAsk(host: AskingHost, record: (shown: string) => void = () => undefined): Ask {
  const show: Show = (text) => {
    const shown = text
      .split("\n")
      .map((line) => showOutside(line, LONGEST_LINE))
      .join("\n");
    if (shown !== "") record(shown);
    return shown;
  };
  const { window, l10n } = host;
  const understood = l10n.t("OK");
  return {
    showInformation: (text, options) => showMessage(window.showInformationMessage, show, understood, text, options),
    showWarning: (text, options) => showMessage(window.showWarningMessage, show, understood, text, options),
    showError: (text, options) => showMessage(window.showErrorMessage, show, understood, text, options),
    showStatus: (text, hideAfterMs) => void window.setStatusBarMessage(show(text), hideAfterMs),
    progress: (title, task) => showProgress(host, show, title, task),
    pick: (question) => pick(host, show, question),
    pickSome: (question) => pickSome(host, show, question),
    pickOrType: (question) => pickOrType(host, show, question),
    input: (question) => askForInput(host, show, question, { value: question.value ?? "", isSecret: false }),
    inputSecret: (question) => askForInput(host, show, question, { value: "", isSecret: true }),
  };
}

interface Button extends vscode.MessageItem {
  readonly index: number;
}

type ShowMessage = (text: string, options: vscode.MessageOptions, ...buttons: Button[]) => Thenable<Button | undefined>;

/** A longer notification without an action gets the button `understood`, for VS Code shows the whole text of those alone that have one. */
async function showMessage<Action extends string>(
  inWindow: ShowMessage,
  show: Show,
  understood: string,
  text: string,
  { modal = false, detail, actions = [] }: Message<Action> = {},
): Promise<Action | undefined> {
  const isCut = !modal && actions.length === 0 && text.length > LONGEST_WITHOUT_BUTTON;
  const titles: readonly string[] = isCut ? [understood] : actions;
  const buttons = titles.map((title, index) => ({ title: show(title), index }));
  const options = detail === undefined ? { modal } : { modal, detail: show(detail) };
  const chosen = await inWindow(show(text), options, ...buttons);
  return chosen && actions[chosen.index];
}
