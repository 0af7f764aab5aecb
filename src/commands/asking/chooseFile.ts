import os from "node:os";
import * as vscode from "vscode";
import type { Services } from "../services";

/** Asks for a file to read credentials from; undefined where the person left, or was told why it can't be that one. */
export async function chooseFileToRead(services: Services, openLabel: string): Promise<string | undefined> {
  const [chosen] = (await vscode.window.showOpenDialog({ openLabel })) ?? [];
  return chosen && pathOf(services, chosen);
}

/** Asks for a file to write credentials into, in the person's home folder first: a project's folder is where they would be committed. */
export async function chooseFileToWrite(services: Services, saveLabel: string, name: string): Promise<string | undefined> {
  const defaultUri = vscode.Uri.file(os.homedir()).with({ path: `${vscode.Uri.file(os.homedir()).path}/${name}` });
  const chosen = await vscode.window.showSaveDialog({ saveLabel, defaultUri });
  return chosen && pathOf(services, chosen);
}

/** Where the extension runs beside the window, a remote folder's path would name another file on this machine. */
function pathOf({ ask, decoder }: Services, uri: vscode.Uri): string | undefined {
  if (uri.scheme === "file") return uri.fsPath;
  void ask.showError(decoder.voice().t("That file can't be used: it is not on the machine that this extension runs on. Choose a local file."));
  return undefined;
}
