import type * as vscode from "vscode";
import type { Clock } from "../platform/clock";
import type { Log } from "../platform/log";
import { type History, isRemoved, type Journal, type JournalLine } from "./journal";
import { type BrokenRecord, readKey, readRecord, type RecordKey, type SavedRecord, writeKey, writeRecord } from "./record";
import { deleteFailed, readFailed, storeFailed } from "./vaultError";

/** VS Code's SecretStorage. */
export type SecretStorageLike = Pick<vscode.SecretStorage, "get" | "store" | "delete" | "keys" | "onDidChange">;

/** How long changes are gathered before they are read, and how long what failed is left alone. */
export const [soonMs, laterMs] = [100, 10_000];

/** What lies in SecretStorage under one id. */
export interface Held {
  readonly record: SavedRecord | undefined;
  /** Shown where there is no record. */
  readonly broken: readonly BrokenRecord[];
  /** What a record hides: another credential of the same id, and what can't be read. */
  readonly hidden: readonly (SavedRecord | BrokenRecord)[];
}

export const nothing: Held = { record: undefined, broken: [], hidden: [] };

interface Surroundings {
  readonly secrets: SecretStorageLike;
  readonly journal: Pick<Journal, "read" | "append">;
  readonly clock: Clock;
  readonly log: Log;
  /** Has an id read again after so many milliseconds. */
  readonly distrust: (id: string, ms: number) => void;
}

/** The entries of SecretStorage and the journal beside them: each step of the protocol that the vault tells of. */
export class Entries {
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** The keys of all records, by id. Errors: `read-failed`. */
  async list(tried: string): Promise<ReadonlyMap<string, readonly RecordKey[]>> {
    try {
      const byId = new Map<string, RecordKey[]>();
      for (const key of (await this.#around.secrets.keys()).flatMap((text) => readKey(text) ?? [])) {
        byId.set(key.id, [...(byId.get(key.id) ?? []), key]);
      }
      return byId;
    } catch (cause) {
      throw readFailed(tried, cause);
    }
  }

  /** Reads what lies under the keys of an id, and tidies up there. `known`: the journal, as it was before. Errors: `read-failed`. */
  async read(tried: string, keys: readonly RecordKey[], known?: History): Promise<Held> {
    const found: (SavedRecord | BrokenRecord)[] = [];
    for (const key of keys) {
      const value = await this.#get(tried, key);
      if (value !== undefined) found.push(readRecord(key, value));
    }
    return this.#tidy(found, known);
  }

  /** Errors: `store-failed`; it may be there nevertheless. */
  async store(tried: string, record: SavedRecord): Promise<void> {
    try {
      await this.#around.secrets.store(writeKey(record), writeRecord(record));
    } catch (cause) {
      this.#around.distrust(record.id, soonMs);
      throw storeFailed(tried, cause);
    }
  }

  /** Deletes a generation for good. Errors: `delete-failed`. */
  async erase(tried: string, key: RecordKey): Promise<void> {
    const { secrets, clock, log } = this.#around;
    try {
      await secrets.delete(writeKey(key));
    } catch (cause) {
      this.#around.distrust(key.id, soonMs);
      const isThere = await this.#get(tried, key).then((value) => value !== undefined, () => true);
      if (isThere) throw deleteFailed(tried, cause);
    }
    await this.note([{ sign: "-", ...key, time: clock.now() }]);
    try {
      if ((await this.#get(tried, key)) !== undefined) await this.deleteAgain(key);
    } catch (error) {
      log.warn("What was just removed could not be looked for.", error);
      this.#around.distrust(key.id, laterMs);
    }
  }

  /** Deletes what the journal calls removed. Never rejects: whoever sees it next tries again. */
  async deleteAgain(key: RecordKey): Promise<void> {
    try {
      await this.#around.secrets.delete(writeKey(key));
    } catch (error) {
      this.#around.log.warn("A removed record that came back could not be deleted.", error);
      this.#around.distrust(key.id, laterMs);
    }
  }

  /**
   * Notes as removed what was saved under an id `before` and was not `found` there any more. A window that ended while
   * it removed that left no note, and without the rest it would be called lost.
   */
  async noteEnded(before: History | undefined, id: string, found: readonly RecordKey[]): Promise<void> {
    const wasFound = ({ generation }: RecordKey): boolean => found.some((other) => other.generation === generation);
    const ended = [...(before?.values() ?? [])].filter(
      (past) => past.id === id && past["+"] !== undefined && past["-"] === undefined && !wasFound(past),
    );
    const time = this.#around.clock.now();
    await this.note(ended.map(({ generation }) => ({ sign: "-", id, generation, time })));
  }

  /** The journal; undefined where it can't be read, which is no reason for anything else to fail. */
  async history(): Promise<History | undefined> {
    try {
      return await this.#around.journal.read();
    } catch (error) {
      this.#around.log.warn("The journal of saved credentials could not be read.", error);
      return undefined;
    }
  }

  /** Adds to the journal, as far as that goes. */
  async note(lines: readonly JournalLine[]): Promise<void> {
    try {
      if (lines.length > 0) await this.#around.journal.append(lines);
    } catch (error) {
      this.#around.log.warn("The journal of saved credentials could not be written.", error);
    }
  }

  async #tidy(found: readonly (SavedRecord | BrokenRecord)[], known?: History): Promise<Held> {
    // Where others would go in favour of a record, it must not have been removed since the journal was read.
    const history = known && found.length < 2 ? known : await this.history();
    const leftOver = found.filter((one) => isRemoved(history, one));
    for (const one of leftOver) await this.deleteAgain(one);
    const alive = found.filter((one) => !leftOver.includes(one));
    const broken = alive.filter((one) => "problem" in one);
    const [record, ...others] = alive
      .filter((one) => "credential" in one)
      .sort((a, b) => (a.generation < b.generation ? -1 : 1));
    if (!record) return { ...nothing, broken };
    if (others.length === 0) return { record, broken: [], hidden: broken };
    const { isSameCredential } = await import("./identity");
    const rivals = others.filter((other) => !isSameCredential(other.credential, record.credential));
    // Without the journal nobody knows whether the record has not been removed.
    for (const double of history ? others.filter((other) => !rivals.includes(other)) : []) {
      await this.erase("A record saved twice was not removed", double).catch((error: unknown) => {
        this.#around.log.warn("A record saved twice could not be removed.", error);
        this.#around.distrust(double.id, laterMs);
      });
    }
    return { record, broken: [], hidden: [...rivals, ...broken] };
  }

  async #get(tried: string, key: RecordKey): Promise<string | undefined> {
    try {
      return await this.#around.secrets.get(writeKey(key));
    } catch (cause) {
      throw readFailed(tried, cause);
    }
  }
}
