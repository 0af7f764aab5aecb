import type { Disposable } from "./lifecycle";

/** Time as the extension sees it: instants in milliseconds since 1970 (UTC), so that tests can turn the hands. */
export interface Clock {
  now(): number;
  /** Calls `fn` once, `ms` (at most 2^31 - 1) from now. Disposing it before then cancels it. */
  setTimer(ms: number, fn: () => void): Disposable;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer: (ms, fn) => {
    const timer = setTimeout(fn, ms);
    return {
      dispose: () => {
        clearTimeout(timer);
      },
    };
  },
};

/**
 * The longest nap on the way to an instant. `setTimeout` fires at once above 2^31 - 1 ms (24.8 days), and stands still
 * while the computer sleeps or its clock is set: a grant that has expired meanwhile is to be called so within a minute.
 */
const LONGEST_NAP_MS = 60_000;

/** Calls `fn` once when the clock shows `instantMs`, however far away; never before, and never before this returns. */
export function wakeAt(clock: Clock, instantMs: number, fn: () => void): Disposable {
  let timer: Disposable;
  const nap = () => {
    const left = instantMs - clock.now();
    timer = clock.setTimer(Math.min(Math.max(left, 0), LONGEST_NAP_MS), () => {
      if (clock.now() >= instantMs) fn();
      else nap();
    });
  };
  nap();
  return {
    dispose: () => {
      timer.dispose();
    },
  };
}
