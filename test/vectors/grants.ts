import {
  allowedPrefixes,
  byteString,
  type CaveatPath,
  decryptPath,
  formatNodeUrl,
  type Grant,
  hex,
  maxObjectTtl,
  parseGrant,
  parseSatelliteUrl,
  rewriteGrant,
  serializeApiKey,
  utf8Text,
} from "../../src/grant";
import { goText } from "../support/cli/goText";
import { type Fields, whereGiven } from "./compare";
import { textOf } from "./given";
import type { Kind, VectorFile } from "./kinds";
import { attempt, encryptionOf, isTextExact, macaroonOf, sameGrant, storeOf, textAndHex, ttlOf } from "./shapes";

function whereReadable<T>(run: () => T): T | undefined {
  const read = attempt(run);
  return read.error ? undefined : read.value;
}

/** What all caveats allow: null where nothing is restricted, or a caveat can't be read. */
function effectivePrefixes(grant: Grant): Fields[] | null {
  const prefixes = whereReadable(() => allowedPrefixes(grant.macaroon));
  return prefixes?.map((prefix) => effectivePrefix(grant, prefix)) ?? null;
}

function effectivePrefix(grant: Grant, { bucket, encryptedPathPrefix }: CaveatPath): Fields {
  const hasKey = grant.store.lookupEncrypted(bucket, byteString(encryptedPathPrefix)) !== undefined;
  const prefix = hasKey ? whereReadable(() => decryptPath(grant.store, bucket, encryptedPathPrefix)) : undefined;
  return {
    ...textAndHex("bucket", bucket),
    encrypted_prefix: hex(encryptedPathPrefix),
    ...(prefix ? textAndHex("prefix", prefix) : { prefix: null }),
  };
}

function satelliteAddress(grant: Grant): Fields {
  const address = utf8Text(grant.satelliteAddress);
  return {
    satellite_address: address ?? null,
    satellite_address_hex: address === undefined ? hex(grant.satelliteAddress) : null,
  };
}

/** A grant's text and everything that the Go library reads from it; `input` is the field that holds the text. */
export function grantKind(input: string): Kind {
  return {
    given: [input],
    found: [
      ...["satellite_address", "satellite_address_hex", "satellite_url", "api_key", "head", "tail", "caveats"],
      ...["max_object_ttl", "encryption", "effective", "effective_prefixes", "reserialized", "go_error"],
    ],
    answer: (given) => {
      const grant = parseGrant(textOf(given, input));
      const rewritten = rewriteGrant(grant);
      return {
        ...satelliteAddress(grant),
        satellite_url: goText(formatNodeUrl(parseSatelliteUrl(grant.satelliteAddress))),
        api_key: serializeApiKey(grant.macaroon),
        ...macaroonOf(grant.macaroon),
        max_object_ttl: whereGiven(ttlOf(whereReadable(() => maxObjectTtl(grant.macaroon)))),
        encryption: encryptionOf(grant.encryption),
        effective: storeOf(grant.store),
        effective_prefixes: effectivePrefixes(grant),
        reserialized: isTextExact(rewritten) ? sameGrant(rewritten) : whereGiven(sameGrant(rewritten)),
      };
    },
  };
}

export const grants: VectorFile = { cases: { "": grantKind("grant") } };
