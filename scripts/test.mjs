// npm test: runs every layer, or those that are named, each to its end; closes with the sum of all. What follows `--` goes to the layer:
// `npm run test:unit -- --grep caveat`, `npm run test:host -- --desktop`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { install, root } from "./install.mjs";
import { runsHere } from "../test/vscode/install.mjs";

const scratch = mkdtempSync(path.join(os.tmpdir(), "storj-grants-test-"));
/** Looked up when they are used: before the installation they are not there. */
const tools = {
  c8: () => fileURLToPath(import.meta.resolve("c8/bin/c8.js")),
  eslint: () => path.join(path.dirname(fileURLToPath(import.meta.resolve("eslint/package.json"))), "bin/eslint.js"),
  knip: () => path.join(root, "node_modules/knip/bin/knip.js"),
  mocha: () => fileURLToPath(import.meta.resolve("mocha/bin/mocha.js")),
  tsc: () => fileURLToPath(import.meta.resolve("typescript/bin/tsc")),
};

/** Runs one of Node's scripts on this terminal; true where it ended well. */
function ran(...args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status === 0;
}

/** A layer of checks without tests of their own: each counts as one. */
function checks(...commands) {
  const passed = commands.filter((command) => ran(...command)).length;
  return { passed, failed: commands.length - passed, skipped: 0 };
}

/** A layer of tests, which leaves its counts in `result`. A broken-off run leaves none, and is one failure as is a run of no test. */
function tests(result, ...command) {
  const well = ran(...command);
  const counted = existsSync(result) ? JSON.parse(readFileSync(result, "utf8")) : { passed: 0, failed: 0, skipped: 0 };
  const { passed, failed, skipped } = counted;
  return { passed, failed: failed === 0 && (!well || passed === 0) ? 1 : failed, skipped };
}

const mocha = (result, files) => [
  tools.mocha(),
  ...["--forbid-only", "--timeout", "20000"],
  ...["--reporter", "scripts/summaryReporter.cjs", "--reporter-option", `result=${result}`, files],
];

/** Each layer by name: `needs` says what must have been built before, `run` gets what follows `--`. */
const layers = {
  types: { needs: [], run: () => checks([tools.tsc(), "-p", "."]) },
  lint: { needs: [], run: () => checks([tools.eslint(), ".", "--max-warnings", "0"], [tools.knip()]) },
  unit: {
    needs: ["tests"],
    // A part of the tests covers a part of the lines.
    run: (result, args) => tests(result, ...(args.length === 0 ? [tools.c8()] : []), ...mocha(result, "out/test/unit/**/*.test.js"), ...args),
  },
  host: {
    needs: ["tests", "extension"],
    run: (result, args) => tests(result, "out/test/host/run.js", "--result", result, ...(runsHere ? [] : ["--desktop"]), ...args),
  },
  e2e: {
    needs: ["tests", "package"],
    run: (result, args) => tests(result, ...mocha(result, "out/test/e2e/**/*.test.js"), "--require", "out/test/e2e/rootHooks.js", ...args),
  },
};

const builds = {
  tests: ["esbuild.mjs", "--tests"],
  extension: ["esbuild.mjs"],
  package: ["scripts/packageExtension.mjs"],
};

/** What was built in this run, and whether that went well. */
const built = new Map();

function isBuilt(name) {
  if (!built.has(name)) built.set(name, ran(...builds[name]));
  return built.get(name);
}

function runLayer(name, args) {
  const started = performance.now();
  const { needs, run } = layers[name];
  const missing = needs.find((need) => !isBuilt(need));
  const { passed, failed, skipped } =
    missing === undefined ? run(path.join(scratch, `${name}.json`), args) : { passed: 0, failed: 1, skipped: 0 };
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const notes = [skipped > 0 && `${skipped} skipped`, missing !== undefined && `not run: the ${missing} did not build`].filter(Boolean);
  const line = [`${name}: ${passed} passed`, `${failed} failed`, ...notes, `${seconds} s`].join(", ");
  console.log(line);
  return { passed, failed, line };
}

const asked = process.argv.slice(2);
const named = asked.filter((name) => name in layers);
const args = asked.filter((name) => !(name in layers));
install();
// Off Linux x64 there is no VS Code in a browser, and desktop VS Code cannot be driven from outside.
const all = Object.keys(layers).filter((name) => runsHere || name !== "e2e");
const results = (named.length === 0 ? all : named).map((name) => runLayer(name, args));
rmSync(scratch, { recursive: true, force: true });

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
if (results.length > 1) console.log(`\n${results.map(({ line }) => line).join("\n")}`);
if (all.length < Object.keys(layers).length) console.log("e2e: not run, for it needs Linux x64");
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exitCode = sum("failed") === 0 ? 0 : 1;
