import { chooseOneSaved } from "./asking/chooseSaved";
import { inputVariable, ownVariable, takenVariables } from "./references/ownVariable";
import type { Services } from "./services";

/** Gives a saved credential another environment variable. What reads the old one is not changed. */
export async function setVariable(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, decoder, vault } = services;
  const { t } = decoder.voice();
  const title = t("Set Environment Variable");
  const record = await chooseOneSaved(services, args, title);
  if (!record) return;
  const variable = await inputVariable(services, record, title, record.variable ?? ownVariable(record, takenVariables(services)));
  if (variable === undefined || variable === record.variable) return;
  await vault.change(record.id, { variable });
  if (record.variable !== undefined) {
    void ask.showInformation(t("“{0}” is now given as {1}. Code that reads {2} has to be changed by hand.", record.label, variable, record.variable));
  }
}
