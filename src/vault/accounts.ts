import type { Clock } from "../platform/clock";
import { type Disposable, DisposableStore } from "../platform/lifecycle";
import { Listeners } from "../platform/listeners";
import type { Log } from "../platform/log";
import { type Account, accountKey, endKey, newAccount, readAccount, type ReadAccount, readAccountKey, readEnd, sessionOf, writeAccount, writeEnd } from "./account";
import { laterMs, type SecretStorageLike, soonMs } from "./entries";
import { deleteFailed, readFailed, storeFailed, VaultError } from "./vaultError";

export type { Account } from "./account";

interface Surroundings {
  readonly secrets: SecretStorageLike;
  readonly clock: Clock;
  readonly log: Log;
}

/** What was kept, and what it took the place of, where this version can read that. */
export interface KeptAccount {
  readonly account: Account;
  readonly before: Account | undefined;
}

/**
 * The accounts in SecretStorage, shared by all windows. Each is one entry that holds all of it, and beside it one for the end of its session once
 * that was prolonged. Nothing is read before {@link load}. Own state is for showing: each step begins with what SecretStorage holds at that moment,
 * and steps wait for one another. What this version can't read is left alone, and not shown.
 */
export class Accounts implements Disposable {
  readonly #around: Surroundings;
  readonly #disposables = new DisposableStore();
  readonly #listeners = new Listeners((error) => { this.#around.log.error("What follows the accounts failed.", error); });
  readonly #held = new Map<string, Account>();
  /** The end of the last step; never rejects. */
  #last: Promise<unknown> = Promise.resolve();
  #loading: Promise<void> | undefined;
  #isLoaded = false;
  #rereading: { readonly due: number; readonly timer: Disposable } | undefined;
  #sorted: readonly Account[] | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#disposables.add(
      around.secrets.onDidChange(({ key }) => {
        // Whoever has not asked yet is told of nothing.
        if (this.#loading && readAccountKey(key)) this.#distrust(soonMs);
      }),
    );
  }

  /** Reads all, once: later calls get the same promise, unless it has failed. Errors: VaultError `read-failed`. */
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

  /** Reads all again, where other windows' changes may have been missed. Errors: VaultError `read-failed`. */
  refresh(): Promise<void> {
    return this.#isLoaded ? this.#readAll() : this.load();
  }

  /** What is there as far as it was read, by origin and name. */
  all(): readonly Account[] {
    this.#sorted ??= [...this.#held.values()].sort(
      (a, b) => a.origin.localeCompare(b.origin) || a.name.localeCompare(b.name) || a.way.localeCompare(b.way),
    );
    return this.#sorted;
  }

  /** What own state knows under an id. */
  find(id: string): Account | undefined {
    return this.#held.get(id);
  }

  /** What SecretStorage holds under an id now; own state where it does not tell. Never rejects. */
  current(id: string): Promise<Account | undefined> {
    return this.#inTurn(async () => {
      try {
        this.#show(id, await this.#read("The account was not read", id));
      } catch (error) {
        this.#around.log.warn("An account could not be read again.", error);
      }
      return this.find(id);
    });
  }

  /**
   * Keeps an account; one of the same origin, way and name is replaced. Errors: VaultError `store-failed`, `read-failed`; `broken` where a newer
   * version of the extension has written that account.
   */
  save(fields: Omit<Account, "id">): Promise<KeptAccount> {
    const tried = "The account was not saved";
    const account = newAccount(fields);
    const { id } = account;
    return this.#inTurn(async () => {
      const before = await this.#readEntry(tried, id);
      if (before && isNewer(before)) {
        const wrong = "a newer version of this extension keeps an account of that name";
        throw new VaultError({ code: "broken", tried, wrong, next: "Update the extension, or choose another name." });
      }
      await this.#store(tried, accountKey(id), writeAccount(account));
      this.#show(id, account);
      return { account, before: before && "problem" in before ? undefined : before };
    });
  }

  /** Other end of the session; nothing where the account has gone. Errors: VaultError `store-failed`, `read-failed`. */
  prolong(id: string, expiresAt: number): Promise<void> {
    const tried = "The longer session was not noted";
    return this.#inTurn(async () => {
      const account = await this.#read(tried, id);
      if (account) await this.#store(tried, endKey(id), writeEnd({ session: sessionOf(account), expiresAt }));
      this.#show(id, account && { ...account, expiresAt });
    });
  }

  /**
   * Removes the account under an id, or only that of a session, as {@link sessionOf} tells it: another window may have signed in again meanwhile. False
   * where another lies there, which stays. Errors: VaultError `delete-failed`, `read-failed`.
   */
  remove(id: string, session?: string): Promise<boolean> {
    const tried = "The account was not removed";
    return this.#inTurn(async () => {
      const there = session === undefined ? undefined : await this.#readEntry(tried, id);
      if (there && ("problem" in there ? isNewer(there) : sessionOf(there) !== session)) {
        this.#show(id, await this.#read(tried, id));
        return false;
      }
      await this.#delete(tried, accountKey(id));
      await this.#deleteEnd(id);
      this.#show(id, undefined);
      return true;
    });
  }

  /** Fires when something was saved, removed or prolonged, in this window or another. */
  readonly onDidChange = this.#listeners.add;

  dispose(): void {
    this.#disposables.dispose();
    this.#rereading?.timer.dispose();
    this.#listeners.clear();
  }

  #readAll(): Promise<void> {
    const tried = "The accounts were not all read";
    return this.#inTurn(async () => {
      const keys = (await this.#keys(tried)).flatMap((key) => readAccountKey(key) ?? []);
      const ids = new Set(keys.filter(({ isEnd }) => !isEnd).map(({ id }) => id));
      const found = new Map<string, Account>();
      for (const id of ids) {
        const account = await this.#read(tried, id);
        if (account) found.set(id, account);
      }
      // A window that was removing or prolonging it has ended too early.
      for (const { id, isEnd } of keys) if (isEnd && !ids.has(id)) await this.#deleteEnd(id);
      const isFirst = !this.#isLoaded;
      this.#isLoaded = true;
      const isOther = [...new Set([...ids, ...this.#held.keys()])].map((id) => this.#put(id, found.get(id))).includes(true);
      if (isFirst || isOther) this.#listeners.tell();
    });
  }

  async #readEntry(tried: string, id: string): Promise<ReadAccount | undefined> {
    const value = await this.#get(tried, accountKey(id));
    return value === undefined ? undefined : readAccount(id, value);
  }

  /** The account under an id, with the end that its session has by now. */
  async #read(tried: string, id: string): Promise<Account | undefined> {
    const account = await this.#readEntry(tried, id);
    if (!account || "problem" in account) return undefined;
    if (account.way === "restKey") return account;
    const written = await this.#get(tried, endKey(id));
    const end = written === undefined ? undefined : readEnd(written);
    return end?.session === sessionOf(account) ? { ...account, expiresAt: end.expiresAt } : account;
  }

  async #keys(tried: string): Promise<readonly string[]> {
    try {
      return await this.#around.secrets.keys();
    } catch (cause) {
      throw readFailed(tried, cause);
    }
  }

  async #get(tried: string, key: string): Promise<string | undefined> {
    try {
      return await this.#around.secrets.get(key);
    } catch (cause) {
      throw readFailed(tried, cause);
    }
  }

  async #store(tried: string, key: string, value: string): Promise<void> {
    try {
      await this.#around.secrets.store(key, value);
    } catch (cause) {
      // It may be there nevertheless.
      this.#distrust(soonMs);
      throw storeFailed(tried, cause);
    }
  }

  async #delete(tried: string, key: string): Promise<void> {
    try {
      await this.#around.secrets.delete(key);
    } catch (cause) {
      this.#distrust(soonMs);
      const isThere = await this.#get(tried, key).then((value) => value !== undefined, () => true);
      if (isThere) throw deleteFailed(tried, cause);
    }
  }

  /** Without its account an end means nothing: whoever reads all next tries again. */
  async #deleteEnd(id: string): Promise<void> {
    try {
      await this.#around.secrets.delete(endKey(id));
    } catch (error) {
      this.#around.log.warn("The end of a session that is not kept any more could not be deleted.", error);
    }
  }

  /** Reads all again after a while, together with what comes until then. */
  #distrust(ms: number): void {
    if (this.#disposables.isDisposed) return;
    const { clock } = this.#around;
    const due = clock.now() + ms;
    if (this.#rereading && this.#rereading.due <= due) return;
    this.#rereading?.timer.dispose();
    const timer = clock.setTimer(ms, () => {
      this.#rereading = undefined;
      this.refresh().catch((error: unknown) => {
        this.#around.log.warn("The accounts could not be read again.", error);
        this.#distrust(laterMs);
      });
    });
    this.#rereading = { due, timer };
  }

  /** A step, behind those that were begun before. */
  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#last.then(step);
    this.#last = result.catch(() => undefined);
    return result;
  }

  #show(id: string, account: Account | undefined): void {
    if (this.#put(id, account)) this.#listeners.tell();
  }

  /** True where something else is shown now. */
  #put(id: string, account: Account | undefined): boolean {
    const before = this.#held.get(id);
    if (account) this.#held.set(id, account);
    else this.#held.delete(id);
    this.#sorted = undefined;
    return JSON.stringify(before) !== JSON.stringify(account);
  }
}

function isNewer(account: ReadAccount): boolean {
  return "problem" in account && account.problem === "newer";
}
