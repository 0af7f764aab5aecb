import { randomBytes } from "node:crypto";

/** For a session, or against CSRF: a payload and its signature, at which nobody looks here. */
export function newToken(): string {
  return `${base64url(randomBytes(16))}.${base64url(randomBytes(32))}`;
}

/** What storj's consoleauth FromBase64URLString says of a token that it can't read. */
export function wrongInToken(token: string): string | undefined {
  const at = token.indexOf(".");
  if (at < 0) return "invalid token format";
  const isBase64 = (text: string): boolean => /^(?:[\w-]{4})*(?:[\w-]{2}==|[\w-]{3}=)?$/.test(text);
  if (!isBase64(token.slice(0, at))) return "decoding token's signature failed: unexpected EOF";
  return isBase64(token.slice(at + 1)) ? undefined : "decoding token's body failed: unexpected EOF";
}

/** With its padding. */
function base64url(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("+", "-").replaceAll("/", "_");
}
