// The main job, as a person does it: see what a grant in a file may do, right-click it, and leave a narrower one there.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { lineage, parseCaveat, parseGrant, utf8 } from "../../src/grant";
import type { Locator } from "../vscode/browser";
import { openSample, type Sample, start } from "./openSample";
import type { Workbench } from "./workbench";

const prefixBox = "sj://bucket/prefix/";

describe("A grant in a file", function () {
  this.timeout(60_000);
  let sample: Sample;
  let workbench: Workbench;
  let text: string;

  before(async () => {
    sample = await openSample({}, () => ({ "notes.txt": "Nothing of Storj's is written here.\n" }));
    ({ workbench } = sample);
    text = readFileSync(sample.file(".env"), "utf8");
  });
  beforeEach(async () => {
    for (let open = 0; open < 3; open++) await workbench.page.keyboard.press("Escape");
    await workbench.noDiff();
    await workbench.openFile(sample.file(".env"));
  });
  after(() => sample.close());

  /** The box or the modal dialog that shows a text. */
  function asked(text: string): Locator {
    return workbench.question(text).or(workbench.page.locator(".monaco-dialog-box").filter({ hasText: text }));
  }

  /** Types a prefix and takes it once it is offered. */
  async function typePrefix(prefixText: string): Promise<void> {
    await workbench.typeOnly(prefixBox, prefixText);
    await workbench.question("as typed").locator(".monaco-list-row").filter({ hasText: prefixText }).first().waitFor();
    await workbench.page.keyboard.press("Enter");
  }

  it("is explained at once: the chain above it, the news in front of it, the rest under the mouse", async () => {
    await workbench.lens(/^Storj grant · us1\.storj\.io · as issued › read, list › photos\/tenant1\/ .*until /).waitFor();
    await workbench.lens(/^Storj grant · us1\.storj\.io · as issued$/).waitFor();
    assert.equal(await workbench.hint("8 days"), "8 days · read, list");
    const hover = await workbench.hover(start(sample.demo.readOnlyForEightDays), "key present");
    const shown = await hover.innerText();
    for (const part of [/sj:\/\/photos\/tenant1\/.*key present/, /Only the satellite can confirm/, /read, list/, /in 8 days/]) {
      assert.match(shown, part);
    }
    for (const link of ["Inspect", "Restrict to Prefix…", "Restrict…"]) await hover.getByRole("link", { name: link, exact: true }).waitFor();
    assert.ok(!shown.includes(start(sample.demo.readOnlyForEightDays)));
  });

  it("is replaced by one for a prefix; the parent is copied; one Undo brings it back", async () => {
    await workbench.rightClick(start(sample.demo.root));
    await workbench.pickMenu("Restrict to Prefix…");
    await typePrefix("sj://photos/tenant2/");
    await workbench.pick("Go on", "Go on");
    await workbench.question("Replace").waitFor();
    const diff = workbench.page.locator(".monaco-diff-editor:visible");
    await diff.locator(".original").getByText("the whole project").first().waitFor();
    await diff.locator(".modified").getByText("sj://photos/tenant2/").first().waitFor();
    await workbench.pick("Replace", "Replace");
    const said = await workbench.dialog("can revoke", "Copy Parent and Replace");
    assert.match(said, /parent/);

    await workbench.lens(/^Storj grant .*› photos\/tenant2\/$/).waitFor();
    assert.equal(await workbench.clipboard(), sample.demo.root);
    await workbench.page.getByText("The clipboard forgets it in 60 seconds").waitFor();
    const restricted = /STORJ_ACCESS_GRANT=(\w+)/.exec(await workbench.readText())?.[1] ?? "";
    const [parent, child] = [parseGrant(sample.demo.root), parseGrant(restricted)];
    assert.deepEqual(lineage(child.macaroon, parent.macaroon), { relation: "descendant", commonCaveats: 0 });
    const keys = child.store.entries().map(({ bucket, unencryptedPath }) => [bucket, unencryptedPath]);
    assert.deepEqual([keys, child.store.defaultKey], [[[utf8("photos"), utf8("tenant2")]], undefined]);

    await workbench.undo();
    await workbench.lens(/^Storj grant · us1\.storj\.io · as issued$/).waitFor();
    assert.equal(await workbench.readText(), text);
  });

  it("stays as it is when a person leaves, at whatever step", async () => {
    const steps: [string, () => Promise<void>][] = [
      [prefixBox, () => Promise.resolve()],
      ["Go on", () => typePrefix("sj://photos/tenant2/")],
      ["Replace", () => workbench.pick("Go on", "Go on")],
      ["can revoke", () => workbench.pick("Replace", "Replace")],
    ];
    await workbench.setClipboard("what was there before");
    for (const last of steps.keys()) {
      await workbench.openFile(sample.file(".env"));
      await workbench.rightClick(start(sample.demo.root));
      await workbench.pickMenu("Restrict to Prefix…");
      for (const [, answer] of steps.slice(0, last + 1)) await answer();
      const box = asked(steps[last]?.[0] ?? "");
      await box.waitFor();
      await workbench.page.keyboard.press("Escape");
      await box.waitFor({ state: "hidden" });
      if (last === steps.length - 1) {
        // Out of the modal the result is still there, and is left once more.
        await workbench.question("Replace").waitFor();
        await workbench.page.keyboard.press("Escape");
        await workbench.question("Replace").waitFor({ state: "hidden" });
      }
      await workbench.noDiff();
    }
    await workbench.openFile(sample.file(".env"));
    assert.equal(await workbench.readText(), text);
    assert.equal(await workbench.clipboard(), "what was there before");
  });

  it("is not restricted to what lies outside: the reason is shown, and Enter does not take it", async () => {
    await workbench.rightClick(start(sample.demo.readOnlyForEightDays));
    await workbench.pickMenu("Restrict to Prefix…");
    await workbench.typeOnly(prefixBox, "sj://");
    await workbench.question("Write sj://bucket/prefix/").waitFor();
    for (const outside of ["sj://photos/tenant2/", "sj://documents/"]) {
      await workbench.type(prefixBox, outside);
      await workbench.question("is outside").waitFor();
      await workbench.question("is outside").locator(".monaco-list-row").first().click();
    }
    // Had any of them been taken, it would be among the chosen ones.
    await workbench.type("is outside", "sj://photos/tenant1/2026/");
    const chosen = workbench.question("Go on").locator("input").first();
    assert.match((await chosen.getAttribute("placeholder")) ?? "", /sj:\/\/photos\/tenant1\/2026\/$/);
    await workbench.page.keyboard.press("Escape");
    assert.equal(await workbench.readText(), text);
  });

  it("is asked about first where a prefix also reaches its siblings", async () => {
    const restrict = async (): Promise<void> => {
      await workbench.openFile(sample.file("tenants.yaml"));
      // Until it is drawn, the text has yet to move down.
      await workbench.lens(/^Storj grant .*› read, list photos\/tenant1\//).waitFor();
      await workbench.rightClick(start(sample.demo.unencrypted));
      await workbench.pickMenu("Restrict to Prefix…");
      await typePrefix("sj://photos/tenant1/2026/");
      await workbench.pick("Go on", "Go on");
    };
    await restrict();
    const said = await workbench.dialog("also matches its siblings", "Cancel");
    assert.match(said, /sj:\/\/photos\/tenant1\/2026\/ also matches its siblings/);
    // Refused, it goes back to the prefixes, and nothing was shown or made.
    await workbench.question(prefixBox).waitFor();
    await workbench.noDiff();
    await workbench.page.keyboard.press("Escape");
    await workbench.question(prefixBox).waitFor({ state: "hidden" });

    await restrict();
    await workbench.dialog("also matches its siblings", "Restrict Anyway");
    await workbench.question("Replace").waitFor();
    await workbench.page.keyboard.press("Escape");
  });

  it("brings its commands into the menu of its own file, and of no other", async () => {
    const item = workbench.page.getByRole("menuitem", { name: "Restrict to Prefix…", exact: true });
    await workbench.rightClick(start(sample.demo.root));
    await item.waitFor();
    await workbench.page.keyboard.press("Escape");
    await workbench.openFile(sample.file("notes.txt"));
    await workbench.rightClick("Nothing of");
    await workbench.page.getByRole("menuitem", { name: /^Command Palette/ }).waitFor();
    assert.equal(await item.count(), 0);
    await workbench.page.keyboard.press("Escape");
  });

  it("is narrowed step by step, back and forth, and copied", async () => {
    // By the menu: a lens that is clicked again, since it was slow to answer, would ask twice.
    await workbench.rightClick(start(sample.demo.root));
    await workbench.pickMenu("Restrict…");
    await workbench.pick("What may be done", "Upload only");
    await workbench.question(prefixBox).waitFor();
    // A look into the file does not lose what was answered so far.
    await workbench.putCursor("AWS_ENDPOINT");
    await workbench.back(prefixBox);
    await workbench.pick("What may be done", "Read-only");
    await typePrefix("sj://photos/tenant3/");
    await workbench.pick("Go on", "Add another prefix…");
    await typePrefix("sj://documents/");
    await workbench.pick("Go on", "Go on");
    await workbench.pick("Not before", "At once");
    await workbench.type("Not after", "+1d12h");
    await workbench.question("(4/6)").waitFor();
    await workbench.type("Not after", "+7d");
    await workbench.pick("Max object TTL", "No new limit");
    await workbench.pick("Copy", "Copy");
    await workbench.page.getByText("The clipboard forgets it in 60 seconds").waitFor();
    await workbench.noDiff();

    await workbench.openFile(sample.file(".env"));
    assert.equal(await workbench.readText(), text);
    const child = parseGrant(await workbench.clipboard());
    const [caveat] = child.macaroon.caveats.map(parseCaveat);
    assert.ok(caveat);
    assert.deepEqual([caveat.disallowReads, caveat.disallowLists, caveat.disallowWrites, caveat.disallowDeletes], [false, false, true, true]);
    assert.deepEqual(caveat.allowedPaths.map(({ bucket }) => bucket), [utf8("photos"), utf8("documents")]);
    const days = (Number(caveat.notAfter?.seconds) * 1000 - Date.now()) / 86_400_000;
    assert.ok(days > 6.9 && days <= 7, `${String(days)} days`);
  });
});
