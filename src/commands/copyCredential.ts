import type { Services } from "./services";
import { chooseTarget } from "./target";

/** Copies a credential from the editor; the clipboard forgets it again. */
export async function copyCredential(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, clipboard, decoder } = services;
  const { t } = decoder.voice();
  const target = await chooseTarget(services, args, t("Which credential?"), () => true);
  if (target === "none") void ask.showWarning(t("There is no Storj credential here to copy. Put the cursor on one."));
  else if (target) await clipboard.copy(target.credential.text);
}
