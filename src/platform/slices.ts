import type { Clock } from "./clock";

/** How long one slice of work may keep the extension host, in milliseconds. */
const slice = 20;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Watch {
  /** Asked between two slices: whether nobody wants the result any more. */
  readonly isOvertaken?: () => boolean;
  /** Told of each slice, so that a test sees that long work is cut up. */
  readonly began?: () => void;
}

/** Does long work in slices, and lets VS Code have its turn between two. Undefined where it was overtaken. */
export async function inSlices<Result>(
  work: Iterator<void, Result>,
  clock: Clock,
  { isOvertaken, began }: Watch = {},
): Promise<Result | undefined> {
  for (;;) {
    began?.();
    const end = clock.now() + slice;
    do {
      const step = work.next();
      if (step.done) return step.value;
    } while (clock.now() < end);
    await nextTurn();
    if (isOvertaken?.()) return undefined;
  }
}
