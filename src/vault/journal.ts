import { appendFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Clock } from "../platform/clock";
import type { RecordKey } from "./record";

/** A record was saved, was removed, or was found missing and its owner has been told. */
export type JournalSign = "+" | "-" | "!";

/** `time` in milliseconds since 1970: of a saved record when it was saved first. */
export interface JournalLine extends RecordKey {
  readonly sign: JournalSign;
  readonly time: number;
}

/** What the journal says about one record: when each of it happened, as far as it did. */
export type Past = RecordKey & Readonly<Partial<Record<JournalSign, number>>>;

/** What the journal says, by `pastKey`. */
export type History = ReadonlyMap<string, Past>;

export function pastKey({ id, generation }: RecordKey): string {
  return `${id}.${generation}`;
}

/** Whether the journal calls a record removed. */
export function isRemoved(history: History | undefined, key: RecordKey): boolean {
  return history?.get(pastKey(key))?.["-"] !== undefined;
}

const LINE = /^(?<sign>[-+!]) (?<id>[0-9a-f]{12}) (?<generation>[0-9a-f]{8}) (?<time>\d{13})$/;
const FILE = /^journal-(?<number>\d{1,9})$/;
const MOST_SPARE_LINES = 1_000;
const MOST_ATTEMPTS = 5;
/** How long a removal is remembered: no window that saw the record before is still open after that. */
const REMEMBERED_MS = 30 * 86_400_000;

/**
 * Which records were saved and removed, and nothing else of them: so that what the host has lost can be named, and what
 * one window removes does not come back by what another does at that moment. Lines are a set: neither their order nor
 * their number counts, and what is damaged counts as not there. Windows append to the same file.
 *
 * The journal is the sum of all files `journal-N` of its folder. The one with the highest number grows. Compacting
 * writes the sum into the next number (only one window can make it), and takes away the files before the one that grew
 * until then: that may still grow, by a window that has not seen the new one.
 */
export class Journal {
  readonly #folder: string;
  readonly #clock: Clock;

  /** `folder` need not exist yet. */
  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /** Rejects with Node's errors, as all of these do. */
  async read(): Promise<History> {
    return historyOf((await this.#readFiles()).flatMap(({ lines }) => lines));
  }

  /** Adds lines in one write. */
  async append(lines: readonly JournalLine[]): Promise<void> {
    if (lines.length === 0) return;
    await mkdir(this.#folder, { recursive: true });
    const latest = (await this.#numbers()).at(-1) ?? 0;
    // A line break before them too: what was cut off in the middle spoils no more than itself.
    await appendFile(this.#file(latest), `\n${textOf(lines)}`, { mode: 0o600 });
  }

  /** Writes the journal anew where the file that grows has over 1,000 lines more than are needed. */
  async compact(): Promise<void> {
    const files = await this.#readFiles();
    const needed = [...historyOf(files.flatMap(({ lines }) => lines)).values()].flatMap((past) => this.#linesOf(past));
    const latest = files.at(-1);
    if (!latest || latest.size - needed.length <= MOST_SPARE_LINES) return;
    try {
      await writeFile(this.#file(latest.number + 1), textOf(needed), { flag: "wx", mode: 0o600, flush: true });
    } catch (error) {
      if (isCode(error, "EEXIST")) return; // Another window does it.
      throw error;
    }
    for (const { number } of files) if (number < latest.number) await rm(this.#file(number), { force: true });
  }

  /** What has to be kept of what is known about a record. */
  #linesOf(past: Past): JournalLine[] {
    const { id, generation } = past;
    const line = (sign: JournalSign): JournalLine[] => {
      const time = past[sign];
      return time === undefined ? [] : [{ sign, id, generation, time }];
    };
    const ended = past["-"] ?? past["!"];
    if (ended !== undefined && ended < this.#clock.now() - REMEMBERED_MS) return [];
    return past["-"] === undefined ? [...line("+"), ...line("!")] : line("-");
  }

  async #readFiles(): Promise<{ number: number; lines: JournalLine[]; size: number }[]> {
    for (let attempt = 1; ; attempt++) {
      const numbers = await this.#numbers();
      try {
        return await Promise.all(
          numbers.map(async (number) => {
            const lines = (await readFile(this.#file(number), "utf8")).split("\n").filter((line) => line !== "");
            return { number, lines: lines.flatMap(readLine), size: lines.length };
          }),
        );
      } catch (error) {
        // Compacted since the folder was listed: what was in that file is in a new one.
        if (attempt === MOST_ATTEMPTS || !isCode(error, "ENOENT")) throw error;
      }
    }
  }

  /** The numbers of the files that exist, in order. */
  async #numbers(): Promise<number[]> {
    try {
      const names = await readdir(this.#folder);
      return names.flatMap((name) => FILE.exec(name)?.groups?.["number"] ?? []).map(Number).sort((a, b) => a - b);
    } catch (error) {
      if (isCode(error, "ENOENT")) return [];
      throw error;
    }
  }

  #file(number: number): string {
    return path.join(this.#folder, `journal-${String(number)}`);
  }
}

/** What lines say together. Of two times for the same, the earlier of saving and the later of the others counts. */
export function historyOf(lines: readonly JournalLine[]): History {
  const history = new Map<string, Past>();
  for (const { sign, id, generation, time } of lines) {
    const past = history.get(pastKey({ id, generation })) ?? { id, generation };
    const other = past[sign] ?? time;
    history.set(pastKey(past), { ...past, [sign]: sign === "+" ? Math.min(time, other) : Math.max(time, other) });
  }
  return history;
}

function textOf(lines: readonly JournalLine[]): string {
  const digits = (time: number): string => String(Math.round(time)).padStart(13, "0");
  return lines.map(({ sign, id, generation, time }) => `${sign} ${id} ${generation} ${digits(time)}\n`).join("");
}

function readLine(line: string): JournalLine[] {
  const { sign, id, generation, time } = LINE.exec(line)?.groups ?? {};
  if (!isSign(sign) || id === undefined || generation === undefined) return [];
  return [{ sign, id, generation, time: Number(time) }];
}

function isSign(text: string | undefined): text is JournalSign {
  return text === "+" || text === "-" || text === "!";
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
