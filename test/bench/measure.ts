import { performance } from "node:perf_hooks";

/** Results go here, so that the engine can't leave out a call whose result nobody needs. */
const sink: { last?: unknown } = {};

/** Calls run unmeasured until the engine has compiled what they need: for a second at least, and a thousand times if that takes no more than three. */
const warmUp = { leastMs: 1000, mostMs: 3000, calls: 1000 };
/** One sample is as many calls as take this long: the clock's own grain no longer counts. */
const sampleMs = 5;
const samples = 25;

function timeOf(call: () => unknown, count: number): number {
  const start = performance.now();
  for (let done = 0; done < count; done++) sink.last = call();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[Math.floor((sorted.length - 1) / 2)] as number) + (sorted[Math.ceil((sorted.length - 1) / 2)] as number)) / 2;
}

/** Milliseconds that a call takes: the median of several samples, after a warm-up. */
export function measure(call: () => unknown): number {
  let calls = 0;
  let passed = 0;
  for (const start = performance.now(); passed < warmUp.leastMs || (calls < warmUp.calls && passed < warmUp.mostMs); calls++) {
    sink.last = call();
    passed = performance.now() - start;
  }
  const count = Math.max(1, Math.round((calls * sampleMs) / passed));
  return median(Array.from({ length: samples }, () => timeOf(call, count) / count));
}

/** As {@link measure}, of a call that gives a promise: milliseconds until it is fulfilled. One call is a sample, so it should take a while. */
export async function measurePromise(call: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (const start = performance.now(); performance.now() - start < warmUp.leastMs || times.length < samples; ) {
    const begun = performance.now();
    sink.last = await call();
    times.push(performance.now() - begun);
  }
  return median(times.slice(-samples));
}

/** Milliseconds of a single call, with whatever the engine has compiled of it so far. */
export function measureOnce(call: () => unknown): number {
  return timeOf(call, 1);
}
