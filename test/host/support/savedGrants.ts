import type { Services } from "../../../src/commands/services";
import { readKey } from "../../../src/vault/record";
import type { SavedNode } from "../../../src/views/savedNode";
import { see, testSeam } from "./extension";

/** Takes all that is saved away, and what the journal knows of it. */
export async function forgetEverything({ saved, vault }: Services): Promise<void> {
  saved.arrange({ filter: "", order: "lineage" });
  const { secrets } = await testSeam();
  await vault.remove(vault.all().map(({ id }) => id));
  for (const key of await secrets.keys()) if (readKey(key)) await secrets.delete(key);
  await vault.refresh();
  await vault.forgetLost();
}

/** The lines of the view, from the top, each indented by how deep it stands, with all that is shown of it. */
export async function drawn({ saved }: Services): Promise<string[]> {
  const lines: string[] = [];
  const draw = async (nodes: readonly SavedNode[], indent: string): Promise<void> => {
    for (const node of nodes) {
      const item = see(await saved.resolveTreeItem(await saved.getTreeItem(node), node));
      lines.push(indent + (typeof item.label === "string" ? item.label : (item.label?.label ?? "")));
      await draw(await saved.getChildren(node), `${indent}  `);
    }
  };
  await draw(await saved.getChildren(), "");
  return lines;
}

/** The line of a saved credential, as VS Code hands it to a command. */
export async function lineOf({ saved, vault }: Services, label: string): Promise<SavedNode> {
  const id = vault.all().find((record) => record.label === label)?.id;
  const nodes = (await saved.getChildren()).flatMap((root) => [...root.withDescendants()]);
  const node = nodes.find((one) => one.kind === "record" && one.id === id);
  if (!node) throw new Error(`There is no line ${label} in the view`);
  return node;
}
