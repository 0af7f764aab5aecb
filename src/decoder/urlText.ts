/** The longest URL that is looked at. */
const longestUrl = 8192;

/** What ends a URL wherever it stands: white space, quotes, brackets of markup and templates, and quotes written as HTML entities. */
const endOfUrl = /[\s"'<>`{}|^\]]|\$\{|\\(?!\/|u0026|u003[dD]|u003[fF])|&(?:quot|apos|lt|gt|#34|#39|#x22|#x27);/;

/** What ends a URL that is a parameter of another one, percent-encoded. */
const endOfEncodedUrl = /[^\w%.~!*()-]/;

const encodedScheme = /^https?%3a%2f%2f/i;

/**
 * Where the URL that starts at an offset ends: before what can't be part of it, without a closing bracket that it did not open
 * and without the punctuation of the sentence around it.
 */
export function endOfUrlAt(text: string, start: number): number {
  const window = text.slice(start, start + longestUrl);
  let end = window.search(encodedScheme.test(window) ? endOfEncodedUrl : endOfUrl);
  if (end < 0) end = window.length;
  let open = 0;
  for (let at = 0; at < end; at++) {
    if (window[at] === "(") open++;
    else if (window[at] === ")" && --open < 0) end = at;
  }
  while (end > 0 && ".,;:!?*\\".includes(window.charAt(end - 1))) end--;
  return start + end;
}

const scheme = "https?(?:://|:\\\\/\\\\/|%3a%2f%2f)";
const slash = "(?:/|\\\\/|%2f)";
const schemes = new RegExp(scheme, "gi");
const startOfLink = new RegExp(`(?:${scheme})?[\\w.-]{1,253}(?:(?::|%3a)\\d{1,5})?${slash}(?:s|raw)${slash}$`, "i");

/** Where the link starts whose access is at an offset: `[https://]host/s/` or `/raw/` before it. */
export function startOfLinkBefore(text: string, access: number): number | undefined {
  if (!"/fF".includes(text.charAt(access - 1))) return undefined;
  const from = Math.max(0, access - 320);
  const match = startOfLink.exec(text.slice(from, access));
  return match ? from + match.index : undefined;
}

/** Where the last URL before an offset starts. */
export function startOfUrlBefore(text: string, at: number): number | undefined {
  const from = Math.max(0, at - longestUrl);
  const last = [...text.slice(from, at).matchAll(schemes)].at(-1);
  return last ? from + last.index : undefined;
}

/** A URL as it was before JSON, HTML or another URL's query wrapped it. */
export function unwrapUrl(written: string): string {
  const text = encodedScheme.test(written) ? decodePercent(written) : written;
  return text
    .replace(/\\\//g, "/")
    .replace(/\\u0026|&amp;/g, "&")
    .replace(/\\u003d/gi, "=")
    .replace(/\\u003f/gi, "?");
}

/** A URL's parts as written. */
export interface UrlParts {
  /** With its port. */
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Takes an http or https URL apart without rewriting its path, as `URL` would; the scheme may be missing. */
export function splitUrl(url: string): UrlParts | undefined {
  const parts = /^(?:https?:\/\/)?(?:[^/?#@]*@)?([^/?#]+)([^?#]*)(?:\?([^#]*))?/i.exec(url);
  if (!parts) return undefined;
  return { host: (parts[1] as string).toLowerCase(), path: parts[2] as string, query: new URLSearchParams(parts[3] ?? "") };
}

/** Percent-decoding that refuses nothing: what is no escape stays, what is not UTF-8 becomes U+FFFD. */
export function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) =>
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(escapes.slice(1).split("%"), (byte) => parseInt(byte, 16))),
  );
}

/** Whether a host is of Storj's edge services. */
export function isStorjshareHost(host: string): boolean {
  return /(?:^|\.)storjshare\.io(?::\d+)?$/i.test(host);
}
