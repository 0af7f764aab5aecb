import assert from "node:assert/strict";
import { mnemonicToEntropy, validateMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { askForPassphrase } from "../../../../src/commands/creating/passphraseSteps";
import { newTwelveWords } from "../../../../src/commands/creating/passphraseWords";
import { inEnglish } from "../../../../src/decoder/voice";
import { type Answer, BACK } from "../../../../src/platform/ask";
import { createAsk } from "../../../../src/platform/askInWindow";
import { type Act, FakeWindow } from "../../../support/fakeWindow";

const type = { choose: "I type or paste it" };
const generate = { choose: "Generate twelve words" };
const show = { choose: "I have kept them: I type or paste them to be sure" };
const kept = { choose: "I have kept them" };

interface Asked {
  readonly answer: Answer<string>;
  readonly host: FakeWindow;
  readonly shown: readonly string[];
  /** What was copied, in order; undefined where the clipboard was cleared. */
  readonly copies: readonly (string | undefined)[];
}

/** Asks a person for a passphrase who does what the script says; it may depend on the words that were copied. */
async function asked(script: readonly Act[] | ((words: () => string) => readonly Act[]), clearAfterSeconds = 60): Promise<Asked> {
  const copies: (string | undefined)[] = [];
  const words = (): string => copies.at(-1) ?? "";
  const host = new FakeWindow(...(typeof script === "function" ? script(words) : script));
  const shown: string[] = [];
  const clipboard = {
    copy: (text: string) => Promise.resolve(void copies.push(text)),
    clear: () => Promise.resolve(void copies.push(undefined)),
  };
  const ask = createAsk(host, (text) => void shown.push(text));
  const frame = { title: "Create Grant", place: { step: 3, of: 6 }, canGoBack: true };
  const answer = await askForPassphrase({ ask, clipboard, clearAfterSeconds, t: inEnglish }, frame, "Which?");
  assert.deepEqual(host.left, []);
  for (const box of host.boxes) assert.ok(box.isDisposed && box.ignoreFocusOut && box.step === 3);
  return { answer, host, shown, copies };
}

/** Types what the words are by then. */
const typeWords = (words: () => string, change = (text: string): string => text): Act => ({
  get type() {
    return change(words());
  },
});

describe("a typed passphrase", () => {
  it("is typed twice, blind, and is what was typed", async () => {
    const { answer, host, copies } = await asked([type, { type: "Ünïcödé  u\u0308" }, "enter", { type: "Ünïcödé  u\u0308" }, "enter"]);
    assert.equal(answer, "Ünïcödé  u\u0308");
    assert.deepEqual(host.boxes.map(({ password }) => password), [false, true, true]);
    assert.deepEqual(copies, []);
  });

  it("is not empty", async () => {
    const { host } = await asked([type, "enter", { type: "a" }, { type: "" }, "enter", "leave"]);
    assert.deepEqual(host.boxes[1]?.problems, Array(3).fill("A passphrase can't be empty"));
  });

  it("is told to differ while it is typed for the second time, and that it is not all of it yet", async () => {
    const acts: Act[] = [{ type: "ca" }, { type: "cA" }, "enter", { type: "caT" }, "enter"];
    const { answer, host } = await asked([type, { type: "caT" }, "enter", ...acts]);
    assert.equal(answer, "caT");
    const differs = "It is not the same as the first one: type it anew, or go back";
    assert.deepEqual(host.boxes[2]?.problems, ["The same so far, and not all of it yet", differs, differs]);
  });

  it("keeps its outer blanks, and that is told", async () => {
    const told = "It begins or ends with a blank, which belongs to it.";
    for (const passphrase of [" a", "a ", "a\u00a0"]) {
      const { answer, host } = await asked([type, { type: passphrase }, "enter", { type: passphrase }, "enter"]);
      assert.equal(answer, passphrase);
      assert.ok(host.boxes[2]?.prompt?.endsWith(told), passphrase);
    }
    assert.ok(!(await asked([type, { type: "a b" }, "enter", "leave"])).host.boxes[2]?.prompt?.includes(told));
  });

  it("can be left and gone back from at each box, and is typed anew then", async () => {
    assert.equal((await asked(["leave"])).answer, undefined);
    assert.equal((await asked(["back"])).answer, BACK);
    assert.equal((await asked([type, "leave"])).answer, undefined);
    assert.equal((await asked([type, "back", "leave"])).answer, undefined);
    const again = await asked([type, { type: "one" }, "enter", "back", { type: "two" }, "enter", { type: "two" }, "enter"]);
    assert.equal(again.answer, "two");
    assert.equal(again.host.boxes[3]?.value, "two");
  });
});

describe("generated words", () => {
  it("are twelve of BIP 39's English ones, of 128 random bits, with a valid checksum, and each time others", () => {
    const drawn = Array.from({ length: 50 }, newTwelveWords);
    for (const words of drawn) {
      assert.equal(words.split(" ").length, 12);
      assert.ok(validateMnemonic(words, wordlist));
      assert.equal(mnemonicToEntropy(words, wordlist).length, 16);
    }
    assert.equal(new Set(drawn).size, 50);
    // Each of the 128 bits is one now and then.
    const ever = new Uint8Array(16);
    for (const words of drawn) for (const [at, byte] of mnemonicToEntropy(words, wordlist).entries()) ever[at] = (ever[at] as number) | byte;
    assert.deepEqual([...ever], Array(16).fill(255));
  });

  it("are copied, shown nowhere, and taken when they are shown to be kept", async () => {
    const { answer, copies, host, shown } = await asked((words) => [
      generate,
      show,
      { type: "abandon" },
      "enter",
      typeWords(words, (text) => `\n ${text.replaceAll(" ", "  ")}`),
      "enter",
    ]);
    assert.ok(answer !== undefined && answer !== BACK);
    assert.deepEqual(copies, [answer]);
    assert.ok(validateMnemonic(answer, wordlist));
    assert.equal(host.boxes[2]?.password, true);
    assert.deepEqual(host.boxes[2].problems, Array(2).fill("These are not the twelve words"));
    for (const text of shown) assert.ok(!text.includes(answer.slice(0, 20)), text);
  });

  it("are taken where the person says that they are kept, and are copied once more when asked for", async () => {
    const { answer, copies } = await asked([generate, { choose: "Copy them once more" }, kept]);
    assert.deepEqual(copies, [answer, answer]);
  });

  it("are said to be forgotten by the clipboard, where that is so", async () => {
    assert.match((await asked([generate, kept])).host.boxes[1]?.placeholder ?? "", /^Twelve words are on the clipboard, for 60 seconds: keep/);
    assert.match((await asked([generate, kept], 0)).host.boxes[1]?.placeholder ?? "", /^Twelve words are on the clipboard: keep/);
  });

  it("leave the clipboard where they are not taken, and are others then", async () => {
    for (const script of [[generate, "leave"], [generate, show, "leave"]] as const) {
      const { answer, copies } = await asked(script);
      assert.deepEqual([answer, copies.length, copies[1]], [undefined, 2, undefined]);
    }
    const { answer, copies } = await asked([generate, show, "back", "back", generate, kept]);
    assert.equal(answer, copies[2]);
    assert.equal(copies[1], undefined);
    assert.notEqual(copies[0], copies[2]);
  });
});
