import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { median } from "./measure";

/** The first of several programs that is there: names on the PATH, or files. */
export function findProgram(programs: readonly string[]): string | undefined {
  return programs.find((program) => {
    if (program.includes("/")) return existsSync(program);
    return spawnSync(program, ["--version"], { stdio: "ignore" }).error === undefined;
  });
}

/** Milliseconds that a program runs, start and end included: the median of a few runs, after one that fills the caches. */
export function timeOfProgram(program: string, args: readonly string[], runs: number): number {
  const run = (): number => {
    const start = performance.now();
    const { error } = spawnSync(program, args, { stdio: "ignore" });
    if (error) throw error;
    return performance.now() - start;
  };
  run();
  return median(Array.from({ length: runs }, run));
}
