import { showOutside } from "../platform/showOutside";
import { showOutsideAsMarkdown } from "../platform/showOutsideAsMarkdown";
import type { Voice } from "./voice";

/**
 * One line of a page: what it is about, and the text. Both may hold text from outside; the renderers neutralise them.
 */
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
  /** What the page can know at all: its first line. */
  readonly caution: string;
  readonly sections: readonly Section[];
  /** Since when the page has been lying there: a document stays, and the distances of its times with it. */
  readonly asOf: string;
}

export function row(label: string | undefined, text: string): Row {
  return { label, text };
}

/** The first rows of many, and how many more there are. */
export function firstRows(rows: readonly Row[], most: number, { t }: Voice): readonly Row[] {
  if (rows.length <= most) return rows;
  return [...rows.slice(0, most), row(undefined, t("and {0} more", rows.length - most))];
}

/** Longer than any text of ours, shorter than a hostile one. */
const longestLine = 1000;

/** A page as plain text, for a read-only document. */
export function pageAsText({ title, caution, sections, asOf }: Page): string {
  const blocks = sections
    .filter((section) => section.rows.length > 0)
    .map(({ heading, rows }) => {
      const lines = rows.map(({ label, text }) => (label === undefined ? text : `${label}: ${text}`));
      return heading === undefined ? lines : [heading, ...lines.map((line) => `  ${line}`)];
    });
  const lines = [[title, caution], ...blocks, [asOf]].map((block) =>
    block.map((line) => showOutside(line, longestLine)),
  );
  return `${lines.map((block) => block.join("\n")).join("\n\n")}\n`;
}

/**
 * A page as Markdown in which nothing from outside is live. `links` are ours, stand below its first line and may run
 * commands.
 */
export function pageAsMarkdown({ title, caution, sections }: Page, links: string): string {
  const shown = (text: string): string => showOutsideAsMarkdown(text, longestLine);
  const blocks = sections
    .filter((section) => section.rows.length > 0)
    .map(({ heading, rows }) => {
      const lines = rows.map(({ label, text }) =>
        label === undefined ? shown(text) : `**${shown(label)}:** ${shown(text)}`,
      );
      if (heading === undefined) return lines.join("  \n");
      return [`**${shown(heading)}**`, ...lines.map((line) => `- ${line}`)].join("\n");
    });
  return [`**${shown(title)}** · ${shown(caution)}`, links, ...blocks].join("\n\n");
}
