import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { everydayActions, isEveryday, type KeyFacts } from "../../../src/decoder/keyFacts";
import {
  actionNames,
  allowedPrefixes,
  type Bytes,
  buildGrant,
  type Caveat,
  type CaveatPath,
  concat,
  decryptPath,
  encryptPath,
  evaluate,
  hex,
  type Instant,
  instantFromMilliseconds,
  maxObjectTtl,
  noBytes,
  parseApiKey,
  parseGrant,
  pathCipher,
  restrictGrant,
  serializeMacaroon,
  Store,
  utf8,
  utf8Text,
} from "../../../src/grant";
import { keyFacts } from "../../../src/decoder/keyFacts";
import {
  apiKeyFacts,
  caveat,
  chain,
  day,
  factsOfGrant,
  forbidding,
  fromTheFuture,
  grantOf,
  now,
  unreadable,
} from "../../support/chains";
import { demoGrant, everyday, prefix, readOnly, us1 } from "../../support/demoCredentials";

interface PrefixVector {
  bucket_hex: string;
  prefix: string | null;
  encrypted_prefix: string;
}

interface GrantVector {
  name: string;
  kind?: string;
  grant: string;
  text?: string;
  effective_prefixes: PrefixVector[] | null;
  effective: { entries: { bucket_hex: string; encrypted_path: string }[] };
  caveats: { fields: { max_object_ttl: { ns: string } | null } | null }[];
}

const read = (file: string): Record<string, unknown[]> =>
  JSON.parse(readFileSync(`test/fixtures/vectors/${file}`, "utf8")) as Record<string, unknown[]>;
const vectors = read("grants.json")["cases"] as GrantVector[];
const oddities = (read("malformed.json")["accepted_oddities"] as GrantVector[]).filter(({ kind }) => kind === "grant");
const keys = (read("evaluate.json")["keys"] as { api_key: string }[]).map(({ api_key }) => parseApiKey(api_key));

const at = (days: number): Instant => instantFromMilliseconds(now + days * day);
const place = (bucket: string, encryptedPathPrefix: Bytes = noBytes): CaveatPath => ({
  bucket: utf8(bucket),
  encryptedPathPrefix,
});
const names = ({ prefixes }: Pick<KeyFacts, "prefixes">): (string | undefined)[] | undefined =>
  prefixes?.map(({ bucket, path }) => `${utf8Text(bucket) ?? "?"}/${path ? (utf8Text(path) ?? "?") : "(encrypted)"}`);

describe("what a key says", function () {
  this.timeout(20_000);

  it("is what the Go library reads from the grants of the vectors: prefixes, keys and the shortest life of objects", () => {
    for (const vector of vectors) {
      const facts = factsOfGrant(parseGrant(vector.grant));
      if (facts.deadBecause === "unreadable") {
        assert.deepEqual([facts.prefixes, vector.effective_prefixes], [[], null], vector.name);
        continue;
      }
      const expected = vector.effective_prefixes?.map(
        ({ bucket_hex, encrypted_prefix }) => `${bucket_hex}/${encrypted_prefix}`,
      );
      const found = facts.prefixes?.map(({ bucket, encryptedPath }) => `${hex(bucket)}/${hex(encryptedPath)}`);
      assert.deepEqual(found, expected && [...new Set(expected)], vector.name);
      for (const own of facts.prefixes ?? []) {
        const vectorPrefix = vector.effective_prefixes?.find(
          (other) => other.bucket_hex === hex(own.bucket) && other.encrypted_prefix === hex(own.encryptedPath),
        );
        const hasKey = vector.effective.entries.some(
          (entry) => entry.bucket_hex === hex(own.bucket) && entry.encrypted_path === hex(own.encryptedPath),
        );
        if (typeof vectorPrefix?.prefix === "string")
          assert.equal(own.path && utf8Text(own.path), vectorPrefix.prefix, vector.name);
        if (hasKey) assert.ok(own.hasKey, vector.name);
      }
      const [shortest] = vector.caveats
        .flatMap(({ fields }) => (fields?.max_object_ttl ? [BigInt(fields.max_object_ttl.ns)] : []))
        .sort((a, b) => (a < b ? -1 : 1));
      assert.equal(facts.maxObjectTtl, shortest, vector.name);
    }
  });

  it("is read from every grant and API key of the vectors, and each action is either lost in one link or left", () => {
    const all = [...vectors, ...oddities].map(({ grant, text }) => factsOfGrant(parseGrant(text ?? grant)));
    for (const facts of [...all, ...keys.map((macaroon) => keyFacts(macaroon, undefined))]) {
      const lost = facts.caveats.flatMap((link) => link.lost);
      assert.deepEqual([...lost, ...facts.actions].toSorted(), actionNames.toSorted());
      assert.deepEqual(facts.caveats.at(-1)?.left ?? [...facts.actions], [...facts.actions]);
      assert.equal(
        facts.caveats.some((link) => link.hasUnknownFields),
        facts.hasUnknownFields,
      );
    }
  });

  it("has the prefixes of the library's own reckoning, whatever the chain, and knows which caveats narrowed them", () => {
    const path = fc.record({
      bucket: fc.constantFrom(utf8("a"), utf8("b")),
      encryptedPathPrefix: fc.uint8Array({ maxLength: 3, max: 1 }),
    });
    fc.assert(
      fc.property(fc.array(fc.array(path, { maxLength: 4 }), { maxLength: 5 }), (places) => {
        const facts = apiKeyFacts(...places.map((allowedPaths) => caveat({ allowedPaths })));
        const plain = (paths: readonly CaveatPath[] | undefined) =>
          paths?.map(({ bucket, encryptedPathPrefix }) => `${hex(bucket)}/${hex(encryptedPathPrefix)}`);
        assert.deepEqual(
          facts.prefixes?.map(({ bucket, encryptedPath }) => `${hex(bucket)}/${hex(encryptedPath)}`),
          plain(allowedPrefixes(facts.macaroon)),
        );
        // A caveat narrows where an object below one of the prefixes was within reach before it, and is not after it.
        const objects = places
          .flat()
          .map(({ bucket, encryptedPathPrefix }) => ({
            bucket,
            encryptedPath: concat(encryptedPathPrefix, Uint8Array.of(7)),
          }));
        const reached = (count: number): number => {
          const macaroon = { ...facts.macaroon, caveats: facts.macaroon.caveats.slice(0, count) };
          const everywhere = { bucket: utf8("c"), encryptedPath: Uint8Array.of(7) };
          return [...objects, everywhere].filter(
            (object) => evaluate(macaroon, { name: "read", time: at(0), ...object }).allowed,
          ).length;
        };
        for (const [count, link] of facts.caveats.entries()) {
          assert.equal(link.narrows.has("prefixes"), reached(count + 1) < reached(count));
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("each link of a chain", () => {
  it("is told what it took, and not what an earlier one did", () => {
    const facts = apiKeyFacts(
      caveat(forbidding("disallowWrites", "disallowDeletes")),
      caveat(forbidding("disallowWrites", "disallowLists", "disallowLocks")),
      caveat(forbidding("disallowDeletes")),
    );
    assert.deepEqual(
      facts.caveats.map(({ lost }) => lost),
      [["write", "delete"], ["list", "lock"], []],
    );
    assert.deepEqual(facts.caveats[1]?.left.filter(isEveryday), ["read"]);
    assert.deepEqual(
      everydayActions.filter((name) => facts.actions.has(name)),
      ["read"],
    );
  });

  it("takes seeing a retention only where it forbids setting one too", () => {
    const split = apiKeyFacts(caveat(forbidding("disallowGetRetention")), caveat(forbidding("disallowPutRetention")));
    assert.deepEqual(
      split.caveats.map(({ lost }) => lost),
      [[], ["putObjectRetention"]],
    );
    assert.ok(split.actions.has("getObjectRetention"));
    const both = apiKeyFacts(caveat(forbidding("disallowGetRetention", "disallowPutRetention")));
    assert.deepEqual(both.caveats[0]?.lost, ["putObjectRetention", "getObjectRetention"]);
  });

  it("narrows only what is not as narrow already", () => {
    const limits: readonly Partial<Caveat>[] = [
      { notBefore: at(1), notAfter: at(9), maxObjectTtl: 9n, allowedPaths: [place("a"), place("b")] },
      { notBefore: at(1), notAfter: at(9), maxObjectTtl: 9n, allowedPaths: [place("b"), place("a")] },
      { notBefore: at(0), notAfter: at(10), maxObjectTtl: 10n, allowedPaths: [place("a"), place("b"), place("c")] },
      { notBefore: at(2), notAfter: at(8), maxObjectTtl: 8n, allowedPaths: [place("a", Uint8Array.of(1)), place("b")] },
    ];
    const facts = apiKeyFacts(...limits.map(caveat));
    const all = ["prefixes", "notBefore", "notAfter", "maxObjectTtl"];
    assert.deepEqual(
      facts.caveats.map(({ narrows }) => [...narrows]),
      [all, [], [], all],
    );
    assert.deepEqual([facts.notBefore, facts.notAfter, facts.maxObjectTtl], [at(2), at(8), 8n]);
    assert.equal(maxObjectTtl(facts.macaroon), 8n);
    assert.equal(facts.prefixes?.length, 2);
  });

  it("that can't be read takes everything", () => {
    const facts = apiKeyFacts(caveat(forbidding("disallowWrites")), unreadable);
    assert.equal(facts.caveats[1]?.caveat, undefined);
    assert.deepEqual([facts.actions.size, facts.prefixes, facts.deadBecause], [0, [], "unreadable"]);
  });

  it("may hold fields that are not known, in itself and in its paths", () => {
    const inPath = Uint8Array.of(0x52, 0x06, 0x0a, 0x01, 0x61, 0x98, 0x06, 0x01);
    assert.deepEqual(
      apiKeyFacts(caveat(), fromTheFuture, inPath).caveats.map(({ hasUnknownFields }) => hasUnknownFields),
      [false, true, true],
    );
  });
});

describe("a dead key", () => {
  const one = caveat({ allowedPaths: [place("a")] });
  const table: Readonly<Record<string, readonly [facts: KeyFacts, because: string | undefined]>> = {
    "has no permission left": [
      apiKeyFacts(caveat(forbidding("disallowReads")), caveat({ ...all(true), disallowReads: false })),
      "permission",
    ],
    "may only see the project": [apiKeyFacts(caveat(all(true))), "permission"],
    "has no prefix left": [apiKeyFacts(one, caveat({ allowedPaths: [place("b")] })), "prefix"],
    "would end before it begins": [apiKeyFacts(caveat({ notAfter: at(1) }), caveat({ notBefore: at(2) })), "time"],
    "can't be read": [apiKeyFacts(one, unreadable), "unreadable"],
    "is none that may be used at one instant": [apiKeyFacts(caveat({ notAfter: at(1), notBefore: at(1) })), undefined],
    "is none with a lock permission left": [
      apiKeyFacts(caveat({ ...all(true), disallowPutLegalHold: false })),
      undefined,
    ],
    "is none whose prefixes meet": [
      apiKeyFacts(one, caveat({ allowedPaths: [place("a", Uint8Array.of(1))] })),
      undefined,
    ],
    "is none that has expired": [apiKeyFacts(caveat({ notAfter: at(-9) })), undefined],
  };
  for (const [what, [{ deadBecause }, because]] of Object.entries(table)) {
    it(what, () => {
      assert.equal(deadBecause, because);
    });
  }

  function all(value: boolean): Partial<Caveat> {
    const forbidden = forbidding(
      "disallowReads",
      "disallowWrites",
      "disallowLists",
      "disallowDeletes",
      "disallowLocks",
      "disallowPutRetention",
      "disallowGetRetention",
      "disallowPutLegalHold",
      "disallowGetLegalHold",
      "disallowBypassGovernanceRetention",
      "disallowPutBucketObjectLockConfiguration",
      "disallowGetBucketObjectLockConfiguration",
      "disallowPutBucketNotificationConfiguration",
      "disallowGetBucketNotificationConfiguration",
    );
    return Object.fromEntries(Object.keys(forbidden).map((name) => [name, value]));
  }
});

describe("a prefix", () => {
  for (const [name, cipher] of Object.entries(pathCipher).filter(([name]) => name !== "unspecified")) {
    it(`is in clear text, with its key, under the cipher ${name}`, () => {
      const grant = restrictGrant(demoGrant(us1, cipher), readOnly, [
        prefix("photos", "YWJj/ZGVm/"),
        prefix("docs", ""),
      ]);
      const facts = factsOfGrant(grant);
      assert.deepEqual(names(facts), ["photos/YWJj/ZGVm", "docs/"]);
      assert.ok(facts.prefixes?.every(({ hasKey, pathCipher: own }) => hasKey && own === cipher));
    });
  }

  it("of an earlier caveat is read as far as the keys below it tell", () => {
    const parent = restrictGrant(demoGrant(), everyday, [prefix("photos", "a"), prefix("photos", "x")]);
    const facts = factsOfGrant(restrictGrant(parent, everyday, [prefix("photos", "a/b")]));
    assert.deepEqual(
      facts.caveats.map((link) => names(link)),
      [["photos/a", "photos/(encrypted)"], ["photos/a/b"]],
    );
    assert.deepEqual(
      facts.caveats[0]?.prefixes.map(({ hasKey }) => hasKey),
      [false, false],
    );
  });

  it("has no key where none in the grant opens it, and is readable all the same where nothing is encrypted", () => {
    const aes = grantOf(
      [caveat({ allowedPaths: [place("photos", utf8("\u0002x"))] })],
      new Store(undefined, pathCipher.aesGcm),
    );
    assert.deepEqual(names(factsOfGrant(aes)), ["photos/(encrypted)"]);
    const plain = grantOf(
      [caveat({ allowedPaths: [place("photos", utf8("tenant1"))] })],
      new Store(undefined, pathCipher.null),
    );
    assert.deepEqual(names(factsOfGrant(plain)), ["photos/tenant1"]);
    const empty = grantOf([caveat({ allowedPaths: [place("photos")] })], new Store(undefined, pathCipher.aesGcm));
    for (const grant of [aes, plain, empty]) assert.equal(factsOfGrant(grant).prefixes?.[0]?.hasKey, false);
  });

  it("of a bare API key is encrypted, but for whole buckets", () => {
    const facts = apiKeyFacts(caveat({ allowedPaths: [place("a"), place("b", utf8("x"))] }));
    assert.deepEqual(names(facts), ["a/", "b/(encrypted)"]);
    assert.ok(
      facts.prefixes?.every(({ hasKey, pathCipher: cipher, sibling }) => !hasKey && cipher === undefined && !sibling),
    );
  });

  const key = new Uint8Array(32).fill(7);
  const siblings: Readonly<Record<string, readonly [cipher: number, path: string, sibling: string | undefined]>> = {
    "a null cipher": [pathCipher.null, "tenant1/", "tenant10"],
    "a null cipher, deeper": [pathCipher.null, "a/tenant1", "a/tenant10"],
    "a null cipher, with two slashes": [pathCipher.null, "tenant1//", undefined],
    "a null cipher, the whole bucket": [pathCipher.null, "", undefined],
    "a null base64url cipher": [pathCipher.nullBase64Url, "YWI=/", "YWI0"],
    "a null base64url cipher without padding": [pathCipher.nullBase64Url, "YWJj/", "YWJj0000"],
    "a null base64url cipher with more padding": [pathCipher.nullBase64Url, "YQ==/YQ==", "YQ==/YQ00"],
    "AES-GCM": [pathCipher.aesGcm, "tenant1/", undefined],
    SecretBox: [pathCipher.secretBox, "tenant1/", undefined],
  };
  for (const [what, [cipher, path, sibling]] of Object.entries(siblings)) {
    it(`${sibling === undefined ? "keeps out its siblings" : "admits its siblings"} under ${what}`, () => {
      const store = new Store(key, cipher);
      const facts = factsOfGrant(
        restrictGrant(buildGrant(utf8(us1), chain(), store), readOnly, [prefix("photos", path)]),
      );
      const [own] = facts.prefixes ?? [];
      assert.equal(own?.sibling && utf8Text(own.sibling), sibling);
      // The satellite's own comparison says the same.
      const neighbour = encryptPath(store, utf8("photos"), utf8(sibling ?? `${path.replace(/\/+$/, "")}0`));
      const admitted = hex(neighbour).startsWith(hex(own?.encryptedPath ?? noBytes)) && path !== "";
      assert.equal(admitted, sibling !== undefined);
    });
  }

  it("whose own name is encrypted keeps out its siblings, whatever the cipher below it", () => {
    const encryptedPath = encryptPath(demoGrant().store, utf8("photos"), utf8("tenant1"));
    const below = (pathCipherBelow: number, encrypted: Bytes): KeyFacts => {
      const store = new Store(undefined, pathCipher.aesGcm);
      store.add({
        bucket: utf8("photos"),
        unencryptedPath: utf8("tenant1"),
        encryptedPath: encrypted,
        key,
        pathCipher: pathCipherBelow,
      });
      return factsOfGrant(grantOf([caveat({ allowedPaths: [place("photos", encrypted)] })], store));
    };
    for (const cipher of [pathCipher.null, pathCipher.nullBase64Url, pathCipher.aesGcm]) {
      const [own] = below(cipher, encryptedPath).prefixes ?? [];
      assert.equal(own?.path && utf8Text(own.path), "tenant1");
      assert.equal(own?.sibling, undefined);
    }
    const [plain] = below(pathCipher.aesGcm, utf8("tenant1")).prefixes ?? [];
    assert.equal(plain?.sibling && utf8Text(plain.sibling), "tenant10");
  });
});

describe("the siblings that a prefix admits", () => {
  const key = new Uint8Array(32).fill(7);
  const places = caveat({ allowedPaths: [place("photos", utf8("a/tenant1"))] });
  const haveKey = (defaultKey: Bytes | undefined, bucket?: string, path = ""): boolean | undefined => {
    const store = new Store(defaultKey, pathCipher.null);
    const own = { unencryptedPath: utf8(path), encryptedPath: utf8(path), key, pathCipher: pathCipher.null };
    if (bucket !== undefined) store.add({ bucket: utf8(bucket), ...own });
    return factsOfGrant(grantOf([places], store)).prefixes?.[0]?.siblingsHaveKey;
  };

  it("have a key where one from above is still written, of the project, the bucket or a component", () => {
    assert.equal(haveKey(key), true);
    assert.equal(haveKey(undefined, "photos"), true);
    assert.equal(haveKey(undefined, "photos", "a"), true);
  });

  it("are not told of a prefix that lies within another, which lets them in", () => {
    const siblings = (...paths: readonly string[]): (string | undefined)[] => {
      const parent = buildGrant(utf8(us1), chain(), new Store(key, pathCipher.null));
      const places = paths.map((path) => prefix("photos", path));
      const facts = factsOfGrant(restrictGrant(parent, readOnly, places));
      return (facts.prefixes ?? []).map(({ sibling }) => sibling && utf8Text(sibling));
    };
    assert.deepEqual(siblings("tenant1/", ""), [undefined, undefined]);
    assert.deepEqual(siblings("tenant1/", "tenant1/a/", "tenant"), [undefined, undefined, "tenant0"]);
    assert.deepEqual(siblings("tenant1/", "tenant2/"), ["tenant10", "tenant20"]);
  });

  it("have none where no such key is written, as after a restriction of ours", () => {
    assert.equal(haveKey(undefined), false);
    assert.equal(haveKey(undefined, "docs"), false);
    assert.equal(haveKey(undefined, "photos", "a/tenant1"), false);
    assert.equal(haveKey(undefined, "photos", "a/tenant10"), false);
    assert.equal(haveKey(undefined, "photos", "a/t"), false);
    const parent = buildGrant(utf8(us1), chain(), new Store(key, pathCipher.null));
    const [own] = factsOfGrant(restrictGrant(parent, readOnly, [prefix("photos", "a/tenant1/")])).prefixes ?? [];
    assert.deepEqual([own?.sibling && utf8Text(own.sibling), own?.siblingsHaveKey], ["a/tenant10", false]);
  });
});

describe("a grant", () => {
  it("carries its default key in vain where a caveat names prefixes and the key is still written", () => {
    const places = caveat({ allowedPaths: [place("photos")] });
    assert.equal(factsOfGrant(grantOf([places])).carriesDefaultKeyInVain, true);
    assert.equal(factsOfGrant(grantOf([caveat(forbidding("disallowWrites"))])).carriesDefaultKeyInVain, false);
    assert.equal(
      factsOfGrant(grantOf([places], new Store(undefined, pathCipher.aesGcm))).carriesDefaultKeyInVain,
      false,
    );
    assert.equal(
      factsOfGrant(restrictGrant(demoGrant(), readOnly, [prefix("photos", "")])).carriesDefaultKeyInVain,
      false,
    );
    assert.equal(apiKeyFacts(places).carriesDefaultKeyInVain, false);
    assert.equal(factsOfGrant(grantOf([unreadable])).carriesDefaultKeyInVain, false);
  });

  it("has the fingerprint of its family and one of its own, twelve digits each", () => {
    const parent = demoGrant();
    const child = restrictGrant(parent, readOnly, [prefix("photos", "a/")]);
    const [a, b] = [factsOfGrant(parent), factsOfGrant(child)];
    const digits = (bytes: Bytes): string => createHash("sha256").update(bytes).digest("hex").slice(0, 12);
    assert.equal(a.family, digits(parent.macaroon.head));
    assert.equal(b.family, a.family);
    assert.equal(b.fingerprint, digits(child.raw));
    assert.notEqual(a.fingerprint, b.fingerprint);
    const bare = keyFacts(child.macaroon, undefined);
    assert.deepEqual([bare.family, bare.fingerprint], [a.family, digits(serializeMacaroon(child.macaroon))]);
    assert.notEqual(factsOfGrant(demoGrant()).family, a.family);
  });

  it("decrypts its prefixes as the library does", () => {
    const grant = restrictGrant(demoGrant(), readOnly, [prefix("photos", "ü/日本/")]);
    const [own] = factsOfGrant(grant).prefixes ?? [];
    assert.ok(own?.path);
    assert.deepEqual(own.path, decryptPath(grant.store, own.bucket, own.encryptedPath));
    assert.equal(utf8Text(own.path), "ü/日本");
  });
});
