import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { accountsAt, linkedAccounts, loadAccounts, satelliteOfAccount } from "../../../../src/commands/contacting/linkedAccount";
import { namedByGrants, namedSatellites } from "../../../../src/commands/contacting/satelliteOfKey";
import type { Services } from "../../../../src/commands/services";
import { keyFacts } from "../../../../src/decoder/keyFacts";
import { formatNodeId, parseSatelliteUrl, restrictGrant, serializeApiKey, serializeGrant, utf8, utf8Text } from "../../../../src/grant";
import { satelliteAddress } from "../../../../src/satellite/address";
import type { Account } from "../../../../src/vault/accounts";
import type { ConsoleKey } from "../../../../src/vault/record";
import { VaultError } from "../../../../src/vault/vaultError";
import { demoGrant, readOnly, us1 } from "../../../support/demoCredentials";
import { around } from "../savedServices";

const origin = "https://console.example";
const [first, second] = ["https://us1.storj.io", "https://eu1.storj.io"] as const;

const account = (id: string, details: Partial<Account> = {}): Account => ({
  id,
  origin,
  way: "session",
  name: id,
  secret: "s",
  expiresAt: undefined,
  nodeUrl: us1,
  ...details,
});

/** A satellite that is none of Storj's own. */
const elsewhere = `${formatNodeId(randomBytes(32))}@sat.example:7777`;

const root = demoGrant();
const facts = keyFacts(root.macaroon, undefined);

/** A vault with the API key, linked to a console; and accounts, of which some are over. */
async function services(accounts: readonly Account[], key: Partial<ConsoleKey> = {}, over: readonly string[] = []): Promise<Services> {
  const consoleKey = { origin, project: "p", key: "k", isSaid: false, ...key };
  const apiKey = { kind: "apiKey", text: serializeApiKey(root.macaroon) } as const;
  const all = (await around([[apiKey, { label: "key", consoleKey }]])).services;
  return { ...all, accounts: { all: () => accounts }, sessions: { isOver: (id: string) => over.includes(id) } } as unknown as Services;
}

describe("the accounts of the console that has an API key", () => {
  it("are those of its exact origin, first those of which the session is not over", async () => {
    const accounts = [account("a"), account("b", { origin: first }), account("c"), account("d", { origin: `${origin}:8443` })];
    const found = linkedAccounts(await services(accounts, {}, ["a"]), facts);
    assert.deepEqual(found.map((one) => [one.account.id, one.key.key]), [["c", "k"], ["a", "k"]]);
  });

  it("are none of an API key that is not linked", async () => {
    assert.deepEqual(linkedAccounts(await services([account("a")]), keyFacts(demoGrant().macaroon, undefined)), []);
  });

  it("name the satellite of a bare API key before any grant of its family, and never that of a grant", async () => {
    const all = await services([account("a", { nodeUrl: "no address" }), account("b", { nodeUrl: elsewhere })]);
    await all.vault.save({ kind: "grant", text: serializeGrant(root) }, { label: "grant" });
    assert.deepEqual(namedSatellites(all, facts), [{ address: utf8(elsewhere), isHearsay: false }]);
    assert.deepEqual(namedByGrants(all, facts).map(({ address }) => utf8Text(address)), [utf8Text(root.satelliteAddress)]);
    assert.deepEqual(namedSatellites(all, keyFacts(root.macaroon, root)), [{ address: root.satelliteAddress, isHearsay: false }]);
  });

  it("name none, but to whoever made it, of a key with the head of an API key that their console made", async () => {
    const { head } = root.macaroon;
    const victim = keyFacts({ head, caveats: [], tail: randomBytes(32) }, undefined);
    const all = await services([account("a", { nodeUrl: elsewhere })]);
    assert.deepEqual([namedSatellites(all, facts).length, namedSatellites(all, victim)], [1, []]);
    assert.deepEqual(linkedAccounts(all, victim), []);
  });

  it("are no more than hearsay where a person says so, before that of others of its family, and after what it was made from", async () => {
    const all = await services([account("a", { nodeUrl: elsewhere })], { isSaid: true });
    await all.vault.save({ kind: "grant", text: serializeGrant(restrictGrant(root, readOnly, [])) }, { label: "of its family" });
    assert.deepEqual(namedSatellites(all, facts), [{ address: utf8(elsewhere), isHearsay: true, saidOf: origin }]);
    await all.vault.save({ kind: "grant", text: serializeGrant(root) }, { label: "its own" });
    assert.deepEqual(namedSatellites(all, facts), [{ address: root.satelliteAddress, isHearsay: false }]);
  });
});

describe("the satellite of an account", () => {
  it("is where its console's node URL leads, and none where that leads nowhere", () => {
    assert.equal(satelliteOfAccount(account("a"))?.at.host, "us1.storj.io");
    for (const nodeUrl of ["", "us1.example", "evil", "\u0000", `${us1}0000`, "12Eay@x:7777"]) {
      assert.equal(satelliteOfAccount(account("a", { nodeUrl })), undefined, nodeUrl);
    }
  });

  const at = async (nodeUrl: string, accounts: readonly Account[]): Promise<readonly string[]> => {
    const id = satelliteAddress(parseSatelliteUrl(utf8(nodeUrl)))?.id;
    assert.ok(id);
    return accountsAt(await services(accounts), id).map((one) => one.id);
  };

  it("is known by its node ID, wherever the console says that it is", async () => {
    const accounts = [account("a", { origin: second, nodeUrl: "bad" }), account("b", { nodeUrl: elsewhere.replace("sat.example", "127.0.0.1") })];
    assert.deepEqual(await at(elsewhere, accounts), ["b"]);
  });

  it("is one of Storj's own only of its own console, whatever another one claims", async () => {
    const accounts = [account("a"), account("b", { origin: first }), account("c", { origin: second }), account("d", { origin: `${first}:8443` })];
    assert.deepEqual(await at(us1, accounts), ["b"]);
  });
});

describe("accounts that can't be read", () => {
  it("stop nothing; another failure is one", async () => {
    const failing = (error: Error): Pick<Services, "accounts"> => ({ accounts: { load: () => Promise.reject(error) } as unknown as Services["accounts"] });
    await loadAccounts(failing(new VaultError({ code: "read-failed", tried: "", wrong: "", next: "" })));
    await assert.rejects(loadAccounts(failing(new TypeError("x"))), TypeError);
  });
});
