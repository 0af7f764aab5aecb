/**
 * What a line of the view "Saved Grants" stands for. A group is named by us and a satellite by whoever wrote its address: two
 * kinds, so that none of the latter can pass for one of the former.
 */
export type SavedNodeKind = "satellite" | "group" | "record" | "broken" | "lost" | "failure";

/**
 * A line of the view. It holds an id and never a credential: VS Code hands it to commands and keeps it. That an argument is one of
 * these, made here, tells a click in the view from a mere call with an id. Another extension may still have VS Code make the call for
 * the line that is selected: extensions share a process, and this is a fence and no wall.
 */
export class SavedNode {
  readonly kind: SavedNodeKind;
  /** Of a record its id; of a satellite or group what it is called. With the kind it is there once. */
  readonly id: string;
  readonly children: readonly SavedNode[];
  /** Of its API key's family, but neither ancestor nor descendant of those beside it, as far as the saved ones prove. */
  readonly isLoose: boolean;
  #parent: SavedNode | undefined;

  constructor(kind: SavedNodeKind, id: string, children: readonly SavedNode[] = [], isLoose = false) {
    this.kind = kind;
    this.id = id;
    this.children = children;
    this.isLoose = isLoose;
    for (const child of children) child.#parent = this;
  }

  get parent(): SavedNode | undefined {
    return this.#parent;
  }

  /** This one and all below it. */
  *withDescendants(): Generator<SavedNode> {
    yield this;
    for (const child of this.children) yield* child.withDescendants();
  }
}
