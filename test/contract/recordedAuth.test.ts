import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
  addCaveat,
  buildGrant,
  type Bytes,
  byteString,
  encodeCaveat,
  type Instant,
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
import { revokeApiKey } from "../../src/satellite/metainfo";
import { callerOf } from "./access";
import { describedAs, itGiven, type Subject } from "./subject";

/** What a real auth service (storj/edge d3e74da) answered, with a satellite of its own that is no more. */
interface Exchange {
  readonly name: string;
  readonly freeTier: boolean;
  /** When the grant's times were about to be. */
  readonly recordedAt: string;
  /** Absent where the request holds no grant. */
  readonly grant?: {
    /** Beside the service's own: the same address with another node ID, and the same ID at another host. */
    readonly satellite: "own" | "other id" | "other host";
    readonly apiKey: "known" | "unknown" | "revoked";
  };
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly contentType?: string;
    readonly body?: string;
    /** A grant's body of about that length, which was not kept. */
    readonly bodyOfBytes?: number;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly json?: Readonly<Record<string, string>>;
    readonly text?: string;
  };
}

const exchanges = JSON.parse(readFileSync("test/fixtures/recordedAuth.json", "utf8")) as readonly Exchange[];

/** Headers that a client, or the browser around it, looks at. */
const headersThatCount = ["content-type", "access-control-allow-origin", "access-control-allow-methods"];

/** A caveat as it was, its times as far from now as they were from then. */
function shifted(caveat: Bytes, then: string): Bytes {
  const read = parseCaveat(caveat);
  const shift = (moment: Instant | undefined) =>
    moment && instantFromMilliseconds(milliseconds(moment) - Date.parse(then) + Date.now());
  return encodeCaveat({ ...read, notAfter: shift(read.notAfter), notBefore: shift(read.notBefore) });
}

/** The recorded grant as the subject's own. */
async function remade(text: string, rootGrant: string, { grant, recordedAt }: Exchange): Promise<{ text: string; nodeUrl: string }> {
  const root = parseGrant(rootGrant);
  const { macaroon: recorded } = parseGrant(text);
  const head = grant?.apiKey === "unknown" ? recorded.head : root.macaroon.head;
  const macaroon = recorded.caveats.reduce((made, caveat) => addCaveat(made, shifted(caveat, recordedAt)), { ...root.macaroon, head });
  if (grant?.apiKey === "revoked") await revokeApiKey(callerOf(root), serializeMacaroon(macaroon));
  const [id, address] = byteString(root.satelliteAddress).split("@") as [string, string];
  const another = "12EayRS2V1kEsWESU9QMRseFhdxYxKicsiFmxrsLZHeLUtdps3S";
  const nodeUrls = { own: `${id}@${address}`, "other id": `${another}@${address}`, "other host": `${id}@localhost:7777` };
  const nodeUrl = nodeUrls[grant?.satellite ?? "own"];
  return { text: serializeGrant(buildGrant(utf8(nodeUrl), macaroon, root.store)), nodeUrl };
}

function checkJson(found: Readonly<Record<string, string>>, recorded: Readonly<Record<string, string>>): void {
  assert.deepEqual(Object.keys(found).sort(), Object.keys(recorded).sort());
  assert.ok(isAccessKeyId(found["access_key_id"] ?? ""));
  assert.ok(isSecretKey(found["secret_key"] ?? ""));
  assert.ok(URL.canParse(found["endpoint"] ?? ""));
  const end = found["freeTierRestrictedExpiration"];
  if (end !== undefined) assert.ok(Math.abs(Date.parse(end) - Date.now() - 86_400_000) < 60_000, end);
}

async function replay(exchange: Exchange, { authURL, rootGrant }: Pick<Subject, "authURL" | "rootGrant">): Promise<void> {
  const { request, response } = exchange;
  let { body } = request;
  let { text } = response;
  if (exchange.grant && body !== undefined) {
    const asked = JSON.parse(body) as { access_grant: string };
    const grant = await remade(asked.access_grant, rootGrant, exchange);
    body = JSON.stringify({ ...asked, access_grant: grant.text });
    text = text?.replace(/(?<=disallowed satellite: )".*"/, JSON.stringify(grant.nodeUrl));
  }
  if (request.bodyOfBytes !== undefined) body = JSON.stringify({ access_grant: "1".repeat(request.bodyOfBytes) });
  const answer = await fetch(authURL + request.path, {
    method: request.method,
    ...(request.contentType === undefined ? {} : { headers: { "Content-Type": request.contentType } }),
    ...(body === undefined ? {} : { body }),
  });
  const found = await answer.text();
  assert.equal(answer.status, response.status, found);
  for (const name of headersThatCount) assert.equal(answer.headers.get(name), response.headers[name] ?? null, name);
  if (response.json === undefined) assert.equal(found, text);
  else checkJson(JSON.parse(found) as Record<string, string>, response.json);
}

describe("contract: what a real auth service answered", () => {
  it("has 21 exchanges", () => assert.equal(exchanges.length, 21));

  for (const exchange of exchanges.filter(({ freeTier }) => !freeTier)) {
    itGiven(["authURL", "rootGrant"], exchange.name, (given) => replay(exchange, given));
  }

  describe("of the free tier", () => {
    describedAs({ free: true });
    for (const exchange of exchanges.filter(({ freeTier }) => freeTier)) {
      itGiven(["free", "authURL", "rootGrant"], exchange.name, (given) => replay(exchange, given));
    }
  });
});
