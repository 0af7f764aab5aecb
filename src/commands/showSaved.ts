import type { Credential } from "../decoder/credential";
import { savedIdOf } from "../decoder/savedId";
import type { SavedRecord } from "../vault/record";
import { ApiKeyNode } from "../views/apiKeys/apiKeyNode";
import { savedOfKey } from "../views/apiKeys/linkedKeys";
import { chooseOneSaved } from "./asking/chooseSaved";
import type { Services } from "./services";
import { candidates } from "./asking/target";

/**
 * Shows a saved credential in the view: the one that a lens or hover points to, or that a clicked API key is linked to, else the one that the
 * person picks.
 */
export async function showSaved(services: Services, args: readonly unknown[]): Promise<void> {
  const { decoder, saved, vault } = services;
  await vault.load();
  const linked = savedOfNode(services, args[0]);
  if (linked) {
    await saved.reveal(linked.id);
    return;
  }
  const found = typeof args[0] === "string" ? await candidates(services, args, () => true) : undefined;
  const isSaved = (credential: Credential): boolean => vault.find(savedIdOf(credential, found?.scan.credentials ?? [])) !== undefined;
  const pointed = found?.near.find(isSaved);
  const id = pointed
    ? savedIdOf(pointed, found?.scan.credentials ?? [])
    : (await chooseOneSaved(services, args, decoder.voice().t("Show in Saved Grants")))?.id;
  if (id !== undefined) await saved.reveal(id);
}

/** What is saved of a line of the view "API Keys": that which says so itself, else another of its family. */
function savedOfNode({ accounts, vault }: Services, node: unknown): SavedRecord | undefined {
  if (!(node instanceof ApiKeyNode) || node.kind !== "key") return undefined;
  const found = savedOfKey(accounts.find(node.account)?.origin ?? "", node.key, vault.all());
  return found.find(({ consoleKey }) => consoleKey) ?? found[0];
}
