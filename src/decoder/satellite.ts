import {
  type Bytes,
  byteString,
  fromByteString,
  hostOf,
  isNodeIdOfHost,
  legacyNodeId,
  type NodeUrl,
  parseNodeUrl,
} from "../grant";
import { showOutside } from "../platform/showOutside";

export interface Satellite {
  /** As it is shown; hostile text is neutralised. */
  readonly name: string;
  readonly problem: "unreadable" | "no-node-id" | "wrong-node-id" | undefined;
}

/** Longer than any host name of a satellite that people should recognise. */
const longestName = 60;

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
  const host = fromByteString(url.address.endsWith(":7777") ? hostOf(url.address) : url.address);
  const id = url.id ?? legacyNodeId(url.address);
  const problem = !id ? "no-node-id" : isNodeIdOfHost(url) === false ? "wrong-node-id" : undefined;
  return { name: showOutside(host, longestName), problem };
}
