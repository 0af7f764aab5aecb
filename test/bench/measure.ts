import { performance } from "node:perf_hooks";

/** Results go here, so that the engine can't leave out a call whose result nobody needs. */
let last: unknown;

/** How long calls run unmeasured, until the engine has compiled what they need. */
const warmUpMs = 1000;
/** One sample is as many calls as take this long: the clock's own grain no longer counts. */
const sampleMs = 5;
const samples = 25;

function timeOf(call: () => unknown, count: number): number {
  const start = performance.now();
  for (let done = 0; done < count; done++) last = call();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[Math.floor((sorted.length - 1) / 2)] as number) + (sorted[Math.ceil((sorted.length - 1) / 2)] as number)) / 2;
}

/** Milliseconds that a call takes: the median of several samples, after a warm-up. */
export function measure(call: () => unknown): number {
  let calls = 0;
  const start = performance.now();
  while (performance.now() - start < warmUpMs) {
    last = call();
    calls++;
  }
  const count = Math.max(1, Math.round((calls * sampleMs) / warmUpMs));
  return median(Array.from({ length: samples }, () => timeOf(call, count) / count));
}

/** Milliseconds of a single call, with whatever the engine has compiled of it so far. */
export function measureOnce(call: () => unknown): number {
  return timeOf(call, 1);
}

/** What the last measured call gave, for a check that it did its work. */
export function lastResult(): unknown {
  return last;
}
