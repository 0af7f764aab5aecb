import { FileFormatError } from "./fileFormatError";
import { linesOf } from "./lines";

/** A section of an ini file: its name is hostile text, its keys are in lower case. */
export interface IniSection {
  readonly name: string;
  readonly values: ReadonlyMap<string, string>;
}

/**
 * Reads what rclone (goconfig) and the AWS tools read alike: `[section]`, `key = value`, comment lines that begin with
 * `#` or `;`, and comments behind white space. Sections of the same name are one, and the last of the same key wins.
 * What else there is, is passed over. Errors: `encrypted` (rclone's own encryption), `no-section`.
 */
export function readIni(text: string): IniSection[] {
  const sections = new Map<string, Map<string, string>>();
  let values: Map<string, string> | undefined;
  let firstLine: number | undefined;
  for (const [at, written] of linesOf(text).entries()) {
    const line = written.trim();
    if (line === "" || line.startsWith("#") || line.startsWith(";")) continue;
    if (firstLine === undefined && line.startsWith("RCLONE_ENCRYPT_V")) {
      const next = "Choose the output of “rclone config show” instead, or export single remotes.";
      throw new FileFormatError({
        code: "encrypted",
        wrong: "rclone has encrypted it with a password",
        next,
        line: at + 1,
      });
    }
    firstLine ??= at + 1;
    const name = sectionIn(line);
    if (name !== undefined) {
      values = sections.get(name) ?? new Map<string, string>();
      sections.set(name, values);
      continue;
    }
    const equals = line.search(/[=:]/);
    if (equals > 0) values?.set(line.slice(0, equals).trim().toLowerCase(), valueIn(line.slice(equals + 1).trim()));
  }
  if (firstLine !== undefined && !values) {
    const next = "Choose a file with sections like “[name]”.";
    throw new FileFormatError({ code: "no-section", wrong: "it has no sections", next, line: firstLine });
  }
  return [...sections].map(([name, values]) => ({ name, values }));
}

function sectionIn(line: string): string | undefined {
  if (!line.startsWith("[")) return undefined;
  if (line.endsWith("]")) return line.slice(1, -1).trim();
  const end = line.indexOf("]");
  return /^\s*[#;]/.test(line.slice(end + 1)) && end > 0 ? line.slice(1, end).trim() : undefined;
}

function valueIn(written: string): string {
  const quote = ["`", '"""'].find(
    (mark) => written.length >= 2 * mark.length && written.startsWith(mark) && written.endsWith(mark),
  );
  return quote ? written.slice(quote.length, -quote.length) : written.replace(/\s[#;].*$/, "").trimEnd();
}
