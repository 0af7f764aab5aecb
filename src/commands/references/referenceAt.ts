import { type Replacement, referenceFor } from "./reference";
import { referenceExpression } from "./referenceExpression";

/** Any word, in place of which a reference is put as it would be in place of a credential. */
const standIn = "1";

/**
 * What to write between two offsets of a text where no credential stands yet, so that its variable is read there: in place of the quotes
 * around them too, where the language's own way to read it needs none.
 */
export function referenceAt(
  languageId: string,
  fileName: string,
  text: string,
  start: number,
  end: number,
  variable: string,
): Replacement {
  const filled = text.slice(0, start) + standIn + text.slice(end);
  const found = referenceFor(languageId, fileName, filled, start, start + standIn.length, variable);
  if (!found) return { start, end, text: referenceExpression(languageId, fileName, variable) };
  return { ...found, end: found.end - standIn.length + end - start };
}
