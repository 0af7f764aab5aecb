import { showOutside } from "../platform/showOutside";
import { showOutsideAsMarkdown } from "../platform/showOutsideAsMarkdown";

/** One line of a page: what it is about, and the text. Both may hold text from outside; the renderers neutralise them. */
export interface Row {
  readonly label: string | undefined;
  readonly text: string;
}

export interface Section {
  readonly heading: string | undefined;
  readonly rows: readonly Row[];
}

/** What a person is told about one credential: the same in a hover, the inspector and a diff. */
export interface Page {
  readonly title: string;
  readonly sections: readonly Section[];
}

export function row(label: string | undefined, text: string): Row {
  return { label, text };
}

/** Longer than any text of ours, shorter than a hostile one. */
const longestLine = 1000;

/** A page as plain text, for a read-only document. */
export function pageAsText(page: Page): string {
  const blocks = page.sections
    .filter((section) => section.rows.length > 0)
    .map(({ heading, rows }) => {
      const lines = rows.map(({ label, text }) => showOutside(label === undefined ? text : `${label}: ${text}`, longestLine));
      return heading === undefined ? lines.join("\n") : [heading, ...lines.map((line) => `  ${line}`)].join("\n");
    });
  return `${[showOutside(page.title, longestLine), ...blocks].join("\n\n")}\n`;
}

/** A page as Markdown in which nothing from outside is live. `links` are ours, stand below its first block and may run commands. */
export function pageAsMarkdown(page: Page, links: string): string {
  const blocks = page.sections
    .filter((section) => section.rows.length > 0)
    .map(({ heading, rows }) => {
      const lines = rows.map(({ label, text }) => {
        const shown = showOutsideAsMarkdown(text, longestLine);
        return label === undefined ? shown : `**${showOutsideAsMarkdown(label, longestLine)}:** ${shown}`;
      });
      if (heading === undefined) return lines.join("  \n");
      return [`**${showOutsideAsMarkdown(heading, longestLine)}**`, ...lines.map((line) => `- ${line}`)].join("\n");
    });
  const [caution = "", ...rest] = blocks;
  return [`### ${showOutsideAsMarkdown(page.title, longestLine)}`, caution, links, ...rest].join("\n\n");
}
