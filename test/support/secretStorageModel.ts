import assert from "node:assert/strict";
import type * as vscode from "vscode";
import type { SecretStorageLike } from "../../src/vault/entries";
import type { Random } from "../oracle/random";

/**
 * What is under way between windows and what they share, done one step at a time in an order that chance decides. Time
 * plays no part. Each call of a window to something outside takes two steps: one in which it takes effect, and one in
 * which the window hears of it.
 */
export class Interleaving {
  readonly #random: Random;
  readonly #steps: (() => void)[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  get waiting(): number {
    return this.#steps.length;
  }

  later(step: () => void): void {
    this.#steps.push(step);
  }

  /** Does one step, and all that it sets off at once. */
  async step(): Promise<void> {
    this.#steps.splice(this.#random.below(this.#steps.length), 1)[0]?.();
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Does steps until there are none. */
  async toTheEnd(): Promise<void> {
    while (this.#steps.length > 0) await this.step();
  }

  /** Does steps until `result` is there. */
  async until<T>(result: Promise<T>): Promise<T> {
    const state = { isSettled: false };
    const settle = (): void => {
      state.isSettled = true;
    };
    result.then(settle, settle);
    for (let idle = 0; !state.isSettled; ) {
      idle = this.#steps.length > 0 ? 0 : idle + 1;
      assert.ok(idle < 100, "nothing is under way, and there is no result");
      await this.step();
    }
    return result;
  }

  /** A call to something outside, which may fail before or after its effect. */
  call<T>(effect: () => T, window: { readonly isDead: boolean }, failure: "before" | "after" | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      this.later(() => {
        // What a window had sent off when it was killed arrives or does not.
        if (window.isDead && this.#random.chance(0.5)) return;
        const result = failure === "before" ? undefined : { value: effect() };
        this.later(() => {
          if (window.isDead) return;
          if (result && !failure) resolve(result.value);
          else reject(new Error("the host failed"));
        });
      });
    });
  }
}

/** How badly a host behaves: each is a probability. */
export interface Mood {
  failing: number;
  eventMissing: number;
  eventDoubled: number;
  /** Nothing more can be stored. */
  isFull: boolean;
}

export const goodMood = (): Mood => ({ failing: 0, eventMissing: 0, eventDoubled: 0, isFull: false });

/**
 * Desktop VS Code's SecretStorage: one store, which several windows share. What is asked for takes effect some time
 * before it is answered. Windows hear of changes later, also of their own; twice or never, if the mood is like that.
 */
export class SecretStore {
  readonly entries = new Map<string, string>();
  /** How often each key was asked for, and how many calls of `get` were under way at most. */
  readonly gets = new Map<string, number>();
  mostGets = 0;
  readonly mood = goodMood();
  readonly #interleaving: Interleaving;
  readonly #random: Random;
  readonly #windows = new Set<StoreWindow>();
  #getsUnderWay = 0;

  constructor(interleaving: Interleaving, random: Random) {
    this.#interleaving = interleaving;
    this.#random = random;
  }

  open(): StoreWindow {
    const window = new StoreWindow(this);
    this.#windows.add(window);
    return window;
  }

  async ask(window: StoreWindow, key: string): Promise<string | undefined> {
    this.gets.set(key, (this.gets.get(key) ?? 0) + 1);
    this.mostGets = Math.max(this.mostGets, ++this.#getsUnderWay);
    return this.#call(window, () => this.entries.get(key)).finally(() => this.#getsUnderWay--);
  }

  list(window: StoreWindow): Promise<string[]> {
    return this.#call(window, () => [...this.entries.keys()]);
  }

  change(window: StoreWindow, key: string, value: string | undefined): Promise<void> {
    const isRefused = value !== undefined && this.mood.isFull;
    const effect = (): void => {
      const isChange = this.entries.get(key) !== value;
      if (value === undefined) this.entries.delete(key);
      else this.entries.set(key, value);
      if (isChange) this.#announce(key);
    };
    return isRefused ? this.#interleaving.call(effect, window, "before") : this.#call(window, effect);
  }

  #call<T>(window: StoreWindow, effect: () => T): Promise<T> {
    const isFailing = this.#random.chance(this.mood.failing);
    const failure = isFailing ? this.#random.pick(["before", "after"] as const) : undefined;
    return this.#interleaving.call(effect, window, failure);
  }

  #announce(key: string): void {
    for (const window of this.#windows) {
      if (this.#random.chance(this.mood.eventMissing)) continue;
      const times = this.#random.chance(this.mood.eventDoubled) ? 2 : 1;
      for (let time = 0; time < times; time++) this.#interleaving.later(() => { window.hear(key); });
    }
  }
}

/** What one window has of the store. */
export class StoreWindow implements SecretStorageLike {
  isDead = false;
  readonly #store: SecretStore;
  readonly #listeners = new Set<(event: vscode.SecretStorageChangeEvent) => unknown>();

  constructor(store: SecretStore) {
    this.#store = store;
  }

  /** Nothing of the window goes on, but what it has sent off may arrive. */
  kill(): void {
    this.isDead = true;
  }

  hear(key: string): void {
    if (!this.isDead) for (const listener of this.#listeners) listener({ key });
  }

  get = (key: string): Promise<string | undefined> => this.#store.ask(this, key);
  store = (key: string, value: string): Promise<void> => this.#store.change(this, key, value);
  delete = (key: string): Promise<void> => this.#store.change(this, key, undefined);
  keys = (): Promise<string[]> => this.#store.list(this);

  readonly onDidChange: vscode.Event<vscode.SecretStorageChangeEvent> = (listener, self) => {
    const own = (event: vscode.SecretStorageChangeEvent): unknown => listener.call(self, event);
    this.#listeners.add(own);
    return { dispose: () => this.#listeners.delete(own) };
  };
}
