import type { Translate } from "../../decoder/voice";
import { longestKeyName } from "../../satellite/console/api";

/** Why a text can't be the name of a new API key, while it is typed; `taken` are names that the project is known to have. */
export function keyNameProblem(text: string, taken: ReadonlySet<string>, t: Translate): string | undefined {
  const name = text.trim();
  // The console takes it, and shows a key that nobody can click.
  if (name === "") return t("Write a name for it");
  // Characters as the console counts them: code points.
  if (Array.from(name).length > longestKeyName) return t("At most {0} characters", longestKeyName);
  return taken.has(name) ? t("The project has an API key of that name already") : undefined;
}

/** As long as a label may be with a number behind it. */
const longestLabel = 75;

/** The name as a label in the vault: cut between two characters. */
export function labelOfName(name: string): string {
  let label = "";
  for (const character of name) {
    if (label.length + character.length > longestLabel) return `${label.trim()}…`;
    label += character;
  }
  return label.trim();
}
