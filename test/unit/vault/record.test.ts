import assert from "node:assert/strict";
import { GrantError, parseApiKey, parseGrant, serializeApiKey } from "../../../src/grant";
import { idOf, isSameCredential } from "../../../src/vault/identity";
import {
  type ConsoleKey,
  newGeneration,
  readKey,
  readRecord,
  type SavedCredential,
  type SavedRecord,
  withDetails,
  writeKey,
  writeRecord,
} from "../../../src/vault/record";
import { demoAccessKeyId, demoCredentials, demoRootKey, demoSecretKey } from "../../support/demoCredentials";

const key = { id: "0123456789ab", generation: "cdef0123" };
const { tenant } = demoCredentials(0);
const pair = { kind: "s3", accessKeyId: demoAccessKeyId(), secretKey: demoSecretKey() } as const;
const record: SavedRecord = { ...key, credential: { kind: "grant", text: tenant }, label: "tenant", savedAt: 5 };
const full: SavedRecord = {
  ...record,
  credential: {
    ...pair,
    endpoint: "https://gateway.storjshare.io",
    grant: "ba9876543210",
    isPublic: true,
    endsAt: 7,
    linkSharing: "https://link.storjshare.io",
  },
  variable: "STORJ_ACCESS",
  color: "purple",
  isProduction: false,
  revokedAt: 6,
  consoleKey: { origin: "https://us1.storj.io", project: "of it the ID", key: "of this one too", isSaid: true, isManaged: false },
};

const written = (fields: object): string => JSON.stringify({ ...JSON.parse(writeRecord(record)) as object, ...fields });

describe("the key of a record", () => {
  it("is its id and its generation", () => {
    assert.equal(writeKey(record), "storjGrants.saved.0123456789ab.cdef0123");
    assert.deepEqual(readKey(writeKey(record)), key);
    assert.match(newGeneration(), /^[0-9a-f]{8}$/);
    assert.notEqual(newGeneration(), newGeneration());
  });

  const right = writeKey(key);
  for (const other of ["", right.slice(0, -9), right.slice(0, -1), right.toUpperCase(), `x${right}`, `${right}0`]) {
    it(`is not “${other}”`, () => {
      assert.equal(readKey(other), undefined);
    });
  }
});

describe("the id of a credential", () => {
  it("is the fingerprint by which it is found in text", () => {
    const apiKey = serializeApiKey(demoRootKey());
    const ids = [{ kind: "grant", text: tenant } as const, { kind: "apiKey", text: apiKey } as const, pair].map(idOf);
    assert.equal(new Set(ids).size, 3);
    for (const id of ids) assert.match(id, /^[0-9a-f]{12}$/);
    assert.equal(idOf({ ...pair, secretKey: demoSecretKey() }), ids[2]);
  });

  it("is refused to what is none", () => {
    const none: SavedCredential[] = [
      { kind: "grant", text: tenant.slice(1) },
      { kind: "apiKey", text: tenant },
    ];
    for (const credential of none) assert.throws(() => idOf(credential), GrantError);
  });
});

describe("two credentials", () => {
  it("are the same where they open the same, however Go wrote them and wherever they belong", () => {
    const apiKey = serializeApiKey(parseGrant(tenant).macaroon);
    assert.ok(parseApiKey(apiKey));
    const elsewhere = { ...pair, endpoint: "https://gateway.storjshare.io" };
    assert.ok(isSameCredential(pair, elsewhere));
    assert.ok(!isSameCredential(pair, { ...pair, secretKey: demoSecretKey() }));
    assert.ok(!isSameCredential({ kind: "grant", text: tenant }, { kind: "apiKey", text: apiKey }));
    assert.ok(!isSameCredential({ kind: "grant", text: tenant }, { kind: "grant", text: demoCredentials(0).tenant }));
    assert.ok(isSameCredential({ kind: "grant", text: "damaged" }, { kind: "grant", text: "damaged" }));
  });
});

describe("a record", () => {
  it("is read as it was written", () => {
    for (const each of [record, full]) assert.deepEqual(readRecord(key, writeRecord(each)), each);
    assert.ok(!writeRecord(full).includes(key.generation), "the key is written once");
  });

  it("keeps what a later version of the extension added, also with other details", () => {
    const later = { tags: ["a"], credential: { kind: "grant", text: tenant, note: 1 }, consoleKey: { ...full.consoleKey, note: 2 } };
    const read = readRecord(key, written(later)) as SavedRecord;
    assert.deepEqual(JSON.parse(writeRecord(withDetails(read, { label: "other" }))), {
      ...(JSON.parse(writeRecord(record)) as object),
      ...later,
      label: "other",
    });
  });

  it("drops details that mean nothing", () => {
    assert.deepEqual(readRecord(key, written({ variable: 1, color: "mauve", isProduction: "yes" })), record);
    for (const consoleKey of [1, null, [], {}, { ...full.consoleKey, isSaid: "no" }, { ...full.consoleKey, key: 1 }]) {
      assert.deepEqual(readRecord(key, written({ consoleKey })), record);
    }
    const { isManaged: _isManaged, ...older } = full.consoleKey as ConsoleKey;
    for (const consoleKey of [older, { ...older, isManaged: "yes" }]) assert.deepEqual(readRecord(key, written({ consoleKey })), { ...record, consoleKey: older });
  });

  it("of a newer version is called so, whatever is in it", () => {
    assert.deepEqual(readRecord(key, `{"version":2}`), { ...key, problem: "newer" });
  });

  const unreadable = [
    "",
    "{",
    "null",
    "[]",
    `"text"`,
    "{}",
    written({ version: 0 }),
    written({ version: "1" }),
    written({ label: 1 }),
    written({ savedAt: "now" }),
    written({ credential: null }),
    written({ credential: { kind: "grant" } }),
    written({ credential: { kind: "link", text: "" } }),
    written({ credential: { kind: "s3", accessKeyId: "" } }),
  ];
  it("that is damaged is called so", () => {
    for (const value of unreadable) assert.deepEqual(readRecord(key, value), { ...key, problem: "unreadable" }, value);
  });

  it("gets the details that are given, and loses those that are taken away", () => {
    const changed = withDetails(full, { label: "new", color: undefined, isProduction: true });
    const { color, ...rest } = full;
    assert.deepEqual(changed, { ...rest, label: "new", isProduction: true });
    assert.ok(!("color" in changed));
    assert.ok(!("consoleKey" in withDetails(full, { consoleKey: undefined })));
  });

  it("takes nothing but details from what is given as such", () => {
    const other = { ...full, id: "other", generation: "other", savedAt: 9, label: "new" };
    const { credential, id, generation, savedAt } = record;
    assert.deepEqual(withDetails(record, other), { ...other, credential, id, generation, savedAt });
  });
});
