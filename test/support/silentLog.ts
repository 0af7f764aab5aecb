import type { Log } from "../../src/platform/log";

const silent = (): void => undefined;

/** A log that nobody reads. */
export const silentLog: Log = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };
