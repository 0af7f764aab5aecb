import assert from "node:assert/strict";
import { firstRows, type Page, pageAsMarkdown, pageAsText, row } from "../../../src/decoder/page";
import { voiceAt } from "../../support/chains";

const page: Page = {
  title: "A credential",
  caution: "Only what is written.",
  sections: [
    { heading: undefined, rows: [row(undefined, "Plain."), row("Label", "text")] },
    { heading: "Empty", rows: [] },
    { heading: "Where", rows: [row("Prefix", "sj://a/b/"), row("Prefix", "sj://c/")] },
  ],
  asOf: "As of now.",
};

describe("a page", () => {
  it("as text has the title, the caution, every section that says something, and when that was", () => {
    const blocks = [
      "A credential\nOnly what is written.",
      "Plain.\nLabel: text",
      "Where\n  Prefix: sj://a/b/\n  Prefix: sj://c/",
      "As of now.",
    ];
    assert.equal(pageAsText(page), `${blocks.join("\n\n")}\n`);
  });

  it("as Markdown begins with the caution, has the links right below it, and lists the rest", () => {
    const blocks = [
      "**A credential** · Only what is written\\.",
      "[Inspect](command:x)",
      "Plain\\.  \n**Label:** text",
      "**Where**\n- **Prefix:** sj\\:\\/\\/a\\/b\\/\n- **Prefix:** sj\\:\\/\\/c\\/",
    ];
    assert.equal(pageAsMarkdown(page, "[Inspect](command:x)"), blocks.join("\n\n"));
  });

  it("neutralises every text of its own, labels and headings included", () => {
    const evil = "[x](command:evil) $(gear) <b>\u202E\n# h";
    const hostile: Page = {
      title: evil,
      caution: evil,
      sections: [{ heading: evil, rows: [row(evil, evil)] }],
      asOf: evil,
    };
    const shown = "[x]⟨(⟩command:evil) $⟨(⟩gear) <b>⟨U+202E⟩⟨U+000A⟩# h";
    assert.equal(pageAsText(hostile), `${shown}\n${shown}\n\n${shown}\n  ${shown}: ${shown}\n\n${shown}\n`);
    const markdown = pageAsMarkdown(hostile, "");
    assert.doesNotMatch(markdown, /(?<!\\)[[\]<`#]|\u202E|\$\(/);
  });

  it("cuts a line that nobody wrote, never the page", () => {
    const long: Page = {
      ...page,
      sections: [{ heading: undefined, rows: [row("a", "b".repeat(5_000)), row(undefined, "end")] }],
    };
    assert.deepEqual(
      pageAsText(long)
        .split("\n")
        .map(({ length }) => length),
      [12, 21, 0, 1_000, 3, 0, 10, 0],
    );
    assert.ok(pageAsMarkdown(long, "").length < 1_200);
  });

  it("tells the first of many rows, and how many more there are", () => {
    const rows = Array.from({ length: 300 }, (_, at) => row(undefined, String(at)));
    assert.deepEqual(
      firstRows(rows, 2, voiceAt()).map(({ text }) => text),
      ["0", "1", "and 298 more"],
    );
    assert.equal(firstRows(rows, 300, voiceAt()).length, 300);
    assert.deepEqual(firstRows([], 2, voiceAt()), []);
  });
});
