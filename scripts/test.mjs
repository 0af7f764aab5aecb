// npm test: runs every layer, or those that are named, each to its end; closes with the sum of all. What follows `--` goes to the layer:
// `npm run test:unit -- --grep caveat`, `npm run test:host -- --desktop`.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { install, root } from "./install.mjs";
import { runsHere } from "../test/vscode/install.mjs";

/** Through a pipe, colours only for a terminal at our own end. */
const colored = process.stdout.isTTY ? { ...process.env, FORCE_COLOR: "1" } : process.env;
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

/** As `ran`, but beside others: what it prints goes to `print`. */
function runBeside(print, args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], env: colored });
  child.stdout.on("data", print);
  child.stderr.on("data", print);
  return new Promise((resolve) => child.once("close", (code) => resolve(code === 0)));
}

/** A layer of checks without tests of their own: each counts as one. */
async function checks(print, ...commands) {
  let passed = 0;
  for (const command of commands) if (await runBeside(print, command)) passed++;
  return { passed, failed: commands.length - passed, skipped: 0 };
}

/** A layer of tests, which leaves its counts in `result`. A broken-off run leaves none, and is one failure as is a run of no test. */
async function tests(print, result, ...command) {
  const well = await runBeside(print, command);
  const counted = existsSync(result) ? JSON.parse(readFileSync(result, "utf8")) : { passed: 0, failed: 0, skipped: 0 };
  const { passed, failed, skipped } = counted;
  return { passed, failed: failed === 0 && (!well || passed === 0) ? 1 : failed, skipped };
}

const mocha = (result, files) => [
  tools.mocha(),
  ...["--forbid-only", "--timeout", "20000"],
  ...["--reporter", "scripts/summaryReporter.cjs", "--reporter-option", `result=${result}`, files],
];

/**
 * Each layer by name: `needs` says what must have been built before, `run` gets what follows `--`. Layers of one lane run one after the other,
 * the lanes beside each other: while a browser is waited for there is a core to spare.
 */
const layers = {
  types: { lane: 0, needs: [], run: (print) => checks(print, [tools.tsc(), "-p", "."]) },
  lint: { lane: 0, needs: [], run: (print) => checks(print, [tools.eslint(), ".", "--max-warnings", "0"], [tools.knip()]) },
  unit: {
    lane: 0,
    needs: ["tests"],
    // A part of the tests covers a part of the lines.
    run: (print, result, args) => tests(print, result, ...(args.length === 0 ? [tools.c8()] : []), ...mocha(result, "out/test/unit/**/*.test.js"), ...args),
  },
  contract: {
    lane: 0,
    needs: ["tests"],
    run: (print, result, args) =>
      tests(print, result, ...mocha(result, "out/test/contract/**/*.test.js"), "--require", "out/test/contract/rootHooks.js", ...args),
  },
  host: {
    lane: 1,
    needs: ["tests", "extension"],
    run: (print, result, args) => tests(print, result, "out/test/host/run.js", "--result", result, ...(runsHere ? [] : ["--desktop"]), ...args),
  },
  e2e: {
    lane: 1,
    needs: ["tests", "package"],
    run: (print, result, args) => tests(print, result, ...mocha(result, "out/test/e2e/**/*.test.js"), "--require", "out/test/e2e/rootHooks.js", ...args),
  },
};

const builds = {
  tests: ["esbuild.mjs", "--tests"],
  extension: ["esbuild.mjs"],
  package: ["scripts/packageExtension.mjs"],
};

/** What the layers need, each built once and before any of them runs; what did not build. */
function buildFor(names) {
  const needed = Object.keys(builds).filter((name) => names.some((layer) => layers[layer].needs.includes(name)));
  return new Set(needed.filter((name) => !ran(...builds[name])));
}

async function runLayer(name, args, unbuilt, print) {
  const started = performance.now();
  const { needs, run } = layers[name];
  const missing = needs.find((need) => unbuilt.has(need));
  const { passed, failed, skipped } =
    missing === undefined ? await run(print, path.join(scratch, `${name}.json`), args) : { passed: 0, failed: 1, skipped: 0 };
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const notes = [skipped > 0 && `${skipped} skipped`, missing !== undefined && `not run: the ${missing} did not build`].filter(Boolean);
  const line = [`${name}: ${passed} passed`, `${failed} failed`, ...notes, `${seconds} s`].join(", ");
  print(`${line}\n`);
  return { passed, failed, line };
}

/** Runs the layers of a lane; the first lane prints at once, what others say comes together when a layer of theirs has ended. */
async function runLane(names, args, unbuilt, isFirst) {
  const results = [];
  for (const name of names) {
    const kept = [];
    const print = isFirst ? (text) => process.stdout.write(text) : (text) => kept.push(text);
    results.push(await runLayer(name, args, unbuilt, print));
    for (const text of kept) process.stdout.write(text);
  }
  return results;
}

const asked = process.argv.slice(2);
const named = asked.filter((name) => name in layers);
const args = asked.filter((name) => !(name in layers));
install();
// Off Linux x64 there is no VS Code in a browser, and desktop VS Code cannot be driven from outside.
const all = Object.keys(layers).filter((name) => runsHere || name !== "e2e");
const chosen = named.length === 0 ? all : named;
const unbuilt = buildFor(chosen);
const lanes = [0, 1].map((lane) => chosen.filter((name) => layers[name].lane === lane)).filter((names) => names.length > 0);
const results = (await Promise.all(lanes.map((names, at) => runLane(names, args, unbuilt, at === 0)))).flat();
rmSync(scratch, { recursive: true, force: true });

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
if (results.length > 1) console.log(`\n${results.map(({ line }) => line).join("\n")}`);
if (all.length < Object.keys(layers).length) console.log("e2e: not run, for it needs Linux x64");
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exitCode = sum("failed") === 0 ? 0 : 1;
