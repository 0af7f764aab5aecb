// The address under which the workbench opens a folder, with or without an extension under development.
import path from "node:path";

/** `folder` on the server at `address` ("127.0.0.1:PORT"); `payload` is VS Code's own list of names and values. */
export function workbenchAddress(address: string, folder: string, payload: readonly (readonly [string, string])[] = []): string {
  const query = new URLSearchParams({ folder: path.resolve(folder) });
  if (payload.length > 0) query.set("payload", JSON.stringify(payload));
  return `http://${address}/?${query.toString().replaceAll("%2F", "/")}`;
}

/** How the workbench in the browser names a file beside its server. */
export function remoteUri(address: string, file: string): string {
  return `vscode-remote://${address}${encodeURI(path.resolve(file))}`;
}
