import { askForLabel } from "./asking/label";
import { chooseOneSaved } from "./asking/chooseSaved";
import type { Services } from "./services";

/** Gives a saved credential another label. */
export async function renameSaved(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, decoder, saved, vault } = services;
  const voice = decoder.voice();
  const title = voice.t("Rename Saved Grant");
  const record = await chooseOneSaved(services, args.length > 0 ? args : saved.selection, title);
  if (!record) return;
  const others = vault.all().filter(({ id }) => id !== record.id);
  const label = await askForLabel(ask, title, record.label, others, voice);
  if (label !== undefined && label !== record.label) await vault.change(record.id, { label });
}
