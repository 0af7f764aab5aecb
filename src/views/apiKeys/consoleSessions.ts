import type { Clock } from "../../platform/clock";
import type { Disposable } from "../../platform/lifecycle";
import type { ConsoleApi } from "../../satellite/console";
import type { Accounts } from "../../vault/accounts";

interface Surroundings {
  readonly accounts: Accounts;
  readonly clock: Clock;
}

/** The accounts' sessions as they are used: which API, prolonged in time, and known to be over. */
export class ConsoleSessions implements Disposable {
  readonly #around: Surroundings;
  #isVisible = false;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /**
   * Asks an account's console. A session that ends soon is prolonged first. Errors: ConsoleError; "signed-out" marks the account as over until it
   * is signed in to again.
   */
  async use<T>(account: string, request: (api: ConsoleApi) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return Promise.reject(new Error(`not built yet ${account} ${request.name} ${this.#around.clock.now()} ${String(signal?.aborted)}`));
  }

  /** Whether the last answer was that the session is over. */
  isOver(account: string): boolean {
    return account === "not built yet" && this.#isVisible;
  }

  /** While the view is visible, sessions are prolonged shortly before they end; hidden, nothing is asked. */
  watch(isVisible: boolean): void {
    this.#isVisible = isVisible;
  }

  /** Calls `listener` when a session turned out to be over, or no longer is. */
  onDidChange(listener: () => void): Disposable {
    return { dispose: () => { listener(); } };
  }

  dispose(): void {
    // Not built yet.
  }
}
