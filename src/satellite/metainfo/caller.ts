import type { Bytes } from "../../grant";
import type { Clock } from "../../platform/clock";
import type { SatelliteAddress } from "../address";

/** Who asks which satellite, and how long that may take. */
export interface Caller {
  readonly satellite: SatelliteAddress;
  /** The API key's macaroon as bytes (`serializeMacaroon`). */
  readonly apiKey: Bytes;
  /** For all of it, from looking up the name to the answer. */
  readonly deadlineMs: number;
  readonly clock: Clock;
  /** Where it is aborted, the question rejects with its reason. */
  readonly signal?: AbortSignal;
}
