import { BACK } from "../platform/ask";
import { type Color, colors } from "../vault/record";
import { chooseSaved } from "./asking/chooseSaved";
import type { Services } from "./services";

type Mark = { readonly color: Color | undefined } | { readonly isProduction: boolean };

/** Marks saved credentials with a colour, or as being for production. */
export async function markSaved(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, decoder, vault } = services;
  const { t } = decoder.voice();
  const title = t("Mark Saved Grant");
  const records = await chooseSaved(services, args, title);
  if (records.length === 0) return;
  const isProduction = records.every((record) => record.isProduction);
  const names = { red: t("Red"), orange: t("Orange"), yellow: t("Yellow"), green: t("Green"), blue: t("Blue"), purple: t("Purple") };
  const mark = await ask.pick<Mark>({
    title,
    items: [
      isProduction
        ? { label: t("Not for production"), value: { isProduction: false } }
        : { label: t("For production"), description: t("said in the view and asked about before it goes"), value: { isProduction: true } },
      ...colors.map((color) => ({ label: names[color], value: { color } })),
      { label: t("No color"), value: { color: undefined } },
    ],
  });
  if (mark === undefined || mark === BACK) return;
  await Promise.all(records.map(({ id }) => vault.change(id, mark)));
}
