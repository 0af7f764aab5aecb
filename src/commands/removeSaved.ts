import type { SavedRecord } from "../vault/record";
import { VaultError } from "../vault/vaultError";
import { chooseSaved, clickedIds } from "./asking/chooseSaved";
import { some } from "../decoder/keyWords";
import type { Services } from "./services";

/**
 * Removes saved credentials. Undo brings them back, as long as its message stands. What is for production, and what Undo could not bring
 * back, is asked about first.
 */
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
  const mayGo = async (question: string, detail: string): Promise<boolean> => {
    const remove = t("Remove");
    return (await ask.showWarning(question, { modal: true, detail, actions: [remove] })) === remove;
  };
  const unreadable = new Set(vault.broken().flatMap(({ id }) => (ids.includes(id) ? id : [])));
  if (unreadable.size > 0) {
    const question = t("Remove what can't be read: {0}?", some([...unreadable], 5, voice));
    const detail = t("It can't be brought back. What a newer version of this extension saved can be read when that version is installed.");
    if (!(await mayGo(question, detail))) return;
  }
  const forProduction = records.filter(({ isProduction }) => isProduction).map(({ label }) => label);
  if (forProduction.length > 0) {
    const question = t("Remove what is marked for production: {0}?", some(forProduction, 5, voice));
    const detail = t("It stays valid: removing it here revokes nothing. Without it, what was made from it can perhaps no longer be revoked.");
    if (!(await mayGo(question, detail))) return;
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
  if ((await ask.showInformation(words, { actions: [undo] })) === undo) await bringBack(services, removed);
}

/** Tries again as often as the person wants: what was removed is nowhere else any more. */
async function bringBack({ ask, decoder, vault }: Services, removed: readonly SavedRecord[]): Promise<void> {
  const again = decoder.voice().t("Try Again");
  for (;;) {
    try {
      await vault.restore(removed);
      return;
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      if ((await ask.showError(error.message, { actions: [again] })) !== again) return;
    }
  }
}
