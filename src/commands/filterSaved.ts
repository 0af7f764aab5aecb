import { BACK } from "../platform/ask";
import type { Services } from "./services";

/** Asks what the lines of the view are to hold. */
export async function filterSaved({ ask, decoder, saved }: Services): Promise<void> {
  const { t } = decoder.voice();
  const filter = await ask.input({
    title: t("Filter Saved Grants"),
    prompt: t("A part of the name, prefix, satellite, variable or fingerprint. Empty: all of them."),
    value: saved.arrangement.filter,
  });
  if (filter !== undefined && filter !== BACK) saved.arrange({ filter: filter.trim() });
}
