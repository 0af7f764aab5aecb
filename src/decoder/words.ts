/** How far before a credential, on its line, a word still speaks of it. */
const reach = 1024;

/** How near a word or the other half of a pair must be to an S3 credential, in lines, and how far lines that long reach. */
const nearLines = 5;
const nearCharacters = 4096;

const storjWord = /storj|tardigrade|uplink|satellite|access[-_ ]?grant/i;
const s3Word = /storj|gateway|access[-_ ]?key/i;

/** Alone (`s3.key`, `AWS_…`) or as a hump (`useS3`, `AWSAccessKeyId`); neither `jaws` nor `s3cret` is meant. */
const s3Abbreviation = /(?:(?<![A-Za-z0-9])(?:[sS]3|aws|Aws|AWS)|(?<=[a-z])(?:S3|Aws|AWS))(?![a-z0-9]|[A-Z](?![a-z]))/;

/** Whether a word of Storj's stands before an offset, on its line. */
export class LineWords {
  readonly #text: string;
  /** The end of the last credential that such a word spoke of: of a list's members only the first stands right after it. */
  #spokenOf = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** Credentials must be asked about in the order of the text. */
  standsAfterWord(start: number, end: number): boolean {
    const from = Math.max(0, start - reach);
    const window = this.#text.slice(from, start);
    const line = Math.max(window.lastIndexOf("\n"), window.lastIndexOf("\r")) + 1;
    const found = this.#spokenOf >= from + line || storjWord.test(window.slice(line));
    if (found) this.#spokenOf = end;
    return found;
  }
}

/** The last word decides. `STORJ_API_KEY`, `apiKeys`, `access_grant`, `ACCESS_GRANT_2`, `UPLINK_ACCESS`, `ParseAccess`; not `access_key`. */
const announcement = /^(?:.*(?:(api[-_ ]?key)s?|access[-_ ]?grants?)(?:[-_.][\w.-]*)?|.*(?:grants?|access(?:es)?)[-_\d]*)$/is;

/**
 * What the name right before an offset announces. Between them lie only separators, quotes, brackets and a type's name; a comma
 * only after a quoted name (`getenv("STORJ_API_KEY", "1…")`), for before it an argument speaks of itself alone.
 */
export function announcedBefore(text: string, start: number): "grant" | "apiKey" | undefined {
  const before = text.slice(Math.max(0, start - 128), start);
  const separator = /[^\w.;)]*$/.exec(before)?.[0] ?? "";
  if (/^[^"'`]*,/.test(separator)) return undefined;
  const name = before.slice(0, before.length - separator.length).replace(/\s*:\s*&?(?:str|string)$/i, "");
  const match = announcement.exec(name);
  return match ? (match[1] === undefined ? "grant" : "apiKey") : undefined;
}

/** The offset at which the fifth line before another one starts. */
function nearStart(text: string, at: number): number {
  const first = Math.max(0, at - nearCharacters);
  for (let lines = 0, before = at - 1; before >= first; before--) {
    if (text[before] === "\n" && ++lines > nearLines) return before + 1;
  }
  return first;
}

/** The offset at which the fifth line after another one ends. */
export function nearEnd(text: string, at: number): number {
  const last = Math.min(text.length, at + nearCharacters);
  for (let lines = 0, after = at; after < last; after++) {
    if (text[after] === "\n" && ++lines > nearLines) return after;
  }
  return last;
}

function hasS3Word(text: string): boolean {
  return s3Word.test(text) || s3Abbreviation.test(text);
}

/** Longer than any such word and what must stand around it. */
const wordsLength = 32;

/** Whether a word that speaks of S3 credentials is within five lines of a span, the span itself aside. */
export class NearWords {
  readonly #text: string;
  /** Between these two there is no such word: of many spans in one line only the first costs the whole line. */
  #from = 0;
  #to = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Spans must be asked about in the order of the text. */
  isNear(start: number, end: number): boolean {
    const from = nearStart(this.#text, start);
    const to = nearEnd(this.#text, end);
    const unknown = from >= this.#from && from <= this.#to ? Math.max(from, this.#to - wordsLength) : from;
    if (hasS3Word(this.#text.slice(unknown, to))) {
      return hasS3Word(this.#text.slice(from, start)) || hasS3Word(this.#text.slice(end, to));
    }
    [this.#from, this.#to] = [from, to];
    return false;
  }
}
