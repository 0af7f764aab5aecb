import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Services } from "../../src/commands/services";
import { parseGrant, parseSatelliteUrl, restrictGrant, serializeGrant, serializeMacaroon } from "../../src/grant";
import { satelliteAddress } from "../../src/satellite/address";
import { MetainfoError, projectInfo } from "../../src/satellite/metainfo";
import type { Account } from "../../src/vault/accounts";
import { demoAccessKeyId, demoSecretKey, everyday, prefix } from "../support/demoCredentials";
import type { StandIn } from "../support/satellite";
import { beginAtConsole, cancels, consoleAsks, endAtConsole, keyLines, projectLine, shownKeys } from "./support/consoles";
import { call, eventually, leaks, pageText, see, SettableClock } from "./support/extension";
import type { Person } from "./support/person";
import { lineOf } from "./support/savedGrants";
import { projectId, startStandIn } from "./support/standIn";

const hostile = "b\u202e$(gear) [x](command:evil)\nNothing is deleted";

describe("deleting API keys", () => {
  let standIn: StandIn;
  let services: Services;
  let person: Person;
  let account: Account;
  let project = "";
  let asked = 0;

  before(async () => {
    standIn = await startStandIn({ cacheMs: 0, console: { csrf: true, keys: 40 } });
    project = projectId(standIn, "Shared");
  });
  after(() => standIn.stop());
  beforeEach(() => begin());
  afterEach(() => endAtConsole(standIn, { services, person }));

  const begin = async (options?: Parameters<typeof beginAtConsole>[1]): Promise<void> => {
    ({ services, person, account } = await beginAtConsole(standIn, options));
  };
  /** Makes API keys, sorted before all others; gives their IDs. */
  const made = (names: readonly string[], email?: string): readonly string[] =>
    names.map((name) => {
      const { id, key } = standIn.console.addKey(project, name, email);
      leaks.guard(key);
      return id;
    });
  let count = 0;
  /** New names, each of its own. */
  const names = (howMany: number): readonly string[] => Array.from({ length: howMany }, () => `a ${String(++count).padStart(3, "0")}`);
  /** Clicks Delete API Keys… on the first of these lines, all of which are selected. */
  const remove = async (...which: readonly string[]): Promise<unknown> => {
    const lines = await keyLines(services, account, project, ...which);
    asked = consoleAsks(standIn).length;
    return call("storjGrants.deleteApiKeys", lines[0], lines);
  };
  /** What has been asked since the click: the deletions, and each look into the list by what it asks for. */
  const asks = (): readonly string[] =>
    consoleAsks(standIn, asked).flatMap((one) => {
      if (one.startsWith("DELETE")) return "delete";
      return one.includes("apikeys/") || one.includes("list-paged") ? `list ${/limit=(\d+)/.exec(one)?.[1] ?? ""}` : [];
    });
  const isThere = async (name: string): Promise<boolean> => (await shownKeys(services, account, project)).includes(name);

  it("ends a key and all that was made from it, once that was agreed to; what is saved of it is marked as ended", async () => {
    const root = parseGrant(standIn.ready.rootGrant);
    const tenant = restrictGrant(root, everyday, [prefix("encrypted", "tenant1/")]);
    const text = serializeGrant(tenant);
    leaks.guard(text);
    const [line] = await keyLines(services, account, project, "key 000");
    const consoleKey = { origin: account.origin, project, key: line?.key ?? "", isSaid: false };
    await services.vault.save({ kind: "grant", text: standIn.ready.rootGrant }, { label: "whole project", consoleKey });
    const { record } = await services.vault.save({ kind: "grant", text }, { label: "tenant", isProduction: true });
    const [accessKeyId, secretKey] = [demoAccessKeyId(), demoSecretKey()];
    leaks.guard(accessKeyId, secretKey);
    await services.vault.save({ kind: "s3", accessKeyId, secretKey, grant: record.id }, { label: "pair" });

    const done = remove("key 000");
    const question = "Delete the API key “key 000” of Shared?";
    const words = await person.reads(question);
    assert.ok(words.includes(`As ${standIn.ready.email} at `) && words.includes("This can't be undone."), words);
    assert.ok(words.includes("What ends with it: 3 that are saved here: “whole project”, “tenant” (production), “pair” (S3 credentials); S3 credentials,"), words);
    assert.ok(words.endsWith("and every other grant made from this key, saved here or not."), words);
    assert.deepEqual(asks(), []);
    await person.presses(question, "Delete");
    assert.match(await person.reads("The API key “key 000” of Shared was deleted."), /until \d\d:\d\d\. Saved here, and ended as well: 3\.\n/);
    await person.presses("The API key “key 000” of Shared was deleted.");
    assert.equal(await done, "nothing");
    assert.deepEqual(asks(), ["delete", "list 50"]);
    assert.equal(await isThere("key 000"), false);
    for (const label of ["whole project", "tenant", "pair"]) {
      assert.match(String(see(await services.saved.getTreeItem(await lineOf(services, label))).description), /^revoked/);
    }
    const satellite = satelliteAddress(parseSatelliteUrl(root.satelliteAddress));
    assert.ok(satellite);
    const caller = { satellite, apiKey: serializeMacaroon(tenant.macaroon), deadlineMs: 15_000, clock: services.clock };
    await assert.rejects(projectInfo(caller), (error) => error instanceof MetainfoError && error.code === "unauthorized");
  });

  it("asks before it marks what was made from a key by a person's word alone", async () => {
    const [name] = names(1);
    made([name ?? ""]);
    const [line] = await keyLines(services, account, project, name ?? "");
    const consoleKey = { origin: account.origin, project, key: line?.key ?? "", isSaid: true };
    const { record } = await services.vault.save({ kind: "grant", text: standIn.ready.nullCipherGrant }, { label: "as I say", consoleKey });
    const done = remove(name ?? "");
    await person.presses(`Delete the API key “${name ?? ""}” of Shared?`, "Delete");
    const words = await person.reads("was deleted.");
    assert.match(words, /Saved here, and ended as well: 1\. That 1 of them were made from it is what you said/);
    assert.equal(services.vault.find(record.id)?.revokedAt, undefined);
    await person.presses("was deleted.", "Mark as Ended");
    await done;
    assert.notEqual(services.vault.find(record.id)?.revokedAt, undefined);
  });

  it("sends nothing where the person does not want it, and nothing of what a stranger names", async () => {
    const done = remove("key 001");
    await person.presses("Delete the API key “key 001” of Shared?");
    assert.equal(await done, "nothing");
    assert.deepEqual(asks(), []);
    const [line] = await keyLines(services, account, project, "key 001");
    const stranger = call("storjGrants.deleteApiKeys", { ...line });
    await person.leaves("Which project");
    await stranger;
    assert.ok(await isThere("key 001"));
  });

  it("names ten of many, has all of them in a document first, and deletes them with one request", async () => {
    const many = names(12);
    made(many);
    const done = remove(...many);
    const question = "Delete 12 API keys of Shared?";
    assert.match(await person.reads(question), / and 2 more\n/);
    await person.presses(question, "Show All");
    const page = await eventually(() => vscode.window.activeTextEditor?.document.uri);
    const text = await pageText(page);
    for (const name of many) assert.ok(text.includes(`- “${name}” · `), text);
    assert.match(text, /Nothing has been deleted yet/);
    await person.presses("What is to be deleted is listed in the editor.", "Go On…");
    assert.deepEqual(asks(), []);
    await person.presses(question, "Delete");
    await person.presses("12 API keys of Shared were deleted.");
    await done;
    assert.deepEqual(asks(), ["delete", "list 50"]);
    assert.ok(!(await shownKeys(services, account, project)).some((name) => many.includes(name)));
  });

  it("deletes the others where one is gone already, since the console deletes all or none, and says what became of each", async () => {
    const [first = "", second = "", third = ""] = names(3);
    const [, gone = ""] = made([first, second, third]);
    const done = remove(first, second, third);
    await person.reads("Delete 3 API keys of Shared?");
    standIn.console.deleteKey(gone);
    await person.presses("Delete 3 API keys of Shared?", "Delete");
    assert.match(await person.reads("Deleted: 2 of 3 API keys of Shared."), new RegExp(`Gone already: “${second}”\\.`));
    await person.presses("Deleted: 2 of 3 API keys of Shared.");
    await done;
    assert.deepEqual(asks(), ["delete", "list 300", "delete", "list 50"]);
    for (const name of [first, second, third]) assert.equal(await isThere(name), false);
  });

  it("deletes a member's own keys where others' are among them, and says whose they are", async () => {
    const [own = "", theirs = ""] = names(2);
    made([own], standIn.ready.memberEmail);
    made([theirs]);
    await begin({ who: "member" });
    const done = remove(own, theirs);
    await person.presses("Delete 2 API keys of Shared?", "Delete");
    const words = await person.reads("Deleted: 1 of 2 API keys of Shared.");
    assert.ok(words.includes(`Not deleted, “${theirs}” of ${standIn.ready.email}:`), words);
    await person.presses("Deleted: 1 of 2 API keys of Shared.");
    await done;
    assert.deepEqual([await isThere(own), await isThere(theirs)], [false, true]);

    const alone = remove(theirs);
    await person.presses(`Delete the API key “${theirs}” of Shared?`, "Delete");
    assert.match(await person.reads("No API key of Shared was deleted."), /does not allow that to this account/);
    await person.presses("No API key of Shared was deleted.");
    await alone;
    assert.deepEqual(asks(), ["delete"]);
  });

  it("deletes one by one with a REST API key", async () => {
    await begin({ who: "restKey" });
    const three = names(3);
    made(three);
    const done = remove(...three);
    await person.presses("Delete 3 API keys of Shared?", "Delete");
    await person.presses("3 API keys of Shared were deleted.");
    await done;
    assert.deepEqual(asks(), ["delete", "delete", "delete", "list 50"]);
  });

  it("asks the list where it was cancelled, or no answer came, and tries the rest again", async () => {
    await begin({ who: "restKey" });
    const three = names(3);
    const [first = "", second = "", third = ""] = three;
    made(three);
    const isSecond = (method: string): boolean => method === "DELETE" && asks().filter((one) => one === "delete").length === 2;
    standIn.faults.console = (method) => (isSecond(method) ? "silence" : undefined);
    const cancelling = cancels("deletes API keys", () => eventually(() => isSecond("DELETE") || undefined));
    const done = remove(...three);
    await person.presses("Delete 3 API keys of Shared?", "Delete");
    await cancelling;
    const report = "Deleted: 1 of 3 API keys of Shared.";
    assert.ok((await person.reads(report)).includes(`Not deleted, since you cancelled: “${second}”, “${third}”.`));
    standIn.faults.console = undefined;
    await person.presses(report, "Try Again");
    await person.presses("2 API keys of Shared were deleted.");
    await done;
    for (const name of [first, second, third]) assert.equal(await isThere(name), false);
  });

  it("tells of a deletion whose answer never came by the list", async () => {
    const clock = new SettableClock();
    await begin({ clock });
    const [name = ""] = names(1);
    const [id = ""] = made([name]);
    standIn.faults.console = (method) => {
      if (method !== "DELETE") return undefined;
      standIn.console.deleteKey(id);
      return "silence";
    };
    const done = remove(name);
    await person.presses(`Delete the API key “${name}” of Shared?`, "Delete");
    await eventually(() => asks()[0]);
    clock.advance(20_000);
    await person.presses(`The API key “${name}” of Shared was deleted.`);
    await done;
    assert.deepEqual(asks(), ["delete", "list 300", "list 50"]);
  });

  it("keeps the view as it is where the session is over, and offers to sign in again", async () => {
    const done = remove("key 002");
    await person.reads("Delete the API key “key 002” of Shared?");
    standIn.console.endSessions();
    await person.presses("Delete the API key “key 002” of Shared?", "Delete");
    await assert.rejects(person.presses("No API key was deleted", "Try Again"), /has no button/);
    await person.presses("No API key was deleted");
    await done;
    assert.ok(services.sessions.isOver(account.id));
    assert.ok(await isThere("key 002"));
  });

  it("shows hostile names as themselves", async () => {
    made([hostile]);
    const done = remove(hostile);
    assert.match(await person.reads("Delete the API key “b⟨U+202E⟩$⟨(⟩gear) [x]⟨(⟩command:evil)"), /^[^\n]*⟨U\+000A⟩[^\n]* of Shared\?\n/);
    await person.presses("Delete the API key “b⟨U+202E⟩", "Delete");
    await person.presses("The API key “b⟨U+202E⟩");
    await done;
  });

  it("lets keys be picked where none was clicked", async () => {
    const [name = ""] = names(1);
    made([name]);
    const line = await projectLine(services, account, project);
    const done = call("storjGrants.deleteApiKeys", line);
    await person.picks("Which API keys of Shared?", name);
    await person.presses(`Delete the API key “${name}” of Shared?`, "Delete");
    await person.presses(`The API key “${name}” of Shared was deleted.`);
    await done;
  });
});
