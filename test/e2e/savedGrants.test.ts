// Grants go into the secret storage, and code reads them by name: as a person does it, from the first paste to the next morning.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { lineage, parseGrant } from "../../src/grant";
import { openSample, type Sample, start } from "./openSample";
import type { Workbench } from "./workbench";

const browserNote = "In a browser VS Code keeps secrets in the browser's storage";

describe("Saved grants", function () {
  this.timeout(90_000);
  let sample: Sample;
  let workbench: Workbench;

  before(async () => {
    sample = await openSample({ settings: { "terminal.integrated.gpuAcceleration": "off" } });
    ({ workbench } = sample);
    // What pastes is asked only from the moment on when the extension runs.
    await workbench.openFile(sample.file("server.ts"));
    await workbench.lens("Save…").waitFor();
  });
  after(() => sample.close());

  /** Saves and replaces the credential of the active editor, with the names that are proposed. */
  async function saveAndReplace(credential: string, isSavedAlready = false): Promise<void> {
    // The lines stand where they stay once the lens is there.
    await workbench.lens(/^Storj grant/).waitFor();
    await workbench.pickAt(start(credential), "Save and Replace with Reference…");
    if (!isSavedAlready) {
      await workbench.question("A name for it").waitFor();
      await workbench.page.keyboard.press("Enter");
    }
    await workbench.question("environment variable").waitFor();
    await workbench.page.keyboard.press("Enter");
    await workbench.question("So That It Still Starts").waitFor();
  }

  async function leave(question: string): Promise<void> {
    await workbench.page.keyboard.press("Escape");
    await workbench.question(question).waitFor({ state: "hidden" });
  }

  it("come from a paste: plain text stays the default, the paste menu saves and writes a reference", async () => {
    await workbench.openFile(sample.file("upload.mjs"));
    await workbench.setClipboard(sample.demo.root);
    await workbench.goTo(2, 22);
    await workbench.page.keyboard.press("Control+v");
    await workbench.lens(/^Storj grant/).waitFor();
    assert.ok((await workbench.readText()).includes(`\nconst accessGrant = "${sample.demo.root}";\n`));
    await workbench.undo();
    await workbench.goTo(2, 22);
    await workbench.page.keyboard.press("Control+v");
    await workbench.page.locator(".post-edit-widget").first().waitFor();
    await workbench.page.keyboard.press("Control+.");
    await workbench.page.locator(".action-widget").getByText("Paste as Reference").click();
    await workbench.notification("The program needs ACCESS_GRANT in its environment");
    const before = readFileSync(sample.file("upload.mjs"), "utf8");
    assert.equal(await workbench.readText(), before.replace('""', "process.env.ACCESS_GRANT"));
  });

  it("stand in the view, and what is restricted from there under its parent", async () => {
    await workbench.openSavedGrants();
    const parent = workbench.savedRow("us1.storj.io · full access");
    await workbench.page.getByText(browserNote).waitFor();
    await workbench.pickRowMenu(parent, "Restrict to Prefix…");
    await workbench.type("sj://bucket/prefix/", "sj://photos/tenant1/");
    await workbench.pick("Go on", "Go on");
    await workbench.pick("under its parent", "Save");
    await workbench.type("A name for it", "first tenant");
    const child = workbench.savedRow("first tenant");
    await child.waitFor();
    assert.equal(await parent.getAttribute("aria-level"), "2");
    assert.equal(await child.getAttribute("aria-level"), "3");
    await workbench.pickRowMenu(child, "Copy Credential");
    await workbench.page.getByText("The clipboard forgets it in 60 seconds").waitFor();
    const restricted = parseGrant(await workbench.clipboard());
    assert.equal(lineage(restricted.macaroon, parseGrant(sample.demo.root).macaroon).relation, "descendant");
  });

  it("come from an access.json; what is saved already is found", async () => {
    await workbench.runCommand("Storj: Import Credentials…");
    await workbench.pick("From where?", "Choose a file…");
    await workbench.pick("access.json", "access.json");
    await workbench.question("Which of them?").waitFor();
    await workbench.page.keyboard.press("Enter");
    await workbench.notification("1 saved, 1 were saved already, 0 could not be read.");
    await workbench.savedRow("tenant1").waitFor();
  });

  it("are told where they stand in a file, and replaced in three languages", async () => {
    await workbench.openFile(sample.file("server.ts"));
    await workbench.lens("Saved as “tenant1”").waitFor();
    await saveAndReplace(sample.demo.tenant, true);
    await leave("So That It Still Starts");
    assert.match(await workbench.readText(), /^const accessGrant = process\.env\.ACCESS_GRANT_2;$/m);
    await workbench.undo();
    assert.equal(await workbench.readText(), readFileSync(sample.file("server.ts"), "utf8"));

    await workbench.openFile(sample.file("report.py"));
    await saveAndReplace(sample.demo.notYet);
    await leave("So That It Still Starts");
    assert.match(await workbench.readText(), /^import os\n[^]*ACCESS_GRANT = os\.environ\["ACCESS_GRANT_3"\]$/m);

    await workbench.openFile(sample.file("backup.go"));
    await saveAndReplace(sample.demo.expired);
    await leave("So That It Still Starts");
    assert.match(await workbench.readText(), /^import "os"\n[^]*^var accessGrant = os\.Getenv\("ACCESS_GRANT_4"\)$/m);
  });

  it("are in the environment of the terminal that is offered: the program still starts", async () => {
    await workbench.openFile(sample.file("count.mjs"));
    await saveAndReplace(sample.demo.readOnlyForEightDays);
    await workbench.pick("So That It Still Starts", "Open Terminal with It");
    await workbench.terminalShows(/[#$] /);
    await workbench.save();
    assert.match(readFileSync(sample.file("count.mjs"), "utf8"), /^const grant = process\.env\.\w+;$/m);
    await workbench.typeInTerminal("node count.mjs");
    await workbench.terminalShows(`The grant has ${sample.demo.readOnlyForEightDays.length} characters`);
  });

  it("are removed, and come back with Undo", async () => {
    await workbench.openSavedGrants();
    const child = workbench.savedRow("first tenant");
    await workbench.pickRowMenu(child, "Remove Saved Grants…");
    await child.waitFor({ state: "hidden" });
    await workbench.notification("“first tenant” was removed", "Undo");
    await child.waitFor();
  });

  it("are all there after a reload", async () => {
    const labels = ["us1.storj.io · full access", "first tenant", "tenant1"];
    for (const label of labels) await workbench.savedRow(label).waitFor();
    await workbench.reload();
    await workbench.openSavedGrants();
    for (const label of labels) await workbench.savedRow(label).waitFor();
    // The view has told of the browser's storage before: once is enough.
    assert.equal(await workbench.page.getByText(browserNote).count(), 0);
    await workbench.openFile(sample.file("access.json"));
    await workbench.lens("Saved as “tenant1”").waitFor();
  });

  it("are all there when VS Code has ended and is started anew", async () => {
    await workbench.restart();
    await workbench.openSavedGrants();
    for (const label of ["us1.storj.io · full access", "first tenant", "tenant1"]) await workbench.savedRow(label).waitFor();
    await workbench.page.getByText("Lost by VS Code's storage").waitFor({ state: "hidden" });
  });
});
