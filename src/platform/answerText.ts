import { redact } from "./redact";

const longestOutside = 500;

/**
 * The words of another program for an error: it may echo what it was sent, so the redactor takes out credentials, and slices of them from 16
 * characters up. Not neutralised; undefined where nothing is left.
 */
export function outsideWords(text: string): string | undefined {
  return redact(text).trim().slice(0, longestOutside) || undefined;
}

/** HTML, whatever the answer calls itself; XML as storage services write it is none. */
export function isPage(text: string): boolean {
  const start = text.trimStart().slice(0, 4096);
  return start.startsWith("<") && tagsOfPages.test(start);
}

const tagsOfPages = /<(?:!doctype\s+html|html|head|title|meta|script|style|body|h1|p|div|center|table|form)\b/i;
