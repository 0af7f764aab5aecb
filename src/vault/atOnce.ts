/** Does `work` for each of them at once, also where some fail; rejects at the end, with the first error. */
export async function inAnyCase<T>(items: Iterable<T>, work: (item: T) => Promise<unknown>): Promise<void> {
  const results = await Promise.allSettled(Array.from(new Set(items), work));
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}

export type Limited = <T>(work: () => Promise<T>) => Promise<T>;

const mostAtOnce = 50;

/** Lets what it is given begin in order, and 50 of it go on at once. */
export function limiter(): Limited {
  const waiting: (() => void)[] = [];
  let free = mostAtOnce;
  return async (work) => {
    if (free > 0) free--;
    else {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
