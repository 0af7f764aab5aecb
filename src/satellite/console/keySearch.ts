/**
 * A search that finds the API key of a name, among others: a part of the name is enough, its case does not matter, and `%` and `_` stand for
 * anything. `\` would take that from what comes after it, so it is left open too.
 */
export function searchFor(name: string): string {
  return name.replaceAll("\\", "_");
}
