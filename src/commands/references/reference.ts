import { languageOf } from "./languageOf";
import { type Around, type Language, languages, type Pieces, type ReferenceQuote } from "./referenceLanguages";
import { placeOf } from "./stringLiteral";

/** What is put in place of the text from `start` to `end`. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The language's own way to read an environment variable, in place of the credential from `start` to `end` of a
 * document: with its quotes where it is the whole of a string, else built into the string. Where a language is unknown,
 * or is filled in by a tool that reads it (`.env`, YAML, JSON, …), `${X}` inside of what quotes there are. Undefined
 * where nothing is sure to work: in constants, byte strings, property keys, Terraform.
 */
export function referenceFor(
  languageId: string,
  fileName: string,
  text: string,
  start: number,
  end: number,
  variable: string,
): Replacement | undefined {
  const base = fileName.replace(/^.*[\\/]/s, "");
  const id = languageOf(languageId, fileName);
  const language = languages.get(id);
  if (language) return inCode(language, id, text, start, end, variable);
  return inFilledText(id, fileName, base, text, start, end, variable);
}

/** The line of an offset up to it; of a very long line its last 2,000 characters. */
function lineBefore(text: string, at: number): string {
  return text.slice(Math.max(text.lastIndexOf("\n", at - 1) + 1, at - 2000), at);
}

function inFilledText(
  id: string,
  fileName: string,
  base: string,
  text: string,
  start: number,
  end: number,
  variable: string,
): Replacement | undefined {
  const before = lineBefore(text, start);
  const isSingle = text[start - 1] === "'" && text[end] === "'";
  switch (id) {
    case "bat":
      return { start, end, text: `%${variable}%` };
    case "terraform":
    case "terraform-vars":
    case "hcl":
      return inTerraform(id, base, text, start, end, variable);
    case "makefile": {
      // A variable that is set to itself would never be done with; := reads the environment's once.
      const sign = new RegExp(`^(?:export\\s+|override\\s+)*${variable}\\s*(\\??=)\\s*$`).exec(before.trimStart())?.[1];
      if (sign === undefined) break;
      return { start: start - before.length + before.lastIndexOf(sign), end, text: `:= \${${variable}}` };
    }
    case "dotenv":
    case "dockerfile":
    case "properties":
      // Nothing is filled in between single quotes.
      if (isSingle && (id !== "properties" || base.startsWith(".env")))
        return { start: start - 1, end: end + 1, text: `"\${${variable}}"` };
      break;
    case "yaml":
    case "dockercompose":
    case "github-actions-workflow": {
      const isWorkflow = id.startsWith("github") || /[\\/]\.github[\\/]workflows[\\/]/.test(fileName);
      const filled = isWorkflow ? `\${{ secrets.${variable} }}` : `\${${variable}}`;
      // Braces end a word inside of [ ] and { }.
      const isWord = /(?:^|[\s[{,])$/.test(before) && !/[^\s\]},]/.test(text.charAt(end));
      return { start, end, text: isWord && /[[{]/.test(before) ? `"${filled}"` : filled };
    }
  }
  if (/^\.env(?:\.|$)/.test(base) && isSingle) return { start: start - 1, end: end + 1, text: `"\${${variable}}"` };
  return { start, end, text: `\${${variable}}` };
}

/** Terraform reads no variables but those named TF_VAR_…, as its own; Terragrunt reads any. */
function inTerraform(
  id: string,
  base: string,
  text: string,
  start: number,
  end: number,
  variable: string,
): Replacement | undefined {
  if (text[start - 1] !== '"' || text[end] !== '"') return undefined;
  if (base === "terragrunt.hcl") return { start: start - 1, end: end + 1, text: `get_env("${variable}")` };
  const own = /^TF_VAR_(.+)$/.exec(variable)?.[1];
  if (own === undefined || id !== "terraform" || base.endsWith(".tfvars")) return undefined;
  return { start: start - 1, end: end + 1, text: `var.${own}` };
}

/** Where the code begins that a credential stands in; undefined where it stands in a page around code. */
function codeStart(id: string, text: string, at: number): number | undefined {
  switch (id) {
    case "php": {
      const from = text.lastIndexOf("<?", at);
      return from >= 0 && from > text.lastIndexOf("?>", at) ? from : undefined;
    }
    case "vue":
    case "svelte":
    case "astro": {
      const script = text.lastIndexOf("<script", at);
      if (script >= 0 && script > text.lastIndexOf("</script", at)) return text.indexOf(">", script) + 1;
      const matter = id === "astro" ? /^\s*---[^]*?\n---/.exec(text) : null;
      return matter && at < matter[0].length ? matter[0].indexOf("---") + 3 : undefined;
    }
    default:
      return 0;
  }
}

function inCode(
  language: Language,
  id: string,
  text: string,
  start: number,
  end: number,
  variable: string,
): Replacement | undefined {
  const from = codeStart(id, text, start);
  if (from === undefined) return undefined;
  const place = placeOf(text.slice(from), start - from, language.syntax);
  if (place === "lost") return undefined;
  const bare = language.bare ?? (place === "comment" ? language.read : undefined);
  if (place === "code" || place === "comment") return bare && { start, end, text: bare(variable, '"') };
  if (end > place.bodyEnd + from) return undefined;
  const opening = place.start + from;
  const closing = place.end + from;
  const pieces = {
    open: text.slice(opening, place.bodyStart + from),
    before: text.slice(place.bodyStart + from, start),
    after: text.slice(end, place.bodyEnd + from),
    close: text.slice(place.bodyEnd + from, closing),
  };
  const around = {
    line: lineBefore(text, opening),
    rest: text.slice(closing, closing + 200),
    above: text.slice(0, opening),
  };
  const written = inString(language, place.quote, pieces, around, variable);
  return written && narrowed(text, opening - written.taken, closing, written.text);
}

/** What stands for a string, and how much of what stands before it on its line is taken with it. */
function inString(
  { read, bare, constant, loosens, joinsNeighbours, fit }: Language,
  quote: ReferenceQuote,
  pieces: Pieces,
  around: Around,
  variable: string,
): { readonly text: string; readonly taken: number } | undefined {
  const { line, rest } = around;
  const loosened = loosens?.[0].test(line) ? line.replace(...loosens) : undefined;
  if (loosened === undefined && constant?.test(line)) return undefined;
  // A word that touches a string makes another kind of string of it, or another value; in a shell both are one word.
  if (bare === undefined && /^\w/.test(rest)) return undefined;
  const isTagged = bare === undefined && /[\w$)\]]$/.test(line);
  if (isTagged && !pieces.open.endsWith("`")) return undefined;
  const isNeighbour =
    joinsNeighbours &&
    (/["'][ \t]*$/.test(line) ||
      /^\s*[A-Za-z]{0,2}["']/.test(rest) ||
      /["'][ \t]*\r?\n[ \t]*$/.test(around.above.slice(-200)));
  const isWhole = pieces.before === "" && pieces.after === "" && !isNeighbour && !isTagged;
  const written = isWhole ? (quote.whole ?? read)(variable, pieces.open) : quote.part?.(pieces, variable);
  // In parentheses a neighbour is an argument.
  if (written === undefined || (isNeighbour && written.startsWith("("))) return undefined;
  const text = fit ? fit(written, around) : written;
  if (text === undefined) return undefined;
  return loosened === undefined ? { text, taken: 0 } : { text: loosened + text, taken: line.length };
}

/** A replacement without what is the same before and after. */
function narrowed(text: string, start: number, end: number, replaced: string): Replacement {
  const old = text.slice(start, end);
  let same = 0;
  while (same < old.length && old[same] === replaced[same]) same++;
  let last = 0;
  while (last < Math.min(old.length, replaced.length) - same && old.at(-1 - last) === replaced.at(-1 - last)) last++;
  return { start: start + same, end: end - last, text: replaced.slice(same, replaced.length - last) };
}
