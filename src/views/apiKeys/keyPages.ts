import type { Clock } from "../../platform/clock";
import { type KeyPage, type KeyQuery, largestPage, type ListedKey } from "../../satellite/console/api";
import { searchFor } from "../../satellite/console/keySearch";
import { Turns } from "./turns";

/** So many API keys come at a time, as in the web console. */
export const pageSize = 50;

/** How a project's keys are asked for unless a person wants it otherwise. */
export const usualQuery: KeyQuery = { order: "name", isDescending: false, search: "" };

/** What did not come about, and what is to be tried again. */
export interface KeyFailure {
  /** Mostly a ConsoleError. */
  readonly error: unknown;
  /** The first page, the next one, those that were there once more, or those of another query. */
  readonly tried: "first" | "more" | "again" | "arrange";
  readonly query: KeyQuery;
}

interface Surroundings {
  /** Asks for a page, which counts from 1. Rejects where the signal is aborted. */
  readonly ask: (query: KeyQuery, page: number, size: number, signal: AbortSignal) => Promise<KeyPage>;
  readonly clock: Clock;
  /** Called after each answer. */
  readonly changed: () => void;
}

interface Listing {
  readonly byId: Map<string, ListedKey>;
  readonly total: number;
  /** Whether the pages fit together: as many in all on each, none twice, none missing. */
  readonly isSteady: boolean;
}

/**
 * The API keys of a project, as many as were asked for. One request at a time; another query overtakes those that run and wait. No ID is there
 * twice. Where the list was changed between two pages, all that is shown is asked for anew, once. A failure keeps what was there.
 */
export class KeyPages {
  readonly #around: Surroundings;
  readonly #turns = new Turns();
  /** What is under way and would be asked for twice. */
  readonly #under = new Map<KeyFailure["tried"], Promise<void>>();
  #byId = new Map<string, ListedKey>();
  #total: number | undefined;
  #pages = 1;
  #query = usualQuery;
  /** The query that is being asked for. */
  #next: KeyQuery | undefined;
  #readAt: number | undefined;
  #failure: KeyFailure | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** What is shown, in the order of the query. */
  get keys(): readonly ListedKey[] {
    return [...this.#byId.values()];
  }

  get count(): number {
    return this.#byId.size;
  }

  find(id: string): ListedKey | undefined {
    return this.#byId.get(id);
  }

  /** How many keys match the query in all; undefined before the first page has come. */
  get total(): number | undefined {
    return this.#total;
  }

  get hasMore(): boolean {
    return this.#total !== undefined && this.#byId.size < this.#total && this.#pages * pageSize < this.#total;
  }

  /** By which query what is shown came. */
  get query(): KeyQuery {
    return this.#query;
  }

  /** The query that was asked for last, whether or not its answer has come. */
  get wanted(): KeyQuery {
    return this.#next ?? this.#query;
  }

  /** Of which time the first of the pages is, in milliseconds since 1970. */
  get readAt(): number | undefined {
    return this.#readAt;
  }

  get failure(): KeyFailure | undefined {
    return this.#failure;
  }

  /** Asks for the first page, where that was not tried yet, and waits for all that is under way. Never rejects; nor do the others. */
  async load(): Promise<void> {
    if (this.#total === undefined && !this.#failure && !this.#next) void this.#once("first", (signal) => this.#readAnew(this.#query, 1, signal));
    await this.#turns.settled();
  }

  /** Asks for the next page. */
  more(): Promise<void> {
    return this.#once("more", async (signal) => {
      if (this.hasMore) await this.#append(signal);
    });
  }

  /** Asks again for what is shown, in as few requests as can be; for the first page where nothing is. Whoever comes before it has begun gets the same. */
  refresh(): Promise<void> {
    return this.#once("again", (signal) => {
      this.#under.delete("again");
      return this.#readAnew(this.#query, this.#pages, signal);
    });
  }

  /**
   * Has an API key among what is shown, wherever in the project it stands; false where it is not there, or was not found. A search that hides it goes.
   * Where showing all up to it would take more than one request, it is looked for from the youngest on, and then searched by its name. Nothing more
   * is asked for once the signal is aborted. Errors: the signal's reason.
   */
  async seek(id: string, signal?: AbortSignal): Promise<boolean> {
    const isThere = (): boolean => this.#byId.has(id);
    await this.load();
    signal?.throwIfAborted();
    if (!isThere() && this.wanted.search !== "") await this.arrange({ search: "" });
    if (isThere() || this.#total === undefined) return isThere();
    if (this.#total > largestPage) {
      const name = await this.#nameOf(id, signal);
      signal?.throwIfAborted();
      if (name === undefined) return false;
      await this.arrange({ search: searchFor(name) });
    }
    signal?.throwIfAborted();
    if (!isThere() && this.hasMore) await this.#showAtLeast(Math.min(this.#total, largestPage));
    return isThere();
  }

  /** Asks in another way, from the first page on, and overtakes whatever is under way. Where it fails, what was there stays, and its query. */
  arrange(change: Partial<KeyQuery>): Promise<void> {
    const query = { ...this.wanted, ...change };
    this.#overtake();
    this.#next = query;
    return this.#step("arrange", query, (signal) => this.#readAnew(query, 1, signal));
  }

  /** Tries once more what failed last. */
  retry(): Promise<void> {
    const { tried, query } = this.#failure ?? {};
    if (tried === "arrange") return this.arrange(query ?? {});
    return tried === "more" ? this.more() : this.refresh();
  }

  /** Lets go of all but the query: the next load asks anew. */
  forget(): void {
    this.#overtake();
    this.#byId = new Map();
    this.#total = this.#readAt = this.#failure = undefined;
    this.#pages = 1;
  }

  /** Asks again for what is shown, and for more, until at least so many are. */
  #showAtLeast(count: number): Promise<void> {
    return this.#step("again", this.#query, (signal) => this.#readAnew(this.#query, Math.max(this.#pages, Math.ceil(count / pageSize)), signal));
  }

  async #nameOf(id: string, cancel: AbortSignal | undefined): Promise<string | undefined> {
    let name: string | undefined;
    const youngest: KeyQuery = { order: "date", isDescending: true, search: "" };
    const search = async (signal: AbortSignal): Promise<void> => {
      const seen = new Set<string>();
      for (let page = 1; ; page++) {
        const { keys, total } = await this.#ask(youngest, page, largestPage, signal);
        name = keys.find((key) => key.id === id)?.name;
        // A total is a console's word alone.
        const brings = keys.some((key) => !seen.has(key.id));
        if (name !== undefined || !brings || page * largestPage >= total) return;
        for (const key of keys) seen.add(key.id);
      }
    };
    await this.#step("again", this.#query, search, cancel);
    return name;
  }

  #overtake(): void {
    this.#turns.overtake();
    this.#next = undefined;
    this.#under.clear();
  }

  #once(tried: KeyFailure["tried"], step: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const under = this.#under.get(tried);
    if (under) return under;
    const turn: Promise<void> = this.#step(tried, this.#query, step).then(() => {
      if (this.#under.get(tried) === turn) this.#under.delete(tried);
    });
    this.#under.set(tried, turn);
    return turn;
  }

  /** What somebody cancels leaves all as it was. */
  #step(tried: KeyFailure["tried"], query: KeyQuery, step: (signal: AbortSignal) => Promise<void>, cancel?: AbortSignal): Promise<void> {
    return this.#turns.next(async (overtaken) => {
      const signal = cancel ? AbortSignal.any([overtaken, cancel]) : overtaken;
      try {
        await step(signal);
        this.#failure = undefined;
      } catch (error) {
        if (signal.aborted) return;
        this.#failure = { error, tried, query };
      }
      if (tried === "arrange") this.#next = undefined;
      this.#around.changed();
    });
  }

  /** The next page, behind those that are there; all of them anew where it does not fit to them. Each page is looked at once. */
  async #append(signal: AbortSignal): Promise<void> {
    const total = this.#total ?? 0;
    const page = await this.#ask(this.#query, this.#pages + 1, pageSize, signal);
    const wanted = Math.min(pageSize, total - this.#pages * pageSize);
    const fits = page.total === total && page.keys.length >= wanted && page.keys.every(({ id }) => !this.#byId.has(id));
    if (!fits) {
      await this.#readAnew(this.#query, this.#pages + 1, signal);
      return;
    }
    for (const key of page.keys) this.#byId.set(key.id, key);
    this.#pages++;
  }

  async #readAnew(query: KeyQuery, pages: number, signal: AbortSignal): Promise<void> {
    const first = await this.#read(query, pages * pageSize, signal);
    const { byId, total } = first.isSteady ? first : await this.#read(query, pages * pageSize, signal, true);
    this.#byId = byId;
    this.#total = total;
    this.#pages = pages;
    this.#query = query;
    this.#readAt = this.#around.clock.now();
  }

  /** The first `count` keys of a query. Breaks off where its pages do not fit together, unless they have to do. */
  async #read(query: KeyQuery, count: number, signal: AbortSignal, haveToDo = false): Promise<Listing> {
    const requests = Math.ceil(count / largestPage);
    const size = Math.ceil(count / requests);
    const byId = new Map<string, ListedKey>();
    let total = 0;
    let isSteady = true;
    for (let page = 1; page <= requests && (page === 1 || (page - 1) * size < total); page++) {
      const answer = await this.#ask(query, page, size, signal);
      const isShort = requests > 1 && answer.keys.length < Math.min(size, answer.total - (page - 1) * size);
      if (isShort || (page > 1 && (answer.total !== total || answer.keys.some(({ id }) => byId.has(id))))) isSteady = false;
      total = answer.total;
      for (const key of answer.keys) if (byId.size < count) byId.set(key.id, key);
      if (!isSteady && !haveToDo) break;
    }
    return { byId, total, isSteady };
  }

  async #ask(query: KeyQuery, page: number, size: number, signal: AbortSignal): Promise<KeyPage> {
    const answer = await this.#around.ask(query, page, size, signal);
    // Whoever asked may not have looked at the signal.
    signal.throwIfAborted();
    return answer;
  }
}
