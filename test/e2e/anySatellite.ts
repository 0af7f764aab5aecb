// The satellite of an end-to-end walk: the tests' own, or another one that is running already, of which SATELLITE_READY names a file with its
// ready line.
import { readFileSync } from "node:fs";
import { type Ready, startSatellite } from "../support/satellite";

export interface AnySatellite {
  readonly ready: Ready;
  /** Ends it, if it is the tests' own. */
  stop(): Promise<void>;
}

/** It remembers nothing: what is revoked, or was made from a deleted API key, is refused at once. It has 120 API keys. */
export async function anySatellite(): Promise<AnySatellite> {
  const file = process.env["SATELLITE_READY"];
  if (file === undefined) return startSatellite({ cacheMs: 0, console: { keys: 120 } });
  return { ready: JSON.parse(readFileSync(file, "utf8")) as Ready, stop: () => Promise.resolve() };
}
