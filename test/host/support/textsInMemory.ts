import * as vscode from "vscode";

/**
 * Texts at addresses of their own. Untitled documents would do, but that VS Code gives the name of a closed one to the next, and for a while
 * takes the one for the other.
 */
class TextsInMemory implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  readonly #texts = new Map<string, Uint8Array>();

  add(content: string, name: string): vscode.Uri {
    const path = `/${String(this.#texts.size + 1)}/${name}`;
    this.#texts.set(path, new TextEncoder().encode(content));
    return vscode.Uri.from({ scheme, path });
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const text = this.#texts.get(path);
    if (!text) throw vscode.FileSystemError.FileNotFound(path);
    return text;
  }
  stat(uri: vscode.Uri): vscode.FileStat {
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.readFile(uri).length };
  }
  writeFile({ path }: vscode.Uri, content: Uint8Array): void {
    this.#texts.set(path, content);
  }
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }
  readDirectory(): [string, vscode.FileType][] {
    return [];
  }
  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
  delete(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
}

const scheme = "demo-memory";
const texts = new TextsInMemory();
vscode.workspace.registerFileSystemProvider(scheme, texts, { isCaseSensitive: true });

/** A document with a text, without a tab. */
export async function textDocument(content: string, name = "text"): Promise<vscode.TextDocument> {
  return vscode.workspace.openTextDocument(texts.add(content, name));
}
