import type { Credential } from "../decoder/credential";
import { savedIdOf } from "../decoder/savedId";
import { chooseOneSaved } from "./asking/chooseSaved";
import type { Services } from "./services";
import { candidates } from "./asking/target";

/** Shows a saved credential in the view: the one that a lens or hover points to, else the one that the person picks. */
export async function showSaved(services: Services, args: readonly unknown[]): Promise<void> {
  const { decoder, saved, vault } = services;
  await vault.load();
  const found = typeof args[0] === "string" ? await candidates(services, args, () => true) : undefined;
  const isSaved = (credential: Credential): boolean => vault.find(savedIdOf(credential, found?.scan.credentials ?? [])) !== undefined;
  const pointed = found?.near.find(isSaved);
  const id = pointed
    ? savedIdOf(pointed, found?.scan.credentials ?? [])
    : (await chooseOneSaved(services, args, decoder.voice().t("Show in Saved Grants")))?.id;
  if (id !== undefined) await saved.reveal(id);
}
