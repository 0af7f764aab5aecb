import { showOutside } from "./showOutside";

/**
 * Text from outside as Markdown that shows as itself, in a paragraph, a list, a table or a heading.
 *
 * For a MarkdownString with `supportHtml` and `supportThemeIcons` false and `isTrusted` no more than named commands.
 * What VS Code does with it (`vs/base/browser/markdownRenderer.ts`, `renderMarkdown`, with `marked` and GitHub's
 * additions):
 *
 * - links, images, emphasis, headings, lists, tables: every ASCII punctuation character gets the backslash that
 *   CommonMark allows it;
 * - bare `https://…`, `www.…` and e-mail addresses become links: a backslash before `:`, `/`, `.` and `@` ends that;
 * - HTML: a trusted string lets `<span …>` pass even without `supportHtml`; no `<` is left unescaped;
 * - runs of spaces collapse, and four at the start make a code block: all but single inner ones become `&nbsp;`.
 *
 * Backslashes rather than character references, since `renderAsPlaintext` (what a screen reader is given) keeps `&#46;`
 * as it is.
 */
export function showOutsideAsMarkdown(text: string | Uint8Array, limit?: number): string {
  return showOutside(text, limit)
    .replace(/[!-/:-@[-`{-~]/g, "\\$&")
    .replace(COLLAPSING_SPACES, (spaces) => "&nbsp;".repeat(spaces.length));
}

/**
 * The same as inline code, which needs no escapes: the fence is one backtick longer than any run inside. A pipe would
 * end a table's cell even in code, and its escape would show outside of one: so it stands between two pieces of code.
 */
export function showOutsideAsCode(text: string | Uint8Array, limit?: number): string {
  return showOutside(text, limit)
    .replace(COLLAPSING_SPACES, (spaces) => "\u00a0".repeat(spaces.length))
    .split("|")
    .map(codeSpan)
    .join("\\|");
}

const COLLAPSING_SPACES = /^ +| +$| {2,}/g;

function codeSpan(text: string): string {
  if (text === "") return "";
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return fence + pad + text + pad + fence;
}
