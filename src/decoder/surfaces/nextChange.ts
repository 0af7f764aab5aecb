import { factsOf } from "../factsOf";
import { hintOf, lensOf } from "../summary";
import type { Voice } from "../voice";
import type { Scan } from "./scans";

/** The next instant at which a hint or lens of some scans changes, in milliseconds since 1970; Infinity where none ever does. */
export function nextChange(scans: Iterable<Scan>, voice: Voice): number {
  let next = Infinity;
  for (const { credentials } of scans) {
    for (const credential of credentials) {
      const facts = factsOf(credential);
      next = Math.min(next, hintOf(credential, facts, voice).changesAt, lensOf(credential, facts, voice).changesAt);
    }
  }
  return next;
}
