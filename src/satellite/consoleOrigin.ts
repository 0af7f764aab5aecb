import { webAddress } from "../platform/webAddress";

/** The consoles of Storj's own satellites. */
export const publicConsoles = [
  { name: "US1", origin: "https://us1.storj.io" },
  { name: "EU1", origin: "https://eu1.storj.io" },
  { name: "AP1", origin: "https://ap1.storj.io" },
] as const;

/**
 * The origin of a console, as a person writes or copies it: https, or http on this computer itself; without a scheme it is https, and white
 * space around it is none of it. Undefined for anything else: a path (but for a slash at the end), a query, a fragment or a user name too.
 */
export function consoleOrigin(text: string): URL | undefined {
  const written = text.trim();
  const url = webAddress(/^[a-z][a-z\d+.-]*:\/\//i.test(written) ? written : `https://${written}`);
  return url?.pathname === "/" ? url : undefined;
}
