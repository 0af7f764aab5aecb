import assert from "node:assert/strict";
import type { Credential } from "../../../src/decoder/credential";
import { decodeNow } from "../../../src/decoder/detect";
import { factsOf } from "../../../src/decoder/factsOf";
import {
  damageMessage,
  type FindingCode,
  findingSeverities,
  findingsOf,
  findingsOfKey,
} from "../../../src/decoder/findings";
import {
  addCaveat,
  buildGrant,
  type Bytes,
  type Caveat,
  disallows,
  encodeBase58Check,
  type Grant,
  type Instant,
  instantFromMilliseconds,
  pathCipher,
  type Permission,
  restrictApiKey,
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
  fromTheFuture,
  grantOf,
  now,
  read,
  unreadable,
  voiceAt,
} from "../../support/chains";
import {
  demoCredentials,
  demoGrant,
  demoRootKey,
  everyday,
  prefix,
  readOnly,
  us1,
} from "../../support/demoCredentials";
import { longVectorGrants } from "../../support/vectorCredentials";

const demo = demoCredentials(now);
const at = (ms: number): Instant => instantFromMilliseconds(now + ms);
const inAWeek = at(7 * day);
const text = serializeGrant;

/** What nobody would complain about: it reads one prefix for a week. */
const harmless: Permission = { ...readOnly, notAfter: inAWeek };
const home = [prefix("photos", "tenant1/")];
const good = (parent = demoGrant(), permission = harmless): Grant => restrictGrant(parent, permission, home);

function told(written: string): { code: FindingCode; message: string }[] {
  const { credential, facts } = read(written);
  return findingsOf(credential, facts, voiceAt());
}
const codes = (written: string): string[] => told(written).map(({ code }) => code);

/** A grant with caveats as old software writes them, for one prefix and a week. */
function narrowedBy(fields: Partial<Caveat>, store = demoGrant().store): string {
  const parent = buildGrant(utf8(us1), demoRootKey(), store);
  const own = restrictGrant(parent, { ...everyday, ...allOthers(true), notAfter: inAWeek }, home);
  return text(buildGrant(own.satelliteAddress, addCaveat(own.macaroon, caveat(fields)), own.store));
}

function allOthers(allowed: boolean): Permission {
  return {
    allowLock: allowed,
    allowPutObjectRetention: allowed,
    allowGetObjectRetention: allowed,
    allowPutObjectLegalHold: allowed,
    allowGetObjectLegalHold: allowed,
    allowBypassGovernanceRetention: allowed,
    allowPutBucketObjectLockConfiguration: allowed,
    allowGetBucketObjectLockConfiguration: allowed,
    allowPutBucketNotificationConfiguration: allowed,
    allowGetBucketNotificationConfiguration: allowed,
  };
}

const noWriting = forbidding("disallowWrites", "disallowDeletes");
const noRetention = forbidding(
  "disallowPutRetention",
  "disallowGetRetention",
  "disallowPutLegalHold",
  "disallowGetLegalHold",
);
const noBucketLocks = forbidding(
  "disallowPutBucketObjectLockConfiguration",
  "disallowGetBucketObjectLockConfiguration",
);
const noNotifications = forbidding(
  "disallowPutBucketNotificationConfiguration",
  "disallowGetBucketNotificationConfiguration",
);
const noBypass = forbidding("disallowBypassGovernanceRetention");

/** A grant with a satellite's address so long that the text has some 4,080 characters. */
const long = text(good(demoGrant(`${us1}?${"x".repeat(2645)}`)));

const presigned = (seconds: number, date = "20261123T200000Z"): string =>
  demo.presignedUrl.replace("Expires=86400", `Expires=${String(seconds)}`).replace(/Date=\w+/, `Date=${date}`);

const linkTo = (access: string): string => `https://link.storjshare.io/s/${access}/photos/cat.jpg`;
const withSatellite = (address: string): string => text(good(demoGrant(address)));
const prefixes = (paths: readonly string[], cipher: number): string =>
  text(
    restrictGrant(
      demoGrant(us1, cipher),
      harmless,
      paths.map((path) => prefix("photos", path)),
    ),
  );
const withStore = (store: Store, ...caveats: Bytes[]): string =>
  text(buildGrant(utf8(us1), chain(...caveats, caveat({ notAfter: inAWeek })), store));
const placed = (path: string): Bytes =>
  caveat({ allowedPaths: [{ bucket: utf8("photos"), encryptedPathPrefix: utf8(path) }] });
const noKeys = new Store(undefined, pathCipher.aesGcm);
const partialKeys = new Store(undefined, pathCipher.null);
partialKeys.add({
  bucket: utf8("b"),
  unencryptedPath: utf8("a"),
  encryptedPath: utf8("a"),
  key: new Uint8Array(32),
  pathCipher: pathCipher.null,
});

interface Example {
  /** Credentials with the finding, each with its message. */
  readonly has: readonly (readonly [written: string, message: string])[];
  /** Credentials that are nearly so, and have not. */
  readonly hasNot: readonly string[];
}

const examples: Readonly<Record<FindingCode, () => Example>> = {
  "grant-in-link": () => ({
    has: [[linkTo(text(good())), "The link holds a whole access grant: everyone who sees it has the keys."]],
    hasNot: [demo.link],
  }),
  "wrong-node-id": () => ({
    has: [
      [
        withSatellite(us1.replace("us1.", "eu1.")),
        "eu1.storj.io is known to have another node ID: this may be an impostor.",
      ],
      [demo.wrongNodeId, "us1.storj.io is known to have another node ID: this may be an impostor."],
      [us1.replace("us1.", "ap1."), "ap1.storj.io is known to have another node ID: this may be an impostor."],
    ],
    hasNot: [withSatellite(us1), withSatellite(us1.replace("us1.", "us2.")), us1],
  }),
  "no-node-id": () => ({
    has: [
      [
        withSatellite("us1.storj.io:7777"),
        "The satellite address us1.storj.io has no node ID: the Go client refuses it.",
      ],
      [
        "STORJ_SATELLITE=us1.storj.io:7777",
        "The satellite address us1.storj.io has no node ID: the Go client refuses it.",
      ],
      [
        withSatellite("US-CENTRAL-1.tardigrade.io:7777"),
        "The satellite address US-CENTRAL-1.tardigrade.io has no node ID: the Go client refuses it.",
      ],
    ],
    hasNot: [withSatellite("us-central-1.tardigrade.io:7777"), withSatellite("satellite.stefan-benten.de"), us1],
  }),
  "unreadable-address": () => ({
    has: [[withSatellite("https://us1.storj.io"), "The satellite address https://us1.storj.io is not a node URL."]],
    hasNot: [withSatellite(`storj://${us1}`)],
  }),
  "grant-for-api-key": () => ({
    has: [[`STORJ_API_KEY=${text(good())}`, "An access grant where an API key is expected."]],
    hasNot: [`ACCESS_GRANT=${text(good())}`, text(good())],
  }),
  "api-key-for-grant": () => ({
    has: [[`access_grant: ${demo.readOnlyApiKey}`, "An API key where an access grant is expected."]],
    hasNot: [`STORJ_API_KEY=${demo.readOnlyApiKey}`, demo.readOnlyApiKey],
  }),
  damaged: () => ({
    has: [
      [`ACCESS_GRANT=${demo.root.slice(0, -9)}`, "Damaged: about 9 characters are missing at its end. Copy it again."],
      [`ACCESS_GRANT=${demo.root.slice(9)}`, "Damaged: its beginning is missing. Copy it again."],
      [
        `ACCESS_GRANT=${demo.root.slice(0, 99)}O${demo.root.slice(100)}`,
        "Damaged: a character was changed, lost or added. Copy it again.",
      ],
      [
        `ACCESS_GRANT=${demo.root.slice(0, 99)} ${demo.root.slice(99)}`,
        "Damaged: there is white space inside it. Remove it.",
      ],
    ],
    hasNot: [`ACCESS_GRANT=${demo.root}`],
  }),
  "unreadable-caveat": () => ({
    has: [
      [text(grantOf([caveat(noWriting), unreadable])), "A caveat can't be read: the satellite refuses everything."],
    ],
    hasNot: [text(grantOf([fromTheFuture])), demo.dead],
  }),
  dead: () => ({
    has: [
      [demo.dead, "Allows nothing: its caveats leave no permission."],
      [
        text(grantOf([caveat(forbidding(...disallows)), caveat({ notAfter: at(-1) })])),
        "Allows nothing: its caveats leave no permission.",
      ],
      [
        text(
          grantOf([placed(""), caveat({ allowedPaths: [{ bucket: utf8("other"), encryptedPathPrefix: utf8("") }] })]),
        ),
        "Allows nothing: its caveats leave no prefix.",
      ],
      [
        text(grantOf([caveat({ notBefore: at(2) }), caveat({ notAfter: at(1) })])),
        "Allows nothing: it would end before it begins.",
      ],
    ],
    hasNot: [
      text(grantOf([caveat({ notBefore: at(1) }), caveat({ notAfter: at(1) })])),
      text(grantOf([unreadable])),
      demo.expired,
    ],
  }),
  expired: () => ({
    has: [
      [text(good(demoGrant(), { ...readOnly, notAfter: at(-1) })), "Expired on 23 Nov 2026."],
      [
        serializeApiKey(restrictApiKey(demoRootKey(), { ...readOnly, notAfter: at(-400 * day) }, [])),
        "Expired on 19 Oct 2025.",
      ],
    ],
    hasNot: [text(good(demoGrant(), { ...readOnly, notAfter: at(0) })), text(good())],
  }),
  "presigned-expired": () => ({
    has: [
      [presigned(1799), "Expired on 23 Nov 2026."],
      [presigned(604_801, "20260101T000000Z"), "Expired on 8 Jan 2026."],
    ],
    hasNot: [presigned(1800), presigned(604_800), demo.presignedUrl.replace("&X-Amz-Expires=86400", "")],
  }),
  "presigned-too-long": () => ({
    has: [[presigned(604_801), "Valid for more than 7 days, which the gateway refuses."]],
    hasNot: [presigned(604_800)],
  }),
  "s3-secret": () => ({
    has: [[`AWS_KEY=${demo.secretKey}`, "An S3 secret key stands in this file in clear text."]],
    hasNot: [`AWS_KEY=${demo.accessKeyId}`, demo.link, demo.presignedUrl],
  }),
  "whole-project-delete": () => ({
    has: [
      [demo.root, "May delete everything in the whole project."],
      [demo.apiKey, "May delete everything in the whole project."],
      [
        text(restrictGrant(demoGrant(), { allowDelete: true, notBefore: at(day), notAfter: inAWeek }, [])),
        "May delete everything in the whole project.",
      ],
    ],
    hasNot: [
      text(restrictGrant(demoGrant(), { ...harmless, allowUpload: true }, [])),
      text(restrictGrant(demoGrant(), { ...everyday, notAfter: inAWeek }, [prefix("photos", "")])),
      text(restrictGrant(demoGrant(), { ...everyday, notAfter: at(-1) }, [])),
    ],
  }),
  "default-key": () => ({
    has: [
      [
        withStore(demoGrant().store, placed("")),
        "Restricted to prefixes, but the encryption key of the whole project is still written in it.",
      ],
    ],
    hasNot: [text(good()), withStore(demoGrant().store, caveat(noWriting)), withStore(noKeys, placed(""))],
  }),
  "sibling-leak": () => ({
    has: [
      [
        prefixes(["tenant1/"], pathCipher.null),
        "Object keys are not encrypted: photos/tenant1/ also matches its siblings, such as photos/tenant10/.",
      ],
      [
        prefixes(["a", "b", "c"], pathCipher.null),
        "Object keys are not encrypted: photos/a/, photos/b/ and 1 more also match their siblings, such as photos/a0/.",
      ],
      [
        prefixes(["YWI=/"], pathCipher.nullBase64Url),
        "Object keys are not encrypted: photos/YWI=/ also matches its siblings, such as photos/YWI0/.",
      ],
      [
        withStore(new Store(new Uint8Array(32), pathCipher.null), placed("a")),
        "Object keys are not encrypted: photos/a/ also matches its siblings, such as photos/a0/. The key to read what they hold is still written in it.",
      ],
      [
        withStore(new Store(new Uint8Array(32), pathCipher.null), placed("a"), caveat(forbidding("disallowReads"))),
        "Object keys are not encrypted: photos/a/ also matches its siblings, such as photos/a0/.",
      ],
    ],
    hasNot: [
      prefixes(["tenant1/"], pathCipher.aesGcm),
      prefixes(["tenant1/"], pathCipher.secretBox),
      prefixes(["tenant1//"], pathCipher.null),
      prefixes([""], pathCipher.null),
    ],
  }),
  "open-locks": () => {
    const message = "Restricted by old software, it seems: object lock and notification permissions are still open.";
    return {
      has: [
        [narrowedBy(noWriting), message],
        [narrowedBy({ ...noWriting, disallowLocks: true }), message],
        [narrowedBy({ ...noWriting, ...noRetention, ...noBypass }), message],
        [
          narrowedBy({ ...noWriting, ...noRetention, ...noBypass, ...noBucketLocks }),
          "Restricted by old software, it seems: notification permissions are still open.",
        ],
      ],
      hasNot: [
        text(good()),
        narrowedBy({}),
        narrowedBy({ ...noWriting, ...noRetention, ...noBypass, ...noBucketLocks, ...noNotifications }),
        narrowedBy({ ...noWriting, disallowPutRetention: true, disallowGetRetention: true }),
        narrowedBy({ ...noWriting, ...noRetention, ...noBypass, ...noNotifications }),
        narrowedBy({ ...noRetention, ...noBypass }),
      ],
    };
  },
  "key-absent": () => ({
    has: [
      [
        withStore(noKeys, placed("\u0002x")),
        "May read photos/(encrypted, key absent), but has no encryption key for it.",
      ],
      [withStore(noKeys, placed("")), "May read photos/, but has no encryption key for it."],
      [withStore(noKeys), "May read the whole project, but has no encryption key at all."],
      [withStore(partialKeys), "May read the whole project, but has encryption keys for parts of it only."],
    ],
    hasNot: [
      text(good()),
      withStore(demoGrant().store),
      withStore(noKeys, placed(""), caveat(forbidding("disallowReads"))),
      withStore(noKeys, caveat(forbidding("disallowReads"))),
      serializeApiKey(chain(placed("\u0002x"))),
    ],
  }),
  foreign: () => ({
    has: [
      [
        `STORJ=${encodeBase58Check(new Uint8Array(60).fill(7))}`,
        "Its checksum holds, but it is neither an access grant nor an API key.",
      ],
    ],
    hasNot: [text(good()), demo.apiKey],
  }),
  "not-yet-valid": () => ({
    has: [
      [text(good(demoGrant(), { ...harmless, notBefore: at(1) })), "Not yet valid: begins on 23 Nov 2026."],
      [text(grantOf([caveat({ notBefore: { ...at(0), nanos: 1 } })])), "Not yet valid: begins on 23 Nov 2026."],
    ],
    hasNot: [text(good(demoGrant(), { ...harmless, notBefore: at(0) })), text(good())],
  }),
  "no-expiry": () => ({
    has: [
      [demo.root, "Never expires."],
      [demo.readOnlyApiKey, "Never expires."],
      [text(good(demoGrant(), { ...readOnly, notBefore: at(day) })), "Never expires."],
    ],
    hasNot: [text(good()), demo.expired, demo.dead],
  }),
  "too-long-to-register": () => {
    const longest = longVectorGrants[0] as string;
    return {
      has: [
        [long, `${String(long.length)} characters: too long for the auth service, which takes at most 4062.`],
        [longest, `${String(longest.length)} characters: too long for the auth service, which takes at most 4062.`],
      ],
      hasNot: [`${linkTo(text(good()))}?${"x".repeat(4063)}`, `STORJ_API_KEY=${longest}`],
    };
  },
  "unknown-caveat": () => ({
    has: [[text(grantOf([fromTheFuture])), "A caveat has fields that this version does not know: not fully checked."]],
    hasNot: [text(grantOf([caveat()])), text(grantOf([unreadable]))],
  }),
  "not-decoded": () => {
    const longest = longVectorGrants[0] as string;
    return {
      has: [
        [longest, `${String(longest.length)} characters: decoded when you hover or inspect it.`],
        [`1${"aB3dE5gH7k".repeat(1700)}`, "17001 characters: too long to be decoded at all."],
      ],
      hasNot: [long],
    };
  },
};

describe("the finding", function () {
  this.timeout(60_000);
  for (const [code, make] of Object.entries(examples)) {
    it(`${code} is told where it is so, in one line, and nowhere near it`, () => {
      const { has, hasNot } = make();
      for (const [written, message] of has) {
        const found = told(written).filter((finding) => finding.code === code);
        assert.deepEqual(found, [{ code, message }]);
        assert.ok(!message.includes("\n"));
      }
      for (const written of hasNot) assert.ok(!codes(written).includes(code), codes(written).join());
    });
  }

  it("of each kind has its severity, and the list goes from the worst to the mildest", () => {
    const severities = Object.values(findingSeverities);
    const rank = ["error", "warning", "information"];
    assert.equal(severities.length, 24);
    assert.deepEqual(
      severities,
      severities.toSorted((a, b) => rank.indexOf(a) - rank.indexOf(b)),
    );
    const errors = Object.entries(findingSeverities)
      .filter(([, severity]) => severity === "error")
      .map(([code]) => code);
    assert.deepEqual(errors, [
      "grant-in-link",
      "wrong-node-id",
      "no-node-id",
      "unreadable-address",
      "grant-for-api-key",
      "api-key-for-grant",
      "damaged",
      "unreadable-caveat",
    ]);
  });

  it("is missing where nothing is wrong", () => {
    assert.deepEqual(told(text(good())), []);
    assert.deepEqual([us1, demo.link, `AWS_KEY=${demo.accessKeyId}`, presigned(600_000)].flatMap(told), []);
  });
});

describe("the findings of one credential", () => {
  it("come worst first, each code once", () => {
    const store = new Store(demoGrant().store.defaultKey, pathCipher.null);
    const caveats = [caveat(noWriting), placed("a"), caveat({ notBefore: at(day) }), fromTheFuture];
    const worst = text(grantOf(caveats, store, utf8(us1.replace("us1.", "eu1."))));
    assert.deepEqual(codes(`https://link.storjshare.io/raw/${worst}/photos/a`), [
      "grant-in-link",
      "wrong-node-id",
      "default-key",
      "sibling-leak",
      "open-locks",
      "not-yet-valid",
      "no-expiry",
      "unknown-caveat",
    ]);
    assert.deepEqual(codes(`STORJ_API_KEY=${demo.root}`), ["grant-for-api-key", "whole-project-delete", "no-expiry"]);
    assert.deepEqual(codes(presigned(604_801, "20260101T000000Z")), ["presigned-expired", "presigned-too-long"]);
    assert.deepEqual(codes(longVectorGrants[0] as string), ["too-long-to-register", "not-decoded"]);
  });

  it("are one for each code, however many prefixes there are", () => {
    const many = Array.from({ length: 300 }, (_, number) =>
      prefix("photos", `tenant${String(number).padStart(3, "0")}/`),
    );
    const grant = restrictGrant(demoGrant(us1, pathCipher.null), harmless, many);
    const findings = findingsOfKey(factsOfGrant(grant), voiceAt());
    assert.deepEqual(
      findings.map(({ code }) => code),
      ["sibling-leak", "too-long-to-register"],
    );
    assert.ok(findings.every(({ message }) => message.length < 500));
    assert.match(findings[0]?.message ?? "", /photos\/tenant001\/ and 298 more also match their siblings/);
  });

  it("say of a dead or expired one no more than that, and what is still dangerous", () => {
    const store = demoGrant().store;
    for (const limit of [{ notAfter: at(-1) }, forbidding(...disallows)]) {
      const grant = text(grantOf([placed(""), fromTheFuture, caveat(limit)], store, utf8("us1.storj.io:7777")));
      assert.deepEqual(codes(grant), [
        "no-node-id",
        "notAfter" in limit ? "expired" : "dead",
        "default-key",
        "unknown-caveat",
      ]);
    }
  });

  it("are the same for a grant that stands in no document", () => {
    for (const written of [
      demo.root,
      demo.unencrypted,
      demo.oldSoftware,
      demo.defaultKeyKept,
      demo.expired,
      demo.readOnlyApiKey,
    ]) {
      const { credential, facts } = read(written);
      assert.ok(facts);
      assert.deepEqual(findingsOfKey(facts, voiceAt()), findingsOf(credential, facts, voiceAt()));
    }
  });

  it("say how a credential was damaged as exactly as its text tells", () => {
    const span = { start: 0, end: 1, text: "1" };
    const message = damageMessage(
      { ...span, kind: "damaged", damage: "cutAtEnd", at: undefined, missing: undefined },
      voiceAt(),
    );
    assert.equal(message, "Damaged: its end is missing. Copy it again.");
  });

  it("know the length of a grant's text without making it", () => {
    const parent = demoGrant();
    for (let extra = 2600; extra < 2650; extra++) {
      const grant = buildGrant(utf8(`${us1}?${"x".repeat(extra)}`), parent.macaroon, parent.store);
      const length = findingsOfKey(factsOfGrant(grant), voiceAt())
        .find(({ code }) => code === "too-long-to-register")
        ?.message.split(" ")[0];
      const written = text(grant).length;
      assert.equal(length, written > 4062 ? String(written) : undefined);
    }
  });

  it("follow the clock", () => {
    const { credential, facts } = read(
      text(good(demoGrant(), { ...readOnly, notBefore: at(day), notAfter: at(2 * day) })),
    );
    const seen = [0, day, 2 * day, 2 * day + 1].map((ms) =>
      findingsOf(credential, facts, voiceAt(now + ms)).map(({ code }) => code),
    );
    assert.deepEqual(seen, [["not-yet-valid"], [], [], ["expired"]]);
  });

  it("are those of its content once a long grant was decoded", () => {
    const { credential } = read(longVectorGrants[0] as string);
    assert.ok(credential.kind === "deferred");
    const decoded: Credential = decodeNow(credential);
    assert.deepEqual(
      findingsOf(decoded, factsOf(decoded), voiceAt()).map(({ code }) => code),
      ["no-expiry", "too-long-to-register"],
    );
  });

  it("begin with the 4,063rd character of a grant to say that it is too long", () => {
    const { credential, facts } = read(text(good()));
    const codesAt = (characters: number): string[] =>
      findingsOf({ ...credential, text: "1".repeat(characters) }, facts, voiceAt()).map(({ code }) => code);
    assert.deepEqual([codesAt(4062), codesAt(4063)], [[], ["too-long-to-register"]]);
  });
});
