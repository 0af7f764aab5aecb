import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { median } from "./measure";

/** The first of several programs that is there: names on the PATH, or files. */
export function findProgram(programs: readonly string[]): string | undefined {
  const found = programs.find((program) => {
    if (program.includes("/")) return existsSync(program);
    return spawnSync(program, ["--version"], { stdio: "ignore" }).error === undefined;
  });
  return found?.includes("/") ? path.resolve(found) : found;
}

/**
 * Milliseconds that a program runs in a folder, start and end included: the median of a few runs, after one that fills the caches.
 * Errors: where it fails; an exit code of 1 says that it found something, or nothing.
 */
export function timeOfProgram(program: string, args: readonly string[], cwd: string, runs: number): number {
  const run = (): number => {
    const start = performance.now();
    const { error, status, stderr } = spawnSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
    if (error) throw error;
    if (status !== 0 && status !== 1) throw new Error(`${program} failed: ${stderr}`);
    return performance.now() - start;
  };
  run();
  return median(Array.from({ length: runs }, run));
}
