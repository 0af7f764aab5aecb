/** Where Storj's own edge services are. */
export const defaultEndpoints = {
  authService: "https://auth.storjshare.io",
  linkSharing: "https://link.storjshare.io",
  gateway: "https://gateway.storjshare.io",
};

/** Longer than any name of a host and a folder or two. */
const longestAddress = 1024;

const addressShape = /^https?:\/\/[^\s\\@?#%/]+(?:\/[\w.~%/-]*)?$/i;

/** As DNS and addresses have it. `URL` takes quotes, dollar signs and semicolons too, which whoever reads an exported endpoint might run. */
const hostShape = /^(?:[\w.-]+|\[[\da-f:.]+\])$/i;

const loopback = new Set(["127.0.0.1", "[::1]", "localhost"]);

/**
 * The address of an edge service: https, or http on this computer itself; perhaps with a port and the path of a folder.
 * Undefined for anything else. A user name, a query and a fragment are refused, empty ones too, and so is what `URL`
 * would quietly mend: white space, backslashes, missing slashes, an encoded host; and a host that no name or address can be.
 */
export function edgeOrigin(text: string): URL | undefined {
  if (text.length > longestAddress || !addressShape.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!hostShape.test(url.hostname)) return undefined;
  return url.protocol === "https:" || loopback.has(url.hostname) ? url : undefined;
}

/** The address of an edge service, or whose it is that can't be used: then `text` is from outside if the satellite's. */
export type Endpoint =
  | { readonly url: URL; readonly chosenBy: "setting" | "satellite" | "default"; readonly problem?: never }
  | { readonly problem: "setting" | "satellite"; readonly text: string };

/**
 * Which address counts: the setting where one is set, else the satellite's proposal, else the standard one. What can't
 * be used is a problem and never passed over: whoever set it meant that credentials go there and nowhere else.
 */
export function chooseEndpoint(set: string, proposed: string | undefined, standard: string): Endpoint {
  if (set !== "") return checked(set, "setting");
  return proposed ? checked(proposed, "satellite") : { url: new URL(standard), chosenBy: "default" };
}

function checked(text: string, chosenBy: "setting" | "satellite"): Endpoint {
  const url = edgeOrigin(text);
  return url ? { url, chosenBy } : { problem: chosenBy, text };
}

/** What stands before a service's own paths: scheme, host, port and folder, without a slash at the end. */
export function baseOf(endpoint: URL): string {
  const folder = endpoint.pathname.replace(/^\/+|\/+$/g, "");
  return folder === "" ? endpoint.origin : `${endpoint.origin}/${folder}`;
}
