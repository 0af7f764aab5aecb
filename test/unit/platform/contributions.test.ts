import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
  commandIds,
  registerCommands,
  setContext,
  type CommandHandlers,
  type CommandId,
} from "../../../src/platform/contributions";
import { settingDefaults } from "../../../src/platform/settings";

interface Manifest {
  readonly contributes?: {
    readonly commands?: readonly { readonly command: string }[];
    readonly configuration?: { readonly properties?: Readonly<Record<string, { readonly default?: unknown }>> };
  };
}

describe("contributions", () => {
  const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;

  it("are the commands that package.json declares, and no others", () => {
    const declared = contributes?.commands?.map(({ command }) => command) ?? [];
    assert.deepEqual(declared.sort(), [...commandIds].sort());
  });

  it("are the settings that package.json declares, with the same defaults, and no others", () => {
    const declared = Object.entries(contributes?.configuration?.properties ?? {}).map(([id, property]) => [
      id,
      property.default,
    ]);
    assert.deepEqual(Object.fromEntries(declared), settingDefaults);
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
