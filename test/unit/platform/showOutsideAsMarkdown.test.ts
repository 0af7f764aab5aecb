import assert from "node:assert/strict";
import fc from "fast-check";
import { showOutside } from "../../../src/platform/showOutside";
import { showOutsideAsCode, showOutsideAsMarkdown } from "../../../src/platform/showOutsideAsMarkdown";
import { hostileText } from "./hostileText";

describe("showOutsideAsMarkdown", () => {
  const samples: readonly (readonly [what: string, outside: string, markdown: string])[] = [
    ["plain text", "tenant 1/ü", "tenant 1\\/ü"],
    ["emphasis, code and pipes", "*a* _b_ `c` ~d~ | e", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~ \\| e"],
    ["a link and an image", "![x](command:evil)", "\\!\\[x\\]⟨\\(⟩command\\:evil\\)"],
    ["addresses that link themselves", "https://a.b www.a.b a@b.c", "https\\:\\/\\/a\\.b www\\.a\\.b a\\@b\\.c"],
    ["HTML and references", "<span>&amp;</span>", "\\<span\\>\\&amp\\;\\<\\/span\\>"],
    ["blocks", "1. # > - + = ```", "1\\. \\# \\> \\- \\+ \\= \\`\\`\\`"],
    ["line breaks", "a\n\n# b", "a⟨U\\+000A⟩⟨U\\+000A⟩\\# b"],
    ["spaces that would collapse or make a code block", "    a  b ", "&nbsp;&nbsp;&nbsp;&nbsp;a&nbsp;&nbsp;b&nbsp;"],
    ["backslashes", "\\\\|", "\\\\\\\\\\|"],
  ];
  for (const [what, outside, markdown] of samples) {
    it(`escapes ${what}`, () => {
      assert.equal(showOutsideAsMarkdown(outside), markdown);
    });
  }

  it("leaves no punctuation unescaped, and reads as showOutside shows it", () => {
    fc.assert(
      fc.property(hostileText, (outside) => {
        const markdown = showOutsideAsMarkdown(outside);
        const rest = markdown.replaceAll("&nbsp;", " ").replace(/\\[!-/:-@[-`{-~]/g, "x");
        assert.doesNotMatch(rest, /[!-/:-@[-`{-~]/);
        assert.equal(markdown.replaceAll("&nbsp;", " ").replace(/\\(.)/g, "$1"), showOutside(outside));
      }),
      { numRuns: 1_000 },
    );
  });

  it("counts what a person reads against the limit, not the escapes", () => {
    assert.equal(showOutsideAsMarkdown("....", 4), "\\.\\.\\.\\.");
    assert.equal(showOutsideAsMarkdown(".....", 4), "\\.\\.\\.…");
  });
});

describe("showOutsideAsCode", () => {
  const samples: readonly (readonly [what: string, outside: string, markdown: string])[] = [
    ["plain text", "tenant1/*.png", "`tenant1/*.png`"],
    ["nothing", "", ""],
    ["backticks", "a`b``c", "```a`b``c```"],
    ["a backtick at an end", "`a", "`` `a ``"],
    ["pipes", "a|b", "`a`\\|`b`"],
    ["pipes alone", "||", "\\|\\|"],
    ["a backslash before a pipe", "a\\|b", "`a\\`\\|`b`"],
    ["spaces at an end", " a  b ", "`\u00a0a\u00a0\u00a0b\u00a0`"],
    ["line breaks", "a\nb", "`a⟨U+000A⟩b`"],
    ["icons", "$(gear)", "`$⟨(⟩gear)`"],
  ];
  for (const [what, outside, markdown] of samples) {
    it(`fences ${what}`, () => {
      assert.equal(showOutsideAsCode(outside), markdown);
    });
  }

  it("has every character in code, but for pipes", () => {
    fc.assert(
      fc.property(hostileText, (outside) => {
        const read = readCode(showOutsideAsCode(outside));
        assert.equal(read.replaceAll("\u00a0", " "), showOutside(outside));
      }),
      { numRuns: 1_000 },
    );
  });
});

/** CommonMark's code spans, put end to end with escaped pipes between; anything else is a fault. */
function readCode(markdown: string): string {
  let read = "";
  let rest = markdown;
  while (rest !== "") {
    const pipe = rest.startsWith("\\|");
    const span = /^(`+)(?!`)(.+?)(?<!`)\1(?!`)/s.exec(rest);
    assert.ok(pipe || span, rest);
    const code = span?.[2] ?? "|";
    read += /^ .*[^ ].* $/s.test(code) ? code.slice(1, -1) : code;
    rest = rest.slice(span?.[0].length ?? 2);
  }
  return read;
}
