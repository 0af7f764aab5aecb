import assert from "node:assert/strict";
import { encodeBase58Check, hex, instantFromMilliseconds, type Macaroon, parseApiKey, parseGrant, utf8 } from "../../src/grant";
import { projectInfo } from "../../src/satellite/metainfo";
import { callerOf, callerTo, childOf, everything, outcome, refusal, restricted, works } from "./access";
import { describedAs, itGiven } from "./subject";

const hour = 3_600_000;
const inHours = (hours: number) => instantFromMilliseconds(Date.now() + hours * hour);

describe("contract: ProjectInfo", () => {
  itGiven(["rootGrant", "projects"], "gives the project's public ID and salt, and when it was made", async ({ rootGrant, projects }) => {
    const info = await projectInfo(callerOf(parseGrant(rootGrant)));
    assert.equal(info.publicId, projects[0]?.publicId);
    assert.equal(hex(info.salt), projects[0]?.salt);
    if (info.createdAt !== undefined) assert.ok(info.createdAt <= Date.now());
  });

  itGiven(["satelliteNodeURL", "apiKeys", "projects"], "gives the same to each API key of the project", async (given) => {
    for (const apiKey of given.apiKeys) {
      const { publicId } = await projectInfo(callerTo(given.satelliteNodeURL, parseApiKey(apiKey)));
      assert.equal(publicId, given.projects[0]?.publicId);
    }
  });

  itGiven(["rootGrant", "buckets"], "asks for no permission, and for no path", async ({ rootGrant, buckets }) => {
    for (const permission of [{ allowUpload: true }, { allowDelete: true }, { allowList: true }, { allowDownload: true }]) {
      assert.equal(await works(callerOf(restricted(rootGrant, permission, [buckets[0] as string, "tenant1/"]))), "ok");
    }
    const dead = restricted(restricted(rootGrant, { allowDownload: true }), { allowUpload: true });
    assert.equal(await works(callerOf(dead)), "ok", "a grant that allows nothing is one all the same");
  });

  itGiven(["rootGrant"], "asks for the time", async ({ rootGrant }) => {
    const withTimes = (notBefore: number, notAfter: number) =>
      works(callerOf(restricted(rootGrant, { ...everything, notBefore: inHours(notBefore), notAfter: inHours(notAfter) })));
    assert.equal(await withTimes(-1, 1), "ok");
    assert.equal(await withTimes(-2, -1), "unauthorized");
    assert.equal(await withTimes(1, 2), "unauthorized");
  });

  itGiven(["satelliteNodeURL", "apiKeys"], "refuses what is unknown, tampered with or no API key", async (given) => {
    const known = parseApiKey(given.apiKeys[0] as string);
    const refused = (key: Macaroon | Uint8Array) => refusal(projectInfo(callerTo(given.satelliteNodeURL, key)));
    const other = (bytes: Uint8Array) => bytes.map((byte, at) => (at === 0 ? byte ^ 1 : byte));
    const unauthorized = { code: "unauthorized", words: "Unauthorized API credentials" };
    const child = childOf(known);
    assert.deepEqual(await refused({ ...known, head: other(known.head) }), unauthorized);
    assert.deepEqual(await refused({ ...known, tail: other(known.tail) }), unauthorized);
    assert.deepEqual(await refused({ ...child, caveats: [] }), unauthorized, "a caveat left out");
    assert.deepEqual(await refused({ ...known, tail: child.tail, caveats: [utf8("no caveat")] }), unauthorized);
    assert.deepEqual(await refused(utf8("zzz")), { code: "invalid", words: "Invalid API credentials" });
  });

  itGiven(["satelliteNodeURL", "apiKeys"], "answers nobody who takes it for another satellite", async ({ satelliteNodeURL, apiKeys }) => {
    const another = encodeBase58Check(Uint8Array.from({ length: 32 }, (_, at) => (at === 31 ? 0 : 200 - at)));
    const caller = callerTo(satelliteNodeURL.replace(/^[^@]*/, another), parseApiKey(apiKeys[0] as string));
    assert.equal(await outcome(projectInfo(caller)), "wrong-identity");
  });
});

describe("contract: an auditable API key", () => {
  describedAs({ audited: true });

  itGiven(["audited", "satelliteNodeURL", "apiKeys"], "works, and refuses each child that the satellite has not seen", async (given) => {
    const auditable = parseApiKey(given.apiKeys[3] as string);
    assert.equal(await works(callerTo(given.satelliteNodeURL, auditable)), "ok");
    assert.deepEqual(await refusal(projectInfo(callerTo(given.satelliteNodeURL, childOf(auditable)))), {
      code: "unregistered-tail",
      words: "unregistered tail not allowed for auditable API key",
    });
  });

  itGiven(["audited", "satelliteNodeURL", "apiKeys"], "is the only one of the project to do so", async ({ satelliteNodeURL, apiKeys }) => {
    assert.equal(await works(callerTo(satelliteNodeURL, childOf(apiKeys[4] as string))), "ok");
  });
});

describe("contract: edge services of a project's own", () => {
  describedAs({ edge: true });

  itGiven(["edge", "rootGrant", "authURL"], "are named by ProjectInfo", async ({ rootGrant, authURL }) => {
    const { edge } = await projectInfo(callerOf(parseGrant(rootGrant)));
    assert.equal(edge.authService, authURL);
    for (const text of [edge.publicLinksharing, edge.privateLinksharing]) assert.ok(text !== undefined && URL.canParse(text), text);
  });
});
