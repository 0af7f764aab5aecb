import type { Clock } from "../platform/clock";
import { type Disposable, DisposableStore } from "../platform/lifecycle";
import { Listeners } from "../platform/listeners";
import type { Log } from "../platform/log";
import { inAnyCase, limiter, type Limited } from "./atOnce";
import { Entries, type Held, laterMs, nothing, type SecretStorageLike, soonMs } from "./entries";
import type * as identity from "./identity";
import { type History, isRemoved, type Journal, type JournalLine, pastKey } from "./journal";
import {
  type BrokenRecord,
  newGeneration,
  readKey,
  type RecordDetails,
  type RecordKey,
  type SavedCredential,
  type SavedRecord,
  withDetails,
} from "./record";
import { isBroken, isCollision, isGone, VaultError } from "./vaultError";

/** What tells credentials apart has to read grants: it comes with the first one that is saved. */
const loadIdentity = (): Promise<typeof identity> => import("./identity");

interface Surroundings {
  readonly secrets: SecretStorageLike;
  readonly journal: Pick<Journal, "read" | "append" | "compact">;
  readonly clock: Clock;
  readonly log: Log;
  /** Draws the generation of a new record; a test can draw the same ones again. */
  readonly draw?: () => string;
}

/** The keys in SecretStorage, by id, as they were in a turn. */
interface Listing {
  readonly turn: number;
  readonly byId: ReadonlyMap<string, readonly RecordKey[]>;
}

const notSaved = "The credential was not saved";

/**
 * The saved credentials. A record is one entry of SecretStorage; nothing of it lies anywhere else but its key in the
 * journal. Several windows work on the same entries, and SecretStorage knows no transaction. So:
 *
 * - A key holds a generation, which is never used again. Removing deletes it, notes that in the journal, and then looks
 *   once more. Changing writes it, and then looks into the journal. Of two windows at once one sees the other.
 * - Where the journal calls a generation removed, whoever sees it deletes it: a window that ended too early wrote it.
 * - Of several generations of one credential the smallest counts; whoever sees both removes the others.
 * - Own state is for showing. Each step begins with what SecretStorage holds at that moment.
 */
export class Vault implements Disposable {
  readonly #around: Surroundings;
  readonly #entries: Entries;
  readonly #held = new Map<string, Held>();
  readonly #listeners = new Listeners((error) => { this.#around.log.error("What follows the saved credentials failed.", error); });
  readonly #disposables = new DisposableStore();
  /** The last step of each id, which the next one waits for; none rejects. */
  readonly #queues = new Map<string, Promise<void>>();
  /** Settled when the id of the last credential that is to be saved is known. */
  #identified: Promise<unknown> = Promise.resolve();
  /** Ids to be read again, and when. */
  readonly #stale = new Set<string>();
  #rereading: { readonly due: number; readonly timer: Disposable } | undefined;
  /** Counts listings and own steps, to know which came first. */
  #turn = 0;
  /** The turn of which own state of an id is. */
  readonly #turns = new Map<string, number>();
  #loading: Promise<void> | undefined;
  #isLoaded = false;
  #sorted: readonly SavedRecord[] | undefined;
  #lost: readonly (RecordKey & { readonly savedAt: number })[] = [];

  constructor(around: Surroundings) {
    this.#around = around;
    this.#entries = new Entries({ ...around, distrust: (id, ms) => { this.#distrust(id, ms); } });
    this.#disposables.add(
      around.secrets.onDidChange(({ key }) => {
        const id = readKey(key)?.id;
        if (id !== undefined) this.#distrust(id, soonMs);
      }),
    );
  }

  /** Calls `listener` when what is shown has changed. */
  readonly onDidChange = this.#listeners.add;

  /**
   * Reads all records, once: later calls get the same promise, unless it has failed. Saving, changing and removing
   * don't wait for it. Errors: `read-failed`; what could be read is shown nevertheless.
   */
  load(): Promise<void> {
    this.#loading ??= this.#readAll().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Reads all records again, where other windows' changes may have been missed. Errors: `read-failed`. */
  refresh(): Promise<void> {
    return this.#isLoaded ? this.#readAll() : this.load();
  }

  /** The first saved first. */
  all(): readonly SavedRecord[] {
    this.#sorted ??= [...this.#held.values()]
      .flatMap(({ record }) => record ?? [])
      .sort((a, b) => a.savedAt - b.savedAt || (a.id < b.id ? -1 : 1));
    return this.#sorted;
  }

  /** What can't be read, but where a record of the same id can. */
  broken(): readonly BrokenRecord[] {
    return [...this.#held.values()].flatMap(({ broken }) => broken);
  }

  /** What the journal calls saved, and was not there when all was read: the host has lost it. */
  lost(): readonly { readonly id: string; readonly savedAt: number }[] {
    return this.#lost;
  }

  /** To be called when the person has been told of what is lost: the next start does not name it again. */
  async forgetLost(): Promise<void> {
    const lost = this.#lost;
    if (lost.length === 0) return;
    this.#lost = [];
    this.#listeners.tell();
    const time = this.#around.clock.now();
    // Not as removed: what comes back after all (from a keyring that was locked) would be taken for a left-over.
    await this.#entries.note(lost.map(({ id, generation }) => ({ sign: "!", id, generation, time })));
  }

  /** What own state knows under an id. */
  find(id: string): SavedRecord | undefined {
    return this.#held.get(id)?.record;
  }

  /**
   * Saves a credential. One that is saved already stays as it is, details and all.
   * Errors: `not-a-credential`, `collision`, `store-failed`, `read-failed`; `gone` where another window removed it at
   * once.
   */
  save(
    credential: SavedCredential,
    details: RecordDetails & { readonly label: string },
  ): Promise<{ record: SavedRecord; isNew: boolean }> {
    const identified = loadIdentity().then(({ idOrRefusal }) => idOrRefusal(notSaved, credential));
    this.#identified = identified;
    return identified.then((id) => {
      const record = { id, generation: "", credential, label: details.label, savedAt: this.#around.clock.now() };
      return this.#save(withDetails(record, details));
    });
  }

  /** Changes what is said about a credential. Errors: `gone`, `broken`, `store-failed`, `read-failed`. */
  change(id: string, details: RecordDetails): Promise<SavedRecord> {
    const tried = "The saved credential was not changed";
    return this.#inOrder(id, async () => {
      for (;;) {
        const { record, broken, hidden } = await this.#look(tried, id);
        if (!record) throw broken.length > 0 ? isBroken(tried) : isGone(tried);
        const changed = withDetails(record, details);
        await this.#entries.store(tried, changed);
        if (!isRemoved(await this.#entries.history(), changed)) {
          this.#show(id, { record: changed, broken, hidden });
          return changed;
        }
        // Another window removed it after the look. It may have been saved anew since: then that is what is meant.
        await this.#entries.deleteAgain(changed);
      }
    });
  }

  /**
   * Removes what is shown under these ids, broken or not. Returns the records among it, for {@link restore}.
   * Errors: `delete-failed`, `read-failed`; `removed` holds what was removed nevertheless.
   */
  async remove(ids: readonly string[]): Promise<readonly SavedRecord[]> {
    const tried = ids.length === 1 ? "The saved credential was not removed" : "Not all of these were removed";
    if (ids.length === 0) return [];
    const removed: SavedRecord[] = [];
    const start = this.#entries.history().then(async (before) => ({ before, listing: await this.#list(tried) }));
    // Each hears of a failure in its turn; until then it must not count as one that nobody hears of.
    start.catch(() => undefined);
    const limited = limiter();
    const all = inAnyCase(ids, (id) =>
      this.#inOrder(id, () =>
        limited(async () => {
          const { before, listing } = await start;
          const { record, broken, hidden } = await this.#look(tried, id, listing);
          const shown = record ? [record] : broken;
          for (const one of shown) await this.#entries.erase(tried, one);
          if (record) removed.push(record);
          this.#show(id, nothing);
          await this.#entries.noteEnded(before, id, [...shown, ...hidden]);
          if (hidden.length > 0) this.#distrust(id, soonMs);
        }),
      ),
    );
    await all.catch((error: unknown) => {
      throw error instanceof VaultError ? new VaultError(error, removed) : error;
    });
    return removed;
  }

  /** Takes a removal back, details and all, but for what has been saved since. Errors: those of {@link save}. */
  async restore(records: readonly SavedRecord[]): Promise<void> {
    const limited = limiter();
    await inAnyCase(records, (record) => this.#save(record, limited));
  }

  /** Follows the other windows no longer; what is under way goes on. */
  dispose(): void {
    this.#disposables.dispose();
    this.#rereading?.timer.dispose();
    this.#listeners.clear();
  }

  /** Saves what is not saved yet, under a new generation. */
  #save(record: SavedRecord, limited = limiter()): Promise<{ record: SavedRecord; isNew: boolean }> {
    const { id, credential } = record;
    const tried = notSaved;
    const step = async (): Promise<{ record: SavedRecord; isNew: boolean }> => {
      const { isSameCredential } = await loadIdentity();
      const before = (await this.#look(tried, id)).record;
      if (before && !isSameCredential(before.credential, credential)) throw isCollision(tried);
      if (before) return { record: before, isNew: false };
      const own = { ...record, generation: (this.#around.draw ?? newGeneration)() };
      await this.#entries.store(tried, own);
      await this.#entries.note([{ sign: "+", id, generation: own.generation, time: this.#around.clock.now() }]);
      const after = await this.#look(tried, id).catch((error: unknown) => {
        this.#around.log.warn("What was just saved could not be looked at.", error);
        this.#distrust(id, soonMs);
        this.#show(id, { ...nothing, record: own });
        return { ...nothing, record: own };
      });
      if (after.hidden.some((other) => "credential" in other)) {
        await this.#entries.erase(tried, own);
        this.#distrust(id, soonMs);
        throw isCollision(tried);
      }
      if (!after.record) throw isGone(tried);
      return { record: after.record, isNew: after.record.generation === own.generation };
    };
    return this.#next(id, () => limited(step));
  }

  async #readAll(): Promise<void> {
    const tried = "The saved credentials were not all read";
    // Before the keys: what another window saves afterwards is not taken for lost.
    const before = await this.#entries.history();
    const listing = await this.#list(tried);
    let hasChanged = !this.#isLoaded;
    const limited = limiter();
    const all = inAnyCase([...listing.byId.keys(), ...this.#held.keys()], async (id) => {
      if (await this.#reread(tried, id, limited, listing, before)) hasChanged = true;
    });
    await all.catch((error: unknown) => {
      if (hasChanged) this.#listeners.tell();
      throw error;
    });
    const after = await this.#entries.history();
    if (before && after) {
      this.#lost = this.#missing(before, after);
      await this.#entries.note(this.all().filter((record) => after.get(pastKey(record))?.["+"] === undefined).map(saved));
      await this.#around.journal.compact().catch((failure: unknown) => {
        this.#around.log.warn("The journal of saved credentials could not be compacted.", failure);
      });
    }
    this.#isLoaded = true;
    if (hasChanged || this.#lost.length > 0) this.#listeners.tell();
  }

  /** One for each id that was saved before all was read, not removed until afterwards, and is not there. */
  #missing(before: History, after: History): readonly (RecordKey & { readonly savedAt: number })[] {
    return [...before.values()].flatMap(({ id, generation, "+": savedAt }) => {
      const past = after.get(pastKey({ id, generation }));
      const isThere = this.#held.has(id) || past?.["-"] !== undefined || past?.["!"] !== undefined;
      return savedAt === undefined || isThere ? [] : [{ id, generation, savedAt }];
    });
  }

  /** Reads an id for own state; true where that shows something else now. */
  #reread(tried: string, id: string, limited: Limited, listing: Listing, history?: History): Promise<boolean> {
    return this.#queue(id, () => limited(async () => this.#put(id, await this.#read(tried, id, listing, history))));
  }

  /** Reads an id again after a while, together with what comes until then. */
  #distrust(id: string, ms: number): void {
    if (this.#disposables.isDisposed) return;
    this.#stale.add(id);
    const { clock } = this.#around;
    const due = clock.now() + ms;
    if (this.#rereading && this.#rereading.due <= due) return;
    this.#rereading?.timer.dispose();
    this.#rereading = { due, timer: clock.setTimer(ms, () => void this.#rereadStale()) };
  }

  async #rereadStale(): Promise<void> {
    this.#rereading = undefined;
    const ids = new Set(this.#stale);
    this.#stale.clear();
    const tried = "The saved credentials were not read again";
    const later = (id: string, error: unknown): void => {
      this.#around.log.warn("A saved credential could not be read again.", error);
      this.#distrust(id, laterMs);
    };
    try {
      const listing = await this.#list(tried);
      // An event may have been missed.
      if (this.#isLoaded) for (const id of this.#differences(listing)) ids.add(id);
      const history = await this.#entries.history();
      const limited = limiter();
      await inAnyCase(ids, async (id) => {
        try {
          if (await this.#reread(tried, id, limited, listing, history)) this.#listeners.tell();
        } catch (error) {
          later(id, error);
        }
      });
    } catch (error) {
      for (const id of ids) later(id, error);
    }
  }

  /** The ids of which SecretStorage has other generations than own state. */
  #differences({ byId }: Listing): readonly string[] {
    const names = (keys: readonly RecordKey[]): string => keys.map(({ generation }) => generation).sort().join();
    return [...new Set([...byId.keys(), ...this.#held.keys()])].filter((id) => {
      const { record, broken, hidden } = this.#held.get(id) ?? nothing;
      return names(byId.get(id) ?? []) !== names([...(record ? [record] : []), ...broken, ...hidden]);
    });
  }

  /** What SecretStorage holds under an id now, which own state takes over. */
  async #look(tried: string, id: string, listing?: Listing): Promise<Held> {
    const held = await this.#read(tried, id, listing);
    this.#show(id, held);
    return held;
  }

  /** Reads what lies under an id, by a listing that is no older than own state. */
  async #read(tried: string, id: string, listing?: Listing, history?: History): Promise<Held> {
    const { turn, byId } = listing && listing.turn > (this.#turns.get(id) ?? 0) ? listing : await this.#list(tried);
    const held = await this.#entries.read(tried, byId.get(id) ?? [], history);
    this.#turns.set(id, turn);
    return held;
  }

  async #list(tried: string): Promise<Listing> {
    const turn = ++this.#turn;
    return { turn, byId: await this.#entries.list(tried) };
  }

  /** A step of this window's, behind those that it was told before: what is being saved may be the same credential. */
  #inOrder<T>(id: string, step: () => Promise<T>): Promise<T> {
    const begin = (): Promise<T> => this.#next(id, step);
    return this.#identified.then(begin, begin);
  }

  /** A step of this window's: own state is of no earlier turn than its end. */
  #next<T>(id: string, step: () => Promise<T>): Promise<T> {
    return this.#queue(id, () =>
      step().finally(() => {
        this.#turns.set(id, ++this.#turn);
      }),
    );
  }

  #queue<T>(id: string, step: () => Promise<T>): Promise<T> {
    const result = (this.#queues.get(id) ?? Promise.resolve()).then(step);
    const end = result.then(
      () => undefined,
      () => undefined,
    );
    this.#queues.set(id, end);
    void end.then(() => {
      if (this.#queues.get(id) === end) this.#queues.delete(id);
    });
    return result;
  }

  #show(id: string, held: Held): void {
    if (this.#put(id, held)) this.#listeners.tell();
  }

  /** True where something else is shown now. */
  #put(id: string, held: Held): boolean {
    const before = this.#held.get(id) ?? nothing;
    if (held.record || held.broken.length > 0) this.#held.set(id, held);
    else this.#held.delete(id);
    if (JSON.stringify([before.record, before.broken]) === JSON.stringify([held.record, held.broken])) return false;
    this.#sorted = undefined;
    return true;
  }
}

function saved({ id, generation, savedAt }: SavedRecord): JournalLine {
  return { sign: "+", id, generation, time: savedAt };
}
