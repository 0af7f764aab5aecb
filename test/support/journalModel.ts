import { historyOf, type History, type Journal, type JournalLine } from "../../src/vault/journal";
import type { Interleaving } from "./secretStorageModel";

/** The journal's file, which windows share: each reading and each writing of it is one step of its own. */
export class JournalModel {
  readonly lines: JournalLine[] = [];
  /** While the disk is full, or the folder not ours. */
  isFailing = false;
  readonly #interleaving: Interleaving;

  constructor(interleaving: Interleaving) {
    this.#interleaving = interleaving;
  }

  open(window: { readonly isDead: boolean }): Pick<Journal, "read" | "append" | "compact"> {
    const call = <T>(effect: () => T): Promise<T> =>
      this.#interleaving.call(effect, window, this.isFailing ? "before" : undefined);
    return {
      read: (): Promise<History> => call(() => historyOf(this.lines)),
      append: (lines) => call(() => void this.lines.push(...lines)),
      compact: () => call(() => undefined),
    };
  }
}
