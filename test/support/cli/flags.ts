import { CliRefusal } from "./refusal";

/** The arguments of a command, of which each flag takes its own (zeebo/clingy arg_handler.go). */
export class Arguments {
  readonly #args: readonly string[];
  readonly #used: boolean[];

  constructor(args: readonly string[]) {
    this.#args = args;
    this.#used = args.map(() => false);
  }

  /**
   * Takes every `--name value`, `--name=value` and `-name…`, in the order they stand; the value of a flag that is a
   * switch is `true` unless it follows an equals sign. Flags must be taken in the order in which the command declares
   * them: a value may look like another flag.
   */
  take(names: readonly string[], kind: "value" | "switch"): string[] {
    const values: string[] = [];
    const end = this.#args.indexOf("--");
    for (let at = 0; at < (end < 0 ? this.#args.length : end); at++) {
      const [, name, equals, given = ""] = /^--?([^=]*)(=?)(.*)$/s.exec(this.#args[at] as string) ?? [];
      if (this.#used[at] || name === undefined || !names.includes(name)) continue;
      this.#used[at] = true;
      if (equals === "=") values.push(given);
      else values.push(kind === "switch" ? "true" : this.#valueAt(++at, name));
    }
    return values;
  }

  #valueAt(at: number, name: string): string {
    const value = this.#args[at];
    if (value === undefined || value === "--" || this.#used[at])
      throw new CliRefusal(`argument error: no value for flag "${name}"`);
    this.#used[at] = true;
    return value;
  }

  /** Refuses what no flag took. */
  end(): void {
    const separator = this.#args.indexOf("--");
    const rest = this.#args.find((_, at) => !this.#used[at] && at !== separator);
    if (rest !== undefined) throw new CliRefusal(`argument error: unknown argument: ${rest}`);
  }
}

/** Go's strconv.ParseBool. */
export function parseBool(text: string): boolean {
  if (["1", "t", "T", "true", "TRUE", "True"].includes(text)) return true;
  if (["0", "f", "F", "false", "FALSE", "False"].includes(text)) return false;
  throw new CliRefusal(`argument error: not a yes or no: ${text}`);
}
