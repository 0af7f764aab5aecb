/** Longer than any name of a host and a folder or two. */
const longestAddress = 1024;

const addressShape = /^https?:\/\/[^\s\\@?#%/]+(?:\/[\w.~%/-]*)?$/i;

/** As DNS and addresses have it. `URL` takes quotes, dollar signs and semicolons too, which whoever reads an exported endpoint might run. */
const hostShape = /^(?:[\w.-]+|\[[\da-f:.]+\])$/i;

const loopback = new Set(["127.0.0.1", "[::1]", "localhost"]);

/**
 * The address of a service that a secret may be sent to: https, or http on this computer itself; perhaps with a port and the path of a folder.
 * Undefined for anything else. A user name, a query and a fragment are refused, empty ones too, and so is what `URL`
 * would quietly mend: white space, backslashes, missing slashes, an encoded host; and a host that no name or address can be.
 */
export function webAddress(text: string): URL | undefined {
  if (text.length > longestAddress || !addressShape.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!hostShape.test(url.hostname)) return undefined;
  return url.protocol === "https:" || loopback.has(url.hostname) ? url : undefined;
}
