/** How a language writes one kind of string. Expressions are given by their source. */
export interface Quote {
  /** What begins it, prefix and all. */
  readonly open: string;
  /** What ends it, for what began it; by default the quotes that stand last in its beginning. */
  readonly close?: (open: string) => string;
  /** The character that takes the next one with it. */
  readonly escape?: "\\" | "`";
  /** Its own end, written twice, stands for itself. */
  readonly doubles?: true;
  readonly lines?: true;
  /** What begins and ends code inside of it. A beginning of one character, written twice, stands for itself. */
  readonly hole?: readonly [open: string, close: string];
}

export interface Syntax<Q extends Quote> {
  readonly quotes: readonly Q[];
  /** What begins a comment to the end of the line. */
  readonly comment?: string;
  readonly block?: readonly [open: string, close: string];
  /** What is neither, though it has quotes in it. */
  readonly skip?: string;
}

/** A string literal by its offsets: `start` is where its prefix or quote begins, `end` is after its last quote. */
export interface Literal<Q extends Quote> {
  readonly quote: Q;
  readonly start: number;
  readonly bodyStart: number;
  readonly bodyEnd: number;
  readonly end: number;
}

/** Where an offset stands. "lost": what comes before it could not be read, so that nothing is sure. */
export type Place<Q extends Quote> = Literal<Q> | "code" | "comment" | "lost";

/** Code in strings in code …: nobody writes more than a few. */
const deepest = 30;

class Lost extends Error {}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/**
 * The innermost string literal around an offset, or what it stands in. A string that its line does not end is none, as
 * in a comment's "don't"; a comment is read as code, for code that is commented out. Linear in the text up to there.
 */
export function placeOf<Q extends Quote>(text: string, at: number, syntax: Syntax<Q>): Place<Q> {
  const { quotes, comment, block, skip } = syntax;
  const never = "[^\\s\\S]";
  const token = new RegExp(
    [
      `(?<skip>${skip ?? never}|\\\\[^])`,
      `(?<block>${block?.[0] ?? never})`,
      `(?<comment>${comment ?? never})`,
      `(?<brace>[{}()])`,
      ...quotes.map(({ open }, index) => `(?<quote${index}>${open})`),
    ].join("|"),
    "g",
  );
  const stops = new Map<string, RegExp>();
  let found: Place<Q> = "code";

  /** Reads code to the end of its hole, or to the end of the text; returns the offset after it. */
  function code(from: number, hole: readonly [string, string] | undefined, depth: number): number {
    if (depth > deepest) throw new Lost();
    let open = 0;
    let position = from;
    for (;;) {
      token.lastIndex = position;
      const match = token.exec(text);
      if (!match || (match.index > at && !hole)) {
        if (hole) throw new Lost();
        return text.length;
      }
      const { groups = {} } = match;
      const after = match.index + match[0].length;
      position = after;
      if (groups["brace"] !== undefined) {
        if (match[0] === hole?.[0].slice(-1)) open++;
        else if (match[0] === hole?.[1] && open-- === 0) return after;
      } else if (groups["block"] !== undefined || groups["comment"] !== undefined) {
        position = commentAt(after, groups["block"] === undefined ? "\\n" : (block?.[1] ?? never));
      } else if (groups["skip"] === undefined) {
        const quote = quotes.find((_, index) => groups[`quote${index}`] !== undefined) as Q;
        position = literal(match.index, match[0], quote, depth) ?? after;
      }
    }
  }

  function commentAt(from: number, close: string): number {
    const closer = new RegExp(close, "g");
    closer.lastIndex = from;
    const end = closer.exec(text)?.index ?? text.length;
    if (from <= at && at < end) {
      const inside = placeOf(text.slice(from, end), at - from, { quotes });
      found = typeof inside === "string" ? "comment" : moved(inside, from);
    }
    return end;
  }

  /** What may come next in a string. Each is compiled once: a text may have 100,000 strings. */
  function stopOf(quote: Q, opened: string): RegExp {
    const key = `${quotes.indexOf(quote)} ${opened}`;
    const known = stops.get(key);
    if (known) return known;
    const { escape, hole, close = (open: string) => escaped(/["'`]+$/.exec(open)?.[0] ?? open) } = quote;
    const holeOpen = hole ? escaped(hole[0]) : never;
    const stop = new RegExp(
      [
        `(?<hole>${hole?.[0].length === 1 ? `${holeOpen}(?!${holeOpen})` : holeOpen})`,
        `(?<escape>${escape ? `${escaped(escape)}[^]` : never}${hole?.[0].length === 1 ? `|${holeOpen}{2}` : ""})`,
        `(?<close>${close(opened)})`,
        `(?<line>${quote.lines ? never : "\\n"})`,
      ].join("|"),
      "g",
    );
    stops.set(key, stop);
    return stop;
  }

  /** Reads a string; returns the offset after it, or undefined where its line ends first. */
  function literal(start: number, opened: string, quote: Q, depth: number): number | undefined {
    const bodyStart = start + opened.length;
    const stop = stopOf(quote, opened);
    let isInHole = false;
    let hasHoles = false;
    let position = bodyStart;
    for (;;) {
      stop.lastIndex = position;
      const match = stop.exec(text);
      if (!match || match.groups?.["line"] !== undefined) {
        if (quote.lines || hasHoles) throw new Lost();
        return undefined;
      }
      position = match.index + match[0].length;
      if (match.groups?.["hole"] !== undefined) {
        const from = position;
        position = code(from, quote.hole, depth + 1);
        hasHoles = true;
        isInHole ||= from <= at && at < position;
      } else if (match.groups?.["close"] !== undefined) {
        if (quote.doubles && text.startsWith(match[0], position)) {
          position += match[0].length;
          continue;
        }
        if (bodyStart <= at && at < match.index && !isInHole) {
          found = { quote, start, bodyStart, bodyEnd: match.index, end: position };
        }
        return position;
      }
    }
  }

  try {
    code(0, undefined, 0);
  } catch (error) {
    if (!(error instanceof Lost)) throw error;
    return "lost";
  }
  return found;
}

function moved<Q extends Quote>({ quote, start, bodyStart, bodyEnd, end }: Literal<Q>, by: number): Literal<Q> {
  return { quote, start: start + by, bodyStart: bodyStart + by, bodyEnd: bodyEnd + by, end: end + by };
}
