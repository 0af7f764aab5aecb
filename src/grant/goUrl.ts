import { type ByteString } from "./bytes";
import { GrantError } from "./errors";

/** What Go's net/url makes of an address, as far as node URLs need it; all parts are byte strings. */
export interface GoUrl {
  readonly scheme: string;
  /** User name and password as written between the slashes and the last `@`, percent-decoded; undefined where there is no `@`. */
  readonly user: ByteString | undefined;
  readonly host: ByteString;
  readonly query: ReadonlyMap<ByteString, ByteString>;
}

function refuse(message: string): never {
  throw new GrantError("node-url", message);
}

function cut(text: string, at: string): [before: string, after: string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index + at.length)];
}

/** Go's getScheme: what stands before the first colon, if it looks like a scheme. */
function splitScheme(text: string): [scheme: string, rest: string] {
  if (text.startsWith(":")) refuse("the scheme before the colon is missing");
  const match = /^([a-z][a-z0-9+.-]*):/i.exec(text);
  return match ? [(match[1] as string).toLowerCase(), text.slice(match[0].length)] : ["", text];
}

function percentDecode(text: ByteString): ByteString {
  if (/%(?![0-9a-f]{2})/i.test(text)) refuse("a percent sign without two hexadecimal digits");
  return text.replace(/%(..)/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
}

/** The characters that Go lets stand in a host, and of which it lets only those beyond ASCII (and `%25`) be percent-encoded. */
const hostCharacters = /^[a-z0-9\-_.~!$&'()*+,;=:[\]<>"%\x80-\xff]*$/i;

function decodeHost(host: ByteString): ByteString {
  if (!hostCharacters.test(host)) refuse("a character that can't stand in a host name");
  if (/%(?!25)[0-7]/i.test(host)) refuse("a percent-encoded character that must stand plain in a host name");
  return percentDecode(host);
}

function decodeZone(zone: ByteString): ByteString {
  if (!hostCharacters.test(zone)) refuse("a character that can't stand in a host name");
  const decoded = percentDecode(zone);
  // Beyond %25 and the blank that Windows needs, a zone may encode only what it could write plainly.
  for (const [, digits = ""] of zone.matchAll(/%(?!25|20)(..)/g)) {
    const character = String.fromCharCode(parseInt(digits, 16));
    if (!hostCharacters.test(character) || character === "%" || character > "\x7f") refuse("a zone that can't be encoded so");
  }
  return decoded;
}

/** Go's netip.ParseAddr for what may stand in brackets: an IPv6 address, perhaps with a zone. */
function isIpv6(text: ByteString): boolean {
  const percent = text.indexOf("%");
  if (percent === text.length - 1) return false;
  let address = percent < 0 ? text : text.slice(0, percent);
  const ipv4 = /(?<=:)(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.exec(address);
  if (ipv4) address = `${address.slice(0, ipv4.index)}0:0`;
  const halves = address.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
}

function requirePort(port: string): void {
  if (!/^(?::\d*)?$/.test(port)) refuse("a port that is not a number");
}

/** Go's parseHost of version 1.26: strict about colons for http only. */
function parseHost(host: ByteString): ByteString {
  const open = host.lastIndexOf("[");
  if (open > 0) refuse("a bracket inside a host name");
  if (open < 0) {
    const colon = host.lastIndexOf(":");
    if (colon >= 0) requirePort(host.slice(colon));
    return decodeHost(host);
  }
  const close = host.lastIndexOf("]");
  if (close < 0) refuse("a bracket that is not closed");
  const port = host.slice(close + 1);
  requirePort(port);
  const name = host.slice(1, close);
  const zone = name.indexOf("%25");
  const decoded = zone < 0 ? decodeHost(name) : decodeHost(name.slice(0, zone)) + decodeZone(name.slice(zone));
  if (!isIpv6(decoded)) refuse("something else than an IPv6 address in brackets");
  return `[${decoded}]${port}`;
}

/** Go's ParseQuery, of which URL.Query keeps the good pairs; the first of a name counts. */
function parseQuery(query: ByteString): Map<ByteString, ByteString> {
  const pairs = new Map<ByteString, ByteString>();
  for (const pair of query.split("&")) {
    if (pair === "" || pair.includes(";")) continue;
    const [name, value] = cut(pair, "=").map((part) => part.replaceAll("+", " ")) as [string, string];
    try {
      const decoded = percentDecode(name);
      const text = percentDecode(value);
      if (!pairs.has(decoded)) pairs.set(decoded, text);
    } catch {
      // Go's URL.Query drops a pair that it can't decode, silently.
    }
  }
  return pairs;
}

/** Parses as Go's url.Parse does (net/url/url.go, Go 1.26). Errors: `node-url`. */
export function parseGoUrl(text: ByteString): GoUrl {
  const [beforeFragment, fragment] = cut(text, "#");
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  if (/[\x00-\x1f\x7f]/.test(beforeFragment)) refuse("a control character");
  const [scheme, afterScheme] = splitScheme(beforeFragment);
  const [rest, query] = cut(afterScheme, "?");
  let user: ByteString | undefined;
  let host = "";
  let path = rest;
  if (!rest.startsWith("/")) {
    if (scheme !== "") return { scheme, user, host, query: parseQuery(query) };
    if (cut(rest, "/")[0].includes(":")) refuse("a colon before the first slash");
  }
  if (rest.startsWith("//") && (scheme !== "" || !rest.startsWith("///"))) {
    const slash = rest.indexOf("/", 2);
    const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash);
    path = slash < 0 ? "" : rest.slice(slash);
    const at = authority.lastIndexOf("@");
    host = parseHost(authority.slice(at + 1));
    if (at >= 0) user = parseUser(authority.slice(0, at));
  }
  percentDecode(path);
  percentDecode(fragment);
  return { scheme, user, host, query: parseQuery(query) };
}

function parseUser(user: ByteString): ByteString {
  if (!/^[a-z0-9\-._:~!$&'()*+,;=%@]*$/i.test(user)) refuse("a character that can't stand before the @");
  return percentDecode(user);
}
