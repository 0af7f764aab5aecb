import { byteString, GrantError, type NodeUrl, parseNodeUrl, utf8 } from "../grant";
import { isLetterOrDigit } from "./candidates";

/** What follows a node ID: `@host:port?parameters`, the `@` percent-encoded where the URL is a parameter itself. */
const afterId = /(@|%40)((?:\[[\da-fA-F:.]{2,45}\]|[\w.\-\u0080-\u{10ffff}]{1,253})(?:(?::|%3[aA])\d{1,5})?)(\?(?:noise_pub|noise_proto|debounce|f)=[\w&=%+.-]{0,400})?/uy;

/** A satellite's port; an address without a node ID is looked for by it. */
const port = ":7777";

export interface NodeUrlSpan {
  readonly start: number;
  readonly end: number;
  readonly url: NodeUrl;
}

function parsed(text: string): NodeUrl | undefined {
  try {
    return parseNodeUrl(byteString(utf8(text)));
  } catch (error) {
    if (error instanceof GrantError) return undefined;
    throw error;
  }
}

/** The node URL whose node ID is at an offset, with its `storj://` and its parameters as far as they can be read. */
export function nodeUrlAt(text: string, start: number, end: number): NodeUrlSpan | undefined {
  afterId.lastIndex = end;
  const rest = afterId.exec(text);
  if (!rest) return undefined;
  const scheme = /storj:\/\/$/i.exec(text.slice(Math.max(0, start - 8), start))?.[0] ?? "";
  const id = text.slice(start, end);
  const host = (rest[2] as string).replace(/[.-]+$/, "");
  const query = host === rest[2] ? (rest[3] ?? "").replace(/[.&]+$/, "") : "";
  const address = `${id}@${host.replace(/%3a/i, ":")}`;
  const withQuery = parsed(address + query);
  const url = withQuery ?? parsed(address);
  if (!url?.id) return undefined;
  return { start: start - scheme.length, end: end + (rest[1] as string).length + host.length + (withQuery ? query.length : 0), url };
}

const longestHost = 253;

/** The addresses without a node ID: `host:7777`, with `storj://` before it or no scheme. */
export function* bareAddresses(text: string): Generator<NodeUrlSpan, void> {
  for (let at = text.indexOf(port); at >= 0; at = text.indexOf(port, at + 1)) {
    const end = at + port.length;
    let start = at;
    while (at - start <= longestHost && (isLetterOrDigit(text, start - 1) || ".-".includes(text.charAt(start - 1) || " "))) start--;
    while (".-".includes(text.charAt(start))) start++;
    const host = text.slice(start, at);
    if (host.length > longestHost || !/[a-z.]/i.test(host) || isLetterOrDigit(text, end)) continue;
    const scheme = /storj:\/\/$/i.exec(text.slice(Math.max(0, start - 8), start))?.[0] ?? "";
    start -= scheme.length;
    // After an ID it is no bare address, and after another scheme, a path or a word joined to it none of a satellite's.
    if (/[\w@/%]/.test(text.charAt(start - 1))) continue;
    const url = parsed(text.slice(start, end));
    if (url) yield { start, end, url };
  }
}
