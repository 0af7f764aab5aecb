/** The cookies of a request, by name; the first of a name counts. */
export function readCookies(header = ""): ReadonlyMap<string, string> {
  const pairs = header.split(";").flatMap((pair): [string, string][] => {
    const at = pair.indexOf("=");
    return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]];
  });
  return new Map(pairs.reverse());
}

/** What makes a browser keep a session until `expiresAt`, in milliseconds. */
export function sessionCookies(token: string, expiresAt: number): readonly string[] {
  const stamp = new Date(expiresAt).toISOString().replace(/\.\d+/, "");
  const ends = `Path=/; Expires=${new Date(expiresAt).toUTCString()}`;
  return [
    `_tokenKey=${token}; ${ends}; HttpOnly; SameSite=Strict`,
    `_session_expiry=${stamp}; ${ends}; SameSite=Strict`,
  ];
}

/** What makes a browser forget its session. */
export const noSessionCookies: readonly string[] = [
  "_tokenKey=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Strict",
  "_session_expiry=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
];

export function csrfCookie(token: string): string {
  return `csrf_token=${token}; Path=/; Max-Age=86400; HttpOnly; SameSite=Strict`;
}
