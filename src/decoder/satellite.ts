import {
  type Bytes,
  byteString,
  fromByteString,
  hostOf,
  isNodeIdOfHost,
  legacyNodeId,
  type NodeUrl,
  parseNodeUrl,
  parseSatelliteUrl,
} from "../grant";
import { showOutside } from "../platform/showOutside";

export interface Satellite {
  /** As it is shown; hostile text is neutralised. */
  readonly name: string;
  readonly problem: "unreadable" | "no-node-id" | "wrong-node-id" | undefined;
}

/** Longer than any host name of a satellite that people should recognise. */
const longestName = 60;
/** No credential is longer. */
const longestHost = 4096;

/** Where a grant's satellite is, and what is wrong with its address. */
export function satelliteOf(address: Bytes): Satellite {
  let url: NodeUrl;
  try {
    url = parseNodeUrl(byteString(address));
  } catch {
    return { name: showOutside(address, longestName), problem: "unreadable" };
  }
  return satelliteAt(url);
}

/** The satellite of a node URL that was read. */
export function satelliteAt(url: NodeUrl): Satellite {
  const id = url.id ?? legacyNodeId(url.address);
  const problem = !id ? "no-node-id" : isNodeIdOfHost(url) === false ? "wrong-node-id" : undefined;
  return { name: shortened(wholeName(url)), problem };
}

/** Whether an address is that of a satellite which Storj runs for everybody, with its node ID. */
export function isStorjsOwn(address: Bytes): boolean {
  try {
    return isNodeIdOfHost(parseSatelliteUrl(address)) === true;
  } catch {
    return false;
  }
}

/** What a person reads before a satellite is asked: all of its host, which {@link satelliteAt} may shorten. */
export function wholeName({ address }: NodeUrl): string {
  return showOutside(fromByteString(address.endsWith(":7777") ? hostOf(address) : address), longestHost);
}

/** In the middle: whose a host is stands at its end, and `us1.storj.io.….example` is not Storj's. */
function shortened(name: string): string {
  // Whole characters: half of one can't be drawn.
  const characters = Array.from(name);
  return characters.length > longestName ? [...characters.slice(0, 20), "…", ...characters.slice(21 - longestName)].join("") : name;
}
