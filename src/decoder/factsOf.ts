import type { Credential } from "./credential";
import { detect, type Detection } from "./detect";
import { type KeyFacts, keyFacts } from "./keyFacts";

const read = new WeakMap<Credential, KeyFacts>();

/** What the grant or API key in a credential says, read once; undefined where there is none. */
export function factsOf(credential: Credential): KeyFacts | undefined {
  const known = read.get(credential);
  if (known) return known;
  const facts = readFacts(credential);
  if (facts) read.set(credential, facts);
  return facts;
}

function readFacts(credential: Credential): KeyFacts | undefined {
  switch (credential.kind) {
    case "grant":
      return keyFacts(credential.grant.macaroon, credential.grant);
    case "link":
      return credential.grant && keyFacts(credential.grant.macaroon, credential.grant);
    case "apiKey":
      return keyFacts(credential.macaroon, undefined);
    default:
      return undefined;
  }
}

/** As {@link detect}, and reads what each grant and API key says, in steps of their own: hundreds of them take longer than a slice. */
export function* detectAndRead(...args: Parameters<typeof detect>): Generator<void, Detection> {
  const detection = yield* detect(...args);
  for (const credential of detection.credentials) {
    factsOf(credential);
    yield;
  }
  return detection;
}
