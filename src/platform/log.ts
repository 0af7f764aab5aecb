import type { LogOutputChannel } from "vscode";
import { redact } from "./redact";
import { showOutside } from "./showOutside";

/** The log of the extension. Lines carry the component that wrote them; nothing that might be a secret gets through. */
export interface Log {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string, cause?: unknown): void;
  error(message: string, cause?: unknown): void;
}

type Channel = Pick<LogOutputChannel, "trace" | "debug" | "info" | "warn" | "error">;

/**
 * The log of one component, in front of a channel that several may share. Objects are never printed, only errors are.
 */
export function createLog(channel: Channel, component: string): Log {
  const line = (message: string, cause?: unknown) =>
    [message, ...describe(cause)].map((part) => `[${component}] ${clean(part)}`).join("\n");
  return {
    trace: (message) => {
      channel.trace(line(message));
    },
    debug: (message) => {
      channel.debug(line(message));
    },
    info: (message) => {
      channel.info(line(message));
    },
    warn: (message, cause) => {
      channel.warn(line(message, cause));
    },
    error: (message, cause) => {
      channel.error(line(message, cause));
    },
  };
}

const LONGEST_LINE = 2_000;
const DEEPEST_CAUSE = 5;

/** Redacted first: a mark put inside a secret would hide it from the redactor. */
function clean(text: string): string {
  return redact(text)
    .split("\n")
    .map((part) => showOutside(part, LONGEST_LINE))
    .join("\n");
}

/** An error and its causes, a part each: the stack where there is one (it begins with name and message). */
function describe(cause: unknown, depth = 1): string[] {
  if (cause === undefined || depth > DEEPEST_CAUSE) return [];
  if (!(cause instanceof Error))
    return [`cause: ${typeof cause === "string" ? cause : `something of type ${typeof cause}`}`];
  const code = "code" in cause && typeof cause.code === "string" ? ` (${cause.code})` : "";
  return [`cause${code}: ${cause.stack ?? `${cause.name}: ${cause.message}`}`, ...describe(cause.cause, depth + 1)];
}
