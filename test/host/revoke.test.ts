import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Services } from "../../src/commands/services";
import {
  buildGrant,
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
import { MetainfoError, projectInfo, revokeApiKey } from "../../src/satellite/metainfo";
import { demoAccessKeyId, demoGrant, demoSecretKey, everyday, prefix, readOnly, us1 } from "../support/demoCredentials";
import { type StandIn, startSatellite } from "../support/satellite";
import { cancelsNext } from "./support/cancel";
import {
  call,
  closeEverything,
  eventually,
  hoverTexts,
  leaks,
  lensTitles,
  openText,
  pageText,
  restartExtension,
  see,
  SettableClock,
  testSeam,
} from "./support/extension";
import { Person } from "./support/person";
import { drawn, forgetEverything, lineOf } from "./support/savedGrants";

const minute = 60_000;
const hour = 60 * minute;

describe("revoking", () => {
  let standIn: StandIn;
  let services: Services;
  let person: Person;
  let asked = 0;

  before(async () => {
    standIn = await startSatellite({ audited: true });
    leaks.guard(...standIn.ready.apiKeys, standIn.ready.rootGrant);
  });
  after(() => standIn.stop());
  beforeEach(async () => {
    await begin();
    await forgetEverything(services);
    person = new Person();
    asked = standIn.requests().length;
  });
  afterEach(async () => {
    standIn.faults.satellite = undefined;
    await person.leave();
    await forgetEverything(services);
    await closeEverything();
  });

  const begin = async (clock?: SettableClock): Promise<void> => {
    services = await restartExtension(clock);
    await services.approved.add(standIn.ready.satelliteID, host());
  };
  const host = (): string => standIn.ready.satelliteNodeURL.slice(standIn.ready.satelliteID.length + 1);
  /** What has been asked since the test began. */
  const rpcs = (): string[] => standIn.requests().slice(asked).map((one) => (one.to === "satellite" ? one.rpc : one.path));
  const root = (): Grant => parseGrant(standIn.ready.rootGrant);
  const guarded = (grant: Grant): string => {
    const text = serializeGrant(grant);
    leaks.guard(text);
    return text;
  };
  let tenants = 0;
  /** Another one each time: what is revoked stays so. */
  const tenantOf = (grant: Grant): Grant => restrictGrant(grant, everyday, [prefix("encrypted", `tenant1/${String(++tenants)}/`)]);
  const save = async (grant: Grant, label: string, details: { isProduction?: boolean; revokedAt?: number } = {}): Promise<string> =>
    (await services.vault.save({ kind: "grant", text: guarded(grant) }, { label, ...details })).record.id;
  const savePair = async (label: string, grant?: string): Promise<void> => {
    const [accessKeyId, secretKey] = [demoAccessKeyId(), demoSecretKey()];
    leaks.guard(accessKeyId, secretKey);
    await services.vault.save({ kind: "s3", accessKeyId, secretKey, ...(grant !== undefined && { grant }) }, { label });
  };
  const revoke = async (label: string): Promise<unknown> => call("storjGrants.revoke", await lineOf(services, label));
  const isRefused = async ({ macaroon, satelliteAddress: address }: Grant): Promise<boolean> => {
    const satellite = satelliteAddress(parseSatelliteUrl(address));
    assert.ok(satellite);
    const caller = { satellite, apiKey: serializeMacaroon(macaroon), deadlineMs: 15_000, clock: services.clock };
    return projectInfo(caller).then(() => false, (error: unknown) => error instanceof MetainfoError && error.code === "unauthorized");
  };
  /** Revokes past the extension. */
  const revokeElsewhere = async (by: Grant, { macaroon }: Grant): Promise<void> => {
    const satellite = satelliteAddress(parseSatelliteUrl(by.satelliteAddress));
    assert.ok(satellite);
    const caller = { satellite, apiKey: serializeMacaroon(by.macaroon), deadlineMs: 15_000, clock: services.clock };
    await revokeApiKey(caller, serializeMacaroon(macaroon));
  };
  const revokedLabels = (): string[] => services.vault.all().flatMap(({ label, revokedAt }) => (revokedAt === undefined ? [] : [label])).sort();
  const descriptionOf = async (label: string): Promise<string> =>
    String(see(await services.saved.getTreeItem(await lineOf(services, label))).description);

  it("ends a grant by its nearest saved ancestor, and all that was made from it; the view says so", async () => {
    const tenant = tenantOf(root());
    const reader = restrictGrant(tenant, readOnly, []);
    await save(root(), "whole project");
    const id = await save(tenant, "tenant");
    await save(reader, "reader", { isProduction: true });
    await savePair("pair", id);
    await save(tenantOf(root()), "another tenant");
    const done = revoke("tenant");
    const words = await person.reads("Revoke “tenant”?");
    assert.ok(words.includes(`The satellite ${host()} is asked with “whole project”, from which it was made.`));
    assert.ok(words.includes("What is saved here and ends too, 2: “reader” (production), “pair” (S3 credentials)."));
    assert.match(words, /Everything else that was made from it ends as well, saved here or not/);
    assert.match(words, /can't be undone/);
    assert.deepEqual(rpcs(), []);
    await person.presses("Revoke “tenant”?", "Revoke");
    assert.match(await person.reads("Revoked: “tenant”. 2 other saved ones ended with it."), /may still take it until \d\d:\d\d\./);
    await person.presses("Revoked: “tenant”");
    assert.equal(await done, "nothing");
    assert.deepEqual(rpcs(), ["RevokeAPIKey"]);
    assert.deepEqual(revokedLabels(), ["pair", "reader", "tenant"]);
    assert.ok((await isRefused(tenant)) && (await isRefused(reader)));
    assert.equal(await isRefused(root()), false);
    for (const label of ["tenant", "reader", "pair"]) {
      const item = see(await services.saved.getTreeItem(await lineOf(services, label)));
      assert.match(String(item.description), /^revoked · caches agree by \d\d:\d\d/);
      assert.equal((item.iconPath as vscode.ThemeIcon).id, "circle-slash");
      assert.match(item.accessibilityInformation?.label ?? "", /revoked/);
    }
    assert.doesNotMatch(await descriptionOf("another tenant"), /revoked/);
  });

  it("tells of the caches for five minutes, in the order by end too, and of what is saved below it afterwards", async () => {
    const clock = new SettableClock();
    await begin(clock);
    const tenant = tenantOf(root());
    await save(tenant, "tenant", { revokedAt: clock.now() });
    const id = await save(restrictGrant(tenant, { ...everyday, notAfter: instantFromMilliseconds(clock.now() + hour) }, []), "afterwards");
    await savePair("pair", id);
    await call("storjGrants.sortSavedByExpiry");
    assert.deepEqual(await drawn(services), ["afterwards", "pair", "tenant"]);
    for (const label of ["tenant", "afterwards", "pair"]) assert.match(await descriptionOf(label), /^revoked · caches agree by/);
    assert.equal(services.saved.badge, undefined);
    let changes = 0;
    const listening = services.saved.onDidChangeTreeData(() => { changes++; });
    clock.advance(5 * minute);
    listening.dispose();
    assert.ok(changes > 0);
    for (const label of ["tenant", "afterwards", "pair"]) assert.match(await descriptionOf(label), /^revoked(?! · caches)/);
  });

  it("is told where what was revoked is to be restricted", async () => {
    await save(tenantOf(root()), "tenant", { revokedAt: Date.now() });
    const done = call("storjGrants.restrict", await lineOf(services, "tenant"));
    await person.presses("What is being restricted is noted here as revoked");
    await person.leaves("Restrict");
    assert.equal(await done, "nothing");
  });

  it("is told in a document, by lens and hover, also of what is saved below what was revoked", async () => {
    const tenant = tenantOf(root());
    const reader = restrictGrant(tenant, readOnly, []);
    await save(tenant, "tenant", { revokedAt: Date.now() });
    await save(reader, "reader");
    await begin();
    const { uri } = await openText(`a = ${guarded(tenant)}\nb = ${guarded(reader)}\n`);
    for (const label of ["tenant", "reader"]) {
      await eventually(async () => (await lensTitles(uri)).find((title) => title === `Saved as “${label}”, revoked`));
    }
    assert.match((await hoverTexts(uri, new vscode.Position(0, 30))).join(), /Saved as “tenant”, revoked/);
  });

  it("ends S3 credentials by their grant, and says so", async () => {
    const id = await save(tenantOf(root()), "tenant");
    await save(root(), "whole project");
    await savePair("pair", id);
    const done = revoke("pair");
    const words = await person.reads("Revoke “tenant”?");
    assert.match(words, /This ends “pair” \(S3 credentials\), which was registered from it/);
    await person.presses("Revoke “tenant”?", "Revoke");
    await person.presses("Revoked: “tenant”, and by it “pair” (S3 credentials).");
    await done;
    assert.deepEqual(revokedLabels(), ["pair", "tenant"]);
    await savePair("stray");
    const stray = revoke("stray");
    await person.presses("S3 credentials end with the access grant that they were registered from, and of “stray” it is not known");
    await stray;
  });

  it("takes what stands in a document and is not saved, and notes what is saved below it", async () => {
    const tenant = tenantOf(root());
    await save(root(), "whole project", { isProduction: true });
    await save(restrictGrant(tenant, readOnly, []), "reader");
    const { uri } = await openText(`grant = ${guarded(tenant)}\n`);
    const done = call("storjGrants.revoke", uri.toString(), "grant = ".length);
    const words = await person.reads("Revoke this access grant (encrypted/tenant1/");
    assert.match(words, /is asked with “whole project” \(production\)/);
    await person.presses("Revoke this access grant", "Revoke");
    await person.presses("Revoked: this access grant (encrypted/tenant1/");
    assert.equal(await done, "nothing");
    assert.deepEqual(revokedLabels(), ["reader"]);
  });

  it("never gives an ancestor's API key to the satellite that a stranger's copy of the grant names", async () => {
    const trap = await startSatellite();
    try {
      leaks.guard(trap.ready.rootGrant);
      await services.approved.add(trap.ready.satelliteID, trap.ready.satelliteNodeURL.slice(trap.ready.satelliteID.length + 1));
      const tenant = tenantOf(root());
      await save(root(), "whole project");
      const { uri } = await openText(`grant = ${guarded(buildGrant(utf8(trap.ready.satelliteNodeURL), tenant.macaroon, tenant.store))}\n`);
      const done = call("storjGrants.revoke", uri.toString(), "grant = ".length);
      const words = await person.reads("Revoke this access grant");
      assert.match(words, /It names 127\.0\.0\.1:\d+ as its satellite: that one is not asked\./);
      await person.presses("Revoke this access grant", "Revoke");
      await person.presses("Revoked: this access grant");
      await done;
      assert.equal(trap.connections(), 0);
      assert.ok(await isRefused(tenant));
    } finally {
      await trap.stop();
    }
  });

  it("asks before an API key goes to the satellite that only what is to be revoked names, also where that one may be asked", async () => {
    const tenant = tenantOf(root());
    await services.vault.save({ kind: "apiKey", text: standIn.ready.apiKeys[0] }, { label: "as issued" });
    const { uri } = await openText(`grant = ${guarded(tenant)}\n`);
    const left = call("storjGrants.revoke", uri.toString(), "grant = ".length);
    await person.presses("Send the API key itself to the satellite 127.0.0.1:");
    await left;
    assert.deepEqual(rpcs(), []);
    const done = call("storjGrants.revoke", uri.toString(), "grant = ".length);
    await person.presses("Send the API key itself to the satellite 127.0.0.1:", "Ask It");
    assert.match(await person.reads("Revoke this access grant"), /is asked with “as issued” \(API key\)/);
    await person.presses("Revoke this access grant", "Revoke");
    await person.presses("Revoked: this access grant");
    await done;
    assert.deepEqual(rpcs(), ["RevokeAPIKey"]);
  });

  it("works for API keys, by an API key, whose satellite is asked for", async () => {
    const key = parseApiKey(standIn.ready.apiKeys[2]);
    const narrow = serializeApiKey(restrictApiKey(key, readOnly, []));
    leaks.guard(narrow);
    await services.vault.save({ kind: "apiKey", text: standIn.ready.apiKeys[2] }, { label: "as issued" });
    await services.vault.save({ kind: "apiKey", text: narrow }, { label: "narrow" });
    const done = revoke("narrow");
    await person.types("Which satellite is the API key of?", standIn.ready.satelliteNodeURL);
    assert.match(await person.reads("Revoke “narrow”?"), /is asked with “as issued” \(API key\)/);
    await person.presses("Revoke “narrow”?", "Revoke");
    await person.presses("Revoked: “narrow”");
    await done;
    assert.deepEqual(revokedLabels(), ["narrow"]);
  });

  it("is done by an ancestor that is revoked itself, has expired, or may only read", async () => {
    const revoked = tenantOf(root());
    await revokeElsewhere(root(), revoked);
    const expired = restrictGrant(root(), { ...everyday, notAfter: instantFromMilliseconds(Date.now() - hour) }, []);
    const reader = restrictGrant(root(), readOnly, [prefix("encrypted", `reader${String(++tenants)}/`)]);
    const ancestors = { revoked, expired, reader };
    await save(root(), "whole project");
    for (const [label, ancestor] of Object.entries(ancestors)) {
      await save(ancestor, label, label === "revoked" ? { revokedAt: Date.now() } : {});
      await save(restrictGrant(ancestor, readOnly, []), `below ${label}`);
      const done = revoke(`below ${label}`);
      assert.ok((await person.reads(`Revoke “below ${label}”?`)).includes(`is asked with “${label}”`));
      await person.presses(`Revoke “below ${label}”?`, "Revoke");
      await person.presses(`Revoked: “below ${label}”`);
      await done;
    }
    assert.deepEqual(rpcs().filter((rpc) => rpc !== "RevokeAPIKey"), []);
  });

  it("tells of what was revoked before, looks whether it is refused, and notes it then", async () => {
    const [tenant, used] = [tenantOf(root()), tenantOf(root())];
    await save(root(), "whole project");
    await save(tenant, "tenant");
    await save(restrictGrant(tenant, readOnly, []), "reader");
    await revokeElsewhere(root(), tenant);
    const done = revoke("tenant");
    await person.presses("Revoke “tenant”?", "Revoke");
    const words = await person.reads("The satellite could not revoke “tenant” (Failed to revoke API key): most likely it was revoked before.");
    assert.match(words, /It refuses it now, and here it is noted as revoked, and with it 1 other saved\./);
    await person.presses("The satellite could not revoke “tenant”");
    await done;
    assert.deepEqual(revokedLabels(), ["reader", "tenant"]);
    assert.deepEqual(rpcs().slice(-2), ["RevokeAPIKey", "ProjectInfo"]);

    await save(used, "used");
    assert.equal(await isRefused(used), false);
    await revokeElsewhere(root(), used);
    const cached = revoke("used");
    await person.presses("Revoke “used”?", "Revoke");
    await person.presses("It takes it still: satellites remember for up to five minutes.");
    await cached;
    assert.deepEqual(revokedLabels(), ["reader", "tenant"]);
  });

  it("lets the next ancestor try where the satellite does not take the nearest", async () => {
    const key = parseApiKey(standIn.ready.apiKeys[3]);
    const audited = buildGrant(root().satelliteAddress, key, root().store);
    const [middle] = [restrictGrant(audited, everyday, [prefix("encrypted", "a/")])];
    await save(audited, "as issued");
    await save(middle, "unregistered");
    await save(restrictGrant(middle, readOnly, []), "below");
    const done = revoke("below");
    assert.match(await person.reads("Revoke “below”?"), /is asked with “unregistered”/);
    await person.presses("Revoke “below”?", "Revoke");
    await person.presses("does not take “unregistered”, a restriction of an auditable API key", "Try the Next One…");
    assert.match(await person.reads("Revoke “below”?"), /is asked with “as issued”/);
    await person.presses("Revoke “below”?", "Revoke");
    await person.presses("Revoked: “below”");
    await done;
    assert.deepEqual(revokedLabels(), ["below"]);
    assert.deepEqual(rpcs(), ["RevokeAPIKey", "RevokeAPIKey"]);
  });

  it("tells what a satellite's refusal says, whatever that is, and notes nothing", async () => {
    await save(root(), "whole project");
    await save(tenantOf(root()), "tenant");
    const hostile = "[stop](command:evil) $(bug)\u202e\nRevoked: “tenant”.";
    for (const [code, says] of [[7, "does not take “whole project” for it"], [8, "has had too many requests"], [3, "does not take the request"]] as const) {
      standIn.faults.satellite = { code, text: hostile };
      const done = revoke("tenant");
      await person.presses("Revoke “tenant”?", "Revoke");
      const words = await person.reads(says);
      assert.ok(!words.includes("\u202e") && !words.includes("](command:") && !words.includes("$("), words);
      assert.equal(words.trimEnd().includes("\n"), false);
      await person.presses(says);
      assert.equal(await done, "nothing");
    }
    assert.deepEqual(revokedLabels(), []);
  });

  it("does not know what came of it where it is cancelled or the connection breaks, and a check tells", async () => {
    await save(root(), "whole project");
    const tenant = tenantOf(root());
    await save(tenant, "tenant");
    standIn.faults.satellite = "silence";
    const cancelled = cancelsNext(() => eventually(() => (rpcs().length > 0 ? true : undefined)));
    const done = revoke("tenant");
    await person.presses("Revoke “tenant”?", "Revoke");
    await cancelled;
    await person.reads("had not answered yet when you cancelled the revocation of “tenant”. Perhaps it was revoked all the same");
    standIn.faults.satellite = undefined;
    await person.presses("had not answered yet", "Check with Satellite");
    await person.presses("takes “tenant”: it works");
    assert.equal(await done, "nothing");

    standIn.faults.satellite = "hang-up";
    const broken = revoke("tenant");
    await person.presses("Revoke “tenant”?", "Revoke");
    assert.match(await person.reads("The revocation of “tenant” failed"), /Perhaps it was revoked all the same/);
    standIn.faults.satellite = undefined;
    await person.presses("The revocation of “tenant” failed", "Try Again");
    await person.presses("Revoked: “tenant”");
    await broken;
    assert.deepEqual(revokedLabels(), ["tenant"]);
  });

  it("leaves everything as it was wherever the person leaves", async () => {
    await save(root(), "whole project");
    const tenant = tenantOf(root());
    const id = await save(tenant, "tenant");
    for (let at = 0; at < 11; at++) await save(restrictGrant(tenant, readOnly, []), `below ${String(at)}`);
    await savePair("pair", id);
    const before = services.vault.all();

    await openText("nothing\n");
    const picks = call("storjGrants.revoke");
    await person.leaves("Which credential is to be revoked?");
    assert.equal(await picks, "nothing");

    const asks = revoke("tenant");
    await person.presses("Revoke “tenant”?");
    assert.equal(await asks, "nothing");

    const shows = revoke("tenant");
    await person.presses("Revoke “tenant”?", "Show All");
    await person.presses("What ends with “tenant” is listed in the editor");
    assert.equal(await shows, "nothing");

    const goesOn = revoke("tenant");
    await person.presses("Revoke “tenant”?", "Show All");
    await person.presses("What ends with “tenant” is listed in the editor", "Go On…");
    await person.presses("Revoke “tenant”?");
    assert.equal(await goesOn, "nothing");
    assert.deepEqual(rpcs(), []);
    assert.deepEqual(services.vault.all(), before);
  });

  it("says why it can't without an ancestor, and what can, with the console of Storj's own satellites", async () => {
    const stray = restrictGrant(demoGrant(us1), readOnly, []);
    await save(stray, "stray");
    await save(demoGrant(us1), "as issued");
    await save(tenantOf(root()), "elsewhere");
    const opened: string[] = [];
    const real = vscode.env.openExternal;
    const alone = revoke("stray");
    const words = await person.reads("Nothing that is saved here can revoke “stray”");
    assert.match(words, /Only what it was made from may revoke it/);
    assert.match(words, /Deleting its API key ends it, with every other grant that was made from that key, saved here or not/);
    await person.presses("Nothing that is saved here can revoke “stray”");
    await alone;
    const issued = revoke("as issued");
    assert.match(await person.reads("can revoke “as issued”"), /can be deleted, and not revoked/);
    Object.defineProperty(vscode.env, "openExternal", { configurable: true, value: (uri: vscode.Uri) => Promise.resolve(opened.push(uri.toString()) > 0) });
    try {
      await person.presses("can revoke “as issued”", "Open Web Console");
      await issued;
    } finally {
      Object.defineProperty(vscode.env, "openExternal", { configurable: true, value: real });
    }
    assert.deepEqual(opened, ["https://us1.storj.io/"]);
    const elsewhere = revoke("elsewhere");
    await assert.rejects(person.presses("can revoke “elsewhere”", "Open Web Console"), /has no button/);
    await person.presses("can revoke “elsewhere”");
    await elsewhere;
    assert.deepEqual(rpcs(), []);
  });

  it("ends many at once: ten are named, all are listed on a page, and each is noted", async () => {
    const tenant = tenantOf(root());
    await save(root(), "whole project");
    await save(tenant, "tenant");
    const ids: string[] = [];
    for (let at = 0; at < 15; at++) ids.push(await save(restrictGrant(tenant, readOnly, []), `one of many ${String(at).padStart(2, "0")}`));
    const done = revoke("tenant");
    const words = await person.reads("Revoke “tenant”?");
    assert.match(words, /ends too, 15: “one of many 00”, .*“one of many 09” and 5 more\./);
    await person.presses("Revoke “tenant”?", "Show All");
    await person.reads("What ends with “tenant” is listed");
    const page = vscode.window.activeTextEditor?.document.uri;
    assert.ok(page);
    const listed = (await pageText(page)).split("\n").filter((line) => line.startsWith("- "));
    assert.deepEqual(listed, ids.map((id, at) => `- “one of many ${String(at).padStart(2, "0")}” · ${id}`));
    await person.presses("What ends with “tenant” is listed", "Go On…");
    await person.presses("Revoke “tenant”?", "Revoke");
    await person.presses("Revoked: “tenant”. 15 other saved ones ended with it.");
    await done;
    assert.equal(revokedLabels().length, 16);
  });

  it("names of which ones it could not be noted, and these are shown as revoked by their ancestor all the same", async () => {
    const tenant = tenantOf(root());
    await save(root(), "whole project");
    await save(tenant, "tenant");
    const id = await save(restrictGrant(tenant, readOnly, []), "stubborn");
    const { secrets } = await testSeam();
    const store = secrets.store.bind(secrets);
    secrets.store = (key, value) => (key.includes(id) ? Promise.reject(new Error("full")) : store(key, value));
    try {
      const done = revoke("tenant");
      await person.presses("Revoke “tenant”?", "Revoke");
      await person.presses("That could not be noted here of “stubborn”: VS Code did not store it. They have ended all the same.");
      await done;
    } finally {
      secrets.store = store;
    }
    assert.deepEqual(revokedLabels(), ["tenant"]);
    assert.match(await descriptionOf("stubborn"), /^revoked/);
  });
});
