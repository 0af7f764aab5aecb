import fc from "fast-check";

/** Any character but half ones. Not fast-check's own unit "binary", which takes a second or more to begin. */
const character = fc
  .integer({ min: 0, max: 0x10_ffff })
  .filter((codePoint) => codePoint < 0xd800 || codePoint > 0xdfff)
  .map((codePoint) => String.fromCodePoint(codePoint));

/** Object keys, many of them of what means something in a URL. */
export const objectKey: fc.Arbitrary<string> = fc.string({
  unit: fc.oneof(character, fc.constantFrom(..."/?#%. +&=;é\u202e\ufeff😀\n")),
});
