/** The lines of a text, without the byte order mark that some editors put in front. */
export function linesOf(text: string): string[] {
  return withoutByteOrderMark(text).split(/\r\n|\n|\r/);
}

export function withoutByteOrderMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}
