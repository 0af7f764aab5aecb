import * as vscode from "vscode";

/** Presses Cancel of whatever is under way next, as soon as `when` comes true; ends when it was pressed. */
export function cancelsNext(when: () => Promise<unknown>): Promise<void> {
  const real = vscode.window.withProgress;
  return new Promise((resolve, reject) => {
    vscode.window.withProgress = (_options, task) => {
      vscode.window.withProgress = real;
      const source = new vscode.CancellationTokenSource();
      when().then(() => { source.cancel(); }).then(resolve, reject);
      return task({ report: () => undefined }, source.token);
    };
  });
}
