import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
  type Draft,
  flagOf,
  ownPrefixes,
  prefixLabel,
  prefixRefusal,
  type Refusal,
  restrictCredential,
  type Restricted,
  sourceRefusal,
  timeRefusal,
} from "../../../../src/commands/restricting/restriction";
import { type KeyFacts, keyFacts } from "../../../../src/decoder/keyFacts";
import {
  actionNames,
  type Bytes,
  deriveContentKey,
  type Disallow,
  disallows,
  encryptPath,
  type Grant,
  type Instant,
  instant,
  instantFromMilliseconds,
  lineage,
  noBytes,
  parseApiKey,
  parseCaveat,
  parseGrant,
  pathCipher,
  type Permission,
  type PermissionFlag,
  permissionFlags,
  restrictApiKey,
  restrictGrant,
  serializeApiKey,
  serializeGrant,
  sharePermission,
  type SharePrefix,
  Store,
  utf8,
} from "../../../../src/grant";
import {
  apiKeyFacts,
  caveat,
  chain,
  day,
  factsOfGrant,
  forbidding,
  grantOf,
  now,
  unreadable,
  voiceAt,
} from "../../../support/chains";
import { readInstant } from "../../../support/cli/goTime";
import { demoGrant, demoRootKey, everyday, prefix, readOnly, us1 } from "../../../support/demoCredentials";

const at = (ms: number): Instant => instantFromMilliseconds(now + ms);
const none = { prefixes: [], notBefore: undefined, notAfter: undefined, maxObjectTtl: undefined };
const everydayFlags: readonly PermissionFlag[] = ["allowDownload", "allowUpload", "allowList", "allowDelete"];
const draft = (fields: Partial<Draft> = {}): Draft => ({ flags: everydayFlags, ...none, ...fields });
const nonce = Uint8Array.of(1, 2, 3, 4);

const refusal = (source: KeyFacts, fields: Partial<Draft> = {}, voice = voiceAt()): string => {
  const result = restrictCredential(source, draft(fields), voice, nonce);
  assert.ok("refusal" in result, "it was not refused");
  return result.refusal;
};
const accepted = (source: KeyFacts, fields: Partial<Draft> = {}, voice = voiceAt()): Restricted => {
  const result = restrictCredential(source, draft(fields), voice, nonce);
  assert.ok(!("refusal" in result), "refusal" in result ? result.refusal : "");
  return result;
};
const grantFacts = (grant: Grant): KeyFacts => factsOfGrant(grant);
const limitedTo = (...prefixes: SharePrefix[]): KeyFacts => grantFacts(restrictGrant(demoGrant(), everyday, prefixes));

describe("a restriction", () => {
  const source = demoGrant();

  it("is what the Go library makes, byte for byte", () => {
    const limits = { notBefore: at(-day), notAfter: at(day), maxObjectTtl: 1_000_000_000n };
    const prefixes = [prefix("photos", "tenant1/"), prefix("docs", "")];
    const { text, facts } = accepted(grantFacts(source), {
      flags: ["allowDownload", "allowPutObjectLegalHold"],
      prefixes,
      ...limits,
    });
    const expected = restrictGrant(
      source,
      { allowDownload: true, allowPutObjectLegalHold: true, ...limits },
      prefixes,
      nonce,
    );
    assert.equal(text, serializeGrant(expected));
    assert.equal(facts.fingerprint, grantFacts(parseGrant(text)).fingerprint);
    assert.equal(lineage(source.macaroon, facts.macaroon).relation, "ancestor");
  });

  it("has a nonce of its own, so that two of the same differ", () => {
    const [a, b] = [1, 2].map(() => restrictCredential(grantFacts(source), draft(), voiceAt()));
    assert.ok(a && b && "text" in a && "text" in b);
    assert.notEqual(a.text, b.text);
  });

  it("forbids what is not allowed, lock and notification permissions included", () => {
    const { facts } = accepted(grantFacts(source), { flags: ["allowDownload"] });
    const [last] = facts.caveats.slice(-1);
    assert.ok(last?.caveat);
    for (const name of disallows) assert.equal(last.caveat[name], name !== "disallowReads", name);
  });

  it("can allow each of the permissions, and each of them alone", () => {
    for (const name of actionNames) {
      const flag = flagOf(name);
      if (name === "projectInfo") assert.equal(flag, undefined);
      else {
        assert.ok(flag);
        const { facts } = accepted(grantFacts(source), { flags: [flag] });
        assert.ok(facts.actions.has(name), name);
        assert.equal(permissionFlags[flag], facts.caveats.at(-1)?.caveat && disallowed(name));
      }
    }

    function disallowed(name: string): Disallow | undefined {
      return Object.entries(permissionFlags).find(
        ([flag]) => flag === flagOf(name as (typeof actionNames)[number]),
      )?.[1];
    }
  });

  it("makes the satellite's address canonical as uplink does, and leaves one that uplink refuses", () => {
    const old = accepted(grantFacts(demoGrant("us-central-1.tardigrade.io:7777")));
    assert.equal(
      new TextDecoder().decode(parseGrant(old.text).satelliteAddress),
      `${us1.split("@")[0] as string}@us-central-1.tardigrade.io:7777`,
    );
    for (const address of ["us1.storj.io:7777", "ftp://x"]) {
      const kept = accepted(grantFacts(demoGrant(address)));
      assert.equal(new TextDecoder().decode(parseGrant(kept.text).satelliteAddress), address);
    }
  });

  it("drops the key of the whole project where it is limited to prefixes", () => {
    const { text } = accepted(grantFacts(source), { prefixes: [prefix("photos", "a/")] });
    const { encryption, store } = parseGrant(text);
    assert.equal(encryption.defaultKey.length, 0);
    const [bucket, path] = [utf8("photos"), utf8("a/cat.jpg")];
    assert.deepEqual(deriveContentKey(store, bucket, path), deriveContentKey(source.store, bucket, path));
    assert.throws(() => deriveContentKey(store, bucket, utf8("b")), { code: "missing-key" });
  });

  it("names the prefixes that admit their siblings too", () => {
    const plain = grantFacts(demoGrant(us1, pathCipher.null));
    const leaks = (source: KeyFacts, ...prefixes: SharePrefix[]) => accepted(source, { prefixes }).leaks;
    assert.deepEqual(leaks(plain, prefix("photos", "tenant1/"), prefix("docs", ""), prefix("a", "b//")), [
      "sj://photos/tenant1/",
    ]);
    assert.deepEqual(leaks(plain, prefix("photos", "tenant1/"), prefix("photos", "")), []);
    assert.deepEqual(leaks(grantFacts(demoGrant(us1, pathCipher.nullBase64Url)), prefix("a", "YWJj")), [
      "sj://a/YWJj/",
    ]);
    assert.deepEqual(leaks(grantFacts(source), prefix("photos", "tenant1/")), []);
    assert.deepEqual(leaks(plain), []);
  });
});

describe("a restriction is refused, in plain words,", () => {
  const source = grantFacts(demoGrant());
  const allNothing = "Nothing would be allowed: choose a permission that it still has.";

  it("where nothing would be allowed", () => {
    assert.equal(refusal(source, { flags: [] }), allNothing);
    // As --writeonly with an expiry or a TTL, of which the CLI makes a dead grant.
    assert.equal(refusal(source, { flags: [], notAfter: at(day) }), allNothing);
    assert.equal(refusal(source, { flags: [], maxObjectTtl: 1n }), allNothing);
    const reader = grantFacts(restrictGrant(demoGrant(), readOnly, []));
    assert.equal(refusal(reader, { flags: ["allowUpload", "allowDelete", "allowLock"] }), allNothing);
    assert.ok(accepted(reader, { flags: ["allowUpload", "allowList"] }));
  });

  it("where its source is dead, unreadable or has expired", () => {
    const sources: readonly (readonly [KeyFacts, string])[] = [
      [apiKeyFacts(caveat(forbidding(...disallows))), "It allows nothing, so nothing can be made from it."],
      [
        apiKeyFacts(caveat({ notAfter: at(0), notBefore: at(1) })),
        "It allows nothing, so nothing can be made from it.",
      ],
      [apiKeyFacts(unreadable), "One of its caveats can't be read: the satellite refuses everything made from it."],
      [
        apiKeyFacts(caveat({ notAfter: at(-1) })),
        "It has expired, and so would everything made from it. Use one of its ancestors.",
      ],
    ];
    for (const [facts, reason] of sources) {
      assert.equal(sourceRefusal(facts, voiceAt()), reason);
      assert.equal(refusal(facts), reason);
    }
    for (const facts of [
      source,
      apiKeyFacts(caveat({ notAfter: at(0) })),
      apiKeyFacts(caveat({ notBefore: at(day) })),
    ]) {
      assert.equal(sourceRefusal(facts, voiceAt()), undefined);
      assert.ok(accepted(facts));
    }
  });

  it("where its time can't be", () => {
    const parent = grantFacts(
      restrictGrant(demoGrant(), { ...everyday, notBefore: at(day), notAfter: at(9 * day) }, []),
    );
    const table: readonly (readonly [
      facts: KeyFacts,
      from: number | undefined,
      to: number | undefined,
      reason: string | undefined,
    ])[] = [
      [source, 2 * day, day, "It would end before it begins."],
      [source, day, day, undefined],
      [source, undefined, -1, "It would have expired already."],
      [source, -2 * day, -day, "It would have expired already."],
      [source, undefined, 0, "It would have expired already."],
      [source, undefined, 1, undefined],
      [source, -day, undefined, undefined],
      [parent, 9 * day + 1, undefined, "It would begin after its parent has expired."],
      [parent, 9 * day, undefined, undefined],
      [parent, undefined, day - 1, "It would end before its parent begins."],
      [parent, undefined, day, undefined],
      [parent, undefined, 99 * day, undefined],
    ];
    for (const [facts, from, to, reason] of table) {
      const limits = {
        notBefore: from === undefined ? undefined : at(from),
        notAfter: to === undefined ? undefined : at(to),
      };
      assert.equal(timeRefusal(facts, limits, voiceAt()), reason);
      if (reason === undefined) assert.ok(accepted(facts, limits));
      else assert.equal(refusal(facts, limits), reason);
    }
    const nanosecond = { notBefore: at(day), notAfter: { ...at(day), nanos: at(day).nanos - 1 } };
    assert.equal(
      timeRefusal(source, { ...nanosecond, notBefore: { ...at(day), nanos: 1 }, notAfter: at(day) }, voiceAt()),
      "It would end before it begins.",
    );
  });

  it("where objects would have to live no time at all", () => {
    for (const maxObjectTtl of [0n, -1n]) {
      assert.equal(refusal(source, { maxObjectTtl }), "The longest life of an object must be longer than nothing.");
    }
    assert.ok(accepted(source, { maxObjectTtl: 1n }));
  });

  it("where a prefix is outside of what it may reach, and says where that is", () => {
    const own = limitedTo(prefix("photos", "tenant1/"), prefix("docs", ""));
    const table: readonly (readonly [bucket: string, path: string, reason: string | undefined])[] = [
      ["photos", "tenant1/", undefined],
      ["photos", "tenant1/2026/", undefined],
      ["photos", "tenant1", undefined],
      ["docs", "", undefined],
      ["docs", "/", undefined],
      ["docs", "any/", undefined],
      ["other", "", "sj://other/ is outside: the bucket is not among those that it may reach."],
      ["other", "a/", "sj://other/a/ is outside: the bucket is not among those that it may reach."],
      [
        "photos",
        "",
        "sj://photos/ is outside: the grant has no encryption key for it. It reaches sj://photos/tenant1/.",
      ],
      [
        "photos",
        "/",
        "sj://photos/ is outside: the grant has no encryption key for it. It reaches sj://photos/tenant1/.",
      ],
      [
        "photos",
        "tenant2/",
        "sj://photos/tenant2/ is outside: the grant has no encryption key for it. It reaches sj://photos/tenant1/.",
      ],
      [
        "photos",
        "tenant10/",
        "sj://photos/tenant10/ is outside: the grant has no encryption key for it. It reaches sj://photos/tenant1/.",
      ],
    ];
    for (const [bucket, path, reason] of table) {
      assert.equal(prefixRefusal(own, prefix(bucket, path), voiceAt()), reason, `${bucket}/${path}`);
      const prefixes = [prefix("photos", "tenant1/x"), prefix(bucket, path)];
      if (reason === undefined) assert.ok(accepted(own, { prefixes }));
      else assert.equal(refusal(own, { prefixes }), reason);
    }
  });

  it("where a prefix is outside although the key for it is still written", () => {
    const places = caveat({ allowedPaths: [{ bucket: utf8("photos"), encryptedPathPrefix: utf8("a") }] });
    const wide = grantOf([places], new Store(new Uint8Array(32), pathCipher.null));
    const loose = keyFacts(wide.macaroon, { ...wide, store: new Store(new Uint8Array(32), pathCipher.null) });
    assert.equal(
      prefixRefusal(loose, prefix("photos", "b/"), voiceAt()),
      "sj://photos/b/ is outside: it may reach no more than its own prefixes. It reaches sj://photos/a/.",
    );
    assert.equal(
      prefixRefusal(loose, prefix("photos", ""), voiceAt())?.includes("no more than its own prefixes"),
      true,
    );
  });

  it("where it has no key for a prefix, a whole bucket included", () => {
    const keyless = grantFacts(grantOf([], new Store(undefined, pathCipher.aesGcm)));
    for (const path of ["", "/", "a/"]) {
      assert.match(
        prefixRefusal(keyless, prefix("photos", path), voiceAt()) ?? "",
        /^sj:\/\/photos\/(?:a\/)? is outside: the grant has no encryption key for it\.$/,
      );
    }
    const some = new Store(undefined, pathCipher.null);
    for (const path of ["a", "b", "c", "d"]) {
      some.add({
        bucket: utf8("photos"),
        unencryptedPath: utf8(path),
        encryptedPath: utf8(path),
        key: new Uint8Array(32),
        pathCipher: pathCipher.null,
      });
    }
    assert.equal(
      prefixRefusal(grantFacts(grantOf([], some)), prefix("photos", ""), voiceAt()),
      "sj://photos/ is outside: the grant has no encryption key for it. It reaches sj://photos/a/, sj://photos/b/, sj://photos/c/ and 1 more.",
    );
  });

  it("where its keys can't encrypt a prefix", () => {
    const base64 = grantFacts(demoGrant(us1, pathCipher.nullBase64Url));
    assert.equal(
      prefixRefusal(base64, prefix("photos", "a!/"), voiceAt()),
      "sj://photos/a!/ can't be encrypted with this grant's keys.",
    );
    const unknown = grantFacts(demoGrant(us1, 9));
    assert.equal(
      prefixRefusal(unknown, prefix("photos", "a"), voiceAt()),
      "sj://photos/a/ can't be encrypted with this grant's keys.",
    );
  });

  it("where it is a bare API key and a prefix is more than a bucket", () => {
    const key = apiKeyFacts();
    assert.equal(
      refusal(key, { prefixes: [prefix("photos", "a/")] }),
      "sj://photos/a/: an API key has no encryption keys, so only whole buckets can be named.",
    );
    const limited = apiKeyFacts(caveat({ allowedPaths: [{ bucket: utf8("photos"), encryptedPathPrefix: noBytes }] }));
    assert.equal(
      refusal(limited, { prefixes: [prefix("docs", "")] }),
      "sj://docs/ is outside: the bucket is not among those that it may reach.",
    );
    const inside = apiKeyFacts(caveat({ allowedPaths: [{ bucket: utf8("photos"), encryptedPathPrefix: utf8("x") }] }));
    assert.match(refusal(inside, { prefixes: [prefix("photos", "")] }), /it may reach no more than its own prefixes/);
  });
});

describe("the restriction of a bare API key", () => {
  it("is what the Go library makes, and may name whole buckets", () => {
    const macaroon = demoRootKey();
    const { text, facts, leaks } = accepted(keyFacts(macaroon, undefined), {
      flags: ["allowDownload"],
      prefixes: [prefix("photos", ""), prefix("docs", "/")],
      notAfter: at(day),
    });
    const paths = ["photos", "docs"].map((bucket) => ({ bucket: utf8(bucket), encryptedPathPrefix: noBytes }));
    const expected = restrictApiKey(macaroon, { allowDownload: true, notAfter: at(day) }, paths, nonce);
    assert.equal(text, serializeApiKey(expected));
    assert.deepEqual(parseApiKey(text), facts.macaroon);
    assert.deepEqual(leaks, []);
    const [last] = parseApiKey(accepted(facts, { flags: ["allowDownload"] }).text).caveats.slice(-1);
    assert.deepEqual(parseCaveat(last as Bytes).allowedPaths, []);
  });
});

describe("the prefixes to choose from", () => {
  const labels = (source: KeyFacts): string[] =>
    ownPrefixes(source, voiceAt()).map((own) => prefixLabel(own, voiceAt()));

  it("are the grant's own, each of which can be chosen", () => {
    const own = limitedTo(prefix("photos", "tenant1/"), prefix("docs", ""), prefix("x", "y//"));
    assert.deepEqual(labels(own), ["sj://photos/tenant1/", "sj://docs/", "sj://x/y//"]);
    for (const chosen of ownPrefixes(own, voiceAt())) {
      const { facts } = accepted(own, { prefixes: [chosen] });
      assert.ok(facts.prefixes?.length === 1 && facts.prefixes[0]?.hasKey);
    }
    const { facts } = accepted(own, { prefixes: ownPrefixes(own, voiceAt()) });
    assert.deepEqual(facts.prefixes, own.prefixes);
  });

  it("are those of the keys where the whole project is allowed, and none where that is all there is", () => {
    const store = new Store(undefined, pathCipher.null);
    store.add({
      bucket: utf8("b"),
      unencryptedPath: utf8("p"),
      encryptedPath: utf8("p"),
      key: new Uint8Array(32),
      pathCipher: pathCipher.null,
    });
    assert.deepEqual(labels(grantFacts(grantOf([], store))), ["sj://b/p/"]);
    assert.deepEqual(labels(grantFacts(demoGrant())), []);
  });

  it("leave out what can't be read or has no key", () => {
    const places = ["\u0002x", ""].map((path, at) => ({
      bucket: utf8(`b${String(at)}`),
      encryptedPathPrefix: utf8(path),
    }));
    assert.deepEqual(
      labels(grantFacts(grantOf([caveat({ allowedPaths: places })], new Store(undefined, pathCipher.aesGcm)))),
      [],
    );
    assert.deepEqual(labels(apiKeyFacts(caveat({ allowedPaths: places }))), ["sj://b1/"]);
    assert.deepEqual(labels(apiKeyFacts()), []);
  });

  it("are not each asked why where none has a key: of a thousand that would take a second", () => {
    const allowedPaths = Array.from({ length: 1000 }, (_, at) => ({
      bucket: utf8("b"),
      encryptedPathPrefix: utf8(`p${String(at)}`),
    }));
    const keyless = grantFacts(grantOf([caveat({ allowedPaths })], new Store(undefined, pathCipher.null)));
    const silent = { ...voiceAt(), t: () => assert.fail("something was said") };
    assert.deepEqual(ownPrefixes(keyless, silent), []);
  });

  it("are written as they are understood", () => {
    const written = ["", "/", "a", "a/", "a//", "ü/日", "\u202E"].map((path) =>
      prefixLabel(prefix("b", path), voiceAt()),
    );
    assert.deepEqual(written, [
      "sj://b/",
      "sj://b/",
      "sj://b/a/",
      "sj://b/a/",
      "sj://b/a//",
      "sj://b/ü/日/",
      "sj://b/⟨U+202E⟩/",
    ]);
  });
});

describe("the restrictions of the vectors", function () {
  this.timeout(20_000);

  interface Vector {
    name: string;
    grant: string;
    via: "uplink" | "grant";
    permission: Record<string, boolean | string | { ns: string } | null>;
    prefixes: { bucket: string | null; bucket_hex?: string; prefix: string | null; prefix_hex?: string }[];
    nonce?: string | null;
    api_key?: string;
    result?: string;
    text_exact?: boolean;
    go_error?: string;
  }
  const { cases } = JSON.parse(readFileSync("test/fixtures/vectors/restrict.json", "utf8")) as { cases: Vector[] };
  const camel = (name: string): string => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  const bytes = (text: string | null, digits: string | undefined): Bytes =>
    digits === undefined ? utf8(text ?? "") : Uint8Array.from(Buffer.from(digits, "hex"));
  const moment = (text: unknown): Instant | undefined => (typeof text === "string" ? readInstant(text) : undefined);

  function draftOf({ permission, prefixes, via }: Vector): Draft {
    const flags = Object.fromEntries(
      Object.entries(permission).map(([name, value]) => [camel(name), value === true]),
    ) as Permission;
    const allowed = via === "uplink" ? sharePermission(flags) : flags;
    const ttl = permission["max_object_ttl"];
    return {
      flags: (Object.keys(permissionFlags) as PermissionFlag[]).filter((flag) => allowed[flag]),
      prefixes: prefixes.map(({ bucket, bucket_hex, prefix: path, prefix_hex }) => ({
        bucket: bytes(bucket, bucket_hex),
        prefix: bytes(path, prefix_hex),
      })),
      notBefore: moment(permission["not_before"]),
      notAfter: moment(permission["not_after"]),
      maxObjectTtl: typeof ttl === "object" && ttl ? BigInt(ttl.ns) : undefined,
    };
  }

  /** When none of them was over yet. */
  const before = voiceAt(Date.UTC(1900, 0));

  function restricted(vector: Vector): Restricted | Refusal {
    const source = factsOfGrant(parseGrant(vector.grant));
    return restrictCredential(source, draftOf(vector), before, vector.nonce ? bytes("", vector.nonce) : undefined);
  }

  it("that Go refuses are refused", () => {
    for (const vector of cases.filter(({ go_error }) => go_error !== undefined)) {
      assert.ok("refusal" in restricted(vector), vector.name);
    }
  });

  it("that Go makes are the same API key and text, but for those that would be of no use", () => {
    const refused = new Map<string, string>();
    for (const vector of cases.filter(({ go_error }) => go_error === undefined)) {
      const made = restricted(vector);
      if ("refusal" in made) {
        refused.set(vector.name, made.refusal);
        continue;
      }
      assert.equal(serializeApiKey(made.facts.macaroon), vector.api_key, vector.name);
      if (vector.text_exact && vector.via === "uplink") assert.equal(made.text, vector.result, vector.name);
    }
    const nothing = "Nothing would be allowed: choose a permission that it still has.";
    const unread = "One of its caveats can't be read: the satellite refuses everything made from it.";
    assert.deepEqual(Object.fromEntries(refused), {
      "no-key-whole-bucket": "sj://photos/ is outside: the grant has no encryption key for it.",
      "no-key-slash": "sj://photos/ is outside: the grant has no encryption key for it.",
      "outside-whole-bucket-is-accepted":
        "sj://tenant-data/ is outside: the bucket is not among those that it may reach.",
      "whole-bucket-of-a-limited-grant":
        "sj://photos/ is outside: the grant has no encryption key for it. It reaches sj://photos/alice/.",
      "dead-with-not-after": nothing,
      "dead-with-not-before": nothing,
      "dead-with-ttl": nothing,
      "input-unreadable": unread,
      "input-unreadable-whole-bucket": unread,
      "random-04": "It would end before its parent begins.",
      "random-05": nothing,
      "random-17": nothing,
      "random-18": "It would begin after its parent has expired.",
      "random-25": nothing,
      "random-28": "It would begin after its parent has expired.",
      "random-29": nothing,
    });
  });
});

describe("what a restriction is made of", () => {
  it("stays as it was", () => {
    const grant = demoGrant();
    const before = serializeGrant(grant);
    const facts = factsOfGrant(grant);
    accepted(facts, { prefixes: [prefix("photos", "a/")] });
    assert.equal(serializeGrant(grant), before);
    assert.equal(facts.prefixes, undefined);
    assert.deepEqual(
      encryptPath(grant.store, utf8("b"), utf8("p")),
      encryptPath(parseGrant(before).store, utf8("b"), utf8("p")),
    );
  });

  it("may end at a moment that JavaScript's dates don't know", () => {
    const { facts } = accepted(factsOfGrant(demoGrant()), { notAfter: instant(2n ** 40n, 1) });
    assert.deepEqual(facts.notAfter, { seconds: 2n ** 40n, nanos: 1 });
    assert.equal(chain().caveats.length, 0);
  });
});
