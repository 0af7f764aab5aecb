/**
 * Text from outside (a grant, a satellite, a file name) as a person may safely read it: the one gate that all of it
 * passes, on every surface. Characters that cannot be seen, or that move others, are written out between ⟨ and ⟩:
 *
 * - `⟨U+202E⟩` control, bidirectional and zero-width characters, tags, variation selectors, line and paragraph
 *   separators, spaces that only look like a space, private-use and unassigned characters, lone surrogates, and
 *   combining marks that pile up;
 * - `⟨\xFF⟩` a byte that is not UTF-8;
 * - `⟨(⟩` the parenthesis of `$(icon)` and of `[text](target)`, where VS Code would draw an icon or a live link.
 *
 * The rules of VS Code's that this answers:
 *
 * - `vs/base/browser/ui/iconLabel/iconLabels.ts`, `renderLabelWithIcons` (lens titles, quick picks, status bar):
 *   `$(name)` and `$(name~modifier)` become an icon. Its own escape, `\$(name)`, shows a stray backslash wherever icons
 *   are not drawn (notifications, tooltips, trees), so the parenthesis is marked instead: one text for every surface.
 * - `vs/base/common/linkedText.ts`, `parseLinkedText` (notifications, input prompts, validation messages, view
 *   welcomes): `[text](https:…)`, `[text](command:…)` and `[text](file:…)` become a link. It has no escape at all; it
 *   needs `](`.
 *
 * Every `$(` and `](` is broken, whatever follows, so that a second text put behind cannot complete it. Where two texts
 * from outside meet without anything in between, pass the whole once more: showing what has been shown changes nothing.
 * The price of that is that an outside text that spells out `⟨U+202E⟩` looks the same as the character; the bytes are
 * in the editor.
 */
export function showOutside(text: string | Uint8Array, limit = 200): string {
  if (typeof text === "string" && text.length <= limit && !NEEDS_CARE.test(text)) return text;
  let shown = "";
  let cut = 0;
  let marks = MOST_MARKS;
  let previous = "";
  for (const piece of typeof text === "string" ? text : decodeUtf8(text)) {
    const isMark = MARK.test(piece);
    marks = isMark ? marks + 1 : 0;
    if (piece.length > 2) shown += piece;
    else if (HIDDEN.test(piece) || marks > MOST_MARKS) shown += `⟨U+${codePoint(piece)}⟩`;
    else if (piece === "(" && (previous === "$" || previous === "]")) shown += "⟨(⟩";
    else shown += piece;
    // A mark that would sit on a character written out, or on the caller's text, is written out too.
    if (!isMark && shown.endsWith("⟩")) marks = MOST_MARKS;
    previous = piece;
    if (shown.length < limit) cut = shown.length;
    if (shown.length > limit) return `${shown.slice(0, cut)}…`;
  }
  return shown;
}

/** Combining marks in a row on one character: languages need up to three; more of them bury the lines around. */
const MOST_MARKS = 3;
const MARK = /^\p{M}$/u;
/** `\p{C}`: control, format, surrogate, private use, unassigned. U+2800, the empty Braille pattern, is blank. */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;
const NEEDS_CARE = new RegExp(String.raw`${HIDDEN.source}|\p{M}|[$\]]\(`, "u");

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}

/** The characters of UTF-8 bytes, as far as they are asked for; a byte that belongs to none comes as `⟨\xFF⟩`. */
function* decodeUtf8(bytes: Uint8Array): Generator<string> {
  let at = 0;
  while (at < bytes.length) {
    const character = characterAt(bytes, at);
    yield character?.text ?? `⟨\\x${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, "0")}⟩`;
    at += character?.length ?? 1;
  }
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function characterAt(bytes: Uint8Array, at: number): { text: string; length: number } | undefined {
  const first = bytes[at] ?? 0;
  const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (at + length > bytes.length) return undefined;
  try {
    return { text: strictUtf8.decode(bytes.subarray(at, at + length)), length };
  } catch {
    return undefined;
  }
}
