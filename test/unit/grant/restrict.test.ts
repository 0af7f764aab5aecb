import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Action,
  actionNames,
  actions,
  allowedBuckets,
  byteString,
  compareInstants,
  decryptPath,
  encryptPath,
  equalBytes,
  evaluate,
  type Grant,
  GrantError,
  maxObjectTtl,
  parseGrant,
  type Permission,
  permissionFlags,
  type PermissionFlag,
  restrictApiKey,
  restrictGrant,
  serializeGrant,
  sharePermission,
  type SharePrefix,
  utf8,
} from "../../../src/grant";
import { bucket, grant, instant, path, permission, prefix, rootGrant } from "./arbitraries";

const action: fc.Arbitrary<Action> = fc.record({
  name: fc.constantFrom(...actionNames),
  bucket: fc.oneof(bucket, fc.constant(utf8(""))),
  encryptedPath: path,
  time: instant,
});

const allows = (of: Grant, what: Action): boolean => evaluate(of.macaroon, what).allowed;

/** The restricted grant, or undefined where it is refused. */
function restricted(parent: Grant, permissions: Permission, prefixes: readonly SharePrefix[]): Grant | undefined {
  try {
    return restrictGrant(parent, permissions, prefixes);
  } catch (error) {
    assert.ok(error instanceof GrantError);
    return undefined;
  }
}

/** Bytes under a prefix, as the satellite compares them. */
const isBelow = (what: Action, { bucket: inBucket, prefix: encrypted }: SharePrefix): boolean =>
  equalBytes(inBucket, what.bucket) && byteString(what.encryptedPath).startsWith(byteString(encrypted));

const flagOf = (name: Action["name"]): PermissionFlag | undefined =>
  (Object.keys(permissionFlags) as PermissionFlag[]).find(
    (flag) => name && permissionFlags[flag] === actions[name].disallow,
  );

describe("a restricted grant", () => {
  it("never allows more than its parent", () => {
    fc.assert(
      fc.property(
        grant,
        permission,
        fc.array(prefix, { maxLength: 3 }),
        fc.array(action, { minLength: 20, maxLength: 20 }),
        (parent, permissions, prefixes, wanted) => {
          const child = restricted(parent, permissions, prefixes);
          fc.pre(child !== undefined);
          for (const what of wanted) assert.ok(!allows(child, what) || allows(parent, what));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("allows what its permission does, where its prefixes are, and while it is valid", () => {
    fc.assert(
      fc.property(
        rootGrant,
        permission,
        fc.array(prefix, { maxLength: 2 }),
        fc.array(action, { minLength: 30, maxLength: 30 }),
        (root, permissions, prefixes, wanted) => {
          const child = restricted(root, permissions, prefixes);
          fc.pre(child !== undefined);
          const encrypted = prefixes.map((shared) => {
            const trimmed = shared.prefix.at(-1) === 0x2f ? shared.prefix.subarray(0, -1) : shared.prefix;
            return { bucket: shared.bucket, prefix: encryptPath(root.store, shared.bucket, trimmed) };
          });
          // Half of the random actions are moved to below a prefix: few would be there by chance.
          const moved = wanted.map((what, at) => {
            const under = encrypted[at % 4];
            return under
              ? { ...what, bucket: under.bucket, encryptedPath: Uint8Array.of(...under.prefix, ...what.encryptedPath) }
              : what;
          });
          for (const what of moved.filter(({ name, encryptedPath }) => name !== "read" || encryptedPath.length > 0)) {
            const isInTime =
              (!permissions.notBefore || compareInstants(what.time, permissions.notBefore) >= 0) &&
              (!permissions.notAfter || compareInstants(what.time, permissions.notAfter) <= 0);
            const flag = flagOf(what.name);
            const isImplied = what.name === "getObjectRetention" && permissions.allowPutObjectRetention === true;
            const isPermitted = flag === undefined || permissions[flag] === true || isImplied;
            const isReached =
              prefixes.length === 0 || what.name === "projectInfo" || encrypted.some((under) => isBelow(what, under));
            assert.equal(allows(child, what), isInTime && isPermitted && isReached);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it("keeps the keys of its prefixes, and no others", () => {
    fc.assert(
      fc.property(rootGrant, fc.array(prefix, { minLength: 1, maxLength: 3 }), path, (root, prefixes, below) => {
        const child = restrictGrant(root, { allowDownload: true }, prefixes);
        assert.equal(child.store.defaultKey, undefined);
        for (const { bucket: inBucket, prefix: plain } of prefixes) {
          const object = Uint8Array.of(
            ...plain,
            ...(plain.length > 0 && plain.at(-1) !== 0x2f ? utf8("/") : []),
            ...below,
          );
          const encrypted = encryptPath(root.store, inBucket, object);
          assert.deepEqual(encryptPath(child.store, inBucket, object), encrypted);
          assert.deepEqual(decryptPath(child.store, inBucket, encrypted), object);
        }
        assert.throws(() => encryptPath(child.store, utf8("elsewhere"), utf8("a")), { code: "missing-key" });
      }),
      { numRuns: 200 },
    );
  });

  it("is what is read from its text", () => {
    fc.assert(
      fc.property(grant, permission, fc.array(prefix, { maxLength: 3 }), (parent, permissions, prefixes) => {
        const child = restricted(parent, permissions, prefixes);
        fc.pre(child !== undefined);
        const read = parseGrant(serializeGrant(child));
        assert.deepEqual(read.store.entries(), child.store.entries());
        assert.deepEqual(read.macaroon, child.macaroon);
      }),
      { numRuns: 200 },
    );
  });

  it("differs each time, by its nonce, and not where the nonce is given", () => {
    fc.assert(
      fc.property(rootGrant, (root) => {
        const [once, twice] = [
          restrictGrant(root, { allowList: true }, []),
          restrictGrant(root, { allowList: true }, []),
        ];
        assert.notEqual(serializeGrant(once), serializeGrant(twice));
        const nonce = Uint8Array.of(1, 2, 3, 4);
        const [first, second] = [
          restrictGrant(root, { allowList: true }, [], nonce),
          restrictGrant(root, { allowList: true }, [], nonce),
        ];
        assert.equal(serializeGrant(first), serializeGrant(second));
      }),
      { numRuns: 20 },
    );
  });

  it("has the shortest max object TTL of its chain", () => {
    fc.assert(
      fc.property(
        rootGrant,
        fc.array(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), { minLength: 1, maxLength: 4 }),
        (root, ttls) => {
          const child = ttls.reduce(
            (parent, maxObjectTtl) => restrictGrant(parent, { allowUpload: true, maxObjectTtl }, []),
            root,
          );
          assert.equal(
            maxObjectTtl(child.macaroon),
            ttls.reduce((shortest, ttl) => (ttl < shortest ? ttl : shortest)),
          );
        },
      ),
    );
  });

  it("names the buckets that all of its caveats do", () => {
    const [root] = fc.sample(rootGrant, 1);
    assert.ok(root);
    const shared = (...buckets: string[]): SharePrefix[] =>
      buckets.map((name) => ({ bucket: utf8(name), prefix: utf8("") }));
    const child = restrictGrant(
      restrictGrant(root, { allowList: true }, shared("b", "a", "c")),
      { allowList: true },
      shared("c", "b", "d"),
    );
    const list: Action = { name: "read", bucket: utf8(""), encryptedPath: utf8(""), time: { seconds: 0n, nanos: 0 } };
    assert.deepEqual(allowedBuckets(child.macaroon, list), ["b", "c"]);
    assert.equal(allowedBuckets(root.macaroon, list), undefined);
    assert.throws(() => allowedBuckets(child.macaroon, { ...list, name: "delete", bucket: utf8("b") }), {
      code: "permission",
    });
  });

  it("is refused where nothing is set, the times are turned round, or the TTL is not longer than nothing", () => {
    const [root] = fc.sample(rootGrant, 1);
    assert.ok(root);
    const [early, late] = [
      { seconds: 1n, nanos: 0 },
      { seconds: 2n, nanos: 0 },
    ];
    assert.throws(() => restrictGrant(root, {}, []), { code: "permission" });
    assert.throws(
      () => restrictGrant(root, { allowList: false, notAfter: { seconds: -62_135_596_800n, nanos: 0 } }, []),
      { code: "permission" },
    );
    assert.throws(() => restrictGrant(root, { notBefore: late, notAfter: early }, []), { code: "time" });
    assert.ok(restrictGrant(root, { notBefore: early, notAfter: early }, []));
    for (const maxObjectTtl of [0n, -1n])
      assert.throws(() => restrictGrant(root, { maxObjectTtl }, []), { code: "ttl" });
  });

  it("as uplink shares it never allows the old lock permission, or notifications", () => {
    const all = Object.fromEntries((Object.keys(permissionFlags) as PermissionFlag[]).map((flag) => [flag, true]));
    const { allowLock, allowPutBucketNotificationConfiguration, allowGetBucketNotificationConfiguration, ...others } =
      sharePermission(all);
    assert.deepEqual(
      [allowLock, allowPutBucketNotificationConfiguration, allowGetBucketNotificationConfiguration],
      [false, false, false],
    );
    assert.ok(Object.values(others).every(Boolean));
    assert.deepEqual(sharePermission({ allowLock: true }).allowGetObjectRetention, true);
    assert.deepEqual(sharePermission({ allowList: true }).allowGetObjectRetention, undefined);
  });
});

describe("a restricted API key", () => {
  it("has the same caveat as the grant around it", () => {
    fc.assert(
      fc.property(rootGrant, permission, bucket, (root, permissions, inBucket) => {
        const nonce = Uint8Array.of(9, 9, 9, 9);
        let child;
        try {
          child = restrictGrant(root, permissions, [{ bucket: inBucket, prefix: utf8("/") }], nonce);
        } catch (error) {
          assert.ok(error instanceof GrantError);
          assert.throws(() => restrictApiKey(root.macaroon, permissions, [], nonce), { code: error.code });
          return;
        }
        const allowed = [{ bucket: inBucket, encryptedPathPrefix: utf8("") }];
        assert.deepEqual(restrictApiKey(root.macaroon, permissions, allowed, nonce), child.macaroon);
      }),
    );
  });
});
