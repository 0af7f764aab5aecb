import { envValue } from "../../vault/files/envValue";

/** A variable and its value as a line of a .env file. */
export function envFileLine(variable: string, value: string): string {
  return `${variable}=${envValue(value)}`;
}

/** One definition of a .env file: what stands before the value, a value in quotes, or the rest of the line. */
const definition =
  /^(\uFEFF?[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*)(?:"(?:\\[^]|[^"\\])*"|'[^']*'|`[^`]*`|([^\r\n]*))/gm;

function redefined(before: string, value: string, rest = ""): string {
  return before + envValue(value) + (/(?:^|[ \t]+)#.*$/.exec(rest)?.[0] ?? "").replace(/^#/, " #");
}

/** Whether a .env text defines a variable otherwise: {@link addToEnvFile} would take that value away. */
export function isDefinedOtherwise(text: string, variable: string, value: string): boolean {
  return [...text.matchAll(definition)].some(([whole, before = "", name, rest]) => {
    const isEmpty = /^(?:""|''|``)?[ \t]*(?:#.*)?$/.test(whole.slice(before.length));
    return name === variable && !isEmpty && whole !== redefined(before, value, rest);
  });
}

/**
 * A .env text with a variable added at its end, or with its value replaced wherever it is defined: which of several
 * definitions counts differs between readers. All else stays: comments, `export`, line endings, and whether the last
 * line is ended.
 */
export function withVariable(text: string, variable: string, value: string): string {
  const names = new Set<string>();
  const changed = text.replace(definition, (whole, before: string, name: string, rest: string | undefined) => {
    names.add(name);
    return name === variable ? redefined(before, value, rest) : whole;
  });
  if (names.has(variable)) return changed;
  const line = envFileLine(variable, value);
  const lineEnd = /\r?\n/.exec(text)?.[0] ?? "\n";
  if (text.replace("\uFEFF", "") === "") return text + line + lineEnd;
  return text.endsWith("\n") ? text + line + lineEnd : text + lineEnd + line;
}
