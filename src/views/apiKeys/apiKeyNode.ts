/** What a line of the view "API Keys" stands for. */
export type ApiKeyNodeKind = "account" | "project" | "key" | "more" | "failure";

/**
 * A line of the view. It holds ids and no secret: VS Code hands it to commands and keeps it. That an argument is one of these, made here, tells a
 * click in the view from a stranger's call, as SavedNode does.
 */
export class ApiKeyNode {
  readonly kind: ApiKeyNodeKind;
  /** Of which account: its id in the vault. */
  readonly account: string;
  /** The project's public ID; empty of an account and of a failure to list its projects. */
  readonly project: string;
  /** The API key's ID; empty of all else. */
  readonly key: string;
  readonly parent: ApiKeyNode | undefined;

  constructor(kind: ApiKeyNodeKind, account: string, project = "", key = "", parent?: ApiKeyNode) {
    this.kind = kind;
    this.account = account;
    this.project = project;
    this.key = key;
    this.parent = parent;
  }
}
