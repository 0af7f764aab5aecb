import type { ApiKey, Project } from "./project";

/** The API keys of all projects: found by each of their names without a walk through all. */
export class ApiKeys {
  readonly #byHead = new Map<string, ApiKey>();
  readonly #byId = new Map<string, ApiKey>();
  readonly #byName = new Map<Project, Map<string, ApiKey>>();
  /** What `of` gave, until it changes. */
  readonly #lists = new Map<Project, readonly ApiKey[]>();

  add(key: ApiKey): void {
    this.#byHead.set(key.root.head.toString("hex"), key);
    this.#byId.set(key.id, key);
    this.#lists.delete(key.project);
    const others = this.#byName.get(key.project);
    if (others) others.set(key.name, key);
    else this.#byName.set(key.project, new Map([[key.name, key]]));
  }

  remove(key: ApiKey): void {
    this.#byHead.delete(key.root.head.toString("hex"));
    this.#byId.delete(key.id);
    this.#lists.delete(key.project);
    this.#byName.get(key.project)?.delete(key.name);
  }

  withHead(head: Buffer): ApiKey | undefined {
    return this.#byHead.get(head.toString("hex"));
  }

  withId(id: string): ApiKey | undefined {
    return this.#byId.get(id);
  }

  withName(project: Project, name: string): ApiKey | undefined {
    return this.#byName.get(project)?.get(name);
  }

  /** In the order in which they were made: the same array until one is made or deleted. */
  of(project: Project): readonly ApiKey[] {
    const list = this.#lists.get(project) ?? [...(this.#byName.get(project)?.values() ?? [])];
    this.#lists.set(project, list);
    return list;
  }
}
