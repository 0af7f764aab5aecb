import { webAddress } from "../platform/webAddress";

/** Where Storj's own edge services are. */
export const defaultEndpoints = {
  authService: "https://auth.storjshare.io",
  linkSharing: "https://link.storjshare.io",
  gateway: "https://gateway.storjshare.io",
};

/** The address of an edge service. Undefined for what is none; see {@link webAddress}. */
export const edgeOrigin = webAddress;

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
