// Runs in the extension host, in the browser's VS Code and in desktop VS Code: finds the suites, runs them, leaves a result file.
import { appendFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { format } from "node:util";

/** What run.ts asks for. It comes through the environment: the only way into an extension host that both kinds of VS Code have. */
export interface HostOrder {
  /** Absolute; a folder whose `*.test.js` are run, or one file. */
  readonly suite: string;
  /** Where the report goes: the extension host's own console ends in the workbench's log. */
  readonly output: string;
  readonly result: string;
  readonly color: boolean;
  readonly grep?: string;
}

function suites(folder: string): string[] {
  if (folder.endsWith(".js")) return [folder];
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".test.js"));
  return files.sort().map((file) => path.join(folder, file));
}

/** VS Code keeps its console methods from being assigned to, not from being defined anew. */
function printTo(file: string): void {
  const print = (...values: unknown[]): void => appendFileSync(file, `${format(...values)}\n`);
  for (const name of ["log", "info", "warn", "error", "debug"]) {
    Object.defineProperty(console, name, { configurable: true, writable: true, value: print });
  }
}

/** Resolves when every suite has run; rejects where a test failed. Started by F5 there is no order: all suites, on the debug console. */
export async function run(): Promise<void> {
  const given = process.env["STORJ_GRANTS_HOST_TESTS"];
  const order = given === undefined ? undefined : (JSON.parse(given) as HostOrder);
  const root = path.resolve(__dirname, "../../..");
  if (order !== undefined) printTo(order.output);
  process.chdir(root);
  // VS Code makes process.exit do nothing here, and the tests after it would run on as if it had not been called.
  process.exit = (code) => {
    throw new Error(`process.exit(${code ?? ""}) was called in the extension host`);
  };

  const { default: Mocha } = await import("mocha");
  const mocha = new Mocha({
    color: order?.color ?? true,
    timeout: 20_000,
    ...(order === undefined
      ? {}
      : { forbidOnly: true, reporter: path.join(root, "scripts/summaryReporter.cjs"), reporterOptions: { result: order.result } }),
    ...(order?.grep === undefined ? {} : { grep: order.grep }),
  });
  for (const file of suites(order?.suite ?? __dirname)) mocha.addFile(file);
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
