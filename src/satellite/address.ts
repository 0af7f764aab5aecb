import { type Bytes, legacyNodeId, type NodeUrl } from "../grant";

/** Where a satellite is, and who it must prove to be. */
export interface SatelliteAddress {
  /** The node ID, 32 bytes. */
  readonly id: Bytes;
  /** A host name, or an address without brackets. */
  readonly host: string;
  /** 1 to 65535. */
  readonly port: number;
}

/**
 * Where a grant's node URL leads; undefined where it leads nowhere: without a node ID (a known old host counts as having one), or without
 * a port, for which Go knows no default (net.SplitHostPort). A host beyond ASCII is none: Go looks it up as it stands and finds nothing,
 * where Node would make another name of it; nor is what is longer than a name of DNS. An empty host is Go's word for this very computer;
 * no grant means that.
 */
export function satelliteAddress(url: NodeUrl): SatelliteAddress | undefined {
  const id = url.id ?? legacyNodeId(url.address);
  const parts = /^(?:\[([!-~]+)\]|([!-9;-~]+)):(\d{1,9})$/.exec(url.address);
  const host = parts?.[1] ?? parts?.[2];
  const port = Number(parts?.[3]);
  return id && host !== undefined && host.length <= 253 && port > 0 && port < 65_536 ? { id, host, port } : undefined;
}
