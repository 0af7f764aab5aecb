import assert from "node:assert/strict";
import { decodeBase58Check } from "../../support/satellite/base58check";
import { instant } from "../../support/satellite/caveat";
import { type Macaroon, readMacaroon, writeMacaroon } from "../../support/satellite/macaroon";
import { type Action, namedBuckets, refusal } from "../../support/satellite/permissions";
import { bytesIn, type Case, vectorFile } from "./vectorCases";

const { cases, keys } = vectorFile("evaluate");

function macaroonOf(given: Case): Macaroon {
  const macaroon = readMacaroon(decodeBase58Check(String(keys[Number(given["key"])]?.["api_key"])) ?? Buffer.alloc(0));
  assert.ok(macaroon);
  return macaroon;
}

function actionOf(given: Case): Action {
  const [, date, fraction = ""] = /^(.*?)(?:\.(\d+))?Z$/.exec(String(given["time"])) ?? [];
  const nanoseconds = BigInt(fraction.padEnd(9, "0"));
  const time = instant(BigInt(Date.parse(`${String(date)}Z`) / 1000), nanoseconds);
  const op = Number(given["op_number"]);
  return { op, bucket: bytesIn(given, "bucket"), encryptedPath: bytesIn(given, "encrypted_path"), time };
}

describe("the stand-in's permissions", () => {
  it("are what Go's API keys allow", () => {
    // Go refuses an action without a time; the stand-in has none.
    const checks = cases.filter(({ kind, error }) => kind === "check" && error !== "error");
    assert.ok(checks.length > 1800);
    for (const given of checks) {
      const secret = bytesIn(given["secret"] ? given : (keys[Number(given["key"])] as Case), "secret");
      const found = refusal(macaroonOf(given), secret, Number(given["version"]), actionOf(given));
      assert.equal(found, given["allowed"] === true ? undefined : given["error"], String(given["name"]));
    }
  });

  it("name the buckets that Go's API keys name", () => {
    const listings = cases.filter(({ kind, error }) => kind === "allowed_buckets" && error === undefined);
    assert.ok(listings.length > 100);
    for (const given of listings) {
      const names = namedBuckets(macaroonOf(given));
      const expected = given["all"] === true ? undefined : given["buckets"];
      assert.deepEqual(names && [...names].sort(), expected, String(given["name"]));
    }
  });
});

describe("the stand-in's API keys", () => {
  it("are read and refused as Go does", () => {
    const refused = vectorFile("malformed").cases.filter(({ kind }) => kind === "api-key");
    assert.ok(refused.length > 50);
    for (const { name, text } of refused) {
      const bytes = decodeBase58Check(String(text));
      assert.equal(bytes && readMacaroon(bytes), undefined, String(name));
    }
    for (const { name, raw, tails } of vectorFile("api_keys").cases) {
      const macaroon = readMacaroon(Buffer.from(String(raw), "hex"));
      assert.ok(macaroon, String(name));
      assert.equal(writeMacaroon(macaroon).toString("hex"), raw);
      assert.equal(macaroon.tail.toString("hex"), (tails as string[]).at(-1));
    }
  });
});
