import assert from "node:assert/strict";
import type { ConsoleApi, ConsoleProject } from "../../../../src/satellite/console/api";
import { ConsoleError } from "../../../../src/satellite/console/consoleError";
import type { Account } from "../../../../src/vault/accounts";
import type { ApiKeyNode } from "../../../../src/views/apiKeys/apiKeyNode";
import { ApiKeyTree } from "../../../../src/views/apiKeys/apiKeyTree";
import { KeysModel, numberedNames } from "../../../support/keysModel";
import { ManualClock } from "../../../support/manualClock";

const account = (id: string): Account => ({ id, origin: `https://${id}.test`, way: "restKey", name: id, secret: "", expiresAt: undefined, nodeUrl: "" });
const project = (name: string): ConsoleProject => ({ id: name, name, createdAt: 0, edge: {} });

describe("the tree of API keys", () => {
  let accounts: Account[];
  let projects: ConsoleProject[];
  let model: KeysModel;
  /** What was asked, as "account projects" or "account project: name 1 50". */
  let requests: string[];
  let changed: string[];
  let fault: Error | undefined;
  let tree: ApiKeyTree;

  beforeEach(() => {
    accounts = [account("a"), account("b")];
    projects = [project("p"), project("q")];
    model = new KeysModel();
    model.add(...numberedNames(120));
    [requests, changed, fault] = [[], [], undefined];
    const use = <T>(id: string, request: (api: ConsoleApi) => Promise<T>): Promise<T> => {
      const noted = (what: string): void => {
        requests.push(`${id} ${what}`);
        if (fault !== undefined) throw fault;
      };
      const api: Pick<ConsoleApi, "projects" | "keys"> = {
        projects: async () => {
          noted("projects");
          await new Promise((resolve) => setImmediate(resolve));
          return projects;
        },
        keys: (name, query, page, size, signal = new AbortController().signal) => {
          noted(`${name}: ${query.order} ${page} ${size}`);
          return model.ask(query, page, size, signal);
        },
      };
      return (async () => request(api as ConsoleApi))();
    };
    tree = new ApiKeyTree({ accounts: { all: () => accounts }, sessions: { use }, clock: new ManualClock(), changed: (node) => changed.push(node.id) });
  });

  const asked = (): string[] => requests.splice(0);
  const kinds = (nodes: readonly ApiKeyNode[]): string => nodes.map(({ kind }) => kind).join(" ").replaceAll(/(key )+key/g, "keys");
  const open = async (id = "a", name = "p"): Promise<ApiKeyNode[]> => {
    await tree.children(tree.accountNode(id));
    return tree.children(tree.projectNode(id, name));
  };

  it("asks for nothing before a line is opened, and then with one request", async () => {
    const roots = tree.roots();
    assert.deepEqual([roots.map(({ account: id }) => id), asked()], [["a", "b"], []]);
    const below = await tree.children(roots[0]!);
    assert.deepEqual([kinds(below), asked()], ["project project", ["a projects"]]);
    assert.equal(kinds(await tree.children(below[0]!)), "keys more");
    assert.deepEqual(asked(), ["a p: name 1 50"]);
    await open();
    assert.deepEqual(asked(), []);
    assert.equal(below[0]!.parent, roots[0]);
  });

  it("has the same line for the same thing, with an id of its own", async () => {
    const [before, again] = [await open(), await open()];
    assert.ok(before.every((node, at) => node === again[at]));
    await tree.pages("a", "p").more();
    const more = await open();
    assert.ok(more.includes(before[0]!));
    const all = [...tree.roots(), ...(await tree.children(tree.accountNode("a"))), ...more, ...(await open("a", "q")), ...(await open("b", "p"))];
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
    assert.deepEqual([...tree.keyNodes()].length, 200);
  });

  it("asks again for what is open, and lets go of the rest, which comes anew when it is opened", async () => {
    await open();
    await tree.pages("a", "p").more();
    await open("a", "q");
    await open("b");
    tree.open(tree.projectNode("a", "q"), false);
    tree.open(tree.accountNode("b"), false);
    asked();
    changed = [];
    await tree.refresh();
    assert.deepEqual(asked(), ["a projects", "a p: name 1 100"]);
    assert.deepEqual(new Set(changed), new Set(["account/a//", "project/a/p/", "project/a/q/", "account/b//"]));
    await open("a", "q");
    await open("b");
    assert.deepEqual(asked(), ["a q: name 1 50", "b projects", "b p: name 1 50"]);
  });

  it("lets go of what is gone: an account, a project, an API key", async () => {
    await open();
    const [first] = await open();
    model.delete("key 000");
    projects = [project("p")];
    await tree.refresh();
    assert.equal((await open()).includes(first!), false);
    assert.equal(kinds(await tree.children(tree.accountNode("a"))), "project");
    assert.equal(tree.project("a", "q"), undefined);
    accounts = [account("b")];
    assert.equal(tree.roots().length, 1);
    accounts = [account("a")];
    tree.roots();
    asked();
    await open();
    assert.deepEqual(asked(), ["a projects", "a p: name 1 50"]);
  });

  it("says that there is nothing", async () => {
    projects = [];
    assert.equal(kinds(await tree.children(tree.accountNode("a"))), "note");
    projects = [project("p")];
    model.keys.splice(0);
    assert.equal(kinds(await open("b")), "note");
  });

  it("shows what fails above what is there; where the projects don't come, their keys are not asked for either", async () => {
    await open();
    asked();
    fault = new ConsoleError("unreachable");
    await tree.refresh();
    assert.deepEqual(asked(), ["a projects"]);
    assert.equal(kinds(await tree.children(tree.accountNode("a"))), "failure project project");
    assert.equal(kinds(await open()), "keys more");
    await tree.pages("a", "p").more();
    assert.equal(kinds(await open()), "failure keys more");
    asked();
    await open();
    assert.deepEqual(asked(), []);
    fault = undefined;
    await tree.retry("a", "p");
    await tree.retry("a", "");
    assert.deepEqual(asked(), ["a p: name 2 50", "a projects"]);
    assert.equal(kinds(await open()), "keys more");
  });

  it("tries a search that failed once more at a refresh", async () => {
    await open();
    fault = new ConsoleError("timeout");
    await tree.pages("a", "p").arrange({ search: "key 1" });
    fault = undefined;
    asked();
    await tree.refresh();
    assert.deepEqual([asked(), tree.pages("a", "p").total], [["a projects", "a p: name 1 50"], 20]);
  });

  it("asks again for what failed for want of a session, and for nothing else", async () => {
    await open();
    await open("a", "q");
    fault = new ConsoleError("signed-out");
    await tree.pages("a", "p").more();
    await tree.list("a").refresh();
    fault = new ConsoleError("server");
    await tree.pages("a", "q").more();
    fault = undefined;
    asked();
    await tree.retrySignedOut("a");
    await tree.retrySignedOut("a");
    await tree.retrySignedOut("nobody");
    assert.deepEqual(asked(), ["a projects", "a p: name 2 50"]);
  });

  it("keeps how a project is asked for, whether or not it has been opened", async () => {
    await tree.pages("a", "p").arrange({ search: "key 11" });
    assert.equal(kinds(await open()), "keys");
    assert.deepEqual(asked(), ["a p: name 1 50", "a projects"]);
  });
});
