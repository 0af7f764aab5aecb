import fc from "fast-check";
import {
  addCaveat,
  buildGrant,
  type Bytes,
  byteString,
  type Caveat,
  disallows,
  encodeCaveat,
  encryptPath,
  fromByteString,
  type Grant,
  GrantError,
  type Instant,
  limitStore,
  type Macaroon,
  pathCipher,
  type Permission,
  type PermissionFlag,
  permissionFlags,
  signTail,
  Store,
  utf8,
} from "../../../src/grant";

/** Random credentials, for tests that hold for all of them. */

export const satellite = utf8("12EayRS2V1kEsWESU9QMRseFhdxYxKicsiFmxrsLZHeLUtdps3S@us1.storj.io:7777");

export const bytes = (maxLength: number): fc.Arbitrary<Bytes> => fc.uint8Array({ maxLength });
export const key: fc.Arbitrary<Bytes> = fc.uint8Array({ minLength: 32, maxLength: 32 });
export const cipher = fc.constantFrom(
  pathCipher.null,
  pathCipher.aesGcm,
  pathCipher.secretBox,
  pathCipher.nullBase64Url,
);
export const bucket: fc.Arbitrary<Bytes> = fc.constantFrom("photos", "a", "backups").map(utf8);

/** A component that is often one that others have too, and sometimes no text at all. */
const component = fc
  .oneof(fc.constantFrom("a", "b", "", "tenant1", "\u00e9"), fc.string({ maxLength: 6 }))
  .map((text) => text.replaceAll("/", ""));
const oddComponent = bytes(6).map((odd) => odd.map((byte) => (byte === 0x2f ? 0x2e : byte)));

/** An object key or prefix of up to four components. */
export const path: fc.Arbitrary<Bytes> = fc
  .array(fc.oneof(component.map(utf8), oddComponent), { maxLength: 4 })
  .map((parts) => fromByteString(parts.map(byteString).join("/")));

/** A path whose components base64url can decode, into bytes that are neither empty nor hold a slash. */
export const base64UrlPath: fc.Arbitrary<Bytes> = fc
  .array(
    bytes(6).filter((part) => part.length > 0 && !part.includes(0x2f)),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) =>
    utf8(parts.map((part) => Buffer.from(part).toString("base64").replaceAll("+", "-").replaceAll("/", "_")).join("/")),
  );

export const instant: fc.Arbitrary<Instant> = fc.record(
  { seconds: fc.bigInt({ min: 1_700_000_000n, max: 1_900_000_000n }), nanos: fc.integer({ min: 0, max: 999_999_999 }) },
  { noNullPrototype: true },
);

/** Each permission of Storj's given or not, and times and a longest life or none; it may be one that is refused. */
export const permission: fc.Arbitrary<Permission> = fc.record({
  ...(Object.fromEntries(Object.keys(permissionFlags).map((flag) => [flag, fc.boolean()])) as Record<
    PermissionFlag,
    fc.Arbitrary<boolean>
  >),
  notBefore: fc.option(instant, { nil: undefined, freq: 3 }),
  notAfter: fc.option(instant, { nil: undefined, freq: 3 }),
  maxObjectTtl: fc.option(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), { nil: undefined, freq: 3 }),
});

export const prefix = fc.record({ bucket, prefix: path });

export const caveat: fc.Arbitrary<Omit<Caveat, "unknownFields" | "unknownPathFields">> = fc.record({
  ...(Object.fromEntries(disallows.map((name) => [name, fc.boolean()])) as Record<
    (typeof disallows)[number],
    fc.Arbitrary<boolean>
  >),
  allowedPaths: fc.array(fc.record({ bucket, encryptedPathPrefix: path }, { noNullPrototype: true }), { maxLength: 3 }),
  notAfter: fc.option(instant, { nil: undefined }),
  notBefore: fc.option(instant, { nil: undefined }),
  maxObjectTtl: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { nil: undefined }),
  nonce: bytes(5),
});

/** An API key with the root secret that signed it. */
export const signedKey = fc
  .record({
    secret: key,
    head: key,
    caveats: fc.array(fc.oneof({ weight: 4, arbitrary: caveat.map(encodeCaveat) }, bytes(20)), { maxLength: 4 }),
  })
  .map(({ secret, head, caveats }) => {
    const root: Macaroon = { head, caveats: [], tail: signTail(secret, head) };
    return { secret, macaroon: caveats.reduce(addCaveat, root) };
  });

/** A key and cipher for everything, and keys of their own for a few prefixes. */
export const store: fc.Arbitrary<Store> = fc
  .record({
    defaultKey: fc.option(key, { nil: undefined, freq: 4 }),
    defaultPathCipher: cipher,
    entries: fc.array(fc.record({ bucket, unencryptedPath: path, key, pathCipher: cipher }), { maxLength: 4 }),
  })
  .map(({ defaultKey, defaultPathCipher, entries }) => {
    const keys = new Store(defaultKey, defaultPathCipher);
    for (const entry of entries) {
      try {
        keys.add({ ...entry, encryptedPath: encryptPath(keys, entry.bucket, entry.unencryptedPath) });
      } catch (error) {
        if (!(error instanceof GrantError)) throw error;
      }
    }
    return keys;
  });

/** A grant with its root secret, limited to its caveats as every grant that was parsed. */
export const signedGrant = fc
  .record({ signed: signedKey, keys: store })
  .map(({ signed: { secret, macaroon }, keys }) => ({
    secret,
    grant: buildGrant(satellite, macaroon, limitStore(keys, macaroon)),
  }));

export const grant: fc.Arbitrary<Grant> = signedGrant.map((signed) => signed.grant);

/** A grant of a whole project with one default key. */
export const rootGrant: fc.Arbitrary<Grant> = fc
  .record({
    head: key,
    secret: key,
    defaultKey: key,
    defaultPathCipher: fc.constantFrom(pathCipher.aesGcm, pathCipher.secretBox, pathCipher.null),
  })
  .map(({ head, secret, defaultKey, defaultPathCipher }) =>
    buildGrant(
      satellite,
      { head, caveats: [], tail: signTail(secret, head) },
      new Store(defaultKey, defaultPathCipher),
    ),
  );
