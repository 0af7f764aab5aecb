import type * as vscode from "vscode";
import { historyOf, type JournalLine } from "../../src/vault/journal";
import type { SecretStorageLike } from "../../src/vault/entries";
import { Vault } from "../../src/vault/vault";
import { ManualClock } from "./manualClock";
import { silentLog } from "./silentLog";

/** A SecretStorage with one window that answers at once, for where the vault is not what is tested. */
export class SecretsInMemory implements SecretStorageLike {
  readonly entries: Map<string, string>;
  /** How often a value was asked for. */
  gets = 0;

  constructor(entries: Iterable<readonly [string, string]> = []) {
    this.entries = new Map(entries);
  }

  get = (key: string): Promise<string | undefined> => {
    this.gets++;
    return Promise.resolve(this.entries.get(key));
  };
  store = (key: string, value: string): Promise<void> => Promise.resolve(void this.entries.set(key, value));
  delete = (key: string): Promise<void> => Promise.resolve(void this.entries.delete(key));
  keys = (): Promise<string[]> => Promise.resolve([...this.entries.keys()]);
  readonly onDidChange: vscode.Event<vscode.SecretStorageChangeEvent> = () => ({ dispose: () => undefined });
}

export function vaultInMemory(secrets = new SecretsInMemory(), clock = new ManualClock()): Vault {
  const lines: JournalLine[] = [];
  const journal = {
    read: () => Promise.resolve(historyOf(lines)),
    append: (more: readonly JournalLine[]) => Promise.resolve(void lines.push(...more)),
    compact: () => Promise.resolve(),
  };
  return new Vault({ secrets, journal, clock, log: silentLog });
}
