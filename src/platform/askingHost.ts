import type * as vscode from "vscode";
import { BACK, type Answer, type Question } from "./ask";
import { DisposableStore } from "./lifecycle";

/** The part of the `vscode` module that asking needs. */
export interface AskingHost {
  readonly window: Pick<
    typeof vscode.window,
    | "showInformationMessage"
    | "showWarningMessage"
    | "showErrorMessage"
    | "setStatusBarMessage"
    | "createQuickPick"
    | "createInputBox"
    | "withProgress"
  >;
  readonly ProgressLocation: Pick<typeof vscode.ProgressLocation, "Notification">;
  readonly QuickInputButtons: Pick<typeof vscode.QuickInputButtons, "Back">;
  readonly l10n: { t(message: string): string };
}

/** Neutralises a text on its way to the window, and records it. */
export type Show = (text: string) => string;

type Box = Pick<
  vscode.InputBox,
  | "title"
  | "placeholder"
  | "step"
  | "totalSteps"
  | "ignoreFocusOut"
  | "buttons"
  | "show"
  | "dispose"
  | "onDidHide"
  | "onDidAccept"
  | "onDidTriggerButton"
  | "onDidChangeValue"
>;

interface Behaviour<T> {
  /** What Enter gives; `undefined` where that cannot be taken, and the box stays. */
  readonly accept: () => { readonly value: T } | undefined;
  readonly changed?: () => void;
}

/** Shows a question in a box until it is answered, the person goes back, or leaves; then the box is gone. */
export async function askInBox<T>(
  { QuickInputButtons }: AskingHost,
  show: Show,
  box: Box,
  { title, placeholder = "", place, canGoBack = false }: Question,
  { accept, changed }: Behaviour<T>,
): Promise<Answer<T>> {
  box.title = show(title);
  box.placeholder = show(placeholder);
  box.step = place?.step;
  box.totalSteps = place?.of;
  box.ignoreFocusOut ||= place !== undefined;
  box.buttons = canGoBack ? [QuickInputButtons.Back] : [];

  const held = new DisposableStore();
  held.add(box);
  const answer = new Promise<Answer<T>>((resolve) => {
    held.add(
      box.onDidAccept(() => {
        const accepted = accept();
        if (accepted) resolve(accepted.value);
      }),
    );
    held.add(
      box.onDidTriggerButton(() => {
        resolve(BACK);
      }),
    );
    held.add(
      box.onDidHide(() => {
        resolve(undefined);
      }),
    );
    if (changed) held.add(box.onDidChangeValue(changed));
  });
  try {
    box.show();
    return await answer;
  } finally {
    held.dispose();
  }
}
