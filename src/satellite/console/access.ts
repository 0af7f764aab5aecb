import type { Clock } from "../../platform/clock";

/** How a console is reached. */
export interface ConsoleAccess {
  /** As `consoleOrigin` gives it: everything goes there and nowhere else. */
  readonly origin: URL;
  readonly clock: Clock;
  /** For each request: name, connection, answer. */
  readonly deadlineMs: number;
  readonly fetch?: typeof fetch;
}
