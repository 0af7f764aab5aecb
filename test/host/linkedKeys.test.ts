import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { Services } from "../../src/commands/services";
import { buildGrant, parseApiKey, parseGrant, restrictGrant, serializeApiKey, serializeGrant, type Store, utf8 } from "../../src/grant";
import type { Account } from "../../src/vault/accounts";
import type { ConsoleKey, SavedRecord } from "../../src/vault/record";
import type { ApiKeyNode } from "../../src/views/apiKeys/apiKeyNode";
import { demoGrant, everyday, prefix } from "../support/demoCredentials";
import type { SatelliteOptions, StandIn } from "../support/satellite";
import { cancels, consoleAsks, forgetAccounts, newToken, signedIn } from "./support/consoles";
import { call, closeEverything, eventually, leaks, restartExtension, see, set } from "./support/extension";
import { Person } from "./support/person";
import { drawn, forgetEverything, lineOf } from "./support/savedGrants";
import { startStandIn } from "./support/standIn";

const authSetting = "storjGrants.edge.authService";

/** An API key of a stand-in's console, as it lists it. */
interface Listed {
  readonly id: string;
  readonly name: string;
}

describe("API keys that are linked", () => {
  let standIn: StandIn;
  let services: Services;
  let person: Person;
  const others: StandIn[] = [];
  const { openExternal } = vscode.env;

  before(async () => {
    standIn = await startStandIn();
  });
  after(() => standIn.stop());
  beforeEach(async () => {
    services = await restartExtension();
    await forget();
    person = new Person();
  });
  afterEach(async () => {
    standIn.faults.satellite = undefined;
    standIn.faults.console = undefined;
    Object.assign(vscode.env, { openExternal });
    await person.leave();
    await forget();
    await set(authSetting, undefined);
    await closeEverything();
    for (const other of others.splice(0)) await other.stop();
  });

  const forget = async (): Promise<void> => {
    await forgetEverything(services);
    await forgetAccounts(services);
  };
  /** One more stand-in, for one test. */
  const start = async (options: SatelliteOptions = {}): Promise<StandIn> => {
    const started = await startStandIn(options);
    others.push(started);
    return started;
  };
  const signIn = (at: StandIn = standIn): Promise<Account> => signedIn(services, at);
  const project = (at: StandIn = standIn): string => at.ready.projects[0]?.publicId ?? "";
  const listed = async (name: string, at: StandIn = standIn): Promise<Listed> => {
    const headers = { Authorization: `Bearer ${at.ready.restApiKey}` };
    const query = new URLSearchParams({ search: name, limit: "10", page: "1", order: "1", orderDirection: "1" });
    const answer = await fetch(`${at.ready.consoleURL}/public/v1/projects/apikeys/${project(at)}?${query.toString()}`, { headers });
    const { apiKeys } = (await answer.json()) as { apiKeys: Listed[] };
    assert.ok(apiKeys[0]);
    return apiKeys[0];
  };
  const consoleKey = async (isSaid: boolean, at: StandIn = standIn, name = "key 000"): Promise<ConsoleKey> => ({
    origin: at.ready.consoleURL,
    project: project(at),
    key: (await listed(name, at)).id,
    isSaid,
  });
  const save = async (kind: "grant" | "apiKey", text: string, label: string, key?: ConsoleKey): Promise<SavedRecord> => {
    leaks.guard(text);
    return (await services.vault.save({ kind, text }, { label, ...(key && { consoleKey: key }) })).record;
  };
  const saved = (label: string): SavedRecord => {
    const found = services.vault.all().find((record) => record.label === label);
    assert.ok(found, `nothing is saved as ${label}`);
    return found;
  };
  const tenantOf = (text: string): string => serializeGrant(restrictGrant(parseGrant(text), everyday, [prefix("encrypted", "tenant1/")]));
  /** What a stand-in is asked from now on. */
  const asked = (of: StandIn = standIn): (() => readonly string[]) => {
    const before = of.requests().length;
    return () =>
      of.requests().slice(before).map((one) => (one.to === "satellite" ? one.rpc : `${one.method} ${one.path.split("?")[0] ?? ""}`));
  };
  /** The line of an API key in the view, and the first line above it. */
  const keyLine = async (name = "key 000", at: StandIn = standIn): Promise<ApiKeyNode> => {
    const account = services.accounts.all().find(({ origin }) => origin === at.ready.consoleURL);
    assert.ok(account);
    const node = await services.apiKeys.reveal(account.id, project(at), (await listed(name, at)).id);
    assert.ok(node);
    return node;
  };
  const passphrase = async (says: string): Promise<void> => {
    await person.picks(says, "I type or paste it");
    await person.types("The passphrase. Capitals", standIn.ready.passphrase);
    await person.types("The same passphrase once more", standIn.ready.passphrase);
  };
  const keysOf = (store: Store): unknown => [store.defaultKey, store.defaultPathCipher, store.entries()];
  const factsPath = (at: StandIn = standIn): string => `/api/v0/projects/${project(at)}/`;

  describe("make a grant", () => {
    /** Answers what is asked of a key of which the satellite is known. */
    const answersBoxes = async (): Promise<void> => {
      await person.picks("A grant for what?", "All that the API key may reach");
      await passphrase("The passphrase that encrypts");
      await person.picks("The names of objects", "Encrypted");
      await person.types("A name for it", "whole project");
    };
    const made = "The grant was made and saved as “whole project”";
    const answersAll = async (): Promise<void> => {
      await answersBoxes();
      await person.presses(made);
    };

    it("of a key that was created here, with the account's salt: without asking the satellite, or which one it is, or twice", async () => {
      await signIn();
      await save("apiKey", standIn.ready.apiKeys[0], "key", await consoleKey(false));
      const since = asked();
      const connections = standIn.connections();
      // From its line in either view; that of the console's comes after a look into the list.
      const lines = { first: await lineOf(services, "key"), second: await keyLine() };
      const looked = since().length;
      for (const [time, line] of Object.entries(lines)) {
        const done = call("storjGrants.createGrant", line);
        await answersAll();
        assert.equal(await done, "nothing");
        const { credential } = saved("whole project");
        assert.ok(credential.kind === "grant");
        const [made, theirs] = [parseGrant(credential.text), parseGrant(standIn.ready.rootGrant)];
        assert.deepEqual([keysOf(made.store), made.satelliteAddress], [keysOf(theirs.store), theirs.satelliteAddress]);
        await services.vault.remove([saved("whole project").id]);
        const forIt = since().slice(looked);
        assert.ok(forIt.length > 0 && forIt.every((path) => path.startsWith(`GET ${factsPath()}`)), `${time}: ${forIt.join()}`);
        assert.equal(new Set(forIt).size, forIt.length, "asked once");
      }
      assert.equal(standIn.connections(), connections);
    });

    it("not at a satellite that only a grant made from the key names, although the console tells the salt: that is asked about", async () => {
      const stranger = await start();
      const { nodeUrl: _none, ...account } = await signIn();
      await services.accounts.save({ ...account, nodeUrl: "" });
      await save("apiKey", standIn.ready.apiKeys[0], "key", await consoleKey(false));
      const { macaroon, store } = parseGrant(tenantOf(standIn.ready.rootGrant));
      await save("grant", serializeGrant(buildGrant(utf8(stranger.ready.satelliteNodeURL), macaroon, store)), "a stranger's");
      const done = call("storjGrants.createGrant", await lineOf(services, "key"));
      await answersBoxes();
      await person.presses("Send the API key itself to the satellite 127.0.0.1:");
      assert.equal(await done, "nothing");
      assert.equal(services.vault.all().length, 2);
      assert.deepEqual([stranger.connections(), stranger.requests()], [0, []]);
    });

    it("of a key of which a person says so with the satellite's salt, which knows better: once they want it to have the key", async () => {
      await signIn();
      await save("apiKey", standIn.ready.apiKeys[0], "key", await consoleKey(true));
      const [since, connections] = [asked(), standIn.connections()];
      const send = "Send the API key itself to the satellite 127.0.0.1:";
      for (const button of [undefined, "Ask It"]) {
        const done = call("storjGrants.createGrant", await lineOf(services, "key"));
        await answersBoxes();
        assert.match(await person.reads(send), /You have said that it is an API key of http:\/\/127\.0\.0\.1:/);
        assert.equal(standIn.connections(), connections);
        await person.presses(send, button);
        if (button) await person.presses(made);
        assert.equal(await done, "nothing");
      }
      assert.equal(since().at(-1), "ProjectInfo");

      const again = call("storjGrants.checkWithSatellite", await lineOf(services, "key"));
      await person.presses("takes “key”: it works.");
      assert.equal(await again, "nothing");
    });

    it("as before where the console is an older one, and where it was told before that the passphrase is one's own", async () => {
      let fault: "html" | { status: number } = "html";
      standIn.faults.console = (_method, path) => (path.startsWith(factsPath()) ? fault : undefined);
      await signIn();
      await save("apiKey", standIn.ready.apiKeys[0], "key", await consoleKey(false));
      for (const isManaged of [undefined, false]) {
        if (isManaged === false) fault = { status: 500 };
        await services.vault.change(saved("key").id, { consoleKey: { ...(await consoleKey(false)), ...(isManaged === false && { isManaged }) } });
        const since = asked();
        const done = call("storjGrants.createGrant", await lineOf(services, "key"));
        await answersAll();
        assert.equal(await done, "nothing");
        assert.deepEqual(since(), [`GET ${factsPath()}config`, "ProjectInfo"]);
        await services.vault.remove([saved("whole project").id]);
      }
    });

    it("not while the account does not tell, for the satellite may keep the passphrase: then none is asked for", async () => {
      const untold = "No grant was made, since it is not known whether the satellite keeps the project's passphrase: ";
      standIn.faults.console = (_method, path) => (path.startsWith(factsPath()) ? { status: 500, body: "{}" } : undefined);
      await signIn();
      await save("apiKey", standIn.ready.apiKeys[0], "key", await consoleKey(false));
      const done = call("storjGrants.createGrant", await lineOf(services, "key"));
      assert.match(await person.reads(untold), /has failed, with status 500/);
      standIn.faults.console = undefined;
      await person.presses(untold, "Try Again");
      await person.leaves("A grant for what?");
      assert.equal(await done, "nothing");

      const slow = await start();
      await signIn(slow);
      slow.faults.console = (_method, path) => (path.startsWith(factsPath(slow)) ? "silence" : undefined);
      await save("apiKey", slow.ready.apiKeys[0], "slow", await consoleKey(false, slow));
      const since = asked(slow);
      const cancelled = cancels("for the project…", () => eventually(() => since()[0]));
      const left = call("storjGrants.createGrant", await lineOf(services, "slow"));
      await cancelled;
      assert.equal(await left, "nothing");
    });

    it("with a REST API key, which does not tell either: that is said, once", async () => {
      const untold = "does not tell here whether the satellite keeps the passphrase of the project";
      await signedIn(services, standIn, "restKey");
      await save("apiKey", standIn.ready.apiKeys[0], "key", await consoleKey(false));
      const done = call("storjGrants.createGrant", await lineOf(services, "key"));
      assert.match(await person.reads(untold), /^http:\/\/127\.0\.0\.1:\d+ does not tell here .*: a session is needed for that\./);
      await person.presses(untold);
      await person.leaves("A grant for what?");
      assert.equal(await done, "nothing");
      const { showWarningMessage } = vscode.window as unknown as Record<"showWarningMessage", (...all: readonly unknown[]) => unknown>;
      const warnings: unknown[] = [];
      Object.assign(vscode.window, { showWarningMessage: (...all: readonly unknown[]) => { warnings.push(all[0]); return showWarningMessage(...all); } });
      const again = call("storjGrants.createGrant", await lineOf(services, "key"));
      await person.leaves("A grant for what?");
      assert.equal(await again, "nothing");
      assert.deepEqual(warnings, []);
    });

    it("never, with a REST API key or signed out, where it was told before that the satellite keeps the passphrase", async () => {
      await save("apiKey", standIn.ready.apiKeys[0], "key", { ...(await consoleKey(false)), isManaged: true });
      const since = asked();
      for (const isSignedIn of [false, true]) {
        if (isSignedIn) await signedIn(services, standIn, "restKey");
        const done = call("storjGrants.createGrant", await lineOf(services, "key"));
        await person.presses("No grant was made: the satellite keeps the passphrase of");
        assert.equal(await done, "nothing");
      }
      assert.deepEqual(since(), []);
    });

    it("never where the satellite keeps the passphrase: that is told, none is asked for, and the web console is where to go", async () => {
      const managed = await start({ console: { managed: ["Shared"] } });
      await signIn(managed);
      await save("apiKey", managed.ready.apiKeys[0], "key", await consoleKey(false, managed));
      const opened: unknown[] = [];
      Object.assign(vscode.env, { openExternal: (url: unknown) => Promise.resolve(opened.push(url)) });
      const done = call("storjGrants.createGrant", await lineOf(services, "key"));
      const words = await person.reads("No grant was made: the satellite keeps the passphrase of");
      assert.match(words, /made in the web console, which has its passphrase/);
      await person.presses("No grant was made: the satellite keeps the passphrase of", "Open Web Console");
      assert.equal(await done, "nothing");
      assert.equal(opened.length, 1);
      assert.ok(String(opened[0]).startsWith(managed.ready.consoleURL));
      assert.deepEqual(services.vault.all().map(({ label }) => label), ["key"]);
    });
  });

  describe("are checked", () => {
    it("with the project's name beside its ID, and asked of their satellite without a question", async () => {
      await signIn();
      await save("apiKey", standIn.ready.apiKeys[0], "key", await consoleKey(false));
      const since = asked();
      const done = call("storjGrants.checkWithSatellite", await lineOf(services, "key"));
      await person.presses(`takes “key”: it works. Project “Shared” (${project()})`);
      assert.equal(await done, "nothing");
      assert.deepEqual(since(), ["ProjectInfo", "GET /api/v0/projects"]);
    });

    it("and are not sent to a console's satellite, or held for its own, for the head of a key that the console made", async () => {
      const liar = await start();
      await signIn(liar);
      await save("apiKey", standIn.ready.apiKeys[0], "key");
      const { head } = parseApiKey(standIn.ready.apiKeys[0]);
      await save("apiKey", serializeApiKey({ head, caveats: [], tail: randomBytes(32) }), "made up", await consoleKey(false, liar));
      const connections = liar.connections();
      const done = call("storjGrants.checkWithSatellite", await lineOf(services, "key"));
      await person.leaves("Which satellite is the API key of?");
      assert.equal(await done, "nothing");
      assert.equal(liar.connections(), connections);

      const deletes = call("storjGrants.deleteApiKeys", await keyLine("key 000", liar));
      await person.presses("Delete the API key “key 000”", "Delete");
      await person.presses("was deleted");
      assert.equal(await deletes, "nothing");
      assert.deepEqual(services.vault.all().filter(({ revokedAt }) => revokedAt !== undefined).map(({ label }) => label), ["made up"]);
    });

    it("and told to be of another project than was said", async () => {
      await signIn();
      const { publicId } = standIn.ready.projects[1] as { publicId: string };
      await save("grant", standIn.ready.rootGrant, "grant", { ...(await consoleKey(true)), project: publicId });
      const done = call("storjGrants.checkWithSatellite", await lineOf(services, "grant"));
      await person.presses("It is linked to an API key of another project, which can't be the one that it was made from");
      assert.equal(await done, "nothing");
    });

    it("without the name where the account does not answer, and where nobody is signed in", async () => {
      await services.approved.add(standIn.ready.satelliteID, standIn.ready.satelliteNodeURL.slice(standIn.ready.satelliteID.length + 1));
      await save("grant", standIn.ready.rootGrant, "grant");
      for (const isSignedIn of [false, true]) {
        if (isSignedIn) await signIn();
        standIn.faults.console = "html";
        const done = call("storjGrants.checkWithSatellite", await lineOf(services, "grant"));
        await person.presses(`it works. Project ${project()}, answered`);
        assert.equal(await done, "nothing");
        standIn.faults.console = undefined;
      }
    });
  });

  describe("are registered", () => {
    const named = async (authService: string, at: StandIn = standIn, id = project(at)): Promise<void> => {
      const headers = { Cookie: `_tokenKey=${await newToken(at)}` };
      const projects = (await (await fetch(`${at.ready.consoleURL}/api/v0/projects`, { headers })).json()) as { id: string }[];
      const edgeURLOverrides = { authService, publicLinksharing: "http://links.test" };
      const body = JSON.stringify(projects.map((one) => ({ ...one, ...(one.id === project(at) && { id }), edgeURLOverrides })));
      at.faults.console = (_method, path) => (path.startsWith("/api/v0/projects") && !path.includes("/config") ? { status: 200, body } : undefined);
    };

    it("with the service that the console names where the satellite names none, or can't be asked; once that was agreed to", async () => {
      await signIn();
      await named(standIn.ready.authURL);
      const text = tenantOf(standIn.ready.rootGrant);
      await save("grant", text, "grant", await consoleKey(false));
      const use = `Use the auth service ${standIn.ready.authURL}?`;
      const first = call("storjGrants.registerForS3", await lineOf(services, "grant"));
      assert.match(await person.reads(use), /The console http:\/\/127\.0\.0\.1:\d+, which you have signed in to, names it for the project/);
      await person.presses(use);
      assert.equal(await first, "nothing");

      standIn.faults.satellite = "hang-up";
      const second = call("storjGrants.registerForS3", await lineOf(services, "grant"));
      await person.presses("The grant could not be checked", "Register Anyway");
      await person.presses(use, "Use It");
      assert.match(await person.reads("Register “grant” with"), /The project's console names it, and you have agreed/);
      await person.presses("Register “grant” with");
      assert.equal(await second, "nothing");

      // A setting wins, and was agreed to.
      standIn.faults.satellite = undefined;
      await set(authSetting, "https://auth.example.com");
      const third = call("storjGrants.registerForS3", await lineOf(services, "grant"));
      await person.presses("Register “grant” with auth.example.com?");
      assert.equal(await third, "nothing");
      assert.ok(!standIn.requests().some(({ to }) => to === "auth"));
    });

    it("with the service of a console of which that was agreed to only for the satellite that it was agreed to for", async () => {
      const claiming = await start();
      const { consoleURL, authURL, satelliteID } = claiming.ready;
      const { nodeUrl: _own, ...account } = await signIn(claiming);
      await services.accounts.save({ ...account, nodeUrl: standIn.ready.satelliteNodeURL });
      for (const by of [consoleURL, `${consoleURL} ${satelliteID}`]) {
        for (const service of [authURL, "links http://links.test"]) await services.approved.add(by, service);
      }
      await named(authURL, claiming, project());
      await save("grant", tenantOf(standIn.ready.rootGrant), "grant");
      const done = call("storjGrants.registerForS3", await lineOf(services, "grant"));
      const use = `Use the auth service ${authURL}?`;
      assert.match(await person.reads(use), /names it for the project at the satellite 127\.0\.0\.1:\d+, in place of/);
      await person.presses(use);
      assert.equal(await done, "nothing");
    });
  });

  describe("are said to be so", () => {
    const link = async (node: ApiKeyNode, label: string): Promise<{ done: Promise<unknown> }> => {
      // A tree with the focus takes it back when it is drawn anew, and that closes a box.
      await vscode.commands.executeCommand("workbench.action.focusActiveEditorGroup");
      const done = call("storjGrants.linkToSavedGrant", node);
      await person.picks("Which saved grant was made from", label);
      return { done };
    };

    it("from a key of the view, noted with the saved API key, for all of its family, and taken away again", async () => {
      await signIn();
      const grant = await save("grant", standIn.ready.rootGrant, "grant");
      const key = await save("apiKey", standIn.ready.apiKeys[0], "key");
      await save("grant", serializeGrant(demoGrant()), "another");
      const node = await keyLine();
      const { done } = await link(node, "grant");
      await person.presses("“grant” is linked to the API key “key 000”, since you say so: nothing proves it. Another saved one of its family is so as well.");
      assert.equal(await done, "nothing");
      const wanted = await consoleKey(true);
      assert.deepEqual(services.vault.all().map(({ consoleKey: own }) => own), [undefined, wanted, undefined]);
      const item = await services.apiKeys.getTreeItem(node);
      assert.match(String(see(item).description), /linked \(said\)/);
      const above = (see(await services.apiKeys.resolveTreeItem(item, node)).tooltip as vscode.MarkdownString).value;
      assert.match(above, /Saved as grant \(said, not proved\)/);
      const tooltip = services.saved.resolveTreeItem(await services.saved.getTreeItem(await lineOf(services, "grant")), await lineOf(services, "grant"));
      assert.match((see(await tooltip).tooltip as vscode.MarkdownString).value, /API key [\da-f\\-]+ at http\S+ \(said, not proved\)/);

      const shows = call("storjGrants.showSaved", node);
      assert.equal(await shows, "nothing");
      assert.deepEqual(services.saved.selection[0]?.id, key.id);

      const away = await link(node, "grant");
      await person.presses("Take the link from “grant” to the API key “key 000” away?", "Take the Link Away");
      await person.presses("“grant” is not linked to the API key “key 000” any more.");
      assert.equal(await away.done, "nothing");
      assert.ok(services.vault.all().every(({ consoleKey: own }) => own === undefined));
      assert.ok(services.vault.find(grant.id));
    });

    const twoLines = async (): Promise<readonly [zero: ApiKeyNode, one: ApiKeyNode]> => {
      await signIn();
      await save("grant", standIn.ready.rootGrant, "grant");
      await save("grant", standIn.ready.nullCipherGrant, "other");
      return [await keyLine("key 000"), await keyLine("key 001")];
    };

    it("anew where that was a mistake", async () => {
      const [zero, one] = await twoLines();
      const wrong = await link(one, "grant");
      await person.presses("“grant” is linked to the API key “key 001”");
      await wrong.done;
      const moved = await link(zero, "grant");
      assert.match(await person.reads("Link “grant” to the API key “key 000” instead?"), /was made from another API key/);
      await person.presses("Link “grant” to the API key “key 000” instead?", "Link It Instead");
      await person.presses("“grant” is linked to the API key “key 000”");
      await moved.done;
      assert.deepEqual(saved("grant").consoleKey, await consoleKey(true));
      const taken = await link(zero, "other");
      assert.match(await person.reads("Link “other” to the API key “key 000” instead?"), /“grant” was made from this API key: of the two one only can be/);
      await person.presses("Link “other” to the API key “key 000” instead?");
      await taken.done;
      assert.equal(saved("other").consoleKey, undefined);
    });

    it("never against what is known", async () => {
      const [zero, one] = await twoLines();
      await services.vault.change(saved("grant").id, { consoleKey: await consoleKey(false) });
      const known = await link(one, "grant");
      await person.presses("Nothing was linked: “grant” was made from another API key, which was created here: that is known.");
      await known.done;
      const theirs = await link(zero, "other");
      await person.presses("Nothing was linked: the API key “key 000” was created here and is saved as “grant”, and “other” was not made from that.");
      await theirs.done;
      const itself = await link(zero, "grant");
      await person.presses("“grant” was made from the API key “key 000”, which was created here: that is known, and need not be said.");
      await itself.done;
      assert.deepEqual(services.vault.all().map(({ consoleKey: own }) => own?.isSaid), [false, undefined]);
    });

    it("not where the grant names another satellite; and neither account's secret goes to the other", async () => {
      const second = await start();
      await signIn();
      await signIn(second);
      await save("grant", second.ready.rootGrant, "theirs");
      const since = asked(second);
      const node = await keyLine();
      const { done } = await link(node, "theirs");
      await person.presses("Nothing was linked: “theirs” is of the satellite 127.0.0.1");
      assert.equal(await done, "nothing");
      assert.equal(saved("theirs").consoleKey, undefined);
      assert.deepEqual(since(), []);
    });

    it("and nothing happens where the person leaves, or nothing is saved", async () => {
      await signIn();
      const node = await keyLine();
      const none = call("storjGrants.linkToSavedGrant", node);
      await person.presses("No access grant or API key is saved yet.");
      await none;
      await save("grant", standIn.ready.rootGrant, "grant");
      const left = call("storjGrants.linkToSavedGrant", node);
      await person.leaves("Which saved grant was made from");
      assert.equal(await left, "nothing");
      assert.equal(saved("grant").consoleKey, undefined);
    });
  });

  describe("are led to", () => {
    it("from a saved grant, in the view API Keys", async () => {
      const account = await signIn();
      await save("grant", tenantOf(standIn.ready.rootGrant), "tenant");
      await save("apiKey", standIn.ready.apiKeys[0], "key", await consoleKey(false));
      assert.equal(await call("storjGrants.showApiKey", await lineOf(services, "tenant")), "nothing");
      const [selected] = await eventually(() => (services.apiKeys.selection.length > 0 ? services.apiKeys.selection : undefined));
      assert.deepEqual([selected?.account, selected?.key], [account.id, (await consoleKey(false)).key]);
    });

    it("where they were deleted, or nobody is signed in, with words", async () => {
      const { id, key } = standIn.console.addKey(project(), `gone ${String(Date.now())}`);
      await save("apiKey", key, "key", { ...(await consoleKey(false)), key: id });
      const unknown = call("storjGrants.showApiKey", await lineOf(services, "key"));
      await person.presses("The API key that “key” was made from is at http://127.0.0.1:");
      assert.equal(await unknown, "nothing");
      await signIn();
      standIn.console.deleteKey(id);
      const gone = call("storjGrants.showApiKey", await lineOf(services, "key"));
      await person.presses("(any more): it was deleted, and all that was made from it has ended; or it is in a project");
      assert.equal(await gone, "nothing");
    });

    it("not, once the person cancels: nothing more is asked for, and nothing is selected", async () => {
      const many = await start({ console: { keys: 700 } });
      const account = await signIn(many);
      await save("apiKey", many.ready.apiKeys[0], "key", { origin: account.origin, project: project(many), key: "e34d2b19-f8e8-4167-a005-f55ea99fef47", isSaid: false });
      const searches = (): number => consoleAsks(many).filter((one) => one.includes("limit=300")).length;
      const cancelled = cancels("Looking for the API key", () => new Promise((resolve) => {
        many.faults.console = (_method, path) => {
          if (path.includes("limit=300")) resolve(undefined);
          return undefined;
        };
      }));
      const done = call("storjGrants.showApiKey", await lineOf(services, "key"));
      await cancelled;
      assert.equal(await done, "nothing");
      // The pages take turns: this one comes after the search, were that still under way.
      await services.apiKeys.loadMore(account.id, project(many));
      assert.equal(searches(), 1);
      assert.notEqual(services.apiKeys.selection[0]?.kind, "key");
    });

    it("where it is not known which: it is said why, and the person may say it", async () => {
      await signIn();
      await save("grant", standIn.ready.rootGrant, "grant");
      const done = call("storjGrants.showApiKey", await lineOf(services, "grant"));
      assert.match(await person.reads("It is not known which API key “grant” was made from."), /A satellite shows an API key only when it is created/);
      await person.presses("It is not known which API key “grant” was made from.", "Link…");
      await person.picks("Which project of", "Shared");
      await person.picks("Which API keys of Shared?", "key 000");
      await person.presses("“grant” is linked to the API key “key 000”, since you say so");
      assert.equal(await done, "nothing");
      assert.deepEqual(saved("grant").consoleKey, await consoleKey(true));
    });
  });

  describe("are the way out where nothing can revoke", () => {
    const cannot = "Nothing that is saved here can revoke “grant”";

    it("to delete it with all that was made from it, where it is linked", async () => {
      await signIn();
      const { id, key } = standIn.console.addKey(project(), `doomed ${String(Date.now())}`);
      await save("apiKey", key, "grant", { ...(await consoleKey(false)), key: id });
      const done = call("storjGrants.revoke", await lineOf(services, "grant"));
      assert.match(await person.reads(cannot), /ends it, with every other grant that was made from that key, saved here or not/);
      await person.presses(cannot, "Delete Its API Key…");
      const words = await person.reads("every other grant made from");
      assert.ok(words.includes("“grant”"));
      await person.presses("every other grant made from");
      assert.equal(await done, "nothing");
    });

    it("to the view, where it is not", async () => {
      const shows: string[] = [];
      const text = serializeApiKey(parseGrant(standIn.ready.rootGrant).macaroon);
      await save("apiKey", text, "grant");
      const { executeCommand } = vscode.commands;
      Object.assign(vscode.commands, { executeCommand: (id: string, ...rest: unknown[]) => { shows.push(id); return executeCommand(id, ...rest); } });
      const done = call("storjGrants.revoke", await lineOf(services, "grant"));
      await person.presses(cannot, "Show API Keys");
      assert.equal(await done, "nothing");
      Object.assign(vscode.commands, { executeCommand });
      assert.ok(shows.includes("storjGrants.apiKeys.focus"));
      assert.deepEqual((await drawn(services)).slice(1), ["  grant"]);
    });
  });
});
