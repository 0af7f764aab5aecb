import assert from "node:assert/strict";
import fc from "fast-check";
import type { Credential } from "../../../src/decoder/credential";
import { decodeNow } from "../../../src/decoder/detect";
import { factsOf } from "../../../src/decoder/factsOf";
import { hintOf, lensOf, longestHint } from "../../../src/decoder/summary";
import type { PassingText } from "../../../src/decoder/time";
import { inEnglish, type Voice } from "../../../src/decoder/voice";
import {
  type Bytes,
  buildGrant,
  type Caveat,
  encodeBase58Check,
  type Grant,
  type Instant,
  instantFromMilliseconds,
  noBytes,
  pathCipher,
  restrictGrant,
  serializeApiKey,
  serializeGrant,
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
const noWriting = forbidding("disallowWrites", "disallowDeletes");

const hint = (text: string, voice = voiceAt()): string => {
  const { credential, facts } = read(text);
  return hintOf(credential, facts, voice).text;
};
const lens = (text: string, voice = voiceAt()): string => {
  const { credential, facts } = read(text);
  return lensOf(credential, facts, voice).text;
};
const hintOfGrant = (grant: Grant, voice = voiceAt()): string => {
  const { credential, facts } = found(grant);
  return hintOf(credential, facts, voice).text;
};
const lensOfGrant = (grant: Grant, voice = voiceAt()): string => {
  const { credential, facts } = found(grant);
  return lensOf(credential, facts, voice).text;
};

/** A base58check text that is neither a grant nor an API key. */
const foreign = `STORJ_X=${encodeBase58Check(new Uint8Array(50).fill(9))}`;
const expired = caveat({ notAfter: at(-day) });

describe("the hint in front of a credential", () => {
  const demos: Readonly<Record<keyof DemoCredentials, string>> = {
    root: "full access",
    tenant: "full in prefix",
    readOnlyForEightDays: "8 days · read, list",
    expired: "expired",
    notYet: "not yet: 3 days",
    dead: "allows nothing",
    unencrypted: "read, list",
    oldSoftware: "read, list",
    defaultKeyKept: "full in prefix",
    wrongNodeId: "another's node ID",
    withoutNodeId: "no node ID",
    apiKey: "full access",
    readOnlyApiKey: "read, list",
    accessKeyId: "S3 access key id",
    secretKey: "S3 secret key",
    link: "linkshare link",
    linkWithGrant: "whole grant in a link",
    presignedUrl: "24 hours · presigned",
    nodeUrl: "satellite",
  };
  for (const [name, text] of Object.entries(demos)) {
    it(`of a demo's ${name} is "${text}"`, () => {
      const written = demo[name as keyof DemoCredentials];
      assert.equal(hint(written.startsWith("j") ? `AWS_KEY=${written}` : written), text);
    });
  }

  const others: Readonly<Record<string, readonly [text: string, hint: string]>> = {
    "a grant where an API key is expected": [`STORJ_API_KEY=${demo.root}`, "grant, not an API key"],
    "an API key where a grant is expected": [`ACCESS_GRANT=${demo.apiKey}`, "API key, not a grant"],
    "a node URL without an ID": ["STORJ_SATELLITE=us1.storj.io:7777", "no node ID"],
    "a damaged grant": [`ACCESS_GRANT=${demo.root.slice(0, -5)}`, "damaged"],
    "what is no credential": [foreign, "not a Storj credential"],
    "a long grant": [longVectorGrants[0] as string, "long: not decoded yet"],
    "a text too long to decode": [`1${"aB3dE5gH7k".repeat(1700)}`, "too long to decode"],
    "a raw link": [demo.link.replace("/s/", "/raw/"), "linkshare link, raw"],
    "an expired presigned URL": [demo.presignedUrl.replace(/Date=\d{8}/, "Date=20251101"), "expired"],
    "a presigned URL that is refused for its length": [
      demo.presignedUrl.replace("Expires=86400", "Expires=604801"),
      "refused: over 7 days",
    ],
    "a presigned URL without an expiry": [
      demo.presignedUrl.replace("&X-Amz-Expires=86400", ""),
      "presigned, no expiry",
    ],
    "a presigned URL about to expire": [
      demo.presignedUrl.replace("Expires=86400", "Expires=59"),
      "< 1 minute · presigned",
    ],
  };
  for (const [what, [text, expected]] of Object.entries(others)) {
    it(`of ${what} is "${expected}"`, () => {
      assert.equal(hint(text), expected);
    });
  }

  const grants: Readonly<Record<string, readonly [grant: Grant, hint: string]>> = {
    "with seconds left": [grantOf([caveat({ notAfter: at(59_000), ...noWriting })]), "< 1 minute · read, list"],
    "with minutes left": [
      grantOf([caveat({ notAfter: at(59 * 60_000), ...forbidding("disallowDeletes") })]),
      "59 minutes · read +2",
    ],
    "with a year left": [grantOf([caveat({ notAfter: at(365 * day) })]), "12 months · full access"],
    "that begins in seconds": [grantOf([caveat({ notBefore: at(1) })]), "not yet: < 1 minute"],
    "that ends when no calendar does": [
      grantOf([
        caveat({
          notAfter: { seconds: 10n ** 14n, nanos: 0 },
          allowedPaths: [{ bucket: utf8("b"), encryptedPathPrefix: noBytes }],
        }),
      ]),
      "273915 years · read +3",
    ],
    "that only locks": [
      grantOf([caveat(forbidding("disallowReads", "disallowWrites", "disallowLists", "disallowDeletes"))]),
      "locks only",
    ],
    "not fully checked": [grantOf([fromTheFuture, caveat(noWriting)]), "not fully checked"],
    "not fully checked, with an end": [
      grantOf([fromTheFuture, caveat({ notAfter: at(59 * 60_000) })]),
      "59 minutes · not checked",
    ],
    "dead and expired": [grantOf([expired, unreadable]), "allows nothing"],
    "expired and of another's satellite": [
      grantOf([expired], demoGrant().store, utf8(us1.replace("us1.", "eu1."))),
      "another's node ID",
    ],
    "of a satellite that can't be read": [grantOf([], demoGrant().store, utf8("ftp://x")), "unreadable satellite"],
  };
  for (const [what, [grant, expected]] of Object.entries(grants)) {
    it(`of a grant ${what} is "${expected}"`, () => {
      assert.equal(hintOfGrant(grant), expected);
    });
  }

  it("tells of an old, known host nothing but what the grant allows", () => {
    assert.equal(hintOfGrant(demoGrant("europe-west-1.tardigrade.io:7777")), "full access");
  });
});

describe("the line above a credential", function () {
  this.timeout(20_000);

  const sealed = restrictGrant(demoGrant(), readOnly, []);

  it("is the chain of caveats in order", () => {
    const narrowed = restrictGrant(
      restrictGrant(sealed, readOnly, [prefix("photos", "tenant1/")]),
      { ...readOnly, notAfter: at(8 * day) },
      [],
    );
    assert.equal(
      lensOfGrant(narrowed),
      "Storj grant · us1.storj.io · as issued › read, list › photos/tenant1/ › until 1 Dec 2026",
    );
  });

  it("tells what one link did in one place, and what an earlier one did not again", () => {
    const all = restrictGrant(
      sealed,
      { ...everyday, notBefore: at(day), notAfter: at(30 * day), maxObjectTtl: 604_800_000_000_000n },
      [prefix("photos", "a/"), prefix("docs", ""), prefix("x", "y")],
    );
    const link = "photos/a/, docs/ and 1 more from 24 Nov 2026 until 23 Dec 2026 objects live at most 7d";
    assert.equal(lensOfGrant(all), `Storj grant · not yet valid · us1.storj.io · as issued › read, list › ${link}`);
  });

  const links: Readonly<Record<string, readonly [caveats: readonly Bytes[], link: string]>> = {
    "a caveat that says nothing": [[caveat()], "no change"],
    "the loss of all locks": [[caveat(noLocks())], "no locks or notifications"],
    "the loss of one lock": [[caveat(forbidding("disallowLocks"))], "fewer locks or notifications"],
    "what only locks": [
      [caveat(forbidding("disallowReads", "disallowWrites", "disallowLists", "disallowDeletes"))],
      "locks and notifications only",
    ],
    "what is not known": [[fromTheFuture], "not fully checked"],
    "what can't be read": [[unreadable], "unreadable caveat"],
    "nothing left": [
      [caveat({ ...noLocks(), ...forbidding("disallowReads", "disallowWrites", "disallowLists", "disallowDeletes") })],
      "nothing",
    ],
  };
  for (const [what, [caveats, link]] of Object.entries(links)) {
    it(`calls ${what} "${link}"`, () => {
      const state = link === "nothing" || link === "unreadable caveat" ? "allows nothing · " : "";
      assert.equal(lensOfGrant(grantOf(caveats)), `Storj grant · ${state}us1.storj.io · as issued › ${link}`);
    });
  }

  function noLocks(): Partial<Caveat> {
    return forbidding(
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
  }

  it("begins with the bad news", () => {
    assert.match(lens(demo.expired), /^Storj grant · expired · us1\.storj\.io · as issued › /);
    assert.match(lens(demo.dead), /^Storj grant · allows nothing · /);
    assert.equal(lens(demo.wrongNodeId), "Storj grant · us1.storj.io with another's node ID · as issued");
    assert.equal(lens(demo.withoutNodeId), "Storj grant · us1.storj.io without a node ID · as issued");
    assert.equal(
      lensOfGrant(grantOf([], demoGrant().store, utf8("ftp://x"))),
      "Storj grant · unreadable satellite ftp://x · as issued",
    );
    assert.equal(lens(demo.readOnlyApiKey), "Storj API key · as issued › read, list");
  });

  const others: Readonly<Record<string, readonly [text: string, lens: string]>> = {
    "an access key id": [`AWS_KEY=${demo.accessKeyId}`, "S3 access key id"],
    "a secret key": [`AWS_KEY=${demo.secretKey}`, "S3 secret key"],
    "a link": [demo.link, "Linkshare link · link.storjshare.io · photos/tenant1/cat.jpg"],
    "a link with a grant": [
      demo.linkWithGrant,
      "Linkshare link · link.storjshare.io · photos/tenant1/cat.jpg · a whole access grant inside · read, list",
    ],
    "a link with a whole project": [
      demo.linkWithGrant.replace(/1[1-9A-HJ-NP-Za-km-z]{100,}/, demo.root),
      "Linkshare link · link.storjshare.io · photos/tenant1/cat.jpg · a whole access grant inside · full access",
    ],
    "a link with an expired grant for a prefix": [
      demo.linkWithGrant.replace(
        /1[1-9A-HJ-NP-Za-km-z]{100,}/,
        serializeGrant(
          restrictGrant(demoGrant(), { ...everyday, notAfter: at(-1) }, [prefix("a", "b"), prefix("c", "")]),
        ),
      ),
      "Linkshare link · link.storjshare.io · photos/tenant1/cat.jpg · a whole access grant inside · expired · full in a/b/ and 1 more",
    ],
    "a presigned URL": [demo.presignedUrl, "Presigned URL · photos/tenant1/cat.jpg · expires in 24 hours"],
    "an expired presigned URL": [
      demo.presignedUrl.replace(/Date=\d{8}/, "Date=20261120"),
      "Presigned URL · photos/tenant1/cat.jpg · expired 2 days ago",
    ],
    "a presigned URL that is refused for its length": [
      demo.presignedUrl.replace("Expires=86400", "Expires=604801"),
      "Presigned URL · photos/tenant1/cat.jpg · refused: valid for more than 7 days",
    ],
    "a presigned URL without an expiry": [
      demo.presignedUrl.replace("&X-Amz-Expires=86400", ""),
      "Presigned URL · photos/tenant1/cat.jpg · no readable expiry",
    ],
    "a node URL": [us1, "Storj satellite · us1.storj.io"],
    "a node URL without an ID": [
      "STORJ_SATELLITE=us1.storj.io:7777",
      "Storj satellite · us1.storj.io without a node ID",
    ],
    "a damaged grant": [`ACCESS_GRANT=${demo.root.slice(0, -5)}`, "Damaged Storj credential"],
    "what is no credential": [foreign, "Neither an access grant nor an API key"],
    "a long grant": [
      longVectorGrants[0] as string,
      `Storj credential of ${String(longVectorGrants[0]?.length)} characters, not decoded yet`,
    ],
    "a text too long to decode": [`1${"aB3dE5gH7k".repeat(1700)}`, "Text of 17001 characters, too long to be decoded"],
  };
  for (const [what, [text, expected]] of Object.entries(others)) {
    it(`of ${what} says what it is`, () => {
      assert.equal(lens(text), expected);
    });
  }

  it("shows the ends of a long chain", () => {
    const caveats = Array.from({ length: 60 }, (_, at) => caveat({ maxObjectTtl: BigInt(60 - at) * 60_000_000_000n }));
    const links = [...[60, 59, 58, 57].map(link), "53 more", ...[3, 2, 1].map(link)];
    const title = lensOfGrant(grantOf(caveats));
    assert.equal(title, `Storj grant · us1.storj.io · as issued › ${links.join(" › ")}`);
    assert.ok(title.length <= 300);
    function link(minutes: number): string {
      return `objects live at most ${minutes === 60 ? "1h" : `${String(minutes)}m`}`;
    }
  });

  it("stays one line of bearable length, whatever the names", () => {
    const [bucket, path] = ["b".repeat(400), "p".repeat(400)];
    const many = Array.from({ length: 300 }, (_, at) => prefix("b", String(at)));
    const grant = restrictGrant(demoGrant(), readOnly, [prefix(bucket, path), prefix(bucket, `x${path}`), ...many]);
    const facts = factsOfGrant(grant);
    const { text: title } = lensOf(
      { kind: "grant", start: 0, end: 1, text: "1", grant, expected: undefined },
      facts,
      voiceAt(),
    );
    const names = `${"b".repeat(39)}…/${"p".repeat(39)}…/, ${"b".repeat(39)}…/x${"p".repeat(38)}…/ and 300 more`;
    assert.equal(title, `Storj grant · us1.storj.io · as issued › read, list ${names}`);
  });
});

describe("what is drawn inline", function () {
  this.timeout(20_000);

  it("changes exactly when it says so, and not before", () => {
    const ms = fc.oneof(
      fc.integer({ min: -40 * day, max: 900 * day }),
      fc.integer({ min: -3, max: 3 }),
      fc
        .tuple(fc.constantFrom(60_000, 3_600_000, 2 * day, 60 * day, 730 * day), fc.integer({ min: -2, max: 2 }))
        .map(([unit, off]) => unit + off),
    );
    const edge = fc.record({ ms, nanos: fc.constantFrom(0, 1, 999_999) });
    const instantOf = ({ ms: far, nanos }: { ms: number; nanos: number }): Instant => {
      const instant = at(far);
      return { ...instant, nanos: instant.nanos + nanos };
    };
    const key = fc
      .record({ notBefore: fc.option(edge), notAfter: fc.option(edge), hasFuture: fc.boolean(), isLink: fc.boolean() })
      .map(({ notBefore, notAfter, hasFuture, isLink }): Credential => {
        const limits = {
          notBefore: notBefore ? instantOf(notBefore) : undefined,
          notAfter: notAfter ? instantOf(notAfter) : undefined,
        };
        const grant = grantOf([caveat({ ...limits, ...noWriting }), ...(hasFuture ? [fromTheFuture] : [])]);
        const text = isLink ? `https://link.storjshare.io/s/${serializeGrant(grant)}/b/k` : serializeGrant(grant);
        return read(text).credential;
      });
    const url = ms.map((far): Credential => {
      const { credential } = read(demo.presignedUrl);
      assert.ok(credential.kind === "presignedUrl");
      return { ...credential, url: { ...credential.url, expiresAt: now + far } };
    });
    fc.assert(
      fc.property(fc.oneof({ weight: 3, arbitrary: key }, url), (credential) => {
        const facts = factsOf(credential);
        for (const tell of [hintOf, lensOf]) assertExact((voice) => tell(credential, facts, voice), now);
      }),
      { numRuns: 300 },
    );
  });

  /** Follows a text from change to change. */
  function assertExact(tell: (voice: Voice) => PassingText, from: number): void {
    let start = from;
    for (let changes = 0; changes < 6; changes++) {
      const { text, changesAt } = tell(voiceAt(start));
      const end = changesAt === Infinity ? start + 4000 * day : changesAt - 1;
      assert.ok(end >= start, text);
      for (let part = 0; part <= 8; part++) {
        const between = Math.floor(start + ((end - start) * part) / 8);
        assert.deepEqual(tell(voiceAt(between)), { text, changesAt }, `${String(between - start)} ms later`);
      }
      if (changesAt === Infinity) return;
      assert.notEqual(tell(voiceAt(changesAt)).text, text);
      start = changesAt;
    }
  }

  it("is expired from the first millisecond after the instant, and valid from the one of its beginning on", () => {
    const grant = grantOf([caveat({ notBefore: at(day), notAfter: at(2 * day), ...noWriting })]);
    const seen = [day - 1, day, 2 * day, 2 * day + 1].map((ms) => hintOfGrant(grant, voiceAt(now + ms)));
    assert.deepEqual(seen, ["not yet: < 1 minute", "24 hours · read, list", "< 1 minute · read, list", "expired"]);
  });

  it("takes at most 24 characters in front, in every state and in a language of long words", () => {
    const wordy: Voice = {
      ...voiceAt(),
      t: (message, ...args) => inEnglish(message, ...args).replace(/[a-z]+/g, "$&$&"),
    };
    const flags = fc.subarray([
      "disallowReads",
      "disallowWrites",
      "disallowLists",
      "disallowDeletes",
      "disallowLocks",
    ] as const);
    const edge = fc.option(fc.bigInt({ min: -(2n ** 40n), max: 2n ** 46n }).map((seconds) => ({ seconds, nanos: 0 })));
    fc.assert(
      fc.property(flags, edge, edge, fc.boolean(), (forbidden, notBefore, notAfter, hasFuture) => {
        const limits = { notBefore: notBefore ?? undefined, notAfter: notAfter ?? undefined };
        const grant = grantOf([
          caveat({ ...forbidding(...forbidden), ...limits }),
          ...(hasFuture ? [fromTheFuture] : []),
        ]);
        for (const voice of [voiceAt(), wordy]) {
          const text = hintOfGrant(grant, voice);
          assert.ok(text.length > 0 && text.length <= longestHint, text);
        }
        assert.doesNotMatch(hintOfGrant(grant), /…/);
      }),
      { numRuns: 300 },
    );
    for (const text of Object.values(demo)) {
      const { credential, facts } = read(text.startsWith("j") ? `AWS_KEY=${text}` : text);
      assert.ok(hintOf(credential, facts, wordy).text.length <= longestHint);
    }
  });

  it("tells what somebody asked to be decoded", () => {
    const { credential } = read(longVectorGrants[0] as string);
    assert.ok(credential.kind === "deferred");
    const decoded = decodeNow(credential);
    assert.equal(hintOf(decoded, factsOf(decoded), voiceAt()).text, "read, list");
  });

  it("has a word for a key of which nothing was read", () => {
    const grant = buildGrant(utf8(us1), chain(), new Store(undefined, pathCipher.aesGcm));
    const { credential } = found(grant);
    assert.equal(hintOf(credential, undefined, voiceAt()).text, "Storj credential");
    assert.equal(lensOf(credential, undefined, voiceAt()).text, "Storj credential");
    const { credential: key } = read(serializeApiKey(chain()));
    assert.equal(lensOf(key, undefined, voiceAt()).text, "Storj credential");
  });
});
