import { createHash } from "node:crypto";
import { wakeAt, type Clock } from "../platform/clock";
import type { Disposable } from "../platform/lifecycle";

/** VS Code's clipboard, as far as it is needed here. */
interface Clipboard {
  readText(): PromiseLike<string>;
  writeText(text: string): PromiseLike<void>;
}

/**
 * What became of a copy: it will be taken off the clipboard, it was, or it stays there until something else is copied.
 */
export type ClipboardNews =
  | { readonly kind: "will-clear"; readonly seconds: number }
  | { readonly kind: "cleared" }
  | { readonly kind: "stays"; readonly because: "reading-refused" | "writing-refused" };

interface Surroundings {
  readonly clipboard: Clipboard;
  readonly clock: Clock;
  /** How long a copy may stay, in seconds; 0 = as long as it likes. Asked at every copy. */
  readonly clearAfterSeconds: () => number;
  readonly tell: (news: ClipboardNews) => void;
}

/**
 * Copies a credential and takes it off the clipboard again after a while, unless something else has been copied
 * meanwhile. Remembers the SHA-256 of the copy and nothing else of it. Where the clipboard may not be read (a browser
 * without the permission, a window without the focus: VS Code rejects, or gives an empty text) it cannot know whose
 * text it would erase: it erases nothing and says so.
 */
export class ForgettingClipboard implements Disposable {
  readonly #around: Surroundings;
  #copy: { readonly hash: string; readonly timer: Disposable } | undefined;
  /** Counts the calls of `copy`: what is still under way from before the latest has nothing more to say. */
  #turn = 0;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /**
   * Copies `text`; an earlier copy is forgotten, since it is no longer on the clipboard. Rejects where copying itself
   * fails.
   */
  async copy(text: string): Promise<void> {
    const { clipboard, clock, clearAfterSeconds, tell } = this.#around;
    const turn = ++this.#turn;
    await clipboard.writeText(text);
    this.dispose();
    const seconds = clearAfterSeconds();
    if (seconds === 0) return;
    // Asked now, while the person is here: a browser's question a minute later would come out of nowhere.
    const isReadable = (await this.#read()) !== undefined;
    if (turn !== this.#turn) return;
    if (!isReadable) {
      tell({ kind: "stays", because: "reading-refused" });
      return;
    }
    const timer = wakeAt(clock, clock.now() + seconds * 1_000, () => void this.clear());
    this.#copy = { hash: sha256(text), timer };
    tell({ kind: "will-clear", seconds });
  }

  /**
   * Takes the last copy off the clipboard now, if it still is there. For the timer, and for the extension's end. Never
   * rejects.
   */
  async clear(): Promise<void> {
    const { clipboard, tell } = this.#around;
    const copy = this.#copy;
    const turn = this.#turn;
    if (!copy) return;
    // Taken over before the wait: at the end VS Code disposes everything while this still reads.
    this.dispose();
    const found = await this.#read();
    if (turn !== this.#turn) return; // Copied anew meanwhile.
    if (found === undefined) {
      tell({ kind: "stays", because: "reading-refused" });
    } else if (sha256(found) === copy.hash) {
      try {
        await clipboard.writeText("");
        tell({ kind: "cleared" });
      } catch {
        tell({ kind: "stays", because: "writing-refused" });
      }
    }
  }

  /** Forgets the copy and leaves the clipboard alone. */
  dispose(): void {
    this.#copy?.timer.dispose();
    this.#copy = undefined;
  }

  async #read(): Promise<string | undefined> {
    try {
      return (await this.#around.clipboard.readText()) || undefined;
    } catch {
      return undefined;
    }
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
