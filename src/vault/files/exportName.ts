/** Names longer than that are cut: nobody types them. */
const longestName = 100;

/** A label with a `-` for each character that a format can't hold, or can't be seen; `main` where nothing is left. */
function nameOf(label: string, refused: RegExp): string {
  const cut = Array.from(label).slice(0, longestName).join("");
  return cut.replace(refused, "-").trim() || "main";
}

/** A name that doesn't look like an option of a command line. */
function withoutDashes(name: string): string {
  return name.replace(/^[- ]+/, "") || "main";
}

/** A name of uplink's access.json: any text, as long as all of it can be seen. */
export function accessName(label: string): string {
  return nameOf(label, /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu);
}

/** A remote of rclone's: letters, digits, `_ . + @ -` and spaces between (rclone fs/fspath). */
export function remoteName(label: string): string {
  return withoutDashes(nameOf(label, /[^\p{L}\p{N}_.+@ -]/gu));
}

/** A profile of the AWS tools, which take a name with spaces for something else. */
export function profileName(label: string): string {
  return withoutDashes(nameOf(label, /[^\w.+@-]/g));
}

/** The beginning of a variable's name, with its `_`. */
export function variablePrefix(label: string): string {
  const name = withoutDashes(nameOf(label, /\W/g)).toUpperCase().replace(/-+/g, "_");
  return /^\d/.test(name) ? `_${name}_` : `${name}_`;
}

export function isVariableName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}

/** The name, or where it is in `taken` the name with the first number from 2 that is not; it is taken from then on. */
export function uniqueName(name: string, taken: Set<string>): string {
  let unique = name;
  for (let count = 2; taken.has(unique); count++) unique = `${name}-${String(count)}`;
  taken.add(unique);
  return unique;
}

/** The variables of one file, of which no two have the same name. */
export class VariableNames {
  readonly #taken = new Set<string>();

  /** Takes all of the names, or, where one of them is taken already, none. */
  take(names: readonly string[]): boolean {
    if (names.some((name) => this.#taken.has(name))) return false;
    for (const name of names) this.#taken.add(name);
    return true;
  }

  /**
   * What to put before all of the endings so that they become names of their own, which are taken: `start`, perhaps
   * with a number.
   */
  prefixFor(start: string, endings: readonly string[]): string {
    let prefix = start;
    for (let count = 2; !this.take(endings.map((ending) => prefix + ending)); count++)
      prefix = `${start}${String(count)}_`;
    return prefix;
  }
}
