import { isLetterOrDigit, type Run } from "./candidates";
import { decodeText } from "./decodeText";
import type { Damage } from "./credential";

const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
export const notBase58 = /[^1-9A-HJ-NP-Za-km-z]/;
const bitsPerCharacter = Math.log2(58);

/** As many characters as tell the first 40 bytes of a text: a grant's satellite address, an API key's head. */
const leadingCharacters = 60;
const fewestCharacters = 55;
/** The longest text that a cut one is imagined to come from. */
const longestOriginal = 4096;

export function isBase58(text: string): boolean {
  return !notBase58.test(text);
}

/**
 * Whether a long text is base58 but for one character, as where an `l` was typed for a `1`. One in a hundred of random
 * letters and digits that are as long is so, and of longer ones ever fewer.
 */
export function isBase58ButForOne(text: string): boolean {
  return text.length >= 100 && isBase58(text.replace(notBase58, ""));
}

/**
 * Whether a text is mixed as base58 of keys is: a third each of capitals and small letters and some digits at the very least
 * of what chance gives. Words, identifiers, numbers and hex are not.
 */
export function looksRandom(text: string): boolean {
  const share = (characters: RegExp): number => (text.match(characters)?.length ?? 0) / text.length;
  return share(/[A-Z]/g) > 0.2 && share(/[a-z]/g) > 0.2 && share(/[0-9]/g) > 0.05;
}

function numberOf(text: string): bigint {
  let value = 0n;
  // Eight digits fit a double.
  for (let at = 0; at < text.length; at += 8) {
    const part = text.slice(at, at + 8);
    let partValue = 0;
    for (const character of part) partValue = partValue * 58 + alphabet.indexOf(character);
    value = value * 58n ** BigInt(part.length) + BigInt(partValue);
  }
  return value;
}

/**
 * The first bytes, as hex, of an access grant, whose first field is a printable address, and of an API key with a head of 32
 * bytes; and what of that fits four bytes.
 */
const firstBytes = /^(?:0a(?:[0-7].|[89a-f].0.)(?:2[1-9a-f]|[3-6].|7[0-9a-e]){12}|020220.{64}0[02])/;
const fourBytes = /^(?:0a(?:[0-7].(?:2[1-9a-f]|[3-6].|7[0-9a-e]){2}|[89a-f].0.)|020220)/;

/** The logarithms between which a first byte 0a lies, and the first bytes 02 02 20. */
const [grantFrom, grantTo, apiKeyFrom, apiKeyTo] = [10, 11, 2.0083, 2.00832].map(Math.log2) as [number, number, number, number];

/** More bits than the leading characters tell, so that a power cut to them costs none of those. */
const bitsOfPower = 448;

/** A number without all but its first bits, and how many those are that it lost. */
function cut(value: bigint, lost: number): [bigint, number] {
  const excess = value.toString(16).length * 4 - bitsOfPower;
  return excess > 0 ? [value >> BigInt(excess), lost + excess] : [value, lost];
}

/** The first bytes, as hex, of `value` followed by so many other base58 digits. */
function leadingBytes(value: bigint, others: number): string {
  let [power, lost] = [1n, 0];
  for (let bit = 1 << Math.ceil(Math.log2(others + 1)); bit >= 1; bit >>= 1) {
    [power, lost] = cut(power * power, 2 * lost);
    if (others & bit) [power, lost] = cut(power * 58n, lost);
  }
  const hex = ((value * power) << BigInt(lost % 8)).toString(16);
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}

/**
 * How many characters a text must gain at its end (lose, where negative) for its first bytes to begin a grant or an API key.
 * Undefined where no length fits, so that its own beginning is hurt. Base58 being one number, those bytes follow from the first
 * characters and the number of the others alone. The text must be base58 and start with `1`.
 */
export function missingCharacters(text: string): number | undefined {
  const leading = text.slice(1, leadingCharacters + 1);
  if (leading.length < fewestCharacters || leading.startsWith("1")) return undefined;
  const value = numberOf(leading);
  const bits = Math.log2(Number(value));
  for (let others = 0; others + leading.length < longestOriginal; others++) {
    // The first four bytes by logarithm, which spares all but a few lengths the long number.
    const magnitude = bits + others * bitsPerCharacter;
    const first = magnitude - 8 * Math.floor(magnitude / 8);
    if (!(first >= grantFrom && first < grantTo) && !(first >= apiKeyFrom && first < apiKeyTo)) continue;
    if (!fourBytes.test(Math.floor(2 ** (first + 24)).toString(16).padStart(8, "0"))) continue;
    const hex = leadingBytes(value, others);
    if (firstBytes.test(hex)) return 1 + leading.length + others - text.length;
  }
  return undefined;
}

/**
 * Whether a text's last bytes are those of a grant: the default path cipher, then the checksum. 58 being even, the last 48
 * characters alone tell 48 bits.
 */
export function endsLikeGrant(text: string): boolean {
  const lastBytes = BigInt.asUintN(48, numberOf(text.slice(-48)));
  const cipher = Number(lastBytes >> 32n);
  return cipher > 0x1800 && cipher <= 0x1804;
}

/** How a text that should be a grant or an API key was hurt. */
export function damageOf(text: string): { damage: Damage; at: number | undefined; missing: number | undefined } {
  const at = text.search(notBase58);
  if (at >= 0) return { damage: "altered", at, missing: undefined };
  if (!text.startsWith("1")) return { damage: "cutAtStart", at: undefined, missing: undefined };
  const missing = missingCharacters(text) ?? 0;
  // Where the end is whole they are missing further inside.
  if (missing > 0 && !endsLikeGrant(text)) return { damage: "cutAtEnd", at: undefined, missing };
  return { damage: "altered", at: undefined, missing: undefined };
}

function isWhole(text: string): boolean {
  const { kind } = decodeText(text);
  return kind === "grant" || kind === "apiKey";
}

/** White space, and what is copied for it without being seen. */
const gapCharacter = "[\\s\\u00ad\\u200b-\\u200d\\u2060]";
const isGap = new RegExp(gapCharacter);
const gap = `${gapCharacter}{1,64}`;
const gaps = new RegExp(gap, "g");
const nextPiece = new RegExp(`${gap}([1-9A-HJ-NP-Za-km-z]{1,4096})(?![0OIl])`, "y");

/** How far before a piece of a broken text its first one is looked for, and how many that may be are tried. */
const farthestPiece = 256;
const mostStarts = 4;

/** Where a broken text starts: the starts of the pieces before an offset that begin with `1`, the nearest first. */
function startsBefore(text: string, start: number): number[] {
  const starts: number[] = [];
  const from = Math.max(0, start - farthestPiece);
  for (let at = start; starts.length < mostStarts; ) {
    let end = at;
    while (end > from && isGap.test(text.charAt(end - 1))) end--;
    let first = end;
    while (first > from && isBase58(text.charAt(first - 1))) first--;
    if (end === at || first === end || isLetterOrDigit(text, first - 1)) break;
    if (text[first] === "1") starts.push(first);
    at = first;
  }
  return starts;
}

/**
 * A grant or an API key that white space broke into pieces, given one of the pieces: its extent, where without the white space it
 * is whole and where `mayStart` takes its start. Its length follows from its beginning: each beginning costs one decoding.
 */
export function brokenByWhiteSpace(
  text: string,
  { start, end }: Run,
  mayStart: (start: number, end: number) => boolean,
): { start: number; end: number } | undefined {
  const starts = startsBefore(text, start);
  if (text[start] === "1" && isGap.test(text.charAt(end))) starts.unshift(start);
  for (const first of starts) {
    if (!mayStart(first, end)) continue;
    let joined = text.slice(first, end).replace(gaps, "");
    let last = end;
    let length: number | undefined;
    while (isBase58(joined) && joined.length < longestOriginal) {
      if (length === undefined && joined.length > leadingCharacters) {
        length = joined.length + (missingCharacters(joined) ?? NaN);
      }
      if (length !== undefined && !(joined.length < length)) break;
      nextPiece.lastIndex = last;
      const next = nextPiece.exec(text);
      if (!next) break;
      joined += next[1] as string;
      last = nextPiece.lastIndex;
    }
    if (joined.length === length && last - first > length && isWhole(joined)) return { start: first, end: last };
  }
  return undefined;
}
