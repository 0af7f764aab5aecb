import assert from "node:assert/strict";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { historyOf, Journal, type JournalLine, pastKey } from "../../../src/vault/journal";
import { ManualClock } from "../../support/manualClock";

const DAY = 86_400_000;

describe("Journal", () => {
  const clock = new ManualClock();
  let parent: string;
  let folder: string;
  let journal: Journal;
  beforeEach(() => {
    parent = mkdtempSync(path.join(os.tmpdir(), "storj-grants-journal-"));
    folder = path.join(parent, "not", "there", "yet");
    journal = new Journal(folder, clock);
  });
  afterEach(() => {
    rmSync(parent, { recursive: true });
  });

  const line = (sign: JournalLine["sign"], number: number, time = clock.now()): JournalLine => ({
    sign,
    id: number.toString(16).padStart(12, "0"),
    generation: number.toString(16).padStart(8, "0"),
    time,
  });
  const file = (number: number): string => path.join(folder, `journal-${String(number)}`);
  const files = (): string[] => readdirSync(folder).sort();
  const signs = async (number: number): Promise<string> => {
    const past = (await journal.read()).get(pastKey(line("+", number)));
    return ["+", "-", "!"].filter((sign) => past?.[sign as "+"] !== undefined).join("");
  };
  const many = (sign: JournalLine["sign"], count: number, time?: number): JournalLine[] =>
    Array.from({ length: count }, (_, number) => line(sign, number, time));

  it("says nothing where there is none", async () => {
    assert.equal((await journal.read()).size, 0);
    await journal.append([]);
    await journal.compact();
    assert.deepEqual(readdirSync(parent), []);
  });

  it("says what was appended by any window", async () => {
    await journal.append([line("+", 1), line("+", 2)]);
    await new Journal(folder, clock).append([line("-", 1), line("!", 3)]);
    assert.deepEqual(await journal.read(), historyOf([line("+", 1), line("-", 1), line("+", 2), line("!", 3)]));
    assert.deepEqual([await signs(1), await signs(2), await signs(3)], ["+-", "+", "!"]);
  });

  it("holds ids, generations and times, for nobody else to read", async () => {
    await journal.append([line("+", 1, 1_700_000_000_000), line("-", 2, 1_700_000_000_001)]);
    assert.equal(
      readFileSync(file(0), "utf8"),
      "\n+ 000000000001 00000001 1700000000000\n- 000000000002 00000002 1700000000001\n",
    );
    if (process.platform !== "win32") assert.equal(statSync(file(0)).mode & 0o777, 0o600);
  });

  it("is a set: neither order nor number of lines counts", () => {
    const lines = [line("+", 1, 1), line("-", 1, 3), line("+", 1, 2), line("-", 1, 4), line("+", 2)];
    const history = historyOf(lines);
    const { id, generation } = line("+", 1);
    assert.deepEqual(history.get(pastKey({ id, generation })), { id, generation, "+": 1, "-": 4 });
    assert.deepEqual(new Map(historyOf([...lines, ...lines].reverse())), new Map(history));
  });

  it("loses no more than the line that is damaged or cut off", async () => {
    await journal.append([line("+", 1)]);
    const right = "+ 000000000002 00000002 1700000000000";
    const damaged = [right.slice(0, -1), "\0\0\0", right.replace("+", "*"), "nonsense", ` ${right}`, "- 0000000"];
    appendFileSync(file(0), damaged.join("\n"));
    await journal.append([line("+", 3)]);
    assert.deepEqual([...(await journal.read()).keys()], [pastKey(line("+", 1)), pastKey(line("+", 3))]);
  });

  it("rejects where the folder can't be made, and where a file can't be read", async () => {
    writeFileSync(path.join(parent, "not"), "");
    await assert.rejects(journal.append([line("+", 1)]));
    await assert.rejects(journal.read());
    rmSync(path.join(parent, "not"));
    mkdirSync(file(0), { recursive: true });
    await assert.rejects(journal.read());
  });

  it("loses nothing of what many windows append at once", async () => {
    const windows = Array.from({ length: 8 }, () => new Journal(folder, clock));
    await Promise.all(many("+", 400).map((each, at) => windows[at % windows.length]!.append([each])));
    assert.equal((await journal.read()).size, 400);
  });

  it("stays as it is up to 1,000 spare lines", async () => {
    await journal.append([...many("+", 1_000), ...many("-", 1_000)]);
    await journal.compact();
    assert.deepEqual(files(), ["journal-0"]);
  });

  it("is written anew above, and keeps the file that may still grow until the next time", async () => {
    const grown = [...many("+", 1_001), ...many("-", 1_001), line("+", 2_000), line("!", 2_001)];
    await journal.append(grown);
    const before = await journal.read();
    await journal.compact();
    assert.deepEqual(files(), ["journal-0", "journal-1"]);
    assert.equal(readFileSync(file(1), "utf8").split("\n").length, 1_001 + 2 + 1);
    assert.deepEqual(await journal.read(), before);
    appendFileSync(file(0), `\n+ ${line("+", 3_000).id} ${line("+", 3_000).generation} 1700000000000\n`);
    await journal.append([line("+", 4_000)]);
    await journal.compact();
    assert.deepEqual(files(), ["journal-0", "journal-1"], "the new one has not grown yet");
    await journal.append([...many("-", 1_001), line("-", 0)]);
    await journal.compact();
    assert.deepEqual(files(), ["journal-1", "journal-2"]);
    rmSync(file(1));
    const signsLeft = await Promise.all([0, 1_000, 2_000, 2_001, 3_000, 4_000].map(signs));
    assert.deepEqual(signsLeft, ["-", "-", "+", "!", "+", "+"]);
  });

  it("forgets after 30 days what was removed, or told as lost", async () => {
    const now = clock.now();
    await journal.append([...many("+", 600, now - 31 * DAY), ...many("-", 600, now - 30 * DAY - 1)]);
    await journal.append([line("+", 1_000, 0), line("+", 1_001, 0), line("-", 1_001, now - 30 * DAY)]);
    await journal.append([line("+", 1_002, 0), line("!", 1_002, now - 30 * DAY - 1)]);
    await journal.append([line("+", 1_003, 0), line("!", 1_003)]);
    await journal.compact();
    rmSync(file(0));
    assert.deepEqual((await Promise.all([0, 1_000, 1_001, 1_002, 1_003].map(signs))), ["", "+", "-", "", "+!"]);
  });

  it("loses nothing to windows that compact and append at once", async () => {
    const windows = Array.from({ length: 4 }, () => new Journal(folder, clock));
    await journal.append([...many("+", 2_000, 0), ...many("-", 2_000, 0)]);
    const kept = Array.from({ length: 200 }, (_, at) => line("+", 10_000 + at));
    await Promise.all(
      kept.map(async (each, at) => {
        const window = windows[at % windows.length]!;
        await window.append([each]);
        if (at % 20 === 0) await window.compact();
      }),
    );
    const history = await journal.read();
    assert.deepEqual(kept.filter((each) => !history.has(pastKey(each))), []);
  });

  it("leaves the writing to the window that was first", async () => {
    await journal.append([...many("+", 1_100), ...many("-", 1_100)]);
    await Promise.all([journal.compact(), new Journal(folder, clock).compact()]);
    assert.deepEqual(files(), ["journal-0", "journal-1"]);
    assert.equal((await journal.read()).size, 1_100);
  });

  it("survives a compaction that was cut off", async () => {
    await journal.append([...many("+", 1_100), ...many("-", 1_100)]);
    writeFileSync(file(1), "- 000000000000 00000");
    for (let time = 0; time < 3; time++) await journal.append(many("-", 1_100));
    await journal.compact();
    assert.deepEqual(files(), ["journal-1", "journal-2"]);
    const history = [...(await journal.read()).values()];
    assert.deepEqual([history.length, history.filter((past) => past["-"] !== undefined).length], [1_100, 1_100]);
  });
});
