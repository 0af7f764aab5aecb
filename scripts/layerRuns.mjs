// What the layers of `npm test` and the runs of `npm run test:satellite` share: programs that are run, and their counts.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./install.mjs";

/** Looked up when they are used: before the installation they are not there. */
export const tools = {
  c8: () => fileURLToPath(import.meta.resolve("c8/bin/c8.js")),
  eslint: () => path.join(path.dirname(fileURLToPath(import.meta.resolve("eslint/package.json"))), "bin/eslint.js"),
  knip: () => path.join(root, "node_modules/knip/bin/knip.js"),
  mocha: () => fileURLToPath(import.meta.resolve("mocha/bin/mocha.js")),
  tsc: () => fileURLToPath(import.meta.resolve("typescript/bin/tsc")),
};

/** Runs one of Node's scripts on this terminal; true where it ended well. */
export function ran(...args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status === 0;
}

/** As `ran`, but beside others: what it prints goes to `print`. */
function runBeside(print, args, { program = process.execPath, environment = {} } = {}) {
  // Through a pipe, colours only for a terminal at our own end.
  const env = { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}), ...environment };
  const child = spawn(program, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], env });
  child.stdout.on("data", print);
  child.stderr.on("data", print);
  return new Promise((resolve) => child.once("close", (code) => resolve(code === 0)));
}

/** A layer of checks without tests of their own: each counts as one. */
export async function checks(print, ...commands) {
  let passed = 0;
  for (const command of commands) if (await runBeside(print, command)) passed++;
  return { passed, failed: commands.length - passed, skipped: 0, told: [] };
}

/**
 * A layer of tests, which leaves its counts in `result`, and what is `told` of each failure. A broken-off run leaves none, and is one failure as
 * is a run of no test. `options`: another `program` than Node, and what its `environment` has beside ours.
 */
export async function tests(print, result, command, options) {
  const well = await runBeside(print, command, options);
  const none = { passed: 0, failed: 0, skipped: 0, told: ["It broke off."] };
  const counted = existsSync(result) ? JSON.parse(readFileSync(result, "utf8")) : none;
  const { passed, failed, skipped, told } = counted;
  return { passed, failed: failed === 0 && (!well || passed === 0) ? 1 : failed, skipped, told };
}

export const mocha = (result, ...files) => [
  tools.mocha(),
  ...["--forbid-only", "--timeout", "20000"],
  ...["--reporter", "scripts/summaryReporter.cjs", "--reporter-option", `result=${result}`, ...files],
];

/** What every satellite does, or some files of it: of the tests' own, or of the one whose ready line is in the file that SATELLITE_READY names. */
export const contract = (result, files = "*") => [
  ...mocha(result, `out/test/contract/${files}.test.js`),
  ...["--require", "out/test/contract/rootHooks.js"],
];
