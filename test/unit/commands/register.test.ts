import assert from "node:assert/strict";
import { edgeWords } from "../../../src/commands/registering/edgeWords";
import { publicCautions, registerDetail, type Registering } from "../../../src/commands/registering/registerQuestion";
import { isRefusedBySatellite, refusalToRegister, tooLargeWords } from "../../../src/commands/registering/registerRefusal";
import { inEnglish } from "../../../src/decoder/voice";
import { AuthServiceError, type AuthServiceErrorCode } from "../../../src/edge/authService";
import { instantFromMilliseconds, restrictGrant, utf8 } from "../../../src/grant";
import { apiKeyFacts, caveat, day, factsOfGrant, forbidding, fromTheFuture, grantOf, now, unreadable, voiceAt } from "../../support/chains";
import { demoGrant, everyday, prefix, readOnly } from "../../support/demoCredentials";

const voice = voiceAt();
const at = (ms: number) => instantFromMilliseconds(now + ms);
const factsWith = (...caveats: Parameters<typeof grantOf>[0]) => factsOfGrant(grantOf(caveats));

describe("refusalToRegister", () => {
  const refusal = (facts: ReturnType<typeof factsWith>, isRevoked = false): string | undefined => refusalToRegister(facts, isRevoked, voice)?.wrong;

  it("lets pass what a satellite may confirm, also with caveats of newer software", () => {
    assert.equal(refusal(factsWith()), undefined);
    assert.equal(refusal(factsWith(fromTheFuture)), undefined);
    assert.equal(refusal(factsWith(caveat({ notBefore: at(0), notAfter: at(day) }))), undefined);
  });

  it("refuses what ends before a minute is over, to the millisecond", () => {
    assert.equal(refusal(factsWith(caveat({ notAfter: at(60_000) }))), undefined);
    assert.match(refusal(factsWith(caveat({ notAfter: at(59_999) }))) ?? "", /^it ends within a minute/);
    assert.equal(refusal(factsWith(caveat({ notAfter: at(-1) }))), "it has expired");
  });

  it("says what is wrong with each other one", () => {
    assert.match(refusal(apiKeyFacts()) ?? "", /^an API key alone holds no encryption key/);
    assert.equal(refusal(factsWith(unreadable)), "it allows nothing");
    assert.match(refusal(factsWith(caveat({ notBefore: at(day) }))) ?? "", /^it is not valid before 24 Nov 2026, 20:30:00 UTC/);
    assert.match(refusal(factsWith(), true) ?? "", /^it is revoked/);
    for (const address of ["us1.storj.io:7777", "\u0000"]) {
      assert.match(refusal(factsOfGrant(grantOf([], undefined, utf8(address)))) ?? "", /no node ID, or can't be read/);
    }
    assert.match(tooLargeWords(4097, 4096, voice).wrong, /4097 bytes .* takes 4096/);
  });
});

describe("isRefusedBySatellite", () => {
  it("is said of a satellite that refuses and of one that is another, and not of what the network does", () => {
    for (const code of ["unauthorized", "unregistered-tail", "wrong-identity", "bad-chain"] as const) assert.ok(isRefusedBySatellite(code), code);
    for (const code of ["no-host", "timeout", "not-storj", "exhausted", "unavailable"] as const) assert.ok(!isRefusedBySatellite(code), code);
  });
});

describe("the question before a grant is registered", () => {
  const service = { url: new URL("https://auth.test"), name: "auth.test", chosenBy: "default" } as const;
  const tenant = factsOfGrant(restrictGrant(demoGrant(), { ...readOnly, notAfter: at(day) }, [prefix("photos", "tenant1/")]));
  const detail = (change: Partial<Registering> = {}): string =>
    registerDetail({ facts: tenant, isPublic: false, service, satellite: "us1.storj.io", isChecked: true, ...change }, voice);

  it("names who gets what, what it may do, and how it ends", () => {
    assert.equal(
      detail(),
      [
        "auth.test gets the grant, with its encryption key. It is Storj's own, the default.",
        "The S3 credentials may do what the grant may: read, list · photos/tenant1/ · until 24 Nov 2026, 20:30:00 UTC · 2026-11-24T20:30:00Z · in 24 hours.",
        "They can't be listed or deleted there. They end with the grant: when it expires, or is revoked.",
      ].join("\n\n"),
    );
  });

  it("says who chose the service, and what nobody could say", () => {
    assert.match(detail({ service: { ...service, chosenBy: "setting" } }), /You have set it as storjGrants\.edge\.authService\./);
    assert.match(detail({ service: { ...service, chosenBy: "satellite" } }), /The satellite us1\.storj\.io names it, and you have agreed\./);
    assert.match(detail({ isChecked: false }), /the default; the satellite us1\.storj\.io could not be asked whether it names another\./);
  });

  it("says what everything and public mean", () => {
    assert.match(detail({ facts: factsWith(), isPublic: true }), /full access · the whole project · without an end\.\n\nPublic: whoever knows the access key id reads/);
    const facts = factsOfGrant(restrictGrant(demoGrant(), everyday, [prefix("photos", "tenant1/")]));
    assert.match(detail({ facts }), /may: full in photos\/tenant1\/ · without an end\./);
  });

  it("warns of each thing that is seldom meant to be public", () => {
    assert.deepEqual(publicCautions(tenant, voice), []);
    assert.deepEqual(publicCautions(factsWith(), voice), ["it may upload", "it may delete", "it has no end"]);
    assert.deepEqual(publicCautions(factsWith(caveat({ ...forbidding("disallowWrites"), notAfter: at(day) })), voice), ["it may delete"]);
  });
});

describe("edgeWords", () => {
  const codes: Readonly<Record<AuthServiceErrorCode, true>> = {
    "refused-grant": true,
    "too-large": true,
    "bad-request": true,
    "too-many": true,
    server: true,
    "not-json": true,
    "captive-portal": true,
    redirect: true,
    certificate: true,
    unreachable: true,
    "no-host": true,
    timeout: true,
    unexpected: true,
  };
  const words = (code: AuthServiceErrorCode, details = {}) => edgeWords(new AuthServiceError(code, details), "auth.test", inEnglish);

  it("has its own words for each code, which name the service or what answered in its place", () => {
    const all = (Object.keys(codes) as AuthServiceErrorCode[]).map((code) => words(code, { outside: "why", status: 599 }).wrong);
    assert.equal(new Set(all).size, all.length);
    for (const wrong of all) assert.match(wrong, /auth\.test/);
  });

  it("says that the grant may be registered wherever it may be, and only there", () => {
    const perhaps = (Object.keys(codes) as AuthServiceErrorCode[]).filter((code) => words(code).next.includes("may or may not be registered"));
    assert.deepEqual(perhaps, ["server", "not-json", "unreachable", "timeout", "unexpected"]);
  });

  it("says when to try again, and shows the service's own words as themselves, or none", () => {
    assert.match(words("too-many", { retryAfterSeconds: 7 }).next, /Try again in 7 seconds\./);
    assert.match(words("too-many").next, /Try again in a minute\./);
    assert.equal(words("refused-grant", { outside: "\u202e](x" }).wrong, "auth.test refuses the grant: ⟨U+202E⟩]⟨(⟩x");
    assert.equal(words("refused-grant").wrong, "auth.test refuses the grant, without a reason");
    assert.equal(words("unreachable").wrong, "the connection to auth.test failed");
  });
});
