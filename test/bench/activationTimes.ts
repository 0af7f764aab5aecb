import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { median } from "./measure";
import type { Section } from "./report";

const runs = 9;
const gitBase = "test/vscode/node_modules/code-server/lib/vscode/extensions/git-base/dist/extension.js";

/** Milliseconds to load and to activate an extension, each time in a fresh Node: see activation.ts. */
function activationOf(script: string): { load: number; activate: number } {
  const times = Array.from({ length: runs }, () => {
    const { stdout } = spawnSync(process.execPath, ["out/test/bench/activation.js", script], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
    return JSON.parse(stdout) as { load: number; activate: number };
  });
  return { load: median(times.map(({ load }) => load)), activate: median(times.map(({ activate }) => activate)) };
}

/** What a start costs, as far as it can be told without VS Code. */
export function activationTimes(script: string): Section {
  const ours = activationOf(script);
  const theirs = existsSync(gitBase) ? activationOf(gitBase) : undefined;
  const name = theirs ? "VS Code's Git Base" : "Git Base: the tests' VS Code is not installed";
  return {
    title: "Activation, in a fresh Node with a stand-in for VS Code",
    unit: "ms",
    rows: [
      { what: "activate()", budget: 10, measured: ours.activate, reference: name, referenceMeasured: theirs?.activate },
      { what: "  loading the scripts before it", measured: ours.load, reference: name, referenceMeasured: theirs?.load },
    ],
    notes: ['VS Code\'s own count of both, with a real start: F1, "Developer: Show Running Extensions".'],
  };
}
