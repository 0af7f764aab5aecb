import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Services } from "../../src/commands/services";
import type { Account } from "../../src/vault/accounts";
import type { ApiKeyNode } from "../../src/views/apiKeys/apiKeyNode";
import type { StandIn } from "../support/satellite";
import { beginAtConsole, consoleAsks, endAtConsole, forgetAccounts, keyLines, projectLine, shownKeys, signedIn } from "./support/consoles";
import { call, eventually, restartExtension, see, SettableClock } from "./support/extension";
import type { Person } from "./support/person";
import { projectId, startStandIn } from "./support/standIn";

const day = 86_400_000;
const hostile = "zz $(gear) [x](command:evil) \u202e";
const shownHostile = "zz $⟨(⟩gear) [x]⟨(⟩command:evil) ⟨U+202E⟩";

describe("the view API Keys", () => {
  let standIn: StandIn;
  let services: Services;
  let person: Person;
  let clock: SettableClock;
  let account: Account;
  let project: string;
  let empty: string;
  /** How much had been asked when the count began. */
  let before: number;
  let opened: unknown[];
  const { openExternal } = vscode.env;

  beforeEach(async () => {
    standIn = await startStandIn({ console: { keys: 120, names: [hostile] } });
    [project, empty] = [projectId(standIn, "Shared"), projectId(standIn, "Empty")];
    await hide();
    clock = new SettableClock();
    ({ services, person, account } = await beginAtConsole(standIn, { clock }));
    opened = [];
    Object.assign(vscode.env, { openExternal: (url: unknown) => Promise.resolve(opened.push(url)) });
    count();
  });
  afterEach(async () => {
    Object.assign(vscode.env, { openExternal });
    await endAtConsole(standIn, { services, person });
    await standIn.stop();
  });

  const count = (): void => { before = consoleAsks(standIn).length; };
  /** What was asked since the last count: "projects", or "name 1 50" with "desc" and the search where there are any. */
  const asks = (): readonly string[] => {
    const asked = consoleAsks(standIn, before).map(short).filter((one) => one !== "");
    count();
    return asked;
  };
  const hide = async (): Promise<void> => { await vscode.commands.executeCommand("workbench.view.explorer"); };
  const show = async (): Promise<void> => { await vscode.commands.executeCommand("storjGrants.apiKeys.focus"); };
  /** Opens the project in the window, as a click does. */
  const expand = async (of = project, who = account): Promise<ApiKeyNode> => {
    const node = await services.apiKeys.reveal(who.id, of);
    assert.ok(node);
    return node;
  };
  const item = async (node: ApiKeyNode): Promise<vscode.TreeItem> => {
    const drawn = await services.apiKeys.getTreeItem(node);
    see(drawn);
    return see(await services.apiKeys.resolveTreeItem(drawn, node));
  };
  const text = async (node: ApiKeyNode): Promise<string> => {
    const { label, description } = await item(node);
    return typeof description === "string" && description !== "" ? `${label as string} | ${description}` : (label as string);
  };
  /** The lines below one, or the topmost. */
  const lines = async (node?: ApiKeyNode): Promise<string[]> => {
    const drawn: string[] = [];
    for (const one of await services.apiKeys.getChildren(node)) drawn.push(await text(one));
    return drawn;
  };
  const child = async (node: ApiKeyNode, kind: ApiKeyNode["kind"]): Promise<ApiKeyNode> => {
    const found = (await services.apiKeys.getChildren(node)).find((one) => one.kind === kind);
    assert.ok(found, `there is no ${kind}`);
    return found;
  };
  const more = async (node: ApiKeyNode): Promise<void> => {
    const { command } = await item(await child(node, "more"));
    assert.ok(command);
    await vscode.commands.executeCommand(command.command, ...(command.arguments as unknown[]));
  };

  describe("asks for nothing", () => {
    it("at start-up, and while it is hidden, whatever is signed in to or saved", async () => {
      const connections = standIn.connections();
      services = await restartExtension(clock);
      await services.accounts.load();
      await signedIn(services, standIn, "restKey");
      await services.vault.save({ kind: "apiKey", text: standIn.ready.apiKeys[0] }, { label: "saved" });
      clock.advance(day);
      assert.equal(standIn.connections(), connections);
    });

    it("when it becomes visible: it shows the accounts", async () => {
      await show();
      assert.deepEqual(await lines(), [`${standIn.ready.email} | ${standIn.ready.consoleURL}`]);
      const [node] = await services.apiKeys.getChildren();
      assert.ok(node);
      const { collapsibleState, contextValue, id } = await item(node);
      assert.deepEqual([collapsibleState, contextValue], [vscode.TreeItemCollapsibleState.Collapsed, "account"]);
      assert.ok(!id?.includes(account.secret));
      assert.deepEqual(asks(), []);
    });

    it("more than once for what is opened, drawn again, or changes on this side", async () => {
      await services.apiKeys.reveal(account.id);
      assert.deepEqual(asks(), ["projects"]);
      const node = await expand();
      assert.deepEqual(asks(), ["name 1 50"]);
      await lines(node);
      const { record } = await services.vault.save({ kind: "apiKey", text: standIn.ready.apiKeys[0] }, { label: "saved" });
      await services.vault.change(record.id, { label: "other" });
      await services.accounts.prolong(account.id, clock.now() + day);
      await hide();
      await show();
      await lines(node);
      assert.deepEqual(asks(), []);
    });

    it("when ages change: the lines are drawn anew where they are seen", async () => {
      const node = await expand();
      const [young] = await lines(node);
      count();
      const changed: ApiKeyNode[] = [];
      const listening = services.apiKeys.onDidChangeTreeData((nodes) => { changed.push(...(nodes ?? [])); });
      clock.advance(40 * day);
      listening.dispose();
      assert.deepEqual([changed.length, [...new Set(changed.map(({ kind }) => kind))]], [50, ["key"]]);
      const [old] = await lines(node);
      assert.notEqual(old, young);
      await hide();
      clock.advance(40 * day);
      assert.deepEqual(asks(), []);
    });
  });

  describe("shows", () => {
    it("projects with the number of their keys once it is known, and the keys with their age and who made them", async () => {
      const node = await expand();
      const accountNode = node.parent;
      assert.ok(accountNode);
      assert.deepEqual(await lines(accountNode), ["Empty", "Shared | 121 API keys"]);
      const drawn = await lines(node);
      assert.equal(drawn.length, 51);
      assert.match(drawn[0] ?? "", new RegExp(`^key 000 \\| .* ago · ${standIn.ready.email}$`));
      assert.equal(drawn[50], "Load more (50 of 121)");
      const [key] = await services.apiKeys.getChildren(node);
      assert.ok(key);
      const { tooltip, accessibilityInformation, contextValue } = await item(key);
      assert.ok(tooltip instanceof vscode.MarkdownString);
      assert.match(tooltip.value.replaceAll("\\", ""), new RegExp(`ID: ${key.key}[^]*Created: .*Z · .* ago[^]*By: ${standIn.ready.email}`));
      assert.match(accessibilityInformation?.label ?? "", /^key 000, API key, /);
      assert.equal(contextValue, "key");
    });

    it("that a project is empty", async () => {
      assert.deepEqual(await lines(await expand(empty)), ["No API keys yet"]);
      assert.deepEqual(asks(), ["projects", "name 1 50"]);
    });

    it("which keys belong to what is saved, and whether that is said or known; and follows that", async () => {
      const node = await expand();
      const [key] = await services.apiKeys.getChildren(node);
      assert.ok(key);
      await item(key);
      const link = { origin: account.origin, project, key: key.key, isSaid: true };
      await services.vault.save({ kind: "apiKey", text: standIn.ready.apiKeys[0] }, { label: "mine", consoleKey: link });
      const drawn = await item(key);
      assert.equal(drawn.contextValue, "key linked");
      assert.match((drawn.tooltip as vscode.MarkdownString).value, /Saved as mine \(said, not proved\)/);
      assert.deepEqual(asks(), ["projects", "name 1 50"]);
    });

    it("hostile names as they are", async () => {
      await services.apiKeys.arrange(account.id, project, { isDescending: true });
      const [first] = await lines(await expand());
      assert.ok(first?.startsWith(`${shownHostile} | `), first);
    });
  });

  describe("pages", () => {
    it("come one with each click, until all are there", async () => {
      const node = await expand();
      count();
      await more(node);
      assert.equal((await lines(node)).at(-1), "Load more (100 of 121)");
      await more(node);
      assert.deepEqual(asks(), ["name 2 50", "name 3 50"]);
      const drawn = await services.apiKeys.getChildren(node);
      assert.deepEqual([drawn.length, new Set(drawn.map(({ key }) => key)).size], [121, 121]);
    });

    it("come from the palette as well, which says when all are there", async () => {
      await expand();
      count();
      for (let at = 0; at < 2; at++) {
        const done = call("storjGrants.loadMoreApiKeys");
        await person.picks("Which project", "Shared");
        await done;
      }
      assert.match(await person.reads("All API keys of Shared are shown"), /121/);
      assert.deepEqual(asks(), ["name 2 50", "name 3 50"]);
    });

    it("are ten thousand without one that is not asked for; one among them is found by its ID", async () => {
      const big = await startStandIn({ console: { keys: 10_000 } });
      try {
        const other = await signedIn(services, big);
        const of = big.ready.projects[0]?.publicId ?? "";
        const start = consoleAsks(big).length;
        const node = await expand(of, other);
        assert.equal((await lines(node)).at(-1), "Load more (50 of 10,000)");
        await more(node);
        await call("storjGrants.reloadApiKeys");
        assert.deepEqual(consoleAsks(big, start).map(short), ["projects", "name 1 50", "name 2 50", "projects", "name 1 100"]);
        assert.equal((await lines(node)).length, 101);

        await services.apiKeys.arrange(other.id, of, { isDescending: true });
        const last = (await services.apiKeys.getChildren(node))[0];
        assert.ok(last);
        await services.apiKeys.arrange(other.id, of, { isDescending: false });
        const found = await services.apiKeys.reveal(other.id, of, last.key);
        assert.equal(found?.key, last.key);
      } finally {
        await big.stop();
      }
    });

    it("have nothing twice, and miss nothing, where keys went and came between two of them", async () => {
      const node = await expand();
      const [first, second] = await services.apiKeys.getChildren(node);
      assert.ok(first && second);
      standIn.console.deleteKey(first.key);
      standIn.console.deleteKey(second.key);
      standIn.console.addKey(project, "a new one");
      count();
      await more(node);
      assert.deepEqual(asks(), ["name 2 50", "name 1 100"]);
      await more(node);
      const names = await shownKeys(services, account, project);
      assert.deepEqual([names.length, new Set(names).size, names[0], names[1]], [120, 120, "a new one", "key 002"]);
    });
  });

  describe("a refresh", () => {
    it("asks for what is shown and no more: of what is collapsed only when it is opened again", async () => {
      await expand(empty);
      const node = await expand();
      await more(node);
      const other = await signedIn(services, standIn, "restKey");
      count();
      await call("storjGrants.reloadApiKeys");
      assert.deepEqual([...asks()].sort(), ["name 1 100", "name 1 50", "projects"]);
      await vscode.commands.executeCommand("workbench.actions.treeView.storjGrants.apiKeys.collapseAll");
      await eventually(async () => {
        count();
        await call("storjGrants.reloadApiKeys");
        return asks().length === 0 ? true : undefined;
      });
      await expand();
      assert.deepEqual(asks(), ["projects", "name 1 50"]);
      assert.ok(other);
    });

    it("shows what was deleted and made elsewhere", async () => {
      const node = await expand();
      const [first] = await services.apiKeys.getChildren(node);
      assert.ok(first);
      standIn.console.deleteKey(first.key);
      standIn.console.addKey(project, "a new one");
      await call("storjGrants.reloadApiKeys", node);
      assert.deepEqual((await shownKeys(services, account, project)).slice(0, 2), ["a new one", "key 001"]);
    });
  });

  describe("a search", () => {
    it("is made by the satellite, by the words that are typed, and goes again", async () => {
      const node = await expand();
      count();
      const done = call("storjGrants.searchApiKeys", node);
      assert.match((await person.promptOf("A part of the name")), /%.*_/);
      await person.types("A part of the name", " KEY 11 ");
      await done;
      assert.deepEqual(asks(), ["name KEY 11 1 50"]);
      assert.equal(await text(node), "Shared | search “KEY 11”: 10 found");
      assert.equal((await item(node)).contextValue, "project searched");
      assert.equal((await lines(node)).length, 10);
      await call("storjGrants.clearApiKeySearch");
      assert.deepEqual([asks(), await text(node)], [["name 1 50"], "Shared | 121 API keys"]);
      await call("storjGrants.clearApiKeySearch");
      await person.reads("No project shows a search");
    });

    it("for what is not there says so; % and _ stand for anything", async () => {
      const node = await expand();
      await services.apiKeys.arrange(account.id, project, { search: "no such" });
      assert.deepEqual(await lines(node), ["Nothing matches “no such”"]);
      await services.apiKeys.arrange(account.id, project, { search: "k%11_" });
      assert.equal((await lines(node)).length, 10);
      await call("storjGrants.clearApiKeySearch", node);
      assert.equal(await text(node), "Shared | 121 API keys");
    });

    it("overtakes a refresh and another search that are under way", async () => {
      const node = await expand();
      let release = (): void => undefined;
      const held = new Promise<undefined>((resolve) => (release = () => { resolve(undefined); }));
      let isHeld = false;
      standIn.faults.console = (_method, path) => {
        if (!path.includes("list-paged") || path.includes("search=key+01") || path.includes("search=key%2001")) return undefined;
        isHeld = true;
        return held;
      };
      const slow = [call("storjGrants.reloadApiKeys"), services.apiKeys.loadMore(account.id, project)];
      await eventually(() => (isHeld ? true : undefined));
      const other = services.apiKeys.arrange(account.id, project, { search: "key 1" });
      await services.apiKeys.arrange(account.id, project, { search: "key 01" });
      assert.equal((await lines(node)).length, 10);
      release();
      await Promise.all([...slow, other]);
      assert.equal(await text(node), "Shared | search “key 01”: 10 found");
    });
  });

  it("an order is chosen, the one of now being marked, and the satellite sorts", async () => {
    const node = await expand();
    count();
    const done = call("storjGrants.sortApiKeys", node);
    const choices = await person.choices("In which order");
    assert.deepEqual(choices.filter((choice) => choice.endsWith("as now")), ["by name, A to Z · as now"]);
    assert.equal(choices.length, 6);
    await person.picks("In which order", "by date, newest first");
    await done;
    assert.deepEqual(asks(), ["date desc 1 50"]);
    assert.equal(await text(node), "Shared | 121 API keys · by date, newest first");
    await more(node);
    const drawn = await lines(node);
    assert.equal(drawn.length, 101, drawn[0]);
    assert.deepEqual(asks(), ["date desc 2 50"]);
  });

  describe("what fails", () => {
    const faults = [
      ["a hang-up", "hang-up", /failed/],
      ["429", { status: 429 }, /too many requests/],
      ["500", { status: 500, body: '{"error":"oops"}' }, /has failed, with status 500/],
      ["a proxy's page", "html", /is no satellite's console/],
    ] as const;
    for (const [name, fault, words] of faults) {
      it(`${name} keeps what was there, says since when, and can be tried again`, async () => {
        const node = await expand();
        standIn.faults.console = fault;
        await more(node);
        count();
        const drawn = await lines(node);
        assert.match(drawn[0] ?? "", words);
        assert.match(drawn[0] ?? "", /^Try Again \| .* · what is below is of \d/);
        assert.equal(drawn.length, 52);
        assert.deepEqual(asks(), []);
        standIn.faults.console = undefined;
        const { command } = await item(await child(node, "failure"));
        assert.equal(command?.command, "storjGrants.reloadApiKeys");
        await vscode.commands.executeCommand(command.command, ...(command.arguments as unknown[]));
        assert.deepEqual(asks(), ["name 2 50"]);
        assert.equal((await lines(node)).length, 101);
      });
    }

    it("at first is a line, which is not asked for again by drawing it", async () => {
      standIn.faults.console = { status: 500 };
      const node = await services.apiKeys.reveal(account.id);
      assert.ok(node);
      assert.match((await lines(node)).join("\n"), /^Try Again \| .*has failed, with status 500$/);
      await lines(node);
      assert.equal(asks().length, 1);
    });

    it("because the session has ended keeps what was there and asks to sign in; nothing is asked until that is done, and then what failed", async () => {
      const node = await expand();
      const accountNode = node.parent;
      assert.ok(accountNode);
      standIn.console.endSessions();
      await more(node);
      assert.match((await lines(node))[0] ?? "", /^Sign In Again… \| /);
      assert.equal((await lines(node)).length, 52);
      assert.match(await text(accountNode), /session ended: sign in again$/);
      assert.equal((await item(accountNode)).contextValue, "account over");
      const { command } = await item(await child(node, "failure"));
      assert.deepEqual([command?.command, command?.arguments], ["storjGrants.signIn", [accountNode]]);
      count();
      await lines(node);
      await hide();
      await show();
      assert.deepEqual(asks(), []);
      await signedIn(services, standIn);
      await eventually(async () => ((await lines(node)).length === 101 ? true : undefined));
      assert.deepEqual(asks(), ["name 2 50"]);
      assert.equal((await item(accountNode)).contextValue, "account");
    });
  });

  it("two accounts have their projects for themselves, and each is asked as it is signed in", async () => {
    const other = await startStandIn({ console: { keys: 7 } });
    try {
      const robot = await signedIn(services, other, "restKey");
      const theirs = other.ready.projects[0]?.publicId ?? "";
      await expand();
      const node = await expand(theirs, robot);
      assert.equal((await lines(node)).length, 7);
      assert.equal((await lines()).length, 2);
      const ways = (one: StandIn): string[] => [...new Set(one.requests().flatMap((asked) => (asked.to === "console" && asked.way !== "none" ? asked.way : [])))];
      assert.deepEqual([ways(standIn), ways(other)], [["session"], ["bearer"]]);
      await services.accounts.remove(robot.id);
      assert.equal((await lines()).length, 1);
    } finally {
      await other.stop();
    }
  });

  describe("commands", () => {
    it("open the project's page at the exact origin of the account", async () => {
      const node = await expand();
      const [key] = await services.apiKeys.getChildren(node);
      const page = `${account.origin}/projects/${Buffer.from(project.replaceAll("-", ""), "hex").toString("base64url")}/access`;
      for (const one of [node, key, node.parent]) await call("storjGrants.openInConsole", one);
      const done = call("storjGrants.openInConsole");
      await person.picks("Which project", "Shared");
      await done;
      assert.deepEqual(opened, [page, page, `${account.origin}/projects`, page]);
    });

    it("copy the IDs of what is selected, a line each", async () => {
      const [first, second] = await keyLines(services, account, project, "key 003", "key 005");
      await call("storjGrants.copyApiKeyId", first, [first, second]);
      assert.equal(await vscode.env.clipboard.readText(), `${first?.key ?? ""}\n${second?.key ?? ""}`);
      await call("storjGrants.copyApiKeyId", await projectLine(services, account, project));
      assert.equal(await vscode.env.clipboard.readText(), project);
    });

    it("ask for what is missing: the project, and the keys", async () => {
      const done = call("storjGrants.copyApiKeyId");
      await person.picks("Which project", "Shared");
      await person.picks("Which API keys of Shared?", "key 003", "key 110");
      await done;
      assert.equal((await vscode.env.clipboard.readText()).split("\n").length, 2);
      assert.deepEqual(asks(), ["projects", "name 1 300"]);
    });

    it("ask for a part of the name where keys don't come at once", async () => {
      const big = await startStandIn({ console: { keys: 1_000 } });
      try {
        await forgetAccounts(services);
        await signedIn(services, big);
        const done = call("storjGrants.copyApiKeyId");
        await person.picks("Which project", "Shared");
        assert.match(await person.promptOf("Write a part of the name"), /Shared has 1000 API keys/);
        await person.types("Write a part of the name", "no such");
        await person.types("Nothing in Shared matches", "key 99");
        await person.picks("Which API keys of Shared?", "key 999");
        await done;
        assert.match(await vscode.env.clipboard.readText(), /^[0-9a-f-]{36}$/);
      } finally {
        await big.stop();
      }
    });

    it("say that nobody is signed in, with the way to do it", async () => {
      await forgetAccounts(services);
      const done = call("storjGrants.searchApiKeys");
      await person.presses("You are signed in to no satellite");
      assert.equal(await done, "nothing");
    });

    it("take what another extension makes up for no click", async () => {
      for (const argument of [{ kind: "project", account: account.id, project }, project, null, 7]) {
        const done = call("storjGrants.openInConsole", argument);
        await person.leaves("Which project");
        assert.equal(await done, "nothing");
      }
      assert.deepEqual(opened, []);
    });
  });
});

/** A request in short; nothing of what only keeps the session. */
function short(request: string): string {
  const { pathname, searchParams } = new URL(request.replace(/^\w+ /, ""), "http://x");
  if (/\/projects\/?$/.test(pathname)) return "projects";
  if (!searchParams.has("orderDirection")) return /config|refresh-session|auth/.test(pathname) ? "" : request;
  const order = ["", "name", "date", "creator"][Number(searchParams.get("order"))];
  const search = searchParams.get("search") ?? "";
  return [order, searchParams.get("orderDirection") === "2" ? "desc" : "", search === "%" ? "" : search, searchParams.get("page"), searchParams.get("limit")].filter(Boolean).join(" ");
}
