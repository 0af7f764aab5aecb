import * as vscode from "vscode";
import { showOutside } from "../platform/showOutside";
import { environmentOf } from "../vault/environmentOf";
import type { SavedRecord } from "../vault/record";
import { chooseSaved } from "./asking/chooseSaved";
import type { Services } from "./services";

/** Opens a terminal in whose environment saved credentials are. */
export async function openTerminal(services: Services, args: readonly unknown[]): Promise<void> {
  const records = await chooseSaved(services, args, services.decoder.voice().t("Open Terminal with Saved Grant"));
  if (records.length > 0) openTerminalWith(services, records);
}

/**
 * A terminal for this window only. Not by an environment variable collection, which VS Code keeps on disk; and a transient one, whose
 * environment is not written down either for the next start.
 */
export function openTerminalWith({ ask, decoder }: Services, records: readonly SavedRecord[]): void {
  const { t } = decoder.voice();
  const variables = records.flatMap(environmentOf);
  const names = variables.map(({ name }) => name);
  const shared = names.find((name, at) => names.indexOf(name) !== at);
  if (shared !== undefined) {
    void ask.showError(t("No terminal was opened: several of these are read from {0}, which can hold one. Set another variable for the others.", shared));
    return;
  }
  const env = Object.fromEntries(variables.map(({ name, value }) => [name, value]));
  const name = records.length === 1 ? t("Storj: {0}", showOutside(records[0]?.label ?? "")) : t("Storj: {0} credentials", records.length);
  vscode.window.createTerminal({ name, env, isTransient: true }).show();
}
