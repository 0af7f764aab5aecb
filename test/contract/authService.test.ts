import assert from "node:assert/strict";
import {
  buildGrant,
  byteString,
  type Grant,
  instantFromMilliseconds,
  isAccessKeyId,
  isSecretKey,
  milliseconds,
  parseCaveat,
  parseGrant,
  serializeGrant,
  serializeMacaroon,
  utf8,
} from "../../src/grant";
import { systemClock } from "../../src/platform/clock";
import { AuthServiceError, registerAccess, type Registration } from "../../src/edge/authService";
import { revokeApiKey } from "../../src/satellite/metainfo";
import { callerOf, everything, reading, restricted } from "./access";
import { describedAs, itGiven } from "./subject";

const day = 86_400_000;
const fromNow = (ms: number) => instantFromMilliseconds(Date.now() + ms);

function register(authURL: string, grant: Grant | string, isPublic = false): Promise<Registration> {
  const text = typeof grant === "string" ? grant : serializeGrant(grant);
  return registerAccess({ authService: new URL(authURL), grant: text, isPublic, deadlineMs: 15_000, clock: systemClock });
}

/** The code of a refusal, and the service's words. */
async function refusal(registering: Promise<unknown>): Promise<[code: string, words: string | undefined]> {
  try {
    await registering;
  } catch (error) {
    if (error instanceof AuthServiceError) return [error.code, error.outside];
    throw error;
  }
  throw new Error("it was not refused");
}

const tooShort = "access grant: expiration cannot be shorter than a minute";

describe("contract: registering a grant for S3", () => {
  const both = ["authURL", "rootGrant"] as const;

  itGiven(both, "gives credentials of S3, other ones each time", async ({ authURL, rootGrant }) => {
    const grant = restricted(rootGrant, { ...reading, notAfter: fromNow(day / 2) });
    const made = [await register(authURL, grant), await register(authURL, grant), await register(authURL, grant, true)];
    for (const { accessKeyId, secretKey, endpoint, addedExpiry } of made) {
      assert.ok(isAccessKeyId(accessKeyId), accessKeyId);
      assert.ok(isSecretKey(secretKey));
      assert.ok(URL.canParse(endpoint));
      assert.equal(addedExpiry, undefined, "it ends sooner than anything that would be added");
    }
    assert.equal(new Set(made.flatMap(({ accessKeyId, secretKey }) => [accessKeyId, secretKey])).size, 6);
  });

  itGiven([...both, "edgeToken"], "tells a gateway what was registered, and nobody else", async ({ authURL, rootGrant, edgeToken }) => {
    const text = serializeGrant(restricted(rootGrant, { ...reading, notAfter: fromNow(day / 2) }));
    for (const isPublic of [false, true]) {
      const { accessKeyId, secretKey } = await register(authURL, text, isPublic);
      const ask = (token: string) => fetch(`${authURL}/v1/access/${accessKeyId}`, { headers: { Authorization: `Bearer ${token}` } });
      const told = (await (await ask(edgeToken)).json()) as Record<string, unknown>;
      assert.deepEqual([told["access_grant"], told["secret_key"], told["public"]], [text, secretKey, isPublic]);
      assert.equal((await ask(`${edgeToken}x`)).status, 401);
    }
  });

  itGiven(both, "asks no satellite: a grant that is revoked, unknown or not yet valid is registered", async ({ authURL, rootGrant }) => {
    const root = parseGrant(rootGrant);
    const revoked = restricted(root, everything);
    await revokeApiKey(callerOf(root), serializeMacaroon(revoked.macaroon));
    const unknown = buildGrant(root.satelliteAddress, { ...root.macaroon, head: utf8("nobody knows this head, not at all") }, root.store);
    const notYet = restricted(root, { ...everything, notBefore: fromNow(day) });
    for (const grant of [revoked, unknown, notYet]) assert.ok(isAccessKeyId((await register(authURL, grant)).accessKeyId));
  });

  itGiven(both, "refuses what ends within a minute, or has ended", async ({ authURL, rootGrant }) => {
    for (const left of [-day, 0, 30_000]) {
      const grant = restricted(rootGrant, { ...reading, notAfter: fromNow(left) });
      assert.deepEqual(await refusal(register(authURL, grant)), ["refused-grant", tooShort]);
    }
    const twice = restricted(restricted(rootGrant, { ...reading, notAfter: fromNow(30_000) }), { ...reading, notAfter: fromNow(day) });
    assert.deepEqual(await refusal(register(authURL, twice)), ["refused-grant", tooShort], "the earliest end counts");
  });

  itGiven([...both, "apiKeys"], "refuses what is no grant", async ({ authURL, apiKeys }) => {
    assert.deepEqual(await refusal(register(authURL, "zzz")), ["refused-grant", "access grant: uplink: invalid access grant format"]);
    assert.equal((await refusal(register(authURL, apiKeys[0] as string)))[0], "refused-grant");
    assert.equal((await refusal(register(authURL, "")))[0], "refused-grant");
  });

  itGiven(both, "refuses a satellite whose node URL is another, to the letter", async ({ authURL, rootGrant }) => {
    const root = parseGrant(rootGrant);
    const [id, address] = byteString(root.satelliteAddress).split("@") as [string, string];
    const another = "12EayRS2V1kEsWESU9QMRseFhdxYxKicsiFmxrsLZHeLUtdps3S";
    for (const nodeUrl of [`${another}@${address}`, `${id}@elsewhere.test:7777`]) {
      const grant = buildGrant(utf8(nodeUrl), root.macaroon, root.store);
      const [code, words] = await refusal(register(authURL, grant));
      assert.equal(code, "refused-grant");
      assert.match(words ?? "", /^access grant: disallowed satellite: "/);
    }
  });

  itGiven(both, "refuses a body above 4,096 bytes", async ({ authURL, rootGrant }) => {
    let grant = parseGrant(rootGrant);
    while (serializeGrant(grant).length < 4096) grant = restricted(grant, everything);
    assert.equal((await refusal(register(authURL, grant)))[0], "too-large");
  });
});

describe("contract: the auth service's HTTP", () => {
  const both = ["authURL", "rootGrant"] as const;
  const path = "/v1/access";
  const json = { "Content-Type": "application/json" };
  /** Any page may read the answer. */
  const isForAll = ({ headers }: Response): boolean => headers.get("Access-Control-Allow-Origin") === "*";

  /** A good registration, filled up with blanks. */
  const bodyOf = (rootGrant: string, length: number) => JSON.stringify({ access_grant: rootGrant, public: false }).padEnd(length);

  itGiven(both, "reads a body of 4,096 bytes", async ({ authURL, rootGrant }) => {
    const answer = await fetch(authURL + path, { method: "POST", headers: json, body: bodyOf(rootGrant, 4096) });
    assert.equal(answer.status, 200, await answer.text());
  });

  itGiven(both, "refuses 4,097 that are announced, without a word and to browsers without the headers to read it", async (given) => {
    const answer = await fetch(given.authURL + path, { method: "POST", headers: json, body: bodyOf(given.rootGrant, 4097) });
    assert.deepEqual([answer.status, await answer.text(), isForAll(answer)], [413, "\n", false]);
  });

  itGiven(both, "stops reading 4,097 that are not announced where they are needed", async ({ authURL }) => {
    const body = new Blob([JSON.stringify({ access_grant: "1".repeat(5000) })]).stream();
    // The types of fetch do not know of it yet; a stream can't be sent without.
    const request = { method: "POST", headers: json, body, duplex: "half" } as RequestInit;
    const answer = await fetch(authURL + path, request);
    assert.deepEqual([answer.status, await answer.text()], [413, "http: request body too large\n"]);
  });

  itGiven(["authURL"], "lets every page send and read", async ({ authURL }) => {
    const preflight = await fetch(authURL + path, { method: "OPTIONS" });
    assert.equal(preflight.status, 200);
    assert.ok(isForAll(preflight));
    assert.equal(preflight.headers.get("Access-Control-Allow-Methods"), "POST, OPTIONS");
    const refused = await fetch(authURL + path, { method: "POST", headers: json, body: JSON.stringify({ access_grant: "zzz" }) });
    assert.ok(isForAll(refused), "errors too");
  });

  itGiven(["authURL"], "tells what is no JSON", async ({ authURL }) => {
    for (const body of ["zzz", "", '{"access_grant":', '{"access_grant":1}']) {
      const answer = await fetch(authURL + path, { method: "POST", headers: json, body });
      assert.equal(answer.status, 422, body);
    }
  });

  itGiven(both, "refuses a usage tag that it does not know", async ({ authURL, rootGrant }) => {
    const post = (tag: string) =>
      fetch(authURL + path, { method: "POST", headers: json, body: JSON.stringify({ access_grant: rootGrant, usage_tags: [tag] }) });
    const refused = await post("vscode");
    assert.deepEqual([refused.status, await refused.text()], [400, 'invalid tag: unknown tag "vscode"\n']);
    assert.equal((await post("mcp")).status, 200);
  });

  itGiven(["authURL"], "knows no other method, and no other place", async ({ authURL }) => {
    for (const method of ["GET", "PUT", "DELETE"]) assert.equal((await fetch(authURL + path, { method })).status, 405, method);
    assert.equal((await fetch(`${authURL}/v1/nothing`)).status, 404);
  });
});

describe("contract: public credentials", () => {
  itGiven(["authURL", "rootGrant"], "without an end stay so, or end after a day and say so", async ({ authURL, rootGrant }) => {
    const { addedExpiry } = await register(authURL, rootGrant, true);
    if (addedExpiry !== undefined) assert.ok(Math.abs(addedExpiry - Date.now() - day) < 60_000);
  });

  describe("of the free tier", () => {
    describedAs({ free: true });
    const needed = ["free", "authURL", "rootGrant"] as const;

    itGiven([...needed, "edgeToken"], "get an end, which is said and in the grant", async ({ authURL, rootGrant, edgeToken }) => {
      for (const grant of [parseGrant(rootGrant), restricted(rootGrant, { ...reading, notAfter: fromNow(2 * day) })]) {
        const { accessKeyId, addedExpiry } = await register(authURL, grant, true);
        assert.ok(addedExpiry !== undefined && Math.abs(addedExpiry - Date.now() - day) < 60_000);
        const answer = await fetch(`${authURL}/v1/access/${accessKeyId}`, { headers: { Authorization: `Bearer ${edgeToken}` } });
        const { access_grant: text } = (await answer.json()) as { access_grant: string };
        const { caveats } = parseGrant(text).macaroon;
        assert.equal(caveats.length, grant.macaroon.caveats.length + 1);
        const { notAfter } = parseCaveat(caveats.at(-1)!);
        assert.equal(notAfter && milliseconds(notAfter), addedExpiry);
      }
    });

    itGiven(needed, "keep an end that comes sooner", async ({ authURL, rootGrant }) => {
      const grant = restricted(rootGrant, { ...reading, notAfter: fromNow(day / 2) });
      assert.equal((await register(authURL, grant, true)).addedExpiry, undefined);
    });

    itGiven(needed, "alone are so", async ({ authURL, rootGrant }) => {
      assert.equal((await register(authURL, rootGrant, false)).addedExpiry, undefined);
    });
  });
});
