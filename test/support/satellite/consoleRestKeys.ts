import { randomUUID } from "node:crypto";
import type { Person } from "./people";

/** A key for programs, of one person. */
interface RestKey {
  readonly id: string;
  readonly person: Person;
  readonly name: string;
  /** Microseconds. */
  readonly createdAt: number;
  /** Milliseconds. */
  readonly expiresAt: number | undefined;
}

/** The REST API keys. */
export class RestKeys {
  readonly #byText = new Map<string, RestKey>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Gives its text. */
  make(person: Person, name: string, lifeMs?: number): string {
    const text = randomUUID();
    const now = this.#now();
    const expiresAt = lifeMs === undefined ? undefined : now + lifeMs;
    this.#byText.set(text, { id: randomUUID(), person, name, createdAt: now * 1000, expiresAt });
    return text;
  }

  /** Whose it is, where it is good. */
  personOf(text: string): Person | undefined {
    const key = this.#byText.get(text);
    return key && (key.expiresAt ?? Infinity) > this.#now() ? key.person : undefined;
  }

  of(person: Person): readonly RestKey[] {
    return [...this.#byText.values()].filter((key) => key.person === person);
  }

  revoke(person: Person, ids: readonly string[]): void {
    for (const [text, key] of this.#byText) {
      if (key.person === person && ids.includes(key.id)) this.#byText.delete(text);
    }
  }
}
