import { chownSync } from "node:fs";

/** The account of nobody. */
const nobody = 65_534;

/**
 * Does something as somebody whom modes stop: they don't stop the administrator. The folder becomes theirs. False where
 * that can't be, since this process is not the administrator's and owns everything itself, or since it runs on Windows;
 * then, unless on Windows, it is done as it is.
 */
export async function asAnother(folder: string, act: () => Promise<unknown>): Promise<boolean> {
  if (process.platform === "win32") return false;
  if (process.getuid?.() !== 0) {
    await act();
    return true;
  }
  chownSync(folder, nobody, nobody);
  process.seteuid?.(nobody);
  try {
    await act();
  } finally {
    process.seteuid?.(0);
  }
  return true;
}
