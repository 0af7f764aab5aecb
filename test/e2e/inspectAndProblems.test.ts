// What a person looks up: one credential explained, and what is wrong with those in a file. In a light theme.
import assert from "node:assert/strict";
import type { Locator } from "../vscode/browser";
import { openSample, type Sample, start } from "./openSample";
import type { Workbench } from "./workbench";

describe("What a person looks up", function () {
  this.timeout(60_000);
  let sample: Sample;
  let workbench: Workbench;

  before(async () => {
    sample = await openSample({ theme: "light" }, (demo) => ({ "three.txt": `${demo.tenant} ${demo.expired} ${demo.apiKey}\n` }));
    ({ workbench } = sample);
  });
  after(() => sample.close());

  /** The row of the Problems view that shows a text. */
  function problem(text: string): Locator {
    return workbench.page.locator(".markers-panel .monaco-list-row").filter({ hasText: text }).first();
  }

  it("explains what is in the clipboard", async () => {
    await workbench.setClipboard(`  ${sample.demo.readOnlyForEightDays}\n`);
    await workbench.runCommand("Storj: Inspect Credential…");
    await workbench.pick("Which credential?", "In the clipboard");
    await workbench.editor.getByText("photos/tenant1/").first().waitFor();
    const page = await workbench.readText();
    assert.match(page, /^Storj access grant\n+This is what is written in it\./);
    assert.match(page, /sj:\/\/photos\/tenant1\/ .*key present/);
    assert.ok(!page.includes(start(sample.demo.readOnlyForEightDays)));
    await workbench.page.keyboard.type("nobody can write here");
    assert.equal(await workbench.readText(), page);
  });

  it("explains what is typed into a box, and never shows it", async () => {
    await workbench.page.getByRole("tab", { selected: true }).getByRole("button", { name: /Close/ }).click();
    await workbench.runCommand("Storj: Inspect Credential…");
    await workbench.pick("Which credential?", "I paste or type it");
    await workbench.typeOnly("An access grant, API key", sample.demo.apiKey);
    const box = workbench.question("An access grant, API key").locator("input");
    assert.equal(await box.getAttribute("type"), "password");
    assert.equal(await box.inputValue(), sample.demo.apiKey);
    const drawn = await workbench.page.locator("body").innerText();
    assert.ok(!drawn.includes(start(sample.demo.apiKey)));
    await workbench.page.keyboard.press("Enter");
    await workbench.editor.getByText("Storj API key").first().waitFor();
    assert.ok(!(await workbench.readText()).includes(start(sample.demo.apiKey)));
  });

  it("lets credentials of one line share a hint and a lens, and explains the selected one", async () => {
    await workbench.openFile(sample.file("three.txt"));
    assert.equal(await workbench.hint("credentials"), "3 Storj credentials");
    const lenses = workbench.editor.locator(".codelens-decoration a");
    await workbench.lens("3 Storj credentials").waitFor();
    assert.deepEqual(await lenses.allInnerTexts(), ["3 Storj credentials"]);

    const choices = workbench.question("Which credential?").locator(".monaco-list-row").filter({ hasText: "line 1, column" });
    await workbench.clickLens(lenses.first(), choices.first());
    assert.equal(await choices.count(), 3);
    await workbench.page.keyboard.press("Escape");

    await workbench.goTo(1, sample.demo.tenant.length + 2);
    await workbench.page.keyboard.press("Control+Shift+ArrowRight");
    await workbench.runCommand("Storj: Inspect Credential…");
    await workbench.editor.getByText("Expired on").first().waitFor();
  });

  it("lists what is wrong, explains a code, and ignores a credential when told to", async () => {
    await workbench.openFile(sample.file("backup.go"));
    await workbench.lens("expired").waitFor();
    await workbench.page.keyboard.press("Control+Shift+m");
    await problem("Expired on").waitFor();
    await problem("Expired on").locator("a").getByText("expired").click();
    await workbench.page.getByRole("tab", { name: "expired.md", selected: true }).waitFor();
    assert.match(await workbench.readText(), /^# Expired\n\n.*satellite refuses every request/);

    await workbench.openFile(sample.file("backup.go"));
    await workbench.lens("expired").waitFor();
    await workbench.putCursor(start(sample.demo.expired));
    // Pressed while VS Code still asks for fixes, the key is lost to what is drawn anew meanwhile.
    await workbench.editor.locator(".lightBulbWidget").waitFor();
    await workbench.page.keyboard.press("Control+.");
    const fix = workbench.page.locator(".action-widget").getByText(/^Ignore This Storj Credential .* in User Settings$/);
    await fix.click();
    await problem("Expired on").waitFor({ state: "detached" });
    await workbench.lens("expired").waitFor();
  });
});
