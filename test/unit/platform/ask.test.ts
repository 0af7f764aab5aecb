import assert from "node:assert/strict";
import { BACK } from "../../../src/platform/ask";
import { createAsk } from "../../../src/platform/askInWindow";
import { FakeWindow, type Act } from "../../support/fakeWindow";

const EVIL = "$(gear) [x](command:evil) \u202E";
const HARMLESS = "$⟨(⟩gear) [x]⟨(⟩command:evil) ⟨U+202E⟩";

function ask(...script: readonly Act[]) {
  const host = new FakeWindow(...script);
  const recorded: string[] = [];
  return { host, recorded, ask: createAsk(host, (shown) => void recorded.push(shown)) };
}

const fruit = [
  { label: "Apple", value: 1 },
  { label: "Pear", description: "green", detail: "soft", value: 2, picked: true },
];

describe("messages", () => {
  it("give the action that was pressed, and undefined where none was", async () => {
    const { ask: one, host } = ask({ press: "Copy" }, "leave");
    assert.equal(await one.showWarning("Sure?", { modal: true, detail: "a\nb", actions: ["Replace", "Copy"] }), "Copy");
    assert.equal(await one.showInformation("Done", { actions: ["Again"] }), undefined);
    assert.deepEqual(host.messages, [
      { kind: "warning", text: "Sure?", options: { modal: true, detail: "a\nb" }, buttons: ["Replace", "Copy"] },
      { kind: "information", text: "Done", options: { modal: false }, buttons: ["Again"] },
    ]);
  });

  it("have a button where they would be cut without one, which gives nothing", async () => {
    const { ask: one, host } = ask({ press: "OK" }, "leave", "leave");
    const long = "The passphrase was not checked: the satellite did not answer in time.";
    assert.equal(await one.showError<string>(long), undefined);
    await one.showInformation("Done");
    await one.showWarning(long, { modal: true });
    assert.deepEqual(host.messages.map(({ buttons }) => buttons), [["OK"], [], []]);
  });

  it("neutralise and record every text, and give the action as it was", async () => {
    const { ask: one, host, recorded } = ask({ press: HARMLESS });
    assert.equal(await one.showError(`a ${EVIL}`, { detail: `b ${EVIL}`, actions: [EVIL] }), EVIL);
    one.showStatus(`c ${EVIL}`, 5_000);
    assert.deepEqual(host.statuses, [{ text: `c ${HARMLESS}`, ms: 5_000 }]);
    assert.deepEqual(recorded.sort(), [HARMLESS, `a ${HARMLESS}`, `b ${HARMLESS}`, `c ${HARMLESS}`]);
  });
});

describe("progress", () => {
  it("gives what comes of the task, and neutralises and records what it says", async () => {
    const { ask: one, host, recorded } = ask();
    const value = await one.progress(`a ${EVIL}`, (_, say) => {
      say(`b ${EVIL}`);
      return Promise.resolve(7);
    });
    assert.equal(value, 7);
    assert.deepEqual(host.progresses.map(({ title, said }) => [title, said]), [[`a ${HARMLESS}`, [`b ${HARMLESS}`]]]);
    assert.deepEqual(recorded, [`a ${HARMLESS}`, `b ${HARMLESS}`]);
  });

  it("throws what the task throws", async () => {
    await assert.rejects(ask().ask.progress("a", () => Promise.reject(new Error("no"))), /^Error: no$/);
  });

  it("gives nothing at once where it is cancelled, whatever the task makes of that", async () => {
    const { ask: one, host } = ask();
    const ended = one.progress("a", (signal) =>
      new Promise((_, reject) => { signal.addEventListener("abort", () => { reject(new Error("aborted")); }); }));
    host.progresses[0]?.cancel();
    assert.equal(await ended, undefined);
    const stubborn = one.progress("a", () => new Promise(() => undefined));
    host.progresses[1]?.cancel();
    assert.equal(await stubborn, undefined);
  });
});

describe("pick", () => {
  it("gives the value chosen, with the picked one under the cursor", async () => {
    assert.equal(await ask({ choose: "Apple" }).ask.pick({ title: "Fruit", items: fruit }), 1);
    assert.equal(await ask("enter").ask.pick({ title: "Fruit", items: fruit }), 2);
    assert.equal(await ask("enter").ask.pick({ title: "Fruit", items: fruit.slice(0, 1) }), 1);
  });

  it("keeps what stays, whatever is typed to filter", async () => {
    const { ask: one, host } = ask("leave");
    await one.pick({ title: "Fruit", items: [...fruit, { label: "More", stays: true, value: 3 }] });
    assert.deepEqual(host.boxes[0]?.items.map(({ alwaysShow }) => alwaysShow), [false, false, true]);
  });

  it("gives BACK and undefined, and lets go of everything", async () => {
    const { ask: one, host } = ask("back", "leave");
    const question = { title: "Fruit", items: fruit, place: { step: 2, of: 3 }, canGoBack: true };
    assert.equal(await one.pick(question), BACK);
    assert.equal(await one.pick(question), undefined);
    for (const box of host.boxes) {
      assert.ok(box.isDisposed && box.listening === 0);
      assert.deepEqual([box.step, box.totalSteps, box.ignoreFocusOut], [2, 3, true]);
    }
  });

  it("has no Back button and closes with the focus where it is no step", async () => {
    const { ask: one, host } = ask("leave");
    await one.pick({ title: "Fruit", items: fruit });
    assert.deepEqual(
      host.boxes.map(({ buttons, ignoreFocusOut }) => [buttons, ignoreFocusOut]),
      [[[], false]],
    );
  });

  it("neutralises and records every text", async () => {
    const { ask: one, recorded } = ask("leave");
    await one.pick({
      title: EVIL,
      placeholder: EVIL,
      items: [{ label: EVIL, description: EVIL, detail: EVIL, value: 0 }],
    });
    assert.deepEqual(recorded, Array(5).fill(HARMLESS));
  });
});

describe("pickSome", () => {
  it("gives what is ticked in the order of the list, from what was picked at first", async () => {
    assert.deepEqual(await ask({ choose: ["Pear", "Apple"] }).ask.pickSome({ title: "Fruit", items: fruit }), [1, 2]);
    assert.deepEqual(await ask("enter").ask.pickSome({ title: "Fruit", items: fruit }), [2]);
    assert.deepEqual(await ask({ choose: [] }).ask.pickSome({ title: "Fruit", items: fruit }), []);
  });
});

describe("pickSome with a preview", () => {
  type Colour = "red" | "blue" | "dark";
  const question = {
    title: "Colours",
    items: (["red", "blue", "dark"] as const).map((value) => ({ label: value, value, picked: value === "red" })),
    preview: (ticked: readonly Colour[]) => `${ticked.join("+")} ${EVIL}`,
    // Red and blue exclude one another.
    settle: (ticked: readonly Colour[], before: readonly Colour[]) =>
      ticked.filter((one) => one === "dark" || !before.includes(one) || ticked.every((other) => other === one || other === "dark")),
  };

  it("shows what the ticked ones come to at first and after each tick, neutralised and recorded", async () => {
    const { ask: one, host, recorded } = ask({ tick: ["red", "dark"] }, { tick: [] }, "enter");
    assert.deepEqual(await one.pickSome(question), []);
    const previews = ["red", "red+dark", ""].map((ticked) => `${ticked} ${HARMLESS}`);
    assert.deepEqual([...(host.boxes[0]?.titles ?? []), host.boxes[0]?.title], previews);
    assert.deepEqual(recorded.filter((text) => text.endsWith(HARMLESS)), previews);
    assert.equal(host.boxes[0]?.listening, 0);
  });

  it("ticks what the question makes of it", async () => {
    const { ask: one, host } = ask({ tick: ["red", "blue", "dark"] }, "enter");
    assert.deepEqual(await one.pickSome(question), ["blue", "dark"]);
    assert.equal(host.boxes[0]?.title, `blue+dark ${HARMLESS}`);
  });
});

describe("pickOrType", () => {
  const question = {
    title: "Prefix",
    items: [
      { label: "sj://b/a/", value: "a" },
      { label: "sj://b/c/", value: "c" },
    ],
    typed: (text: string) => {
      if (text === "") return undefined;
      return text.startsWith("sj://")
        ? { label: text, description: "as typed", value: text }
        : { problem: `no prefix: ${EVIL}` };
    },
  };

  it("gives an item, or what was typed", async () => {
    assert.equal(await ask({ choose: "sj://b/c/" }).ask.pickOrType(question), "c");
    assert.equal(await ask({ type: "sj://b/x" }, "enter").ask.pickOrType(question), "sj://b/x");
    assert.equal(await ask("enter").ask.pickOrType({ ...question, value: "sj://b/y" }), "sj://b/y");
  });

  it("takes what was typed where Enter came before its item was drawn", async () => {
    const early = { choose: [] };
    assert.equal(await ask({ type: "sj://b/x" }, early).ask.pickOrType(question), "sj://b/x");
    assert.equal(await ask({ type: "b/x" }, early, { type: "sj://b" }, early).ask.pickOrType(question), "sj://b");
  });

  it("takes what was typed where VS Code names the item that stood in its place before", async () => {
    assert.equal(await ask({ type: "sj://b/x" }, { choose: "sj://b/a/" }).ask.pickOrType(question), "sj://b/x");
    const stays = { label: "List", value: "list", stays: true };
    assert.equal(await ask({ type: "sj://b/x" }, { choose: "List" }).ask.pickOrType({ ...question, items: [stays] }), "list");
    assert.equal(await ask({ type: "b/A" }, { choose: "sj://b/a/" }).ask.pickOrType(question), "a", "a part of it was typed");
  });

  it("shows the problem with what was typed, and does not take it", async () => {
    const { ask: one, host, recorded } = ask({ type: "b/x" }, "enter", { type: "sj://b" }, "enter");
    const answer = one.pickOrType(question);
    assert.equal(await answer, "sj://b");
    assert.ok(recorded.includes(`no prefix: ${HARMLESS}`) && recorded.includes("b/x"));
    assert.equal(host.left.length, 0);
  });

  it("offers once what was typed in full, above the rest", async () => {
    const { ask: one, host } = ask({ type: "sj://b/c/" }, "leave");
    await one.pickOrType(question);
    const [box] = host.boxes;
    assert.deepEqual(
      box?.items.map(({ label, alwaysShow }) => [label, alwaysShow]),
      [
        ["sj://b/c/", true],
        ["sj://b/a/", false],
      ],
    );
    assert.equal(box.listening, 0);
  });
});

describe("input", () => {
  const validate = (text: string) => (/^\d+$/.test(text) ? undefined : `no number: ${EVIL}`);

  it("checks while one types and when Enter is pressed", async () => {
    const { ask: one, host } = ask("enter", { type: "x" }, "enter", { type: "12" }, "enter");
    assert.equal(await one.input({ title: "Number", prompt: EVIL, value: "seven", validate }), "12");
    const [box] = host.boxes;
    assert.deepEqual(box?.problems, Array(3).fill(`no number: ${HARMLESS}`));
    assert.deepEqual([box.prompt, box.password, box.listening], [HARMLESS, false, 0]);
  });

  it("can be left and gone back from", async () => {
    assert.equal(await ask("leave").ask.input({ title: "Number" }), undefined);
    assert.equal(await ask("back").ask.input({ title: "Number", canGoBack: true }), BACK);
  });

  it("takes a secret blind, never records it, and stays open without the focus", async () => {
    const { ask: one, host, recorded } = ask({ type: "secret" }, "enter");
    assert.equal(
      await one.inputSecret({ title: "Grant", validate: (text) => (text === "" ? "Empty" : undefined) }),
      "secret",
    );
    assert.deepEqual(
      host.boxes.map(({ password, ignoreFocusOut }) => [password, ignoreFocusOut]),
      [[true, true]],
    );
    assert.deepEqual(recorded, ["Grant"]);
  });
});
