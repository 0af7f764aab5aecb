// npm test: runs every layer, or those that are named, each to its end; closes with the sum of all. What follows `--` goes to the layer:
// `npm run test:unit -- --grep caveat`, `npm run test:host -- --desktop`.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { install } from "./install.mjs";
import { checks, contract, mocha, ran, tests, tools } from "./layerRuns.mjs";
import { runsHere } from "../test/vscode/install.mjs";

const scratch = mkdtempSync(path.join(os.tmpdir(), "storj-grants-test-"));

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
    run: (print, result, args) =>
      tests(print, result, [...(args.length === 0 ? [tools.c8()] : []), ...mocha(result, "out/test/unit/**/*.test.js"), ...args]),
  },
  contract: {
    lane: 0,
    needs: ["tests"],
    run: (print, result, args) => tests(print, result, [...contract(result), ...args]),
  },
  host: {
    lane: 1,
    needs: ["tests", "extension"],
    run: (print, result, args) => tests(print, result, ["out/test/host/run.js", "--result", result, ...(runsHere ? [] : ["--desktop"]), ...args]),
  },
  e2e: {
    lane: 1,
    needs: ["tests", "package"],
    run: (print, result, args) =>
      tests(print, result, [...mocha(result, "out/test/e2e/**/*.test.js"), "--require", "out/test/e2e/rootHooks.js", ...args]),
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
  const { passed, failed, skipped, told } =
    missing === undefined ? await run(print, path.join(scratch, `${name}.json`), args) : { passed: 0, failed: 1, skipped: 0, told: [] };
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const notes = [skipped > 0 && `${skipped} skipped`, missing !== undefined && `not run: the ${missing} did not build`].filter(Boolean);
  const line = [`${name}: ${passed} passed`, `${failed} failed`, ...notes, `${seconds} s`].join(", ");
  print(`${line}\n`);
  return { passed, failed, line, told: told.map((failure) => `${name}: ${failure}`) };
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

// The end of a long output is what is read first, and sometimes all that is kept.
for (const failure of results.flatMap(({ told }) => told)) console.log(`\nFAILED in ${failure}`);
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
if (results.length > 1) console.log(`\n${results.map(({ line }) => line).join("\n")}`);
if (all.length < Object.keys(layers).length) console.log("e2e: not run, for it needs Linux x64");
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exitCode = sum("failed") === 0 ? 0 : 1;
