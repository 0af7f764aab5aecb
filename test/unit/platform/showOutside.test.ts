import assert from "node:assert/strict";
import fc from "fast-check";
import { showOutside } from "../../../src/platform/showOutside";
import { hostileText } from "./hostileText";

/** VS Code's own expressions, from the files that showOutside.ts names. */
const ICON = /(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/;
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

const samples: readonly (readonly [what: string, outside: string | Uint8Array, shown: string])[] = [
  ["plain text", "photos/tenant 1/ü-日本.png", "photos/tenant 1/ü-日本.png"],
  ["right-to-left override", "a\u202Egnp.exe", "a⟨U+202E⟩gnp.exe"],
  ["isolates", "\u2066x\u2069", "⟨U+2066⟩x⟨U+2069⟩"],
  [
    "control characters",
    "a\0\u001B[31m\r\n\t\u007F\u0085",
    "a⟨U+0000⟩⟨U+001B⟩[31m⟨U+000D⟩⟨U+000A⟩⟨U+0009⟩⟨U+007F⟩⟨U+0085⟩",
  ],
  ["zero width", "a\u200Bb\u200Dc\uFEFFd\u00ADe\u2060", "a⟨U+200B⟩b⟨U+200D⟩c⟨U+FEFF⟩d⟨U+00AD⟩e⟨U+2060⟩"],
  ["the tags block", "a\u{E0041}\u{E007F}", "a⟨U+E0041⟩⟨U+E007F⟩"],
  ["variation selectors", "a\uFE0F\u{E0100}", "a⟨U+FE0F⟩⟨U+E0100⟩"],
  ["line and paragraph separators", "a\u2028b\u2029c", "a⟨U+2028⟩b⟨U+2029⟩c"],
  ["spaces that look like a space, and blanks", "a\u00A0b\u3000c\u2800d\u3164", "a⟨U+00A0⟩b⟨U+3000⟩c⟨U+2800⟩d⟨U+3164⟩"],
  ["lone surrogates", "a\uD83Db\uDE00", "a⟨U+D83D⟩b⟨U+DE00⟩"],
  ["a pair of surrogates", "a\u{1F600}", "a\u{1F600}"],
  ["private use", "\uEA60\u{F0000}", "⟨U+EA60⟩⟨U+F0000⟩"],
  ["a mark at the start", "\u0301a", "⟨U+0301⟩a"],
  ["marks that a language needs", "e\u0323\u0302", "e\u0323\u0302"],
  ["marks that pile up", "a" + "\u0301".repeat(5), "a\u0301\u0301\u0301⟨U+0301⟩⟨U+0301⟩"],
  ["an icon", "$(gear) $(sync~spin)", "$⟨(⟩gear) $⟨(⟩sync~spin)"],
  ["an escaped icon", "\\$(gear)", "\\$⟨(⟩gear)"],
  ["a live link", "[x](command:evil?%5B1%5D)", "[x]⟨(⟩command:evil?%5B1%5D)"],
  ["brackets that are nothing", "app/[id]/(group) $5 (five)", "app/[id]/(group) $5 (five)"],
  ["bytes that are UTF-8", new TextEncoder().encode("\uFEFFü日\u{1F600}"), "⟨U+FEFF⟩ü日\u{1F600}"],
  ["bytes that are not", Uint8Array.of(0x61, 0xff, 0xc3, 0x28, 0xe2, 0x82), "a⟨\\xFF⟩⟨\\xC3⟩(⟨\\xE2⟩⟨\\x82⟩"],
  [
    "surrogates and overlong forms in bytes",
    Uint8Array.of(0xed, 0xa0, 0x80, 0xc0, 0xaf),
    "⟨\\xED⟩⟨\\xA0⟩⟨\\x80⟩⟨\\xC0⟩⟨\\xAF⟩",
  ],
];

describe("showOutside", () => {
  for (const [what, outside, shown] of samples) {
    it(`shows ${what}`, () => {
      assert.equal(showOutside(outside), shown);
    });
  }

  it("cuts at the limit, never inside a character or of what stands for one", () => {
    assert.equal(showOutside("abcdef", 6), "abcdef");
    assert.equal(showOutside("abcdefg", 6), "abcde…");
    assert.equal(showOutside("ab\u{1F600}\u{1F600}c", 5), "ab\u{1F600}…");
    assert.equal(showOutside("ab\u202Ec", 9), "ab…");
    assert.equal(showOutside(new Uint8Array(1_000_000), 20), "⟨U+0000⟩⟨U+0000⟩…");
  });

  it("leaves nothing that cannot be seen and nothing live, in any text and limit", () => {
    fc.assert(
      fc.property(hostileText, fc.nat(60), (outside, limit) => {
        const shown = showOutside(outside, limit + 1);
        assert.doesNotMatch(shown, /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
        assert.doesNotMatch(shown, /^\p{M}|\p{M}{4}|⟩\p{M}/u);
        assert.doesNotMatch(shown, ICON);
        assert.doesNotMatch(shown, LINK);
        assert.ok(shown.length <= limit + 1);
      }),
      { numRuns: 1_000 },
    );
  });

  it("changes nothing in what it has shown", () => {
    fc.assert(
      fc.property(hostileText, fc.nat(60), (outside, limit) => {
        const shown = showOutside(outside, limit + 1);
        assert.equal(showOutside(shown, limit + 1), shown);
      }),
      { numRuns: 1_000 },
    );
  });

  it("makes two texts harmless together when the whole passes once more", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (one, other) => {
        const whole = showOutside(showOutside(one) + showOutside(other), 1_000);
        assert.doesNotMatch(whole, ICON);
        assert.doesNotMatch(whole, LINK);
      }),
      { numRuns: 1_000 },
    );
  });

  it("shows bytes as it shows their text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.equal(showOutside(new TextEncoder().encode(text)), showOutside(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it("takes any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        assert.doesNotMatch(showOutside(bytes), /[\p{C}\uFFFD]/u);
      }),
      { numRuns: 1_000 },
    );
  });
});
