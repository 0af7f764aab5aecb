import { VaultError } from "../vault/vaultError";
import { chooseSaved, clickedIds } from "./chooseSaved";
import { some } from "../decoder/keyWords";
import type { Services } from "./services";

/** Removes saved credentials. Undo brings them back, as long as its message stands; what is for production is asked about first. */
export async function removeSaved(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, decoder, saved, vault } = services;
  const voice = decoder.voice();
  const { t } = voice;
  const clicked = args.length > 0 ? args : saved.selection;
  await vault.load();
  const chosen = clickedIds(clicked);
  const ids = chosen.length > 0 ? chosen : (await chooseSaved(services, [], t("Remove Saved Grant"))).map(({ id }) => id);
  if (ids.length === 0) return;
  const records = ids.flatMap((id) => vault.find(id) ?? []);
  const remove = t("Remove");
  const forProduction = records.filter(({ isProduction }) => isProduction).map(({ label }) => label);
  if (forProduction.length > 0) {
    const question = t("Remove what is marked for production: {0}?", some(forProduction, 5, voice));
    const detail = t("It stays valid: removing it here revokes nothing. Without it, what was made from it can perhaps no longer be revoked.");
    if ((await ask.showWarning(question, { modal: true, detail, actions: [remove] })) !== remove) return;
  }
  const removed = await vault.remove(ids).catch((error: unknown) => {
    if (!(error instanceof VaultError)) throw error;
    void ask.showError(error.message);
    return error.removed;
  });
  if (removed.length === 0) return;
  const undo = t("Undo");
  const words =
    removed.length === 1
      ? t("“{0}” was removed from the saved grants. It stays valid: removing revokes nothing.", removed[0]?.label ?? "")
      : t("{0} saved grants were removed. They stay valid: removing revokes nothing.", removed.length);
  if ((await ask.showInformation(words, { actions: [undo] })) === undo) await vault.restore(removed);
}
