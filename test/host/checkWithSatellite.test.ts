import assert from "node:assert/strict";
import { createServer } from "node:net";
import * as vscode from "vscode";
import type { Services } from "../../src/commands/services";
import {
  buildGrant,
  type Bytes,
  type Grant,
  instantFromMilliseconds,
  parseApiKey,
  parseGrant,
  parseSatelliteUrl,
  restrictApiKey,
  restrictGrant,
  serializeApiKey,
  serializeGrant,
  serializeMacaroon,
  utf8,
} from "../../src/grant";
import { satelliteAddress } from "../../src/satellite/address";
import { revokeApiKey } from "../../src/satellite/metainfo";
import { everyday, prefix, us1 } from "../support/demoCredentials";
import { type StandIn, startSatellite } from "../support/satellite";
import { cancelsNext } from "./support/cancel";
import { call, closeEverything, eventually, leaks, openText, restartExtension, seen } from "./support/extension";
import { Person } from "./support/person";
import { forgetEverything, lineOf } from "./support/savedGrants";

const hour = 3_600_000;

describe("a check with the satellite", () => {
  let standIn: StandIn;
  let services: Services;
  let person: Person;

  before(async () => {
    standIn = await startSatellite({ audited: true });
    leaks.guard(...standIn.ready.apiKeys, standIn.ready.rootGrant);
  });
  after(() => standIn.stop());
  beforeEach(async () => {
    services = await restartExtension();
    await forgetEverything(services);
    person = new Person();
    await approve();
  });
  afterEach(async () => {
    standIn.faults.satellite = undefined;
    await person.leave();
    await forgetEverything(services);
    await vscode.env.clipboard.writeText("");
    await closeEverything();
  });

  const host = (): string => standIn.ready.satelliteNodeURL.slice(standIn.ready.satelliteID.length + 1);
  const approve = (): Promise<void> => services.approved.add(standIn.ready.satelliteID, host());
  const root = (): Grant => parseGrant(standIn.ready.rootGrant);
  const guarded = (grant: Grant): string => {
    const text = serializeGrant(grant);
    leaks.guard(text);
    return text;
  };
  const at = (address: string): string => guarded(buildGrant(utf8(address), root().macaroon, root().store));
  const endingAt = (ms: number): Grant => restrictGrant(root(), { ...everyday, notAfter: instantFromMilliseconds(ms) }, []);
  const save = async (text: string, label: string, kind: "grant" | "apiKey" = "grant"): Promise<void> => {
    await services.vault.save({ kind, text }, { label });
  };
  const check = async (label: string): Promise<unknown> => call("storjGrants.checkWithSatellite", await lineOf(services, label));
  /** Has it revoked, past the extension. */
  const revoke = async (by: Grant, { macaroon }: { readonly macaroon: Grant["macaroon"] }): Promise<void> => {
    const satellite = satelliteAddress(parseSatelliteUrl(by.satelliteAddress));
    assert.ok(satellite);
    const apiKey: Bytes = serializeMacaroon(by.macaroon);
    await revokeApiKey({ satellite, apiKey, deadlineMs: 15_000, clock: services.clock }, serializeMacaroon(macaroon));
  };

  it("tells of a grant in a document that it works, how long that took, its project, and when it ends", async () => {
    const { uri } = await openText(`grant = ${guarded(endingAt(Date.now() + 72.5 * hour))}\n`);
    const asked = standIn.requests().length;
    const done = call("storjGrants.checkWithSatellite", uri.toString(), "grant = ".length);
    const words = await person.reads("it works");
    assert.match(words, new RegExp(`^The satellite ${host()} takes this access grant: it works\\. Project [0-9a-f-]{36}, answered in \\d+ ms\\.`));
    assert.match(words, /It ends in 3 days, on /);
    assert.match(words, /What was just revoked may be taken for up to five minutes more/);
    assert.ok(seen.includes(`Asking the satellite ${host()}…`));
    await person.presses("it works", "Copy Project ID");
    assert.equal(await done, "nothing");
    assert.equal(await vscode.env.clipboard.readText(), standIn.ready.projects[0]?.publicId);
    assert.deepEqual(standIn.requests().slice(asked).map((one) => one.to === "satellite" && one.rpc), ["ProjectInfo"]);
  });

  it("is there for API keys, and asks for the satellite that they don't name", async () => {
    await save(standIn.ready.apiKeys[0], "key", "apiKey");
    const done = check("key");
    await person.types("Which satellite is the API key of?", standIn.ready.satelliteNodeURL);
    await person.presses("takes “key”: it works");
    await done;
  });

  it("asks before it goes to a satellite that is none of Storj's own, and sends nothing where the person leaves", async () => {
    const other = await startSatellite();
    try {
      leaks.guard(other.ready.rootGrant);
      await save(other.ready.rootGrant, "theirs");
      const left = check("theirs");
      const words = await person.reads("Ask the satellite 127.0.0.1:");
      assert.ok(words.includes(other.ready.satelliteID));
      await person.presses("Ask the satellite");
      assert.equal(await left, "nothing");
      assert.equal(other.connections(), 0);
      const done = check("theirs");
      await person.presses("Ask the satellite", "Ask It");
      await person.presses("takes “theirs”: it works");
      await done;
      const again = check("theirs");
      await person.presses("takes “theirs”: it works");
      await again;
    } finally {
      await other.stop();
    }
  });

  it("gives an API key to no satellite that only a grant made from it names, though that one may be asked, without a question of its own", async () => {
    const trap = await startSatellite();
    try {
      leaks.guard(trap.ready.rootGrant);
      await services.approved.add(trap.ready.satelliteID, trap.ready.satelliteNodeURL.slice(trap.ready.satelliteID.length + 1));
      const tenant = restrictGrant(root(), everyday, [prefix("encrypted", "tenant1/")]);
      await save(standIn.ready.apiKeys[0], "key", "apiKey");
      await save(guarded(buildGrant(utf8(trap.ready.satelliteNodeURL), tenant.macaroon, tenant.store)), "from a tenant");
      const done = check("from a tenant");
      await person.reads("refuses “from a tenant”");
      const connections = trap.connections();
      await person.presses("refuses “from a tenant”", "Check Its Parent");
      const words = await person.reads("Send the API key itself to the satellite 127.0.0.1:");
      assert.ok(words.includes(trap.ready.satelliteID));
      await person.presses("Send the API key itself");
      await done;
      assert.equal(trap.connections(), connections);

      // Contradicted by another, neither counts.
      await save(guarded(restrictGrant(root(), everyday, [prefix("encrypted", "tenant2/")])), "tenant2");
      const asks = check("key");
      await person.leaves("Which satellite is the API key of?");
      await asks;
      assert.equal(trap.connections(), connections);

      // Who has the key itself has nothing to gain from a lie.
      await save(standIn.ready.rootGrant, "whole project");
      const knows = check("key");
      await person.presses("takes “key”: it works");
      await knows;
      assert.equal(trap.connections(), connections);
    } finally {
      await trap.stop();
    }
  });

  it("tells of a refusal what may have caused it, that it is not said which, and looks at the parent on request", async () => {
    const child = restrictGrant(root(), everyday, [prefix("encrypted", "tenant1/")]);
    await save(standIn.ready.rootGrant, "whole project");
    await save(guarded(child), "tenant");
    await revoke(root(), child);
    const done = check("tenant");
    const words = await person.reads("refuses “tenant”");
    assert.match(words, /revoked, or its API key was deleted or is not known there: the satellite does not say which/);
    assert.match(words, /up to five minutes/);
    await person.presses("refuses “tenant”", "Check Its Parent");
    await person.presses("takes “whole project”: it works");
    await done;
    const removes = check("tenant");
    await person.presses("refuses “tenant”", "Remove from Saved Grants");
    await person.presses("“tenant” was removed");
    await removes;
    assert.deepEqual(services.vault.all().map(({ label }) => label), ["whole project"]);
  });

  it("explains a refusal where its cause stands in the grant or is noted here", async () => {
    await save(guarded(endingAt(Date.now() - hour)), "over");
    const over = check("over");
    assert.match(await person.reads("refuses “over”"), /it expired 1 hour ago, on /);
    await person.presses("refuses “over”");
    await over;

    const notBefore = instantFromMilliseconds(Date.now() + hour);
    await save(guarded(restrictGrant(root(), { ...everyday, notBefore }, [])), "later");
    const later = check("later");
    await person.presses("refuses “later”: it is not valid yet, but from");
    await later;

    const gone = restrictGrant(root(), everyday, [prefix("encrypted", "tenant2/")]);
    await services.vault.save({ kind: "grant", text: guarded(gone) }, { label: "gone", revokedAt: Date.now() });
    const below = restrictGrant(gone, everyday, [prefix("encrypted", "tenant2/a/")]);
    await save(guarded(below), "below");
    const cached = check("below");
    await person.presses("It was revoked: satellites remember, and may take it until");
    await cached;
    await revoke(root(), gone);
    const refused = check("gone");
    await person.presses("refuses “gone”: it was revoked, noted here on");
    await refused;
  });

  it("tells the refusal of an auditable API key apart", async () => {
    const key = parseApiKey(standIn.ready.apiKeys[3]);
    const text = serializeApiKey(restrictApiKey(key, everyday, []));
    leaks.guard(text);
    await save(guarded(buildGrant(root().satelliteAddress, parseApiKey(text), root().store)), "restricted");
    const done = check("restricted");
    assert.match(await person.reads("refuses “restricted”: the satellite knows only registered grants"), /auditable/);
    await person.presses("refuses “restricted”");
    await done;
  });

  it("names the port and that no proxy is used where nobody answers, and tries again on request", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    assert.ok(typeof address === "object" && address);
    await new Promise((resolve) => server.close(resolve));
    const where = `127.0.0.1:${String(address.port)}`;
    await services.approved.add(standIn.ready.satelliteID, where);
    await save(at(`${standIn.ready.satelliteID}@${where}`), "lost");
    const done = check("lost");
    for (const button of ["Try Again", undefined]) {
      const words = await person.reads(`${where} refuses the connection`);
      assert.match(words, /7777/);
      assert.match(words, /proxies are not used/);
      await person.presses(`${where} refuses the connection`, button);
    }
    await done;
  });

  it("sends nothing to what is not the satellite that the grant names", async () => {
    const id = us1.slice(0, us1.indexOf("@"));
    await services.approved.add(id, host());
    await save(at(`${id}@${host()}`), "misled");
    const asked = standIn.requests().length;
    const done = check("misled");
    const words = await person.reads("is not the satellite that the grant names");
    assert.match(words, /Nothing of the credential was sent/);
    await person.presses("is not the satellite");
    await done;
    assert.equal(standIn.requests().length, asked);
  });

  it("shows a satellite's own words as they are, and none of them as something to click", async () => {
    await save(standIn.ready.rootGrant, "whole project");
    standIn.faults.satellite = { code: 8, text: "[stop](command:evil) $(bug)\u202e\nRevoke “whole project”?" };
    const done = check("whole project");
    const words = await person.reads("has had too many requests");
    assert.ok(!words.includes("\u202e") && !words.includes("](command:") && !words.includes("$("));
    assert.equal(words.trimEnd().includes("\n"), false);
    await person.presses("too many requests");
    await done;
  });

  it("ends when it is cancelled, and says no more", async () => {
    await save(standIn.ready.rootGrant, "whole project");
    standIn.faults.satellite = "silence";
    const asked = standIn.requests().length;
    const cancelled = cancelsNext(() => eventually(() => (standIn.requests().length > asked ? true : undefined)));
    assert.equal(await check("whole project"), "nothing");
    await cancelled;
  });

  it("is offered nothing to check where nothing is, and does nothing where the person leaves", async () => {
    await openText("nothing\n");
    await call("storjGrants.checkWithSatellite");
    await person.reads("There is no access grant or API key here to check");
    await save(standIn.ready.rootGrant, "whole project");
    await save(guarded(endingAt(Date.now() + hour)), "another");
    const asked = standIn.connections();
    const done = call("storjGrants.checkWithSatellite");
    await person.leaves("Which credential is to be checked?");
    assert.equal(await done, "nothing");
    assert.equal(standIn.connections(), asked);
  });
});
