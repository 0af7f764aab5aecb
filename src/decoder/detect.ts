import { accessKeyIdShape } from "../grant";
import { afterEscape, isLetterOrDigit, type Run, runs, shortestRun } from "./candidates";
import type { Credential, DamagedCredential, DeferredCredential, LinkCredential, Span } from "./credential";
import {
  brokenByWhiteSpace,
  damageOf,
  endsLikeGrant,
  isBase58,
  isBase58ButForOne,
  looksRandom,
  missingCharacters,
  notBase58,
} from "./damage";
import { type Decoded, decodeText } from "./decodeText";
import { parseLink } from "./link";
import { bareAddresses, nodeUrlAt } from "./nodeUrlText";
import { parsePresignedUrl } from "./presignedUrl";
import { pairS3, type S3Half, s3HalfAt } from "./s3Pairs";
import { endOfUrlAt, isStorjshareHost, startOfLinkBefore, startOfUrlBefore, unwrapUrl } from "./urlText";
import { announcedBefore, LineWords } from "./words";

/** What a text holds. */
export interface Detection {
  /** In the order of the text; none inside another. */
  readonly credentials: readonly Credential[];
  /** How many candidates were not decoded because the eager characters were used up. */
  readonly undecoded: number;
}

export interface Limits {
  /** How many characters of candidates are decoded unasked. */
  readonly eagerCharacters: number;
}

const defaultLimits: Limits = { eagerCharacters: 1 << 20 };

/** An API key with an empty head, the shortest that Go reads. */
const shortestBase58 = 59;
/** From here on a candidate that can't be read may be a damaged one. */
const shortestDamaged = 60;
/** From here on a candidate is decoded on request only. */
const shortestDeferred = 4096;
/** What looking for a URL's start or into one beginning of a hurt text costs, in characters that could be decoded instead. */
const costOfRepair = 512;
/** Anything longer is never decoded. */
const longestDecoded = 16_384;

/**
 * Finds Storj's credentials in a text. It yields between candidates, so that its caller can cut the work into slices, and never
 * throws.
 */
export function* detect(text: string, limits = defaultLimits): Generator<void, Detection> {
  const search = new Search(text, limits);
  for (const run of runs(text)) {
    search.examine(run);
    yield;
  }
  for (const credential of pairS3(text, search.s3Halves)) {
    if (credential) search.found.push(credential);
    yield;
  }
  const words = new LineWords(text);
  for (const { start, end, url } of bareAddresses(text)) {
    const isOurs = /^storj:/i.test(text.slice(start, end)) || words.standsAfterWord(start, end);
    if (isOurs) search.found.push({ kind: "nodeUrl", start, end, text: text.slice(start, end), url });
    yield;
  }
  return { credentials: outermost(search.found), undecoded: search.undecoded };
}

/** Decodes a credential that was put off. What is neither a grant nor an API key is said to be that, for somebody asked. */
export function decodeNow(credential: DeferredCredential): Credential {
  const { announced, ...span } = credential;
  return credentialOf(span, decodeText(span.text), announced) ?? damaged(span);
}

function damaged({ start, end, text }: Span): DamagedCredential {
  const { damage, at, missing } = damageOf(text);
  return { kind: "damaged", start, end, text, damage, at: at === undefined ? undefined : start + at, missing };
}

function credentialOf(
  { start, end, text }: Span,
  decoded: Decoded,
  announced: DeferredCredential["announced"],
): Credential | undefined {
  const span = { start, end, text };
  switch (decoded.kind) {
    case "grant":
      return { ...span, kind: "grant", grant: decoded.grant, expected: announced === "apiKey" ? announced : undefined };
    case "apiKey":
      return { ...span, kind: "apiKey", macaroon: decoded.macaroon, expected: announced === "grant" ? announced : undefined };
    case "foreign":
      return { ...span, kind: "foreign" };
    case "undecodable":
      return undefined;
  }
}

/** In the order of the text, without those that lie inside another. */
function outermost(credentials: readonly Credential[]): Credential[] {
  const outer: Credential[] = [];
  for (const credential of credentials.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (credential.start >= (outer.at(-1)?.end ?? 0)) outer.push(credential);
  }
  return outer;
}

class Search {
  readonly found: Credential[] = [];
  readonly s3Halves: S3Half[] = [];
  undecoded = 0;
  readonly #text: string;
  readonly #words: LineWords;
  #eagerCharacters: number;
  /** The end of the last credential: runs before it are a part of it. */
  #owned = 0;
  /** Whether the run that is examined has been counted as not decoded. */
  #isCounted = false;

  constructor(text: string, limits: Limits) {
    this.#text = text;
    this.#words = new LineWords(text);
    this.#eagerCharacters = limits.eagerCharacters;
  }

  examine(run: Run): void {
    if (run.start < this.#owned) return;
    this.#isCounted = false;
    const text = this.#text;
    const start = afterEscape(text, run);
    const { end } = run;
    if (end - start < shortestRun) return;
    if ("=Dd".includes(text.charAt(start - 1)) && this.#takePresignedUrl(start, end)) return;
    if ("@%".includes(text.charAt(end)) && this.#takeNodeUrl(start, end)) return;
    const span = { start, end, text: text.slice(start, end) };
    if (end - start > longestDecoded) this.#examineOversized(span);
    else if (text[start] === "1" && isBase58(span.text)) this.#examineBase58(span);
    else if (text[start] !== "j" || !this.#takeS3(span)) this.#examineHurt(span);
  }

  #take(credential: Credential): void {
    this.found.push(credential);
    this.#owned = Math.max(this.#owned, credential.end);
  }

  #takePresignedUrl(start: number, end: number): boolean {
    const text = this.#text;
    if (!/X-Amz-(?:Credential|Signature)(?:=|%3d|\\u003d)$/i.test(text.slice(Math.max(0, start - 24), start))) return false;
    if (!this.#mayDecode(costOfRepair)) return false;
    const first = startOfUrlBefore(text, start);
    if (first === undefined) return false;
    const last = endOfUrlAt(text, first);
    const written = text.slice(first, last);
    const url = last < end ? undefined : parsePresignedUrl(unwrapUrl(written));
    if (url) this.#take({ kind: "presignedUrl", start: first, end: last, text: written, url });
    return url !== undefined;
  }

  #takeNodeUrl(start: number, end: number): boolean {
    const span = nodeUrlAt(this.#text, start, end);
    if (span) this.#take({ kind: "nodeUrl", ...span, text: this.#text.slice(span.start, span.end) });
    return span !== undefined;
  }

  #takeS3(span: Span): boolean {
    const link = accessKeyIdShape.test(span.text) ? this.#linkAround(span) : undefined;
    const half = link ? undefined : s3HalfAt(span);
    if (link) this.#take({ ...link, kind: "link", grant: undefined });
    if (half) this.s3Halves.push(half);
    return link !== undefined || half !== undefined;
  }

  /** The link whose access a span is. */
  #linkAround({ start, end, text }: Span): Omit<LinkCredential, "kind" | "grant"> | undefined {
    const first = startOfLinkBefore(this.#text, start);
    if (first === undefined) return undefined;
    const last = endOfUrlAt(this.#text, first);
    const written = this.#text.slice(first, last);
    const link = last < end ? undefined : parseLink(unwrapUrl(written));
    if (link?.access !== text || !(/^http/i.test(written) || isStorjshareHost(link.host))) return undefined;
    return { start: first, end: last, text: written, link };
  }

  /** A text too long to be looked at as a whole. */
  #examineOversized(span: Span): void {
    const beginning = span.text.slice(0, shortestDeferred);
    if (beginning.startsWith("1") && isBase58(beginning) && looksRandom(beginning)) this.#take({ ...span, kind: "oversized" });
  }

  /** A base58 text that starts with `1`. */
  #examineBase58(span: Span): void {
    const { text } = span;
    if (text.length >= shortestDeferred) {
      if (looksRandom(text)) this.#take({ ...span, kind: "deferred", announced: announcedBefore(this.#text, span.start) });
      return;
    }
    if (text.length < shortestBase58) {
      this.#examineHurt(span);
      return;
    }
    if (!this.#mayDecode(text.length)) return;
    const decoded = decodeText(text);
    if (decoded.kind === "undecodable") {
      this.#examineHurt(span);
      return;
    }
    const link = decoded.kind === "grant" ? this.#linkAround(span) : undefined;
    if (link && decoded.kind === "grant") {
      this.#take({ ...link, kind: "link", grant: decoded.grant });
      return;
    }
    const credential = credentialOf(span, decoded, announcedBefore(this.#text, span.start));
    const isOurs = decoded.kind !== "foreign" || (text.length >= shortestDamaged && this.#words.standsAfterWord(span.start, span.end));
    if (credential && isOurs) this.#take(credential);
  }

  /** Takes so many characters from those that are decoded unasked; where they are used up the candidate is counted. */
  #mayDecode(characters: number): boolean {
    if (characters > this.#eagerCharacters) {
      if (!this.#isCounted) this.undecoded++;
      this.#isCounted = true;
      return false;
    }
    this.#eagerCharacters -= characters;
    return true;
  }

  /** A text that is no credential, but may have been one. */
  #examineHurt(span: Span): void {
    const broken = this.#broken(span);
    if (broken) this.#take(broken);
    else if (span.text.length >= shortestDamaged && this.#wasCredential(span)) {
      this.#take(this.#damaged(span));
    }
  }

  /** A grant or an API key in pieces, one of which is the span, after a word of Storj's. */
  #broken(span: Span): DamagedCredential | undefined {
    const mayStart = (start: number, end: number): boolean =>
      start >= this.#owned &&
      (this.#words.standsAfterWord(start, end) || announcedBefore(this.#text, start) === "grant") &&
      this.#mayDecode(costOfRepair);
    const broken = isBase58(span.text) ? brokenByWhiteSpace(this.#text, span, mayStart) : undefined;
    if (!broken) return undefined;
    const whole = this.#text.slice(broken.start, broken.end);
    return { kind: "damaged", ...broken, text: whole, damage: "whiteSpace", at: broken.start + whole.search(notBase58), missing: undefined };
  }

  /**
   * Whether a text that can't be read was a grant or an API key. After a word of Storj's that is taken of base58 that starts
   * with `1`. What is no longer base58 must also begin like one, be long and base58 but for one character, or bear its
   * name, and what has lost its start end like a grant or bear the name.
   */
  #wasCredential({ start, end, text }: Span): boolean {
    const announced = announcedBefore(this.#text, start);
    const followsWord = (): boolean => this.#words.standsAfterWord(start, end);
    if (!isBase58(text)) {
      if (!text.startsWith("1") || /^[\da-f]+$/i.test(text)) return false;
      const beginsLikeOne = (): boolean => missingCharacters(text.slice(0, text.search(notBase58))) !== undefined;
      const hasOneSlip = (): boolean => isBase58ButForOne(text) && looksRandom(text) && !this.#isInBase64(start, end);
      return (announced !== undefined || beginsLikeOne() || hasOneSlip()) && followsWord();
    }
    if (!text.startsWith("1")) {
      const wasOne = text.length < shortestDeferred && looksRandom(text) && (announced !== undefined || endsLikeGrant(text));
      // Other base58check texts, a wallet's extended keys among them, are whole.
      return wasOne && followsWord() && this.#mayDecode(text.length) && decodeText(text).kind === "undecodable";
    }
    if (announced !== "grant" && !followsWord()) return false;
    if (!this.#mayDecode(costOfRepair)) return false;
    if (missingCharacters(text) !== undefined) return true;
    return /[a-z]/.test(text) && /[A-Z]/.test(text) && !this.#isInBase64(start, end) && followsWord();
  }

  #isInBase64(start: number, end: number): boolean {
    const before = this.#text.charAt(start - 1);
    return before === "+" || "+/=".includes(this.#text.charAt(end) || " ") || (before === "/" && !startOfLinkBefore(this.#text, start));
  }

  #damaged({ start, end, text }: Span): DamagedCredential {
    const credential = damaged({ start, end, text });
    // As many characters as are missing may follow, after one that is not base58: then that one was altered.
    const whole = end + (credential.missing ?? 0);
    const rest = this.#text.slice(end, whole);
    if (whole === end || rest.length < whole - end || !/^[^\s1-9A-HJ-NP-Za-km-z][1-9A-HJ-NP-Za-km-z]*$/.test(rest)) return credential;
    if (isLetterOrDigit(this.#text, whole)) return credential;
    return { kind: "damaged", start, end: whole, text: text + rest, damage: "altered", at: end, missing: undefined };
  }
}
