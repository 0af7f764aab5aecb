import { type ByteString, fromByteString, utf8Text } from "../../../src/grant";

/** One character of well-formed UTF-8, or one byte that is not part of any, as Go's `range` over a string steps. */
const steps = new RegExp(
  [
    "[\\x00-\\x7f]",
    "[\\xc2-\\xdf][\\x80-\\xbf]",
    "\\xe0[\\xa0-\\xbf][\\x80-\\xbf]",
    "\\xed[\\x80-\\x9f][\\x80-\\xbf]",
    "[\\xe1-\\xec\\xee\\xef][\\x80-\\xbf]{2}",
    "\\xf0[\\x90-\\xbf][\\x80-\\xbf]{2}",
    "[\\xf1-\\xf3][\\x80-\\xbf]{3}",
    "\\xf4[\\x80-\\x8f][\\x80-\\xbf]{2}",
    "[^]",
  ].join("|"),
  "g",
);

/** The characters of a byte string; undefined for each byte that is not UTF-8. */
function characters(text: ByteString): (string | undefined)[] {
  return (text.match(steps) ?? []).map((step) => utf8Text(fromByteString(step)));
}

/** A byte string as a text, with U+FFFD for each byte that is not UTF-8: what Go makes of it when it writes JSON. */
export function goText(text: ByteString): string {
  return characters(text)
    .map((character) => character ?? "\ufffd")
    .join("");
}

const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/**
 * A byte string as Go's encoding/json writes it: safe inside HTML, and every byte that is not UTF-8 an escaped
 * U+FFFD.
 */
export function goJsonString(text: ByteString): string {
  const written = characters(text).map((character) => {
    if (character === undefined) return "\\ufffd";
    if (character in short) return short[character] as string;
    const isPlain = character >= " " && !/[<>&\u2028\u2029]/.test(character);
    return isPlain ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `"${written.join("")}"`;
}
