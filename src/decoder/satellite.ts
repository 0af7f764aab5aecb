import { type Bytes, byteString, fromByteString, hostOf, isNodeIdOfHost, legacyNodeId, type NodeUrl, parseNodeUrl } from "../grant";
import { showOutside } from "../platform/showOutside";

export interface Satellite {
  /** As it is shown; hostile text is neutralised. */
  readonly name: string;
  readonly problem: "unreadable" | "no-node-id" | "wrong-node-id" | undefined;
}

/** Where a grant's satellite is, and what is wrong with its address. */
export function satelliteOf(address: Bytes): Satellite {
  let url: NodeUrl;
  try {
    url = parseNodeUrl(byteString(address));
  } catch {
    return { name: showOutside(address, 60), problem: "unreadable" };
  }
  const host = fromByteString(url.address.endsWith(":7777") ? hostOf(url.address) : url.address);
  const id = url.id ?? legacyNodeId(url.address);
  const problem = !id ? "no-node-id" : isNodeIdOfHost(url) === false ? "wrong-node-id" : undefined;
  return { name: showOutside(host, 60), problem };
}
