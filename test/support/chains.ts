import type { Credential } from "../../src/decoder/credential";
import { factsOf } from "../../src/decoder/factsOf";
import { type KeyFacts, keyFacts } from "../../src/decoder/keyFacts";
import { inEnglish, type Voice } from "../../src/decoder/voice";
import {
  addCaveat,
  buildGrant,
  type Bytes,
  type Caveat,
  disallows,
  type Disallow,
  encodeCaveat,
  type Grant,
  type Macaroon,
  noBytes,
  parseGrant,
  serializeGrant,
  type Store,
  utf8,
} from "../../src/grant";
import { demoGrant, demoRootKey, us1 } from "./demoCredentials";
import { detectAll } from "./detectAll";

export const day = 86_400_000;
/** The evening before 24 November 2026, in UTC. */
export const now = Date.UTC(2026, 10, 23, 20, 30);

/** A person who reads British English and lives by UTC. */
export function voiceAt(time = now): Voice {
  return { t: inEnglish, now: time, locale: "en-GB", timeZone: "UTC" };
}

const nothing = Object.fromEntries(disallows.map((name) => [name, false])) as Record<Disallow, boolean>;

/** What a caveat says, and nothing else. */
export function caveat(fields: Partial<Caveat> = {}): Bytes {
  const empty = {
    allowedPaths: [],
    notAfter: undefined,
    notBefore: undefined,
    maxObjectTtl: undefined,
    nonce: noBytes,
  };
  return encodeCaveat({ ...nothing, ...empty, ...fields });
}

/** All that the names do not say is allowed. */
export function forbidding(...names: Disallow[]): Partial<Caveat> {
  return Object.fromEntries(names.map((name) => [name, true]));
}

/** Bytes that are no caveat. */
export const unreadable: Bytes = utf8("not a caveat");
/** Field 16, a varint of 1, which this software does not know. */
export const fromTheFuture: Bytes = Uint8Array.of(0x80, 0x01, 0x01);

export function chain(...caveats: readonly Bytes[]): Macaroon {
  return caveats.reduce(addCaveat, demoRootKey());
}

/** What a bare API key with these caveats says. */
export function apiKeyFacts(...caveats: readonly Bytes[]): KeyFacts {
  return keyFacts(chain(...caveats), undefined);
}

/** A grant as software wrote it that added caveats and left everything else as it was. */
export function grantOf(
  caveats: readonly Bytes[],
  store: Store = demoGrant().store,
  satellite: Bytes = utf8(us1),
): Grant {
  return parseGrant(serializeGrant(buildGrant(satellite, chain(...caveats), store)));
}

export function factsOfGrant(grant: Grant): KeyFacts {
  return keyFacts(grant.macaroon, grant);
}

/** The credential that a text is, with what it says. */
export function read(text: string): { readonly credential: Credential; readonly facts: KeyFacts | undefined } {
  const [credential, ...others] = detectAll(text).credentials;
  if (!credential || others.length > 0) throw new Error(`${others.length + 1} credentials in ${text.slice(0, 60)}`);
  return { credential, facts: factsOf(credential) };
}

/** A grant as it would be found in a text. */
export function found(grant: Grant): { readonly credential: Credential; readonly facts: KeyFacts } {
  const text = serializeGrant(grant);
  return {
    credential: { kind: "grant", start: 0, end: text.length, text, grant, expected: undefined },
    facts: factsOfGrant(grant),
  };
}
