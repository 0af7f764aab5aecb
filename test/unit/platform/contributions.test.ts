import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
  commandIds,
  registerCommands,
  setContext,
  type CommandHandlers,
  type CommandId,
  type ContextValues,
} from "../../../src/platform/contributions";
import { settingDefaults } from "../../../src/platform/settings";

interface Entry {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  /** Of several commands in a row. */
  readonly args?: { readonly commands: readonly string[] };
}

/** VS Code's own: the line with the focus is the one that is meant, where arrow keys have left the selected one. */
const ownOfVscode = ["list.select"];

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default?: unknown }>> };
    readonly menus: Readonly<Record<string, readonly Entry[]>>;
    readonly submenus: readonly { readonly id: string }[];
    readonly keybindings: readonly Entry[];
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly when?: string }[]>>;
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly when?: string }[];
  };
}

/** All texts in a JSON value. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}

describe("contributions", () => {
  const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
  const names = JSON.parse(readFileSync("package.nls.json", "utf8")) as Readonly<Record<string, string>>;
  const { contributes } = manifest;

  it("are the commands that package.json declares, and no others", () => {
    const declared = contributes.commands.map(({ command }) => command);
    assert.deepEqual(declared.sort(), [...commandIds].sort());
  });

  it("are the settings that package.json declares, with the same defaults, and no others", () => {
    const declared = Object.entries(contributes.configuration.properties).map(([id, property]) => [
      id,
      property.default,
    ]);
    assert.deepEqual(Object.fromEntries(declared), settingDefaults);
  });

  it("are called something, and nothing is called that is not there", () => {
    const used = texts(manifest).flatMap((text) => /^%(.+)%$/.exec(text)?.[1] ?? []);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(names).sort());
    for (const name of Object.values(names)) assert.notEqual(name.trim(), "");
  });

  const entries = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
  const views = Object.values(contributes.views).flat();
  const viewIds = views.map(({ id }) => id);

  it("run commands that are there, from each menu, key and link", () => {
    const links = Object.values(names).flatMap((text) => [...text.matchAll(/\]\(command:([^)?]+)/g)]);
    const linked = links.map(([, command]) => command);
    assert.ok(entries.length > 0 && linked.length > 0);
    const known: readonly (string | undefined)[] = commandIds;
    const run = entries.flatMap(({ args, command, submenu }) => {
      if (submenu !== undefined) return [];
      return command === "runCommands" ? (args?.commands ?? [command]).filter((one) => !ownOfVscode.includes(one)) : [command];
    });
    for (const command of [...run, ...linked]) assert.ok(known.includes(command), command);
  });

  it("open submenus that are there, each of which holds something", () => {
    const opened = entries.flatMap(({ submenu }) => submenu ?? []);
    const declared = contributes.submenus.map(({ id }) => id);
    assert.deepEqual([...new Set(opened)].sort(), declared.sort());
    for (const id of declared) assert.ok((contributes.menus[id] ?? []).length > 0, id);
  });

  it("welcome into views that are there, in containers that are there", () => {
    for (const { view } of contributes.viewsWelcome) assert.ok(viewIds.includes(view), view);
    const containers = Object.values(contributes.viewsContainers).flat();
    assert.deepEqual(Object.keys(contributes.views), containers.map(({ id }) => id));
  });

  describe("are there when", () => {
    /** What each of our context keys may be compared with; null: with nothing. */
    const ownKeys: { readonly [Key in keyof ContextValues]: readonly ContextValues[Key][] | null } = {
      "storjGrants.documents": null,
      "storjGrants.savedFilter": null,
      "storjGrants.savedOrder": ["lineage", "expiry"],
      "storjGrants.environmentSignIn": null,
    };
    /** What draws the lines of each view. */
    const drawn: Readonly<Record<string, string>> = {
      "storjGrants.saved": readFileSync("src/views/savedItem.ts", "utf8"),
      "storjGrants.apiKeys": readFileSync("src/views/apiKeys/apiKeyItem.ts", "utf8"),
    };
    // A line's words stand in one text, or a kind of credential is one, and has an icon there.
    const isDrawn = (text: string, word: string): boolean => new RegExp(String.raw`"(?:\w+ )*${word}(?: \w+)*"|\b${word}: "`).test(text);
    /** The view that a `when` clause is about. */
    const viewOf = (clause: string): string => / ?view == ([\w.]+)/.exec(clause)?.[1] ?? "";

    /** What is wrong with one comparison of a `when` clause about a view. */
    function fault(comparison: string, view = "storjGrants.saved"): string | undefined {
      const [, key = "", operator, value = ""] = /^!?([\w.]+)(?: (==|!=|=~|in) (\S+))?$/.exec(comparison) ?? [];
      switch (key) {
        case "":
          return "not understood";
        case "listFocus":
        case "listMultiSelection":
          return operator && "compared";
        case "view":
        case "focusedView":
          return operator === "==" && viewIds.includes(value) ? undefined : "no view of ours";
        case "resourcePath":
          return operator === "in" && value === "storjGrants.documents" ? undefined : "not the documents with credentials";
        case "viewItem": {
          const words = operator === "==" ? [value] : (/^\/\\b\(?([\w|]+)\)?\\b\/$/.exec(value)?.[1]?.split("|") ?? [""]);
          return words.every((word) => isDrawn(drawn[view] ?? "", word)) ? undefined : "no line of the view is that";
        }
        default: {
          if (!Object.hasOwn(ownKeys, key)) return "no context key";
          const values: readonly unknown[] | null = ownKeys[key as keyof ContextValues];
          if (values === null) return operator && "compared";
          return values.includes(value) ? undefined : "never has that value";
        }
      }
    }

    const clauses = [...entries, ...views, ...contributes.viewsWelcome].flatMap(({ when }) => when ?? []);

    for (const clause of new Set(clauses)) {
      it(clause, () => {
        for (const comparison of clause.split(/ && | \|\| /)) assert.equal(fault(comparison, viewOf(clause)), undefined, comparison);
      });
    }

    it("nothing misspelt is true", () => {
      const wrong = [
        "storjGrants.savedfilter",
        "storjGrants.savedOrder == name",
        "view == storjGrants.gone",
        "viewItem == stored",
        "viewItem =~ /\\bstored\\b/",
        "viewItem =~ /\\bproject\\b/",
        "resourcePath in storjGrants.files",
        "a b",
      ];
      for (const comparison of wrong) assert.notEqual(fault(comparison), undefined, comparison);
      assert.notEqual(fault("viewItem =~ /\\bnarrowable\\b/", "storjGrants.apiKeys"), undefined);
    });
  });
});

describe("registerCommands", () => {
  const registered = new Map<string, (...args: unknown[]) => unknown>();
  const commands = {
    registerCommand: (id: string, handler: (...args: unknown[]) => unknown) => {
      registered.set(id, handler);
      return { dispose: () => registered.delete(id) };
    },
  };
  const handlers = (handler: CommandHandlers[CommandId]): CommandHandlers =>
    Object.fromEntries(commandIds.map((id) => [id, handler])) as unknown as CommandHandlers;

  it("registers each, hands on its arguments, and returns nothing", async () => {
    const called: unknown[][] = [];
    const handler = async (...args: readonly unknown[]) => {
      await Promise.resolve();
      called.push([...args]);
      return "secret" as unknown as undefined;
    };
    const disposables = registerCommands(commands, handlers(handler), (_, error) => assert.ifError(error));
    assert.deepEqual([...registered.keys()].sort(), [...commandIds].sort());
    assert.equal(await registered.get("storjGrants.restrict")?.("a", 1), undefined);
    assert.deepEqual(called, [["a", 1]]);
    for (const disposable of disposables) disposable.dispose();
    assert.equal(registered.size, 0);
  });

  it("reports what goes wrong, and throws nothing at the caller", async () => {
    const failed: unknown[][] = [];
    const error = new Error("no");
    const handler = () => {
      throw error;
    };
    registerCommands(commands, handlers(handler), (id, reason) => failed.push([id, reason]));
    await registered.get("storjGrants.decodeMore")?.();
    assert.deepEqual(failed, [["storjGrants.decodeMore", error]]);
  });
});

describe("setContext", () => {
  it("sets a context key", async () => {
    const calls: unknown[][] = [];
    const executeCommand = <T>(...args: unknown[]) => {
      calls.push(args);
      return Promise.resolve(undefined as T);
    };
    await setContext({ executeCommand }, "storjGrants.documents", ["/a"]);
    assert.deepEqual(calls, [["setContext", "storjGrants.documents", ["/a"]]]);
  });
});
