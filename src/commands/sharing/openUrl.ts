import * as vscode from "vscode";

/** Opens a URL in the person's browser, to the letter. */
export async function openUrl(url: string): Promise<void> {
  // A Uri would be written anew on its way, and lose the escapes of `#`, `?` and `/`: an object's key and a signature would
  // not be the same. VS Code takes the text as well, and hands it on as it is.
  await vscode.env.openExternal(url as unknown as vscode.Uri);
}
