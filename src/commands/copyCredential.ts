import { chooseOneSaved, clickedIds } from "./asking/chooseSaved";
import type { Services } from "./services";
import { chooseTarget } from "./asking/target";

/** Copies a credential from the view or the editor; the clipboard forgets it again. Of an S3 pair it asks which half. */
export async function copyCredential(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, clipboard, decoder, vault } = services;
  const { t } = decoder.voice();
  if (clickedIds(args).length > 0) {
    await copySaved(services, args);
    return;
  }
  const target = await chooseTarget(services, args, t("Which credential?"), () => true);
  if (target === "none") await vault.load();
  if (target === "none" && vault.all().length > 0) await copySaved(services, []);
  else if (target === "none") void ask.showWarning(t("There is no Storj credential here to copy. Put the cursor on one."));
  else if (target) await clipboard.copy(target.credential.text);
}

async function copySaved(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, clipboard, decoder } = services;
  const { t } = decoder.voice();
  const record = await chooseOneSaved(services, args, t("Copy Credential"));
  if (!record) return;
  const { credential } = record;
  if (credential.kind !== "s3") {
    await clipboard.copy(credential.text);
    return;
  }
  const half = await ask.pick<"accessKeyId" | "secretKey">({
    title: t("Copy S3 Credentials"),
    items: [
      { label: t("Access key id"), value: "accessKeyId" },
      { label: t("Secret key"), value: "secretKey" },
    ],
  });
  if (half === "accessKeyId" || half === "secretKey") await clipboard.copy(credential[half]);
}
