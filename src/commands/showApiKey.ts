import type { SavedRecord } from "../vault/record";
import { consoleKeyOf } from "../views/apiKeys/linkedKeys";
import { chooseOneSaved } from "./asking/chooseSaved";
import { revealKey } from "./asking/revealKey";
import { nameOfSaved } from "./contacting/nameOfKey";
import { linkRecord } from "./linkToSavedGrant";
import type { Services } from "./services";

/** Leads from a saved credential to the API key of a console that it was made from. */
export async function showApiKey(services: Services, args: readonly unknown[]): Promise<void> {
  const { decoder, vault } = services;
  const record = await chooseOneSaved(services, args, decoder.voice().t("Show Its API Key"));
  if (!record) return;
  const key = consoleKeyOf(record, vault.all());
  if (key) await revealKey(services, key, nameOfSaved(record, decoder.voice()));
  else await tellNotLinked(services, record);
}

async function tellNotLinked(services: Services, record: SavedRecord): Promise<void> {
  const { ask, decoder, vault } = services;
  const voice = decoder.voice();
  const { t } = voice;
  const link = t("Link…");
  const grant = record.credential.kind === "s3" ? vault.find(record.credential.grant ?? "") : record;
  const pressed = await ask.showInformation(t("It is not known which API key {0} was made from.", nameOfSaved(record, voice)), {
    modal: true,
    detail: t("A satellite shows an API key only when it is created, so a grant can't be matched to it later. API keys that are created here are linked by themselves; others you can link yourself."),
    actions: grant ? [link] : [],
  });
  if (pressed === link && grant) await linkRecord(services, grant);
}
