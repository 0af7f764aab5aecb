import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Credential } from "../../../src/decoder/credential";
import { describe as describeCredential, describeKey, fingerprintOf } from "../../../src/decoder/describe";
import { decodeNow } from "../../../src/decoder/detect";
import { factsOf } from "../../../src/decoder/factsOf";
import { findingsOf } from "../../../src/decoder/findings";
import { type KeyFacts, keyFacts } from "../../../src/decoder/keyFacts";
import { actionWord } from "../../../src/decoder/keyWords";
import { type Page, pageAsMarkdown, pageAsText } from "../../../src/decoder/page";
import {
  type ActionName,
  actionNames,
  addCaveat,
  buildGrant,
  type Caveat,
  concat,
  disallows,
  encodeBase58Check,
  evaluate,
  type Grant,
  type Instant,
  instantFromMilliseconds,
  type Macaroon,
  milliseconds,
  noBytes,
  parseApiKey,
  parseGrant,
  pathCipher,
  restrictGrant,
  Store,
  utf8,
} from "../../../src/grant";
import {
  caveat,
  chain,
  day,
  factsOfGrant,
  forbidding,
  found,
  fromTheFuture,
  grantOf,
  now,
  read,
  unreadable,
  voiceAt,
} from "../../support/chains";
import {
  demoCredentials,
  type DemoCredentials,
  demoGrant,
  everyday,
  prefix,
  readOnly,
  us1,
} from "../../support/demoCredentials";
import { longVectorGrants } from "../../support/vectorCredentials";

const demo = demoCredentials(now);
const at = (ms: number): Instant => instantFromMilliseconds(now + ms);
const vectors = (file: string): Record<string, Record<string, string>[]> =>
  JSON.parse(readFileSync(`test/fixtures/vectors/${file}`, "utf8")) as Record<string, Record<string, string>[]>;

const inContext = (text: string): string => (text.startsWith("j") ? `AWS_KEY=${text}` : text);

function pageOf(grant: Grant, voice = voiceAt()): Page {
  const { credential, facts } = found(grant);
  return describeCredential(credential, facts, voice);
}

function pageOfText(text: string): Page {
  const { credential, facts } = read(inContext(text));
  return describeCredential(credential, facts, voiceAt());
}

function rows(page: Page, heading: string | undefined): string[] {
  return page.sections
    .filter((section) => section.heading === heading)
    .flatMap((section) => section.rows.map(({ label, text }) => (label === undefined ? text : `${label}: ${text}`)));
}

const placed = (bucket: string, path = ""): Caveat["allowedPaths"][number] => ({
  bucket: utf8(bucket),
  encryptedPathPrefix: utf8(path),
});
const others = actionNames.filter((name) => name !== "projectInfo").slice(4);

describe("a credential's page", () => {
  it("says first that this is what is written, and that only the satellite can confirm it", () => {
    const caution =
      "This is what is written in it. Only the satellite can confirm it: signatures can't be checked offline.";
    for (const text of [demo.root, demo.readOnlyApiKey, demo.linkWithGrant]) {
      const page = pageOfText(text);
      assert.equal(page.caution, caution);
      assert.ok(pageAsText(page).split("\n")[1] === caution);
      assert.ok(pageAsMarkdown(page, "").split("\n")[0]?.replaceAll("\\", "").endsWith(`** · ${caution}`));
    }
    for (const text of [demo.link, demo.accessKeyId, demo.secretKey, demo.presignedUrl]) {
      assert.match(
        pageOfText(text).caution,
        /^This is what is written here\. What it allows is known only to the auth service/,
      );
    }
    assert.equal(pageOfText(us1).caution, "This is what is written here.");
  });

  it("tells all of it", () => {
    const grant = restrictGrant(
      restrictGrant(demoGrant(), readOnly, []),
      { ...everyday, allowLock: true, notBefore: at(-day), notAfter: at(8 * day), maxObjectTtl: 604_800_000_000_000n },
      [prefix("photos", "tenant1/"), prefix("docs", "")],
    );
    const { facts } = found(grant);
    const [from, to] = [
      "22 Nov 2026, 20:30:00 UTC · 2026-11-22T20:30:00Z · 24 hours ago",
      "1 Dec 2026, 20:30:00 UTC · 2026-12-01T20:30:00Z · in 8 days",
    ];
    assert.equal(
      pageAsText(pageOf(grant)),
      `Storj access grant
This is what is written in it. Only the satellite can confirm it: signatures can't be checked offline.

Allows
  Everyday: read, list
  Not: write, delete
  Always: see project info, list its buckets

Where
  Prefix: sj://photos/tenant1/ · key present
  Prefix: sj://docs/ · key present
  Satellite: us1.storj.io
  Node URL: ${us1}
  Path cipher: AES-GCM

When
  Not before: ${from}
  Not after: ${to}
  Max object TTL: 7d

Caveats, in order
  1: takes away write, delete; takes away 10 lock and notification permissions
  2: only sj://photos/tenant1/, sj://docs/; not before ${from}; not after ${to}; objects live at most 7d

Locks and notifications
  Allows: nothing
  Not: ${others.map((name) => actionWord(name, voiceAt())).join(", ")}

Fingerprints
  Family (of the API key's head): ${facts.family}
  This credential: ${facts.fingerprint}

As of 23 Nov 2026, 20:30:00 UTC.
`,
    );
  });

  it("has a title for every kind, its own fingerprint, and the findings that the Problems have", () => {
    const titles: Readonly<Record<keyof DemoCredentials, string>> = {
      ...(Object.fromEntries(Object.keys(demo).map((name) => [name, "Storj access grant"])) as Record<
        keyof DemoCredentials,
        string
      >),
      apiKey: "Storj API key",
      readOnlyApiKey: "Storj API key",
      accessKeyId: "S3 access key id of Storj's gateway",
      secretKey: "S3 secret key of Storj's gateway",
      link: "Storj linkshare link",
      linkWithGrant: "Storj linkshare link",
      presignedUrl: "Presigned URL of Storj's gateway",
      nodeUrl: "Address of a Storj satellite",
    };
    for (const [name, title] of Object.entries(titles)) {
      const text = demo[name as keyof DemoCredentials];
      const { credential, facts } = read(inContext(text));
      const page = describeCredential(credential, facts, voiceAt());
      assert.equal(page.title, title, name);
      assert.deepEqual(
        rows(page, "Findings"),
        findingsOf(credential, facts, voiceAt()).map(({ message }) => message),
      );
      assert.match(rows(page, "Fingerprints").at(-1) ?? "", /^This credential: [0-9a-f]{12}$/);
      assert.equal(rows(page, "Fingerprints").length, facts ? 2 : 1);
      assert.ok(rows(page, "Fingerprints").at(-1)?.endsWith(fingerprintOf(credential, facts)));
    }
  });

  const own: Readonly<Record<string, readonly [text: string, title: string, ...rows: RegExp[]]>> = {
    "an access key id": [
      demo.accessKeyId,
      "S3 access key id of Storj's gateway",
      /^Names an access grant/,
      /^No secret key stands near\.$/,
    ],
    "a secret key": [
      demo.secretKey,
      "S3 secret key of Storj's gateway",
      /^Opens the access grant/,
      /^No access key id stands near\.$/,
    ],
    "a node URL": [
      us1,
      "Address of a Storj satellite",
      /^Node URL: 12EayRS2V1kEsWESU9QMRseFhdxYxKicsiFmxrsLZHeLUtdps3S@us1\.storj\.io:7777$/,
    ],
    "a damaged grant": [
      `ACCESS_GRANT=${demo.root.slice(9)}`,
      "Damaged Storj credential",
      /^Damaged: its beginning is missing/,
    ],
    "what is no credential": [
      `STORJ=${encodeBase58Check(new Uint8Array(60))}`,
      "Neither an access grant nor an API key",
      /^Its base58 checksum holds/,
    ],
    "a long grant": [longVectorGrants[0] as string, "Long Storj credential, not decoded yet"],
    "a text too long": [
      `1${"aB3dE5gH7k".repeat(1700)}`,
      "Text too long to be decoded",
      /^Decoding takes time with the square/,
    ],
  };
  for (const [what, [text, title, ...expected]] of Object.entries(own)) {
    it(`about ${what} says what there is to say`, () => {
      const page = pageOfText(text);
      assert.equal(page.title, title);
      const found = rows(page, undefined);
      assert.equal(found.length, expected.length);
      for (const [index, pattern] of expected.entries()) assert.match(found[index] ?? "", pattern);
    });
  }

  it("knows the other half of a pair of S3 credentials", () => {
    const pair = `AWS_ACCESS_KEY_ID=${demo.accessKeyId}\nAWS_SECRET_ACCESS_KEY=${demo.secretKey}`;
    const seen = [...pair.matchAll(/j\w+/g)].map(({ 0: text, index }): Credential => {
      const kind = text === demo.secretKey ? "secretKey" : "accessKeyId";
      return { kind, start: index, end: index + text.length, text, partner: 0 };
    });
    assert.deepEqual(
      seen.map((credential) => rows(describeCredential(credential, undefined, voiceAt()), undefined).at(-1)),
      ["Its secret key stands near.", "Its access key id stands near."],
    );
  });

  it("tells of the grant in a link what the grant's own page tells", () => {
    const page = pageOfText(demo.linkWithGrant);
    const inside = /1[1-9A-HJ-NP-Za-km-z]{100,}/.exec(demo.linkWithGrant)?.[0] as string;
    for (const heading of ["Allows", "Where", "When", "Caveats, in order", "Fingerprints"]) {
      assert.deepEqual(rows(page, heading), rows(pageOfText(inside), heading));
    }
    assert.ok(rows(page, undefined).includes("Bucket: photos"));
  });

  it("of a grant for a diff is the same, findings and caution included", () => {
    for (const text of [demo.tenant, demo.unencrypted, demo.readOnlyApiKey, demo.expired]) {
      const { facts } = read(text);
      assert.ok(facts);
      assert.deepEqual(describeKey(facts, voiceAt()), pageOfText(text));
    }
  });
});

describe("what a key allows, as its page tells it", function () {
  this.timeout(20_000);

  /** The actions that a page says are allowed and those that it says are not. */
  function told(facts: KeyFacts): Record<"allowed" | "denied", ActionName[]> {
    const all: Record<"allowed" | "denied", ActionName[]> = { allowed: [], denied: [] };
    const words = new Map(actionNames.map((name) => [actionWord(name, voiceAt()), name]));
    const sections = describeKey(facts, voiceAt()).sections.filter(
      ({ heading }) => heading === "Allows" || heading === "Locks and notifications",
    );
    for (const { label, text } of sections.flatMap((section) => section.rows)) {
      if (label === undefined || text === "nothing") continue;
      for (const word of text.replace(", list its buckets", "").split(", ")) {
        const name = words.get(word);
        assert.ok(name, `"${word}" is no action`);
        all[label.startsWith("Not") ? "denied" : "allowed"].push(name);
      }
    }
    return all;
  }

  /** An object below one of the prefixes that are left, at a time within its validity. */
  function allowedBy(macaroon: Macaroon, facts: KeyFacts): ActionName[] {
    const [first] = facts.prefixes ?? [{ bucket: utf8("any"), encryptedPath: noBytes }];
    const time = facts.notAfter ?? facts.notBefore ?? at(0);
    const place = {
      bucket: first?.bucket ?? utf8("any"),
      encryptedPath: concat(first?.encryptedPath ?? noBytes, utf8("\u0002x")),
    };
    return actionNames.filter((name) => evaluate(macaroon, { name, time, ...place }).allowed);
  }

  const { actions, keys } = vectors("evaluate.json");
  const grants = (vectors("grants.json")["cases"] ?? []).map(
    ({ name, grant }) => [name, parseGrant(grant as string)] as const,
  );

  it("is each of the actions of the vectors, allowed or not as the library says, the four everyday ones first", () => {
    const numbered = actions?.map(({ name }) =>
      (name as string).replace(/^Action(.)/, (_, first: string) => first.toLowerCase()),
    );
    assert.deepEqual(numbered, actionNames);
    const bare = (keys ?? []).map(
      ({ name, api_key }) => [name, keyFacts(parseApiKey(api_key as string), undefined)] as const,
    );
    for (const [name, facts] of [
      ...bare,
      ...grants.map(([grantName, grant]) => [grantName, factsOfGrant(grant)] as const),
    ]) {
      const { allowed, denied } = told(facts);
      assert.deepEqual([...allowed, ...denied].toSorted(), actionNames.toSorted(), name);
      assert.deepEqual(allowed.toSorted(), allowedBy(facts.macaroon, facts).toSorted(), name);
      const [first] = describeKey(facts, voiceAt()).sections[0]?.rows.filter(({ label }) => label !== undefined) ?? [];
      assert.equal(first?.label, "Everyday");
    }
  });

  const allows = (grant: Grant, voice = voiceAt()): string[] => rows(pageOf(grant, voice), "Allows");

  it("depends on the API key's version for locks and notifications", () => {
    assert.deepEqual(allows(demoGrant()), [
      "Everyday: read, write, list, delete",
      "Always: see project info, list its buckets",
    ]);
    const locks = (grant: Grant): string[] => rows(pageOf(grant), "Locks and notifications");
    const everything = locks(demoGrant());
    assert.match(
      everything[0] ?? "",
      /^Allows, if the API key supports it: lock \(deprecated\), set object retention, /,
    );
    assert.equal(everything.length, 1);
    const some = locks(
      restrictGrant(demoGrant(), { ...readOnly, allowGetObjectRetention: true, allowPutObjectLegalHold: true }, []),
    );
    assert.equal(some[0], "Allows, if the API key supports it: see object retention, set legal hold");
    assert.match(some[1] ?? "", /^Not: lock \(deprecated\), set object retention, see legal hold, /);
  });

  it("is nothing of use where it is dead, and nothing any more or yet where its time is not now", () => {
    const dead = [forbidding(...disallows), { allowedPaths: [placed("b")] }].map((fields) =>
      grantOf([caveat({ allowedPaths: [placed("a")] }), caveat(fields)]),
    );
    for (const grant of dead) {
      assert.deepEqual(allows(grant).slice(0, 3), [
        "Nothing of use can ever be done with it.",
        "Everyday: nothing",
        "Not: read, write, list, delete",
      ]);
      assert.equal(allows(grant).at(-1), "Always: see project info, list its buckets");
    }
    const never = [[unreadable], [caveat({ notAfter: at(0) }), caveat({ notBefore: at(1) })]].map((caveats) =>
      grantOf(caveats),
    );
    for (const grant of never) assert.equal(allows(grant).at(-1), "Not even: see project info, list its buckets");
    const timed = restrictGrant(demoGrant(), { ...readOnly, notBefore: at(0), notAfter: at(day) }, []);
    assert.deepEqual(
      [allows(timed, voiceAt(now - 1))[0], allows(timed)[0], allows(timed, voiceAt(now + day + 1))[0]],
      ["Nothing yet. It will allow:", "Everyday: read, list", "Nothing any more: it has expired. It allowed:"],
    );
  });

  it("is not fully checked where a caveat has fields that are not known", () => {
    assert.equal(
      allows(grantOf([fromTheFuture]))[0],
      "Not fully checked: a caveat has fields that this version does not know. It may forbid more.",
    );
  });
});

describe("where a key allows it, as its page tells it", () => {
  const where = (grant: Grant): string[] => rows(pageOf(grant), "Where").filter((text) => !/^(?:Satellite|Node URL): /.test(text));

  it("is the whole project, with the keys that are there", () => {
    assert.deepEqual(where(demoGrant()), ["Prefix: the whole project · key present", "Path cipher: AES-GCM"]);
    const store = new Store(undefined, pathCipher.secretBox);
    const key = new Uint8Array(32).fill(9);
    store.add({
      bucket: utf8("b"),
      unencryptedPath: utf8("p"),
      encryptedPath: utf8("e"),
      key,
      pathCipher: pathCipher.secretBox,
    });
    assert.deepEqual(where(grantOf([], store)), [
      "Prefix: the whole project · default key absent",
      "Own key: sj://b/p/",
      "Path cipher: SecretBox",
    ]);
    assert.deepEqual(rows(pageOfText(demo.apiKey), "Where"), ["Prefix: the whole project"]);
  });

  it("is each prefix in clear text, with its key or without", () => {
    const store = new Store(undefined, pathCipher.aesGcm);
    const grant = grantOf([caveat({ allowedPaths: [placed("a"), placed("b", "\u0002x")] })], store);
    assert.deepEqual(where(grant), [
      "Prefix: sj://a/ · key absent",
      "Prefix: sj://b/(encrypted, key absent) · key absent",
      "Path cipher: AES-GCM",
    ]);
    assert.deepEqual(where(restrictGrant(demoGrant(us1, pathCipher.null), readOnly, [prefix("a", "ü/")])), [
      "Prefix: sj://a/ü/ · key present",
      "Path cipher: none: object keys are not encrypted",
    ]);
    const { facts } = read(demo.readOnlyApiKey);
    assert.ok(facts);
    const limited = keyFacts(addCaveat(facts.macaroon, caveat({ allowedPaths: [placed("a")] })), undefined);
    assert.deepEqual(rows(describeKey(limited, voiceAt()), "Where"), ["Prefix: sj://a/"]);
  });

  it("is nowhere where its caveats leave no prefix", () => {
    const grant = grantOf([caveat({ allowedPaths: [placed("a")] }), caveat({ allowedPaths: [placed("b")] })]);
    assert.equal(where(grant)[0], "Prefix: none");
  });

  it("names every path cipher, and that of a prefix where it is another", () => {
    const ciphers = {
      0: "AES-GCM",
      1: "none: object keys are not encrypted",
      3: "SecretBox",
      4: "none (base64url)",
      9: "unknown (9)",
    };
    for (const [cipher, name] of Object.entries(ciphers)) {
      assert.equal(where(grantOf([], new Store(new Uint8Array(32), Number(cipher)))).at(-1), `Path cipher: ${name}`);
    }
    const store = new Store(undefined, pathCipher.aesGcm);
    store.add({
      bucket: utf8("a"),
      unencryptedPath: noBytes,
      encryptedPath: noBytes,
      key: new Uint8Array(32),
      pathCipher: pathCipher.null,
    });
    assert.equal(
      where(grantOf([caveat({ allowedPaths: [placed("a")] })], store))[0],
      "Prefix: sj://a/ · key present · path cipher none: object keys are not encrypted",
    );
  });
});

describe("the caveats on a page", () => {
  const told = (...fields: readonly Partial<Caveat>[]): string[] =>
    rows(pageOf(grantOf(fields.map(caveat))), "Caveats, in order");

  it("are told by what each took, and not what an earlier one did", () => {
    assert.deepEqual(
      told(
        forbidding("disallowWrites"),
        forbidding("disallowWrites", "disallowDeletes", "disallowLocks"),
        forbidding("disallowWrites"),
        {},
        forbidding(...disallows),
      ),
      [
        "1: takes away write",
        "2: takes away delete; takes away lock (deprecated)",
        "3: takes away nothing more",
        "4: takes away nothing more",
        "5: takes away read, list; takes away 9 lock and notification permissions",
      ],
    );
  });

  it("are told by the limits that are narrower, and those that are not are called so", () => {
    const places = [placed("a"), placed("b")];
    const [a, b] = ["only sj://a/, sj://b/", "only sj://a/"];
    const until = (ms: number): string =>
      `not after ${rows(pageOf(grantOf([caveat({ notAfter: at(ms) })])), "When")[0]?.replace("Not after: ", "") ?? ""}`;
    assert.deepEqual(
      told(
        { allowedPaths: places, notAfter: at(9 * day), maxObjectTtl: 3_600_000_000_000n },
        { allowedPaths: places, notAfter: at(10 * day), maxObjectTtl: 3_600_000_000_000n },
        { allowedPaths: places.slice(0, 1), notAfter: at(9 * day), maxObjectTtl: 1_800_000_000_000n },
      ),
      [
        `1: ${a}; ${until(9 * day)}; objects live at most 1h`,
        `2: takes away nothing more; no narrower than before: ${a}, ${until(10 * day)}, objects live at most 1h`,
        `3: ${b}; objects live at most 30m; no narrower than before: ${until(9 * day)}`,
      ],
    );
  });

  it("may begin later, be unreadable, or hold what is not known", () => {
    const page = pageOf(grantOf([caveat({ notBefore: at(day) }), fromTheFuture, unreadable]));
    assert.deepEqual(
      rows(page, "Caveats, in order").map((row) => row.replace(/before .*$/, "before …")),
      [
        "1: not before …",
        "2: takes away nothing more; has unknown fields, not checked",
        "3: can't be read: the satellite refuses everything",
      ],
    );
  });
});

describe("a page about a great deal", function () {
  this.timeout(20_000);

  const lines = (page: Page): number => pageAsText(page).split("\n").length;

  it("stays readable with 300 prefixes", () => {
    const many = Array.from({ length: 300 }, (_, number) =>
      prefix("photos", `tenant${String(number).padStart(3, "0")}/`),
    );
    const page = describeKey(factsOfGrant(restrictGrant(demoGrant(), readOnly, many)), voiceAt());
    const where = rows(page, "Where");
    assert.equal(where.filter((row) => row.startsWith("Prefix: sj://photos/tenant")).length, 20);
    assert.ok(where.includes("and 280 more"));
    assert.match(
      rows(page, "Caveats, in order")[0] ?? "",
      /only (?:sj:\/\/photos\/tenant00\d\/(?:, )?){5} and 295 more; takes away/,
    );
    assert.ok(lines(page) < 60);
  });

  it("stays readable with 300 keys of their own", () => {
    const store = new Store(new Uint8Array(32), pathCipher.null);
    for (let number = 0; number < 300; number++) {
      const path = utf8(String(number));
      store.add({
        bucket: utf8("b"),
        unencryptedPath: path,
        encryptedPath: path,
        key: new Uint8Array(32),
        pathCipher: pathCipher.null,
      });
    }
    const where = rows(pageOf(buildGrant(utf8(us1), chain(), store)), "Where");
    assert.equal(where.filter((row) => row.startsWith("Own key: ")).length, 20);
    assert.ok(where.includes("and 280 more"));
  });

  it("stays readable with 60 caveats, and shows the first and the last ones", () => {
    const vector = (vectors("grants.json")["cases"] ?? []).find(({ name }) => name === "large-60-caveats");
    const page = pageOf(parseGrant(vector?.["grant"] as string));
    const told = rows(page, "Caveats, in order");
    assert.equal(told.length, 21);
    assert.equal(told[12], "40 more");
    assert.deepEqual(
      [told[0], told[11], told[13], told[20]].map((row) => row?.split(":")[0]),
      ["1", "12", "53", "60"],
    );
    assert.ok(lines(page) < 60);
    const all = (count: number): number =>
      rows(pageOf(grantOf(Array.from({ length: count }, () => caveat()))), "Caveats, in order").length;
    assert.deepEqual([20, 21, 22].map(all), [20, 21, 21]);
  });

  it("is told of a grant of 12,000 characters, once somebody asked", () => {
    const { credential } = read(longVectorGrants.find((text) => text.length > 10_000) as string);
    assert.ok(credential.kind === "deferred");
    const decoded = decodeNow(credential);
    const page = describeCredential(decoded, factsOf(decoded), voiceAt());
    assert.equal(page.title, "Storj access grant");
    assert.ok(lines(page) < 80);
  });
});

describe("the times on a page", () => {
  it("are those of the person's zone, of UTC, and by distance, and are told for which moment", () => {
    const voice = { ...voiceAt(), timeZone: "America/New_York" };
    const page = pageOf(
      grantOf([caveat({ notAfter: { seconds: BigInt(now / 1000 + 86_400), nanos: 999_999_999 } })]),
      voice,
    );
    assert.deepEqual(rows(page, "When"), [
      "Not after: 24 Nov 2026, 15:30:00 GMT-5 · 2026-11-24T20:30:00.999Z · in 24 hours",
    ]);
    assert.equal(page.asOf, "As of 23 Nov 2026, 15:30:00 GMT-5.");
  });

  it("may be none, or beyond all calendars", () => {
    assert.deepEqual(rows(pageOf(demoGrant()), "When"), ["Not after: never expires"]);
    const far = caveat({ notAfter: { seconds: 2n ** 60n, nanos: 0 }, notBefore: { seconds: -(2n ** 50n), nanos: 0 } });
    assert.deepEqual(rows(pageOf(grantOf([far])), "When"), [
      "Not before: a day before the year 0",
      "Not after: a day after the year 9999",
    ]);
  });

  it("are the narrowest of the chain", () => {
    const caveats = [
      { notAfter: at(9) },
      { notAfter: at(5000), notBefore: at(-9000) },
      { notBefore: at(-5000), maxObjectTtl: 9n },
      { maxObjectTtl: 5n },
    ];
    const facts = factsOfGrant(grantOf(caveats.map(caveat)));
    assert.deepEqual(
      [facts.notBefore, facts.notAfter, facts.maxObjectTtl].map((limit) =>
        typeof limit === "object" ? milliseconds(limit) - now : limit,
      ),
      [-5000, 9, 5n],
    );
    assert.ok(rows(describeKey(facts, voiceAt()), "When").includes("Max object TTL: 0.000000005s"));
  });
});
