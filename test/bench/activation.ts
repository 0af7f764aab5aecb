// Loads an extension's script in a fresh Node with a stand-in for VS Code's API and activates it: prints milliseconds as JSON.
import { readFileSync } from "node:fs";
import Module, { register } from "node:module";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";

/** Anything at all: a namespace, a class, a function and what it gives, none of it doing anything. */
const anything: object = new Proxy(Object, {
  get: (_, name) => (name === "then" || typeof name === "symbol" ? undefined : anything),
  apply: () => anything,
  construct: () => anything,
});

/** What `import "vscode"` gives: the names that the API declares. */
function stubModule(): string {
  const declarations = readFileSync("node_modules/@types/vscode/index.d.ts", "utf8");
  const names = [...declarations.matchAll(/^\t?export (?:namespace|class|enum|const|function) (\w+)/gm)].map(([, name]) => name);
  return [...new Set(names)].map((name) => `export const ${name} = globalThis.vscodeOfBench;`).join("");
}

/** Both ways in which extensions ask for VS Code's API. */
function provideVscode(): void {
  Object.assign(globalThis, { vscodeOfBench: anything });
  const url = `data:text/javascript,${encodeURIComponent(stubModule())}`;
  const hooks = `export const resolve = (name, context, next) =>
    name === "vscode" ? { url: ${JSON.stringify(url)}, shortCircuit: true } : next(name, context);`;
  register(`data:text/javascript,${encodeURIComponent(hooks)}`);
  const internals = Module as unknown as { _load: (name: string, ...rest: unknown[]) => unknown };
  const load = internals._load;
  internals._load = (name, ...rest) => (name === "vscode" ? anything : load.call(internals, name, ...rest));
}

async function activate(script: string): Promise<{ load: number; activate: number }> {
  provideVscode();
  await import("vscode");
  // VS Code's own host has long loaded it.
  await import("node:crypto");
  const start = performance.now();
  const extension = (await import(pathToFileURL(path.resolve(script)).href)) as { activate: (context: unknown) => unknown };
  const loaded = performance.now();
  extension.activate({ subscriptions: [], extensionMode: 1 });
  return { load: loaded - start, activate: performance.now() - loaded };
}

void activate(process.argv[2] as string).then((times) => {
  process.stdout.write(JSON.stringify(times));
  // What the extension put off until after its activation is not asked for.
  process.exit(0);
});
