import type { KeyFacts } from "../../decoder/keyFacts";
import { accessWords, somePrefixes } from "../../decoder/keyWords";
import type { Voice } from "../../decoder/voice";
import { type Ask, BACK, type TextQuestion } from "../../platform/ask";
import type { SavedRecord } from "../../vault/record";

const longest = 80;

/** A label that tells what a credential is for: its prefix, else what it may do. */
export function labelOf(facts: KeyFacts | undefined, voice: Voice): string {
  const { t } = voice;
  if (!facts) return t("S3 credentials");
  const name = facts.prefixes && facts.prefixes.length > 0 ? somePrefixes(facts.prefixes, 1, voice) : undefined;
  const what = facts.grant ? name : t("API key {0}", name ?? "").trim();
  return (what ?? `${facts.satellite?.name ?? t("grant")} · ${accessWords(facts, voice)}`).slice(0, longest);
}

/** The label itself, or with the first number behind it that no other has; cut where it would be too long with that. */
export function freeLabel(label: string, records: readonly Pick<SavedRecord, "label">[]): string {
  const taken = new Set(records.map((record) => record.label));
  for (let count = 1; ; count++) {
    const number = count === 1 ? "" : ` ${String(count)}`;
    const candidate = label.slice(0, longest - number.length) + number;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Why a label can't be taken, while it is typed. Two of one name could not be told apart in any list. */
export function labelProblem(label: string, others: readonly SavedRecord[], { t }: Pick<Voice, "t">): string | undefined {
  const wanted = label.trim();
  if (wanted === "") return t("Write a name for it");
  if (wanted.length > longest) return t("At most {0} characters", longest);
  return others.some((other) => other.label === wanted) ? t("Another one has that name") : undefined;
}

/** The question for a label, which proposes one. */
export function labelQuestion(
  title: string,
  value: string,
  others: readonly SavedRecord[],
  voice: Voice,
): TextQuestion & { readonly value: string } {
  return {
    title,
    prompt: voice.t("A name for it, which only you see. The credential itself goes into VS Code's secret storage."),
    value,
    validate: (text) => labelProblem(text, others, voice),
  };
}

/** Asks for a label; undefined where the person left. */
export async function askForLabel(
  ask: Ask,
  title: string,
  value: string,
  others: readonly SavedRecord[],
  voice: Voice,
): Promise<string | undefined> {
  const label = await ask.input(labelQuestion(title, value, others, voice));
  return label === undefined || label === BACK ? undefined : label.trim();
}
