import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";

const read = (file: string): unknown => JSON.parse(readFileSync(`.vscode/${file}`, "utf8"));

interface Task {
  readonly label: string;
  readonly command?: string;
  readonly args?: readonly string[];
  readonly dependsOn?: readonly string[];
}

describe("F5", () => {
  const { configurations } = read("launch.json") as {
    configurations: { name: string; args: string[]; preLaunchTask: string }[];
  };
  const { tasks } = read("tasks.json") as { tasks: Task[] };
  const task = (label: string): Task => {
    const found = tasks.find((one) => one.label === label);
    assert.ok(found, label);
    return found;
  };

  /** A task and all that run before it. */
  const withThoseBefore = (label: string): Task[] => {
    const { dependsOn = [], ...own } = task(label);
    return [...dependsOn.flatMap(withThoseBefore), own];
  };

  it("runs the extension, or the host tests, by tasks that are there", () => {
    assert.deepEqual(
      configurations.map(({ name }) => name),
      ["Run Extension", "Extension Tests"],
    );
    for (const { name, args, preLaunchTask } of configurations) {
      assert.ok(args.includes("--extensionDevelopmentPath=${workspaceFolder}"), name);
      const scripts = withThoseBefore(preLaunchTask).flatMap(({ command, args: [script] = [] }) =>
        command === "node" && script !== undefined ? [script] : [],
      );
      assert.ok(scripts.includes("esbuild.mjs"), name);
      for (const script of scripts) assert.ok(existsSync(script), script);
    }
  });

  it("opens the sample, and finds the tests where they are compiled to", () => {
    const [extension, tests] = configurations;
    assert.equal(extension?.args.at(-1), "${workspaceFolder}/.sample");
    assert.ok(withThoseBefore(extension.preLaunchTask).some(({ args }) => args?.[0] === "scripts/sampleWorkspace.mjs"));
    assert.ok(tests?.args.includes("--extensionTestsPath=${workspaceFolder}/out/test/host/index.js"));
    assert.ok(existsSync("test/host/index.ts"));
  });
});
