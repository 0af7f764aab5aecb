import { languageOf } from "./languageOf";
import { languages } from "./referenceLanguages";

/**
 * How a language reads an environment variable, where nothing stands yet: after an equals sign, between the parentheses of a call. `${X}`
 * where the language is unknown, or is filled in by a tool that reads it.
 */
export function referenceExpression(languageId: string, fileName: string, variable: string): string {
  const language = languages.get(languageOf(languageId, fileName));
  if (language) return (language.bare ?? language.read)(variable, '"');
  return languageId === "bat" ? `%${variable}%` : `\${${variable}}`;
}
