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

const letterOrDigit = new Uint8Array(128);
for (const character of "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") {
  letterOrDigit[character.charCodeAt(0)] = 1;
}

/** Whether there is an ASCII letter or digit at the offset; outside of the text there is none. */
export function isLetterOrDigit(text: Pick<string, "charCodeAt">, at: number): boolean {
  return letterOrDigit[text.charCodeAt(at)] === 1;
}

/**
 * The runs of at least {@link shortestRun} letters and digits, in order, and an empty run each MiB without one.
 *
 * It hops: a run of 28 covers one of any 28 neighbours, so that only each 28th character is looked at, and from there back to
 * the one that ends the run. No character is read twice but for those 28, whatever the text is: 128 KiB of `1`s are read
 * once. An expression would need a look-behind for that, and could not be asked for what starts inside an escape (`%3D1…`,
 * `\n1…`) or has lost its first character, at less than four times the cost.
 */
export function* runs(text: Pick<string, "length" | "charCodeAt">): Generator<Run, void> {
  const length = text.length;
  let turn = charactersATurn;
  let start = 0;
  while (start + shortestRun <= length) {
    let at = start + shortestRun - 1;
    while (at >= start && isLetterOrDigit(text, at)) at--;
    if (at >= start) start = at + 1;
    else {
      let end = start + shortestRun;
      while (end < length && isLetterOrDigit(text, end)) end++;
      yield { start, end };
      start = end + 1;
      turn = start + charactersATurn;
    }
    if (start >= turn) {
      yield { start, end: start };
      turn = start + charactersATurn;
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
