import assert from "node:assert/strict";
import fc from "fast-check";
import type { Credential } from "../../../src/decoder/credential";
import { decodeNow } from "../../../src/decoder/detect";
import { decodeBase58Check, encodeBase58Check, GrantError, parseApiKey, parseGrant } from "../../../src/grant";
import { detectAll } from "../../support/detectAll";
import {
  accessKeyId,
  linkText,
  longVectorGrants,
  nodeUrl,
  secretKey,
  vectorApiKeys,
  vectorGrants,
  vectorPresignedUrl,
} from "../../support/vectorCredentials";

const numRuns = Number(process.env["FUZZ_CASES"] ?? 5000);

const base58Text = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom(...vectorGrants) },
  { weight: 5, arbitrary: fc.constantFrom(...vectorApiKeys) },
  // Long ones take long.
  { weight: 1, arbitrary: fc.constantFrom(...longVectorGrants) },
);
const anyText = fc.oneof({ weight: 3, arbitrary: base58Text }, fc.constantFrom(accessKeyId, secretKey, nodeUrl, linkText, vectorPresignedUrl));

const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (length: number, where: number): number => Math.floor(where * length);

/** What happens to the bytes under the checksum. */
const byteMutation = fc.record({ where: place, bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }) });

/** What happens to characters: changed, cut at either end, spliced with another, grown, repeated, broken. */
type Mutation = (text: string, other: string) => string;
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.string({ unit: "binary", maxLength: 3 })).map(
    ([where, characters]): Mutation =>
      (text) =>
        text.slice(0, at(text.length, where)) + characters + text.slice(at(text.length, where) + characters.length),
  ),
  place.map((where): Mutation => (text) => text.slice(0, at(text.length, where))),
  place.map((where): Mutation => (text) => text.slice(at(text.length, where))),
  fc.tuple(place, place).map(([where, from]): Mutation => (text, other) => text.slice(0, at(text.length, where)) + other.slice(at(other.length, from))),
  fc.tuple(place, fc.string({ unit: fc.constantFrom(..."19AZaz0OIl \n%+"), maxLength: 80 })).map(
    ([where, more]): Mutation =>
      (text) =>
        text.slice(0, at(text.length, where)) + more + text.slice(at(text.length, where)),
  ),
  fc.integer({ min: 2, max: 9 }).map((times): Mutation => (text) => text.repeat(times)),
  fc.integer({ min: 1, max: 99 }).map((width): Mutation => (text) => text.replace(new RegExp(`.{${String(width)}}`, "g"), "$&\n ")),
  fc.constant<Mutation>((text) => text.replace(/[\s:/?&=%@]/g, encodeURIComponent)),
  fc.constant<Mutation>((text) => text.toUpperCase()),
);

const context = fc.constantFrom("", "STORJ_ACCESS_GRANT=", "storj_api_key: ", "x\n", "AWS s3 ", "https://link.storjshare.io/s/", "satellite ", "%3D", '"\\n');

function isRefusedOrRead(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof GrantError, String(error));
  }
}

/** The detection of a text, held to its promises. */
function detected(text: string): readonly Credential[] {
  const { credentials } = detectAll(text);
  let end = 0;
  for (const credential of credentials) {
    assert.ok(credential.start >= end && credential.start < credential.end && credential.end <= text.length);
    assert.equal(text.slice(credential.start, credential.end), credential.text);
    end = credential.end;
    if (credential.kind === "deferred") decodeNow(credential);
    if (credential.kind === "damaged" && credential.at !== undefined) {
      assert.ok(credential.at >= credential.start && credential.at < credential.end);
    }
  }
  return credentials;
}

describe("mutated credentials", function () {
  // As many cases as are asked for.
  this.timeout(0);

  it("are found, refused with the library's own error, or left alone; nothing else is thrown", () => {
    fc.assert(
      fc.property(anyText, anyText, fc.array(mutation, { minLength: 1, maxLength: 4 }), context, (text, other, mutations, before) => {
        // The long ones among them grow with every mutation; what is never decoded is cheap, but there are other tests for it.
        const mutated = mutations.reduce((sofar, mutate) => mutate(sofar, other), text).slice(0, 40_000);
        detected(before + mutated);
        if (mutated.length < 8192) {
          isRefusedOrRead(() => parseGrant(mutated));
          isRefusedOrRead(() => parseApiKey(mutated));
        }
      }),
      { numRuns },
    );
  });

  it("whose checksum was made anew are read or refused alike", () => {
    fc.assert(
      fc.property(base58Text, byteMutation, context, (text, { where, bytes }, before) => {
        const { payload } = decodeBase58Check(text);
        payload.set(bytes.subarray(0, payload.length - at(payload.length, where)), at(payload.length, where));
        const changed = encodeBase58Check(payload);
        detected(before + changed);
        isRefusedOrRead(() => parseGrant(changed));
        isRefusedOrRead(() => parseApiKey(changed));
      }),
      { numRuns: Math.ceil(numRuns / 5) },
    );
  });

  it("any text whatever is searched", () => {
    const word = fc.constantFrom("storj", "1", "AWS", accessKeyId, secretKey, nodeUrl, ":7777", "X-Amz-Signature=", "https://", "/s/", " ", "\n", "%", "\\", "@");
    const text = fc.array(fc.oneof(word, fc.string({ unit: "binary", maxLength: 60 })), { maxLength: 30 });
    fc.assert(fc.property(text, (parts) => void detected(parts.join(""))), { numRuns: Math.ceil(numRuns / 5) });
  });
});
