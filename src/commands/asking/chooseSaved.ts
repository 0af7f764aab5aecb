import { showOutside } from "../../platform/showOutside";
import { BACK, type Choice } from "../../platform/ask";
import type { SavedRecord } from "../../vault/record";
import { SavedNode } from "../../views/savedNode";
import { revokedAt } from "../../views/revocation";
import { summaryOf } from "../../views/savedSummary";
import type { Services } from "../services";

type Accepts = (record: SavedRecord) => boolean;

/** A saved credential as an item to pick. */
export function savedChoice(record: SavedRecord, { decoder, vault }: Services): Choice<SavedRecord> {
  const { text } = summaryOf(record, decoder.voice(), revokedAt(record, vault.all()));
  return { label: showOutside(record.label), description: text, value: record };
}

/**
 * The ids that a click in the view means: its own lines, which no extension can make. Of several selected ones all, where the one
 * that was clicked is among them.
 */
export function clickedIds([clicked, selected]: readonly unknown[]): readonly string[] {
  if (!(clicked instanceof SavedNode)) return [];
  const nodes: unknown[] = Array.isArray(selected) && selected.includes(clicked) ? selected : [clicked];
  return nodes.flatMap((node) => (node instanceof SavedNode && (node.kind === "record" || node.kind === "broken") ? node.id : []));
}

/** The saved credentials that a command is about: those clicked in the view, else the one that the person picks. */
export async function chooseSaved(
  services: Services,
  args: readonly unknown[],
  title: string,
  accepts: Accepts = () => true,
): Promise<readonly SavedRecord[]> {
  const { ask, decoder, vault } = services;
  const { t } = decoder.voice();
  await vault.load();
  const clicked = clickedIds(args);
  if (clicked.length > 0) {
    const found = clicked.flatMap((id) => vault.find(id) ?? []).filter(accepts);
    if (found.length === 0) void ask.showWarning(t("Nothing was done: what was clicked has gone meanwhile, or can't be used for that."));
    return found;
  }
  const records = vault.all().filter(accepts);
  if (records.length === 0) {
    void ask.showWarning(t("Nothing of that kind is saved yet. Save a credential first."));
    return [];
  }
  const picked = await ask.pick({
    title,
    placeholder: t("Which saved credential?"),
    items: records.toSorted((a, b) => a.label.localeCompare(b.label)).map((record) => savedChoice(record, services)),
  });
  return picked === undefined || picked === BACK ? [] : [picked];
}

/** As {@link chooseSaved}, for what is done with one at a time. */
export async function chooseOneSaved(
  services: Services,
  args: readonly unknown[],
  title: string,
  accepts?: Accepts,
): Promise<SavedRecord | undefined> {
  const [first] = await chooseSaved(services, args.slice(0, 1), title, accepts);
  return first;
}
