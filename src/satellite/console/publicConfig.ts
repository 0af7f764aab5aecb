import type { ConsoleAccess } from "./access";
import type { ConsoleConfig } from "./api";

/** Not built yet. */
export async function consoleConfig(access: ConsoleAccess, signal?: AbortSignal): Promise<ConsoleConfig> {
  signal?.throwIfAborted();
  return Promise.reject(new Error(`not built yet ${access.origin.origin}`));
}
