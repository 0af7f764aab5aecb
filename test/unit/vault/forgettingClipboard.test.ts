import assert from "node:assert/strict";
import { inspect } from "node:util";
import { ForgettingClipboard, type ClipboardNews } from "../../../src/vault/forgettingClipboard";
import { ManualClock } from "../../support/manualClock";

const SECRET = "demo-grant-of-nobody";

function surroundings(seconds = 60) {
  const clock = new ManualClock();
  const news: ClipboardNews[] = [];
  const system = {
    text: "before",
    mayRead: true as boolean | "empty",
    mayWrite: true,
    readText: () => {
      if (system.mayRead === false) return Promise.reject(new Error("refused"));
      return Promise.resolve(system.mayRead === "empty" ? "" : system.text);
    },
    writeText: (text: string) => {
      if (!system.mayWrite) return Promise.reject(new Error("refused"));
      system.text = text;
      return Promise.resolve();
    },
  };
  const clipboard = new ForgettingClipboard({
    clipboard: system,
    clock,
    clearAfterSeconds: () => seconds,
    tell: (what) => news.push(what),
  });
  return { clipboard, clock, news, system };
}

const willClear = { kind: "will-clear", seconds: 60 };
const cleared = { kind: "cleared" };
const unreadable = { kind: "stays", because: "reading-refused" };

describe("ForgettingClipboard", () => {
  it("takes a copy off the clipboard after its time", async () => {
    const { clipboard, clock, news, system } = surroundings();
    await clipboard.copy(SECRET);
    await clock.advance(59_999);
    assert.equal(system.text, SECRET);
    await clock.advance(1);
    assert.equal(system.text, "");
    assert.deepEqual(news, [willClear, cleared]);
    assert.equal(clock.waiting, 0);
  });

  it("leaves alone what was copied meanwhile", async () => {
    const { clipboard, clock, news, system } = surroundings();
    await clipboard.copy(SECRET);
    system.text = "something else";
    await clock.advance(60_000);
    assert.equal(system.text, "something else");
    assert.deepEqual(news, [willClear]);
  });

  it("begins anew with a second copy", async () => {
    const { clipboard, clock, system } = surroundings();
    await clipboard.copy(SECRET);
    await clock.advance(40_000);
    await clipboard.copy(`${SECRET} 2`);
    assert.equal(clock.waiting, 1);
    await clock.advance(59_000);
    assert.equal(system.text, `${SECRET} 2`);
    await clock.advance(1_000);
    assert.equal(system.text, "");
  });

  it("goes by the last of two copies made at once", async () => {
    const { clipboard, clock, news, system } = surroundings();
    await Promise.all([clipboard.copy(SECRET), clipboard.copy(`${SECRET} 2`)]);
    assert.deepEqual([clock.waiting, news], [1, [willClear]]);
    await clock.advance(60_000);
    assert.equal(system.text, "");
  });

  it("does not erase a copy that is made while it looks", async () => {
    const { clipboard, system } = surroundings();
    await clipboard.copy(SECRET);
    await Promise.all([clipboard.clear(), clipboard.copy(`${SECRET} 2`)]);
    assert.equal(system.text, `${SECRET} 2`);
  });

  it("never clears where the setting is 0, and forgets an earlier copy", async () => {
    const { clipboard, clock, news, system } = surroundings(0);
    await clipboard.copy(SECRET);
    await clock.advance(86_400_000);
    await clipboard.clear();
    assert.deepEqual([system.text, news, clock.started], [SECRET, [], 0]);
  });

  for (const mayRead of [false, "empty"] as const) {
    const isRefused = mayRead === false ? "is refused" : "gives nothing";
    it(`says at once that the copy stays where reading ${isRefused}`, async () => {
      const { clipboard, clock, news, system } = surroundings();
      system.mayRead = mayRead;
      await clipboard.copy(SECRET);
      assert.deepEqual(news, [unreadable]);
      system.mayRead = true;
      await clock.advance(60_000);
      assert.equal(system.text, SECRET);
    });

    it(`says later that the copy stays where reading ${isRefused} by then`, async () => {
      const { clipboard, clock, news, system } = surroundings();
      await clipboard.copy(SECRET);
      system.mayRead = mayRead;
      await clock.advance(60_000);
      assert.equal(system.text, SECRET);
      assert.deepEqual(news, [willClear, unreadable]);
    });
  }

  it("says that the copy stays where it cannot be overwritten", async () => {
    const { clipboard, clock, news, system } = surroundings();
    await clipboard.copy(SECRET);
    system.mayWrite = false;
    await clock.advance(60_000);
    assert.deepEqual(news, [willClear, { kind: "stays", because: "writing-refused" }]);
  });

  it("clears at the end of the extension if the copy is still there, once", async () => {
    const { clipboard, clock, news, system } = surroundings();
    await clipboard.copy(SECRET);
    await Promise.all([clipboard.clear(), clipboard.clear()]);
    assert.equal(system.text, "");
    assert.deepEqual([news, clock.waiting], [[willClear, cleared], 0]);
  });

  it("leaves a foreign text alone at the end of the extension", async () => {
    const { clipboard, system } = surroundings();
    await clipboard.clear();
    assert.equal(system.text, "before");
    await clipboard.copy(SECRET);
    system.text = "something else";
    await clipboard.clear();
    assert.equal(system.text, "something else");
  });

  it("hands on a refusal to copy, and still clears what was copied before", async () => {
    const { clipboard, clock, system } = surroundings();
    await clipboard.copy(SECRET);
    system.mayWrite = false;
    await assert.rejects(clipboard.copy(`${SECRET} 2`), /refused/);
    system.mayWrite = true;
    await clock.advance(60_000);
    assert.equal(system.text, "");
  });

  it("is emptied at the end, although VS Code disposes everything while it still reads", async () => {
    const { clipboard, system } = surroundings();
    await clipboard.copy(SECRET);
    const end = clipboard.clear();
    clipboard.dispose();
    await end;
    assert.equal(system.text, "");
  });

  it("keeps nothing of the copy but its hash", async () => {
    const { clipboard, system } = surroundings();
    await clipboard.copy(SECRET);
    system.text = "";
    assert.ok(!inspect(clipboard, { depth: 9, showHidden: true }).includes(SECRET));
  });
});
