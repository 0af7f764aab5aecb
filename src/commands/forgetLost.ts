import { some } from "../decoder/keyWords";
import type { Services } from "./services";

/** Lists no longer what VS Code's storage has lost. Asked about first: the list is all that is left of it. */
export async function forgetLost({ ask, decoder, vault }: Services): Promise<void> {
  const voice = decoder.voice();
  const { t } = voice;
  await vault.load();
  const ids = vault.lost().map(({ id }) => id);
  if (ids.length === 0) return;
  const forget = t("Forget");
  const question = t("Forget what was lost: {0}?", some(ids, 5, voice));
  const detail = t("VS Code's storage no longer has them. Afterwards nothing here tells that they were ever saved.");
  if ((await ask.showWarning(question, { modal: true, detail, actions: [forget] })) === forget) await vault.forgetLost();
}
