import assert from "node:assert/strict";
import { askForForm, askForParameters, type LinkDraft, linkOf, linkPreview, type LinkStep } from "../../../../src/commands/sharing/linkSteps";
import { inEnglish } from "../../../../src/decoder/voice";
import { utf8 } from "../../../../src/grant";
import { BACK } from "../../../../src/platform/ask";
import { createAsk } from "../../../../src/platform/askInWindow";
import { demoAccessKeyId } from "../../../support/demoCredentials";
import { type Act, FakeWindow } from "../../../support/fakeWindow";
import { LeakDetector } from "../../../support/leaks";

const accessKeyId = demoAccessKeyId();
const base = { service: new URL("https://link.storjshare.io"), accessKeyId };
const ends = `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`;
const here = `link.storjshare.io/s/${ends}/photos/cat.jpg`;
const draft = (key: string): LinkDraft => ({ place: { bucket: utf8("photos"), key: utf8(key) }, form: "s", parameters: [], values: {} });

function asking(...script: readonly Act[]) {
  const host = new FakeWindow(...script);
  const shown: string[] = [];
  const step: LinkStep = {
    ask: createAsk(host, (text) => void shown.push(text)),
    t: inEnglish,
    title: "Share Link",
    place: { step: 2, of: 4 },
    canGoBack: true,
  };
  const leaks = new LeakDetector();
  leaks.guard(accessKeyId);
  /** What a question gave; then everything was done, and nothing leaked. */
  const ended = async <T>(answer: Promise<T>): Promise<T> => {
    const value = await answer;
    assert.deepEqual(host.left, []);
    for (const box of host.boxes) assert.deepEqual([box.listening, box.isDisposed, box.step], [0, true, 2]);
    for (const text of shown) assert.equal(leaks.leakIn(text), undefined);
    return value;
  };
  return { host, step, shown, ended };
}

describe("the form of a link", () => {
  it("is a page or the bytes", async () => {
    for (const [label, form] of [["Page", "s"], ["Raw", "raw"]] as const) {
      const { step, ended } = asking({ choose: label });
      assert.deepEqual(await ended(askForForm(step, draft("cat.jpg"))), { ...draft("cat.jpg"), form });
    }
  });

  it("is never raw for a prefix or a bucket: why is said, and it is asked again", async () => {
    for (const key of ["", "tenant1/"]) {
      const { step, host, ended } = asking({ choose: "Raw" }, { choose: "Raw" }, { choose: "Page" });
      assert.deepEqual(await ended(askForForm(step, draft(key))), draft(key));
      const [, second, third] = host.boxes.map(({ placeholder }) => placeholder);
      assert.match(second ?? "", /^Raw links need the key of one object/);
      assert.equal(third, second);
    }
    const { step, ended } = asking({ choose: "Raw" }, "back");
    assert.equal(await ended(askForForm(step, draft("a/"))), BACK);
  });
});

describe("the parameters of a link, while they are ticked", () => {
  it("show the link as it becomes, with what they need and without their opposites", async () => {
    const { step, host, ended } = asking(
      { tick: ["view"] },
      { tick: ["view", "width"] },
      { tick: ["wrap", "view", "map", "width"] },
      { tick: ["wrap", "width"] },
      { tick: ["wrap", "download"] },
      "enter",
    );
    const answer = await ended(askForParameters(step, base, draft("cat.jpg")));
    const [box] = host.boxes;
    assert.deepEqual([...(box?.titles ?? []), box?.title], [
      here,
      `${here}?wrap=0`,
      `${here}?wrap=0&map=1&width=…`,
      `${here}?wrap=1&map=1&width=…`,
      `${here}?wrap=1`,
      `${here}?download=1&wrap=1`,
    ]);
    assert.ok(typeof answer === "object");
    assert.equal(linkOf(base, answer), `https://link.storjshare.io/s/${accessKeyId}/photos/cat.jpg?download=1&wrap=1`);
  });

  it("ask for their values afterwards, and refuse what can't be one", async () => {
    const { step, host, ended } = asking(
      { tick: ["width", "include-stats", "path"] },
      "enter",
      { type: "0" },
      "enter",
      { type: "99999" },
      "enter",
      { type: " 300" },
      "enter",
      { type: "" },
      "enter",
      { type: "a b.txt" },
      "enter",
    );
    const answer = await ended(askForParameters(step, base, draft("x.zip")));
    assert.ok(typeof answer === "object");
    assert.deepEqual(answer.values, { width: 300, path: "a b.txt" });
    assert.match(linkPreview(base, answer), /\/photos\/x\.zip\?map=1&width=300&include-stats=0&path=a(?:\+|%20)b\.txt$/);
    assert.equal(host.boxes[1]?.problems.at(-1), "Write a number from 1 to 10000");
    assert.equal(host.boxes[2]?.problems.at(-1), "Write a name");
  });

  it("are asked for again with what was ticked, where the person goes back from a value; leaving leaves", async () => {
    const { step, host, ended } = asking(
      { choose: ["download", "download-kind", "cursor"] },
      { choose: "tar.gz" },
      "back",
      { tick: ["download", "download-kind"] },
      "enter",
      { choose: "zip" },
    );
    const answer = await ended(askForParameters(step, base, draft("a/")));
    assert.ok(typeof answer === "object");
    assert.deepEqual([answer.parameters, answer.values], [["download", "download-kind"], { downloadKind: "zip" }]);
    assert.match(host.boxes[3]?.titles[0] ?? "", /\?download=1&download-kind=…&cursor=…$/);
    for (const script of [["leave"], [{ choose: ["cursor"] }, "leave"]] as const) {
      const left = asking(...script);
      assert.equal(await left.ended(askForParameters(left.step, base, draft("a/"))), undefined);
    }
    const back = asking("back");
    assert.equal(await back.ended(askForParameters(back.step, base, draft("a/"))), BACK);
  });
});

describe("the preview of a link", () => {
  it("has the ends of a long key only, and all parameters", () => {
    const long: LinkDraft = { ...draft(`${"folder/".repeat(40)}cat.jpg`), parameters: ["view"] };
    const preview = linkPreview(base, long);
    assert.ok(preview.length === 80 && preview.startsWith(`link.storjshare.io/s/${ends}/photos/…`), preview);
    assert.ok(preview.endsWith("older/cat.jpg?wrap=0"), preview);
  });
});
