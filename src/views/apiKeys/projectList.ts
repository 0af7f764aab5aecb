import type { Clock } from "../../platform/clock";
import type { ConsoleProject } from "../../satellite/console/api";
import { Turns } from "./turns";

interface Surroundings {
  readonly ask: (signal: AbortSignal) => Promise<readonly ConsoleProject[]>;
  readonly clock: Clock;
  /** Called after each answer. */
  readonly changed: () => void;
}

/** The projects of an account: one request for all of them, one at a time. No ID is there twice. A failure keeps what was there. */
export class ProjectList {
  readonly #around: Surroundings;
  readonly #turns = new Turns();
  #byId: ReadonlyMap<string, ConsoleProject> | undefined;
  #readAt: number | undefined;
  #failure: { readonly error: unknown } | undefined;
  /** A request that waits for its turn. */
  #waiting: Promise<void> | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** As the console sorts them; undefined before they have come. */
  get projects(): readonly ConsoleProject[] | undefined {
    return this.#byId && [...this.#byId.values()];
  }

  find(id: string): ConsoleProject | undefined {
    return this.#byId?.get(id);
  }

  /** Of which time they are, in milliseconds since 1970. */
  get readAt(): number | undefined {
    return this.#readAt;
  }

  /** Why they could not be asked for. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  /** Asks for them, where that was not tried yet, and waits for what is under way. Never rejects; nor does `refresh`. */
  async load(): Promise<void> {
    await this.#turns.settled();
    if (!this.#byId && !this.#failure) await this.refresh();
  }

  /** Asks for them anew. Whoever comes before the request has begun gets the same. */
  refresh(): Promise<void> {
    this.#waiting ??= this.#turns.next(async (signal) => {
      this.#waiting = undefined;
      try {
        const projects = await this.#around.ask(signal);
        if (signal.aborted) return;
        this.#byId = new Map(projects.map((project) => [project.id, project]));
        this.#readAt = this.#around.clock.now();
        this.#failure = undefined;
      } catch (error) {
        if (signal.aborted) return;
        this.#failure = { error };
      }
      this.#around.changed();
    });
    return this.#waiting;
  }

  /** Lets go of all: the next load asks anew. */
  forget(): void {
    this.#turns.overtake();
    this.#waiting = undefined;
    this.#byId = undefined;
    this.#readAt = this.#failure = undefined;
  }
}
