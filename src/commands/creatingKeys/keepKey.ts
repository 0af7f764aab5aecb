import { ExplainedError } from "../../platform/errors";
import { showOutside } from "../../platform/showOutside";
import type { CreatedKey } from "../../satellite/console";
import type { SavedRecord } from "../../vault/record";
import type { ChosenProject } from "../asking/chooseApiKey";
import { freeLabel } from "../asking/label";
import type { FreeName } from "./freeName";
import { labelOfName } from "./keyName";
import type { Services } from "../services";

/**
 * Saves an API key that was just made, which nobody will ever show again. Where VS Code does not store it, the person copies it or has it tried again:
 * undefined where they left it at that, which has been told. What is known of the project's passphrase is kept with it.
 */
export async function keepKey(
  services: Services,
  { account, project }: ChosenProject,
  { name, isManaged }: FreeName,
  made: CreatedKey,
): Promise<SavedRecord | undefined> {
  const { ask, clipboard, decoder, vault } = services;
  const { t } = decoder.voice();
  const consoleKey = { origin: account.origin, project: project.id, key: made.listed.id, isSaid: false, ...(isManaged !== undefined && { isManaged }) };
  const [again, copy] = [t("Try Again"), t("Copy It")];
  const shown = showOutside(name, 60);
  let isCopied = false;
  for (;;) {
    try {
      const label = freeLabel(labelOfName(name), vault.all());
      return (await vault.save({ kind: "apiKey", text: made.key }, { label, consoleKey })).record;
    } catch (error) {
      const why = error instanceof ExplainedError ? error.wrong : t("something went wrong");
      const answer = await ask.showWarning(t("The API key “{0}” was made, and could not be saved: {1}.", shown, why), {
        modal: true,
        detail: isCopied
          ? t("It is on the clipboard now, which forgets it again: put it where it is kept. Nobody shows it a second time.")
          : t("It is here, and nowhere else: nobody shows it a second time. Copy it and keep it elsewhere, or try again to save it."),
        actions: [again, copy],
      });
      if (answer === undefined) {
        if (!isCopied) void ask.showWarning(t("The API key “{0}” is kept nowhere. It is of no use to anybody: delete it.", shown));
        return undefined;
      }
      // Where copying fails, too, the question comes again.
      if (answer === copy) isCopied = await clipboard.copy(made.key).then(() => true, () => isCopied);
    }
  }
}
