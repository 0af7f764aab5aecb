import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import {
  actionNames,
  allowedBuckets,
  allowedPrefixes,
  type Bytes,
  concat,
  decodeBase58Check,
  decryptPath,
  encodeBase58Check,
  encryptPath,
  evaluate,
  type Grant,
  GrantError,
  lineage,
  type Macaroon,
  maxObjectTtl,
  overrideEncryptionKey,
  parseApiKey,
  parseCaveat,
  parseGrant,
  parseSatelliteUrl,
  restrictGrant,
  rewriteGrant,
  serializeApiKey,
  serializeGrant,
  utf8,
} from "../../../src/grant";

/** How many mutated credentials; more where nobody waits. */
const count = Number(process.env["FUZZ_CASES"] ?? 5000);

const read = (name: string): { cases: Record<string, string>[] } =>
  JSON.parse(readFileSync(`test/fixtures/vectors/${name}.json`, "utf8")) as { cases: Record<string, string>[] };
const isShort = (text: string): boolean => text.length < 1500;
const grants = read("grants")
  .cases.map(({ grant }) => grant as string)
  .filter(isShort);
const apiKeys = read("api_keys")
  .cases.map(({ text }) => text as string)
  .filter(isShort);
const malformed = read("malformed")
  .cases.map(({ text }) => text as string)
  .filter(isShort);

type Edit = (bytes: Bytes) => Bytes;

/** A place in bytes of whatever length. */
const place = fc.nat(0xffff);
const inside = (at: number, bytes: Bytes): number => at % (bytes.length + 1);
const some = fc.oneof(
  fc.uint8Array({ maxLength: 8 }),
  fc.uint8Array({ maxLength: 200 }),
  fc.nat(255).map((byte) => new Uint8Array(60).fill(byte)),
);

const flipped: fc.Arbitrary<Edit> = fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(
  ([at, by]) =>
    (bytes) =>
      bytes.map((byte, index) => (index === at % bytes.length ? byte ^ by : byte)),
);
const cut: fc.Arbitrary<Edit> = fc.tuple(place, fc.nat(40), fc.boolean()).map(
  ([at, length, toTheEnd]) =>
    (bytes) =>
      concat(
        bytes.subarray(0, inside(at, bytes)),
        toTheEnd ? new Uint8Array(0) : bytes.subarray(inside(at, bytes) + length),
      ),
);
const grown: fc.Arbitrary<Edit> = fc.tuple(place, some).map(
  ([at, more]) =>
    (bytes) =>
      concat(bytes.subarray(0, inside(at, bytes)), more, bytes.subarray(inside(at, bytes))),
);
const spliced: fc.Arbitrary<Edit> = fc
  .tuple(place, place, fc.constantFrom(...grants, ...apiKeys))
  .map(([at, from, other]) => (bytes) => {
    const { payload } = decodeBase58Check(other);
    return concat(bytes.subarray(0, inside(at, bytes)), payload.subarray(inside(from, payload)));
  });

const edits = fc.array(fc.oneof({ weight: 4, arbitrary: flipped }, cut, grown, spliced), {
  minLength: 1,
  maxLength: 3,
});

/** A credential whose payload was edited and signed with a checksum anew: the reader gets to see the damage. */
const editedPayload = fc
  .tuple(fc.constantFrom(...grants, ...apiKeys), edits, fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1))
  .map(([text, changes, version]) =>
    encodeBase58Check(
      changes.reduce((bytes, edit) => edit(bytes), decodeBase58Check(text).payload),
      version,
    ),
  );

/** A credential whose text was edited, as by a slip of the editor. */
const editedText = fc
  .tuple(fc.constantFrom(...grants, ...apiKeys, ...malformed), edits)
  .map(([text, changes]) => String.fromCharCode(...changes.reduce((bytes, edit) => edit(bytes), utf8(text))));

/** Runs what may be refused, and lets through nothing but the library's own refusal. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof GrantError) return undefined;
    throw error;
  }
}

const photos = utf8("photos");

/** Everything that is done with an API key. */
function use(macaroon: Macaroon): void {
  const action = { bucket: photos, encryptedPath: Uint8Array.of(1), time: { seconds: 1_800_000_000n, nanos: 0 } };
  for (const raw of macaroon.caveats) attempt(() => parseCaveat(raw));
  for (const name of actionNames) evaluate(macaroon, { ...action, name }, 7);
  attempt(() => allowedPrefixes(macaroon));
  attempt(() => allowedBuckets(macaroon, { ...action, name: "list" }));
  attempt(() => maxObjectTtl(macaroon));
  assert.equal(lineage(macaroon, macaroon).relation, "same");
  assert.deepEqual(parseApiKey(serializeApiKey(macaroon)), macaroon);
}

/** Everything that is done with a grant. */
function useGrant(grant: Grant, text: string): void {
  use(grant.macaroon);
  assert.equal(serializeGrant(grant), text);
  attempt(() => parseSatelliteUrl(grant.satelliteAddress));
  const encrypted = attempt(() => encryptPath(grant.store, photos, utf8("a/b")));
  if (encrypted) attempt(() => decryptPath(grant.store, photos, encrypted));
  for (const { bucket, encryptedPath } of grant.store.entries())
    attempt(() => decryptPath(grant.store, bucket, encryptedPath));
  const changed = [
    attempt(() => rewriteGrant(grant)),
    attempt(() => restrictGrant(grant, { allowDownload: true }, [{ bucket: photos, prefix: utf8("a/") }])),
    attempt(() => overrideEncryptionKey(grant, photos, utf8("a/"), new Uint8Array(32))),
  ];
  for (const made of changed.filter((other) => other !== undefined)) parseGrant(serializeGrant(made));
}

describe(`${String(count)} mutated credentials`, function () {
  this.timeout(60_000 + count * 20);
  const counts = { grants: 0, apiKeys: 0, refused: 0 };

  const isReadOrRefused = (text: string): void => {
    const grant = attempt(() => parseGrant(text));
    const macaroon = attempt(() => parseApiKey(text));
    if (grant) useGrant(grant, text);
    if (macaroon) use(macaroon);
    if (grant) counts.grants++;
    else if (macaroon) counts.apiKeys++;
    else counts.refused++;
  };

  it("with a checksum that fits are read or refused by the library, and nothing else is thrown", () => {
    fc.assert(fc.property(editedPayload, isReadOrRefused), { numRuns: Math.ceil(count * 0.8) });
    // Both ways were gone: what is always refused tests nothing.
    const tenth = count / 100;
    assert.ok(counts.grants > tenth && counts.apiKeys > tenth && counts.refused > tenth, JSON.stringify(counts));
  });

  it("with an edited text are read or refused by the library, and nothing else is thrown", () => {
    fc.assert(fc.property(editedText, isReadOrRefused), { numRuns: Math.floor(count * 0.2) });
  });

  it("of the malformed vectors are refused", () => {
    for (const { text, kind, refused_by } of read("malformed").cases) {
      const parse = kind === "grant" ? parseGrant : parseApiKey;
      if (refused_by !== "address") assert.throws(() => parse(text as string), { name: "GrantError" });
    }
  });
});
