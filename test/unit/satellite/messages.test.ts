import assert from "node:assert/strict";
import { concat, hex, utf8 } from "../../../src/grant";
import { MetainfoError } from "../../../src/satellite/metainfo/errors";
import { listBucketsRequest, readBuckets } from "../../../src/satellite/metainfo/listBuckets";
import { listObjectsRequest, readObjects } from "../../../src/satellite/metainfo/listObjects";
import { writeRequest } from "../../../src/satellite/metainfo/message";
import { readProjectInfo } from "../../../src/satellite/metainfo/projectInfo";
import { revokeRequest } from "../../../src/satellite/metainfo/revokeApiKey";
import { bytesField, varintField } from "../../oracle/wire";

const bytes = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits, "hex"));
const key = utf8("key");
const photos = utf8("photos");
const salt = utf8("salt");
const id = utf8("0123456789abcdef");
const moment = Date.UTC(2026, 10, 26, 1, 2, 3, 456);

const isProtocol = (error: unknown): boolean => error instanceof MetainfoError && error.code === "protocol";

/** All the bytes here were written by storj.io/common's pb. */
describe("the satellite's messages", () => {
  const header = "7a130a036b6579120c73746f726a2d6772616e7473";
  const requests: Record<string, [Uint8Array, string]> = {
    "project info": [writeRequest(key), header],
    revocation: [revokeRequest(key, utf8("target")), `0a06746172676574${header}`],
    "first buckets": [listBucketsRequest(key, { limit: 300 }), `10ac021802${header}`],
    "next buckets": [listBucketsRequest(key, { after: photos, limit: 300 }), `0a0670686f746f7310ac021802${header}`],
    "first objects": [
      listObjectsRequest(key, { bucket: photos, encryptedPrefix: bytes(""), limit: 1000 }),
      `0a0670686f746f7328e80732004001${header}`,
    ],
    "next objects, with everything": [
      listObjectsRequest(key, {
        bucket: photos,
        encryptedPrefix: bytes("02ff2f"),
        after: utf8("a/"),
        limit: 7,
        recursive: true,
        arbitraryPrefix: true,
      }),
      `0a0670686f746f73120302ff2f1a02612f20012807320040015801${header}`,
    ],
  };
  for (const [what, [request, expected]] of Object.entries(requests)) {
    it(`are written as Go writes them: ${what}`, () => {
      assert.equal(hex(request), expected);
    });
  }

  it("are read: a project, with and without what may be missing", () => {
    const start = "0a0473616c7412103031323334353637383961626364656622";
    const publicId = "30313233-3435-3637-3839-616263646566";
    assert.deepEqual(readProjectInfo(bytes(`${start}0c088b8a9ed806108084b8d901`)), { salt, publicId, createdAt: moment, edge: {} });
    assert.equal(readProjectInfo(bytes(`${start}0b088092b8c398feffffff01`)).createdAt, undefined);
    const edge = concat(bytesField(1, utf8("https://auth.test")), bytesField(2, bytes("")), bytesField(9, utf8("new")));
    assert.deepEqual(readProjectInfo(concat(bytesField(1, salt), bytesField(2, id), bytesField(3, edge), varintField(20, 1n))), {
      salt,
      publicId,
      createdAt: undefined,
      edge: { authService: "https://auth.test" },
    });
  });

  it("are read: pages of buckets and objects", () => {
    const buckets = "0a140a0161120c088b8a9ed806108084b8d9011a01780a100a01ff120b088092b8c398feffffff011001";
    assert.deepEqual(readBuckets(bytes(buckets), 2), { names: [utf8("a"), bytes("ff")], more: true });
    const objects =
      "0a4a0a0774656e616e74311803220c088b8a9ed806108084b8d901320b088092b8c398feffffff013a1800000000000000000000000000000000" +
      "0000000000000000508080808080206201760a400a0874656e616e74312f1807220b088092b8c398feffffff01320b088092b8c398feffffff01" +
      "3a180000000000000000000000000000000000000000000000001001";
    assert.deepEqual(readObjects(bytes(objects), { limit: 2 }), {
      objects: [
        { encryptedKey: utf8("tenant1"), isPrefix: false, size: 2n ** 40n, createdAt: moment },
        { encryptedKey: utf8("tenant1/"), isPrefix: true, size: 0n, createdAt: undefined },
      ],
      more: true,
    });
    assert.deepEqual(readObjects(bytes(""), { limit: 2 }), { objects: [], more: false });
  });

  it("are read: an object that is the arbitrary prefix itself", () => {
    const page = bytesField(1, varintField(10, 5n));
    const [object] = readObjects(page, { limit: 9, arbitraryPrefix: true }).objects;
    assert.deepEqual(object, { encryptedKey: bytes(""), isPrefix: false, size: 5n, createdAt: undefined });
  });

  const project = (more: Uint8Array) => () => readProjectInfo(concat(bytesField(1, salt), bytesField(2, id), more));
  const item = (...fields: readonly Uint8Array[]): Uint8Array => bytesField(1, concat(...fields));
  const named = (name: string): Uint8Array => bytesField(1, utf8(name));
  const lies: Record<string, () => unknown> = {
    "no message": () => readProjectInfo(bytes("0aff")),
    "no salt": () => readProjectInfo(bytesField(2, id)),
    "an empty salt": () => readProjectInfo(concat(bytesField(1, bytes("")), bytesField(2, id))),
    "a salt of a megabyte": () => readProjectInfo(concat(bytesField(1, new Uint8Array(2 ** 20)), bytesField(2, id))),
    "no ID": () => readProjectInfo(bytesField(1, salt)),
    "an ID of 15 bytes": () => readProjectInfo(concat(bytesField(1, salt), bytesField(2, id.subarray(1)))),
    "an address that is not UTF-8": project(bytesField(3, bytesField(1, bytes("ff")))),
    "an address without end": project(bytesField(3, named("x".repeat(2049)))),
    "a number for a message": project(varintField(3, 1n)),
    "a bucket without a name": () => readBuckets(item(), 9),
    "a bucket's name of 256 bytes": () => readBuckets(item(named("a".repeat(256))), 9),
    "an object's key of 8193 bytes": () => readObjects(item(named("/".repeat(8193))), { limit: 9 }),
    "more buckets than were asked for": () => readBuckets(concat(item(named("a")), item(named("b"))), 1),
    "an empty page that is not the last": () => readBuckets(varintField(2, 1n), 9),
    "an object without a key": () => readObjects(item(varintField(3, 3n)), { limit: 9 }),
    "a prefix without a slash": () => readObjects(item(named("a"), varintField(3, 7n)), { limit: 9 }),
    "a negative size": () => readObjects(item(named("a"), varintField(10, -1n)), { limit: 9 }),
  };
  for (const [what, read] of Object.entries(lies)) {
    it(`are refused: ${what}`, () => {
      assert.throws(read, isProtocol);
    });
  }
});
