import { askForLabel, freeLabel, labelOf } from "./label";
import type { Restricted } from "../restricting/restriction";
import type { Services } from "../services";

/** Saves a restricted credential, which then stands under its parent in the view. False where the person left. */
export async function saveResult(services: Services, { text, facts }: Restricted): Promise<boolean> {
  const { ask, decoder, saved, vault } = services;
  const voice = decoder.voice();
  const { t } = voice;
  await vault.load();
  const label = await askForLabel(ask, t("Save the Restricted Credential"), freeLabel(labelOf(facts, voice), vault.all()), vault.all(), voice);
  if (label === undefined) return false;
  const { record } = await vault.save({ kind: facts.grant ? "grant" : "apiKey", text }, { label });
  await saved.reveal(record.id);
  return true;
}
