import * as vscode from "vscode";
import type { FindingCode } from "../findings";
import type { Translate } from "../voice";

const scheme = "storj-grants";

/** The document that explains a finding. */
export function findingUri(code: FindingCode): vscode.Uri {
  return vscode.Uri.from({ scheme, authority: "finding", path: `/${code}.md` });
}

export function isDocumentOfOurs(uri: vscode.Uri): boolean {
  return uri.scheme === scheme;
}

/** Documents that nobody can edit: the explanations of findings, and pages about credentials, kept as long as they are open. */
export class ReadOnlyDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #t: Translate;
  readonly #pages = new Map<string, string>();
  readonly #subscriptions: vscode.Disposable;

  constructor(t: Translate) {
    this.#t = t;
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#pages.delete(uri.toString())),
    );
  }

  /** Keeps a page under an address of its own; the name is what the tab shows and holds nothing from outside. */
  add(name: string, text: string): vscode.Uri {
    // Never the address of an older page: VS Code may have that one open still, from before it was restarted.
    const uri = vscode.Uri.from({ scheme, authority: "page", path: `/${crypto.randomUUID()}/${name}` });
    this.#pages.set(uri.toString(), text);
    return uri;
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    if (uri.authority === "finding") {
      const { findingDocument } = await import("../findingTexts");
      const explanation = findingDocument(uri.path.slice(1).replace(/\.md$/, ""));
      if (explanation !== undefined) return explanation;
    }
    return this.#pages.get(uri.toString()) ?? this.#t("This page was not kept. Inspect the credential again.");
  }

  dispose(): void {
    this.#pages.clear();
    this.#subscriptions.dispose();
  }
}
