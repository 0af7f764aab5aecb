import { type Clock, wakeAt } from "../../platform/clock";
import { type Disposable, DisposableStore } from "../../platform/lifecycle";
import { Listeners } from "../../platform/listeners";
import type { Log } from "../../platform/log";
import type { ConsoleApi, SessionApi } from "../../satellite/console";
import { ConsoleError } from "../../satellite/console/consoleError";
import { consoleOrigin } from "../../satellite/consoleOrigin";
import { sessionOf } from "../../vault/account";
import type { Account, Accounts } from "../../vault/accounts";

interface Surroundings {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly log: Log;
  /** How long each request may take. */
  readonly deadlineMs: () => number;
  /** What a test puts in place of the network. */
  readonly fetch?: typeof fetch;
}

/** How long a prolonged session lasts, as a rule (satellite/console: a session's inactivity timer, 1800 s): a person can set another. */
const usuallyLastingMs = 30 * 60_000;

/** A session is prolonged at most once in so many milliseconds, however that ends and whatever the clocks say. */
const pauseMs = 60_000;

/** While the view is visible, a session is prolonged so long before it ends. */
const shortlyMs = 2 * 60_000;

/** An account as it is used in this window. */
interface Opened {
  readonly account: Account;
  readonly api: ConsoleApi;
  /** The same, where it is a session. */
  readonly session: SessionApi | undefined;
  readonly deadlineMs: number;
  /** How long a session lasts that is prolonged: shorter, perhaps, than the one that the sign-in gave. */
  lastingMs: number;
  /** The end that was heard of here. */
  end: number | undefined;
  /** Not to be prolonged before then. */
  notBefore: number;
  prolonging: Promise<void> | undefined;
}

/** The accounts' sessions as they are used: which API, prolonged in time, and known to be over. Nothing is asked before {@link use}. */
export class ConsoleSessions implements Disposable {
  readonly #around: Surroundings;
  readonly #disposables = new DisposableStore();
  readonly #opened = new Map<string, Opened>();
  /** Of which accounts the session is over, by id, and which session that was, without its token: signed in to again they have another. */
  readonly #over = new Map<string, string>();
  readonly #listeners = new Listeners((error) => { this.#around.log.error("What follows the sessions failed.", error); });
  #isVisible = false;
  #timer: Disposable | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#disposables.add(around.accounts.onDidChange(() => { this.#plan(); }));
  }

  /**
   * Asks an account's console. A session that ends soon is prolonged first; that this fails is no failure of the request. Errors: those of
   * `request`; ConsoleError "signed-out" where the session is over, which is remembered until the account is signed in to again, or where the
   * account has gone; VaultError where accounts can't be read.
   */
  async use<T>(account: string, request: (api: ConsoleApi) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const opened = await this.#open(account);
    signal?.throwIfAborted();
    try {
      if (this.#isToProlong(opened)) await this.#prolong(opened);
      signal?.throwIfAborted();
      const value = await request(opened.api);
      this.#note(opened.account, false);
      return value;
    } catch (error) {
      if (isSignedOut(error)) this.#note(opened.account, true);
      throw error;
    } finally {
      this.#plan();
    }
  }

  /**
   * Ends the session of an account on the server, where that has not ended yet; not one that has been signed in to since. For a REST API key nothing is
   * asked. Errors: ConsoleError, or the signal's reason.
   */
  async end(account: Omit<Account, "id">, signal?: AbortSignal): Promise<void> {
    const { session } = await this.#reach(account, this.#around.deadlineMs());
    signal?.throwIfAborted();
    await session?.signOut(signal).catch((error: unknown) => {
      if (!isSignedOut(error)) throw error;
    });
  }

  /** Ends a session that is kept nowhere, unless a browser has it as well. Never rejects: it ends by itself in any case. */
  async endUnkept(account: Omit<Account, "id">): Promise<void> {
    if (account.isBrowsers === true) return;
    await this.end(account).catch((error: unknown) => {
      this.#around.log.warn("A session that is not kept could not be ended.", error);
    });
  }

  /** Whether the last answer was that the session is over. */
  isOver(account: string): boolean {
    const [over, now] = [this.#over.get(account), this.#around.accounts.find(account)];
    return over !== undefined && now !== undefined && over === sessionOf(now);
  }

  /** Fires when a session turned out to be over, or not to be. */
  readonly onDidChange = this.#listeners.add;

  /** While the view is visible, the sessions that were used in this window are prolonged shortly before they end. */
  watch(isVisible: boolean): void {
    this.#isVisible = isVisible;
    this.#plan();
  }

  dispose(): void {
    this.#disposables.dispose();
    this.#timer?.dispose();
    this.#listeners.clear();
  }

  async #open(id: string): Promise<Opened> {
    const { accounts, deadlineMs: deadline } = this.#around;
    await accounts.load();
    // As it is now: another window may have signed in again.
    const account = await accounts.current(id);
    if (!account) throw new ConsoleError("signed-out");
    const deadlineMs = deadline();
    const before = this.#opened.get(id);
    if (before?.account.secret === account.secret && before.deadlineMs === deadlineMs) return before;
    const reached = await this.#reach(account, deadlineMs);
    const fresh = { account, ...reached, deadlineMs, lastingMs: usuallyLastingMs, end: undefined, notBefore: -Infinity, prolonging: undefined };
    // Another call may have been faster.
    const raced = this.#opened.get(id);
    if (raced && raced !== before && raced.account.secret === account.secret) return raced;
    this.#opened.set(id, fresh);
    return fresh;
  }

  /** The API of an account's way, at its exact origin. */
  async #reach({ origin: written, secret, way }: Omit<Account, "id">, deadlineMs: number): Promise<Pick<Opened, "api" | "session">> {
    const { clock, fetch } = this.#around;
    const origin = consoleOrigin(written);
    if (origin?.origin !== written) throw new ConsoleError("not-console");
    const { restKeyApi, sessionApi } = await import("../../satellite/console");
    const access = { origin, clock, deadlineMs, ...(fetch && { fetch }) };
    const session = way === "session" ? sessionApi(access, secret) : undefined;
    return { api: session ?? restKeyApi(access, secret), session };
  }

  /** Less than half of what prolonging gives is left, as far as that is known. Sooner, it might shorten a session that lasts a week. */
  #isToProlong(opened: Opened): boolean {
    const { clock } = this.#around;
    return opened.session !== undefined && (this.#endOf(opened) ?? -Infinity) - clock.now() < opened.lastingMs / 2;
  }

  /** The end of a session, as it is known here or by another window. */
  #endOf({ account: { id }, end }: Opened): number | undefined {
    const ends = [end, this.#around.accounts.find(id)?.expiresAt].filter((one) => one !== undefined);
    return ends.length > 0 ? Math.max(...ends) : undefined;
  }

  /** Prolongs a session; who comes while that is under way waits for it. Errors: ConsoleError "signed-out" alone. */
  async #prolong(opened: Opened): Promise<void> {
    const { accounts, clock, log } = this.#around;
    const { account, session } = opened;
    const ask = async (): Promise<void> => {
      try {
        const end = await session?.refresh();
        if (end === undefined) return;
        Object.assign(opened, { end, lastingMs: end - clock.now() });
        await accounts.prolong(account.id, end);
      } catch (error) {
        if (isSignedOut(error)) throw error;
        log.warn("A session could not be prolonged.", error);
      } finally {
        opened.prolonging = undefined;
      }
    };
    if (!opened.prolonging) {
      if (clock.now() < opened.notBefore) return;
      opened.notBefore = clock.now() + pauseMs;
      opened.prolonging = ask();
    }
    await opened.prolonging;
  }

  /** Sets the clock for the next session that is to be kept alive; forgets what is no longer an account's. */
  #plan(): void {
    const { accounts, clock } = this.#around;
    this.#timer?.dispose();
    this.#timer = undefined;
    for (const [id, { account }] of this.#opened) if (accounts.find(id)?.secret !== account.secret) this.#opened.delete(id);
    for (const id of this.#over.keys()) if (!accounts.find(id)) this.#over.delete(id);
    if (!this.#isVisible || this.#disposables.isDisposed) return;
    const next = Math.min(...[...this.#opened.values()].map((opened) => this.#dueOf(opened)));
    if (next < Infinity) this.#timer = wakeAt(clock, next, () => void this.#keepAlive());
  }

  /** When a session is to be kept alive. Never, once it has ended: whoever uses it next hears of that. */
  #dueOf(opened: Opened): number {
    const end = this.#endOf(opened);
    if (!opened.session || opened.prolonging || end === undefined || this.isOver(opened.account.id)) return Infinity;
    const due = Math.max(end - Math.min(shortlyMs, opened.lastingMs / 2), opened.notBefore);
    return due < end && end > this.#around.clock.now() ? due : Infinity;
  }

  async #keepAlive(): Promise<void> {
    const now = this.#around.clock.now();
    const due = [...this.#opened.values()].filter((opened) => this.#dueOf(opened) <= now);
    await Promise.all(
      due.map((opened) =>
        this.#prolong(opened).catch(() => {
          this.#note(opened.account, true);
        }),
      ),
    );
    this.#plan();
  }

  #note(account: Account, isOver: boolean): void {
    const { id } = account;
    const session = sessionOf(account);
    const before = this.isOver(id);
    if (isOver) this.#over.set(id, session);
    else if (this.#over.get(id) === session) this.#over.delete(id);
    if (before !== this.isOver(id)) this.#listeners.tell();
  }
}

function isSignedOut(error: unknown): boolean {
  return error instanceof ConsoleError && error.code === "signed-out";
}
