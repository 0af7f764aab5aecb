/** What a line of the view "API Keys" stands for; a note says that there is nothing. */
export type ApiKeyNodeKind = "account" | "project" | "key" | "more" | "failure" | "note";

/**
 * A line of the view. It holds ids and no secret: VS Code hands it to commands and keeps it. That an argument is one of these, made here, tells a
 * click in the view from a stranger's call, as SavedNode does.
 */
export class ApiKeyNode {
  readonly kind: ApiKeyNodeKind;
  /** Of which account: its id in the vault; empty of a failure to read the accounts. */
  readonly account: string;
  /** The project's public ID; empty of an account, and of what stands right below it. */
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

  /** There once in the view, and the same as long as what it stands for is there. */
  get id(): string {
    return [this.kind, this.account, this.project, this.key].join("/");
  }
}
