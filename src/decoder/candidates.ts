/** Letters and digits without a break: the one thing that every credential of Storj's contains. */
export interface Run {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** An S3 access key id, the shortest credential. */
export const shortestRun = 28;

/** How far a search goes without a run before its reader gets a turn. */
const charactersATurn = 1 << 20;

/** One byte for each UTF-16 unit: an index outside of the table would cost more than the table. */
const letterOrDigit = new Uint8Array(1 << 16);
for (const character of "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") {
  letterOrDigit[character.charCodeAt(0)] = 1;
}

/** Whether there is an ASCII letter or digit at the offset; outside of the text there is none. */
export function isLetterOrDigit(text: Pick<string, "charCodeAt">, at: number): boolean {
  return letterOrDigit[text.charCodeAt(at)] === 1;
}

type Characters = Pick<string, "length" | "charCodeAt">;

/** Where the next run starts, or the first offset from `to` on at which one may. */
function hop(text: Characters, from: number, to: number): number {
  let start = from;
  while (start < to) {
    let at = start + shortestRun - 1;
    while (at >= start && letterOrDigit[text.charCodeAt(at)] === 1) at--;
    if (at < start) break;
    start = at + 1;
  }
  return start;
}

/**
 * The runs of at least {@link shortestRun} letters and digits, in order, and an empty one each MiB without any.
 *
 * It hops: a run of 28 covers one of any 28 neighbours, so that only each 28th character is looked at, and from there back to
 * the one that ends the run. No character is read more than three times, whatever the text is: 128 KiB of `1`s are no trouble.
 * An expression for grants alone needs a look-behind for that; one for all runs, so that it finds what follows an escape
 * (`%3D1…`, `\n1…`) or has lost its first character, takes seven times as long.
 */
export function* runs(text: Characters): Generator<Run, void> {
  const last = text.length - shortestRun + 1;
  for (let start = 0; start < last; ) {
    const to = Math.min(last, start + charactersATurn);
    start = hop(text, start, to);
    if (start < to) {
      let end = start + shortestRun;
      while (end < text.length && letterOrDigit[text.charCodeAt(end)] === 1) end++;
      yield { start, end };
      start = end;
    } else if (start < last) {
      yield { start, end: start };
    }
  }
}

/** Where what a run says starts: after the rest of an escape (`%3D`, `%253D`, `\n`, `\u003d`, `\x3d`) that touches it. */
export function afterEscape(text: string, { start, end }: Run): number {
  const before = text[start - 1];
  if (before !== "%" && before !== "\\") return start;
  // Control characters other than line ends and tabs are not written as %1x, but a credential starts with a 1.
  const escape = before === "%" ? /^(?:25)*(?:0[9AaDd]|[2-7][0-9A-Fa-f])/ : /^(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[abefnrtv])/;
  return start + (escape.exec(text.slice(start, Math.min(start + 16, end)))?.[0].length ?? 0);
}
