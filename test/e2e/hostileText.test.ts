// Text from a grant or a file's name, made to be taken for a link, an icon or markup: it shows as itself, and a click on it runs nothing.
import assert from "node:assert/strict";
import { pathCipher, restrictGrant, serializeGrant } from "../../src/grant";
import { demoGrant, everyday, prefix, us1 } from "../support/demoCredentials";
import type { Locator } from "../vscode/browser";
import { drawnPlaces } from "./drawnPlaces";
import { openSample, type Sample, start } from "./openSample";
import type { Workbench } from "./workbench";

/** Where it is live, a click on it opens an editor that nothing else here opens. Shorter than what a lens cuts off. */
const link = "[x](command:search.action.openEditor)";
const shownLink = "[x]⟨(⟩command:search.action.openEditor)";
const command = "command:search";
const markup = "**p**<b>b</b>\u202e\u0007$(trash)";
const shownMarkup = "**p**<b>b</b>⟨U+202E⟩⟨U+0007⟩$⟨(⟩trash)";
const fileName = `${link} $(trash) <img src=x>\u202e.env`;

const grants = {
  path: serializeGrant(restrictGrant(demoGrant(), everyday, [prefix(markup, link)])),
  bucket: serializeGrant(restrictGrant(demoGrant(us1, pathCipher.null), everyday, [prefix(link, markup)])),
  satellite: serializeGrant(demoGrant(link)),
};
const shownPath = `${shownMarkup}/${shownLink}/`;
const shownBucket = `${shownLink}/${shownMarkup}/`;

describe("Hostile text", function () {
  this.timeout(60_000);
  let sample: Sample;
  let workbench: Workbench;

  before(async () => {
    const text = Object.entries(grants).map(([name, grant]) => `STORJ_${name}=${grant}\n`);
    sample = await openSample({}, () => ({ [fileName]: text.join("") }));
    ({ workbench } = sample);
  });
  beforeEach(async () => {
    await workbench.page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: "openEditor" }).click();
    await workbench.page.getByRole("tab", { name: "openEditor", selected: true }).first().waitFor();
    // A Problem that was clicked is selected to its end, and the lines scroll there.
    await workbench.goTo(1);
  });
  after(() => sample.close());

  async function seeNothingLive(inside: Locator): Promise<void> {
    await inside.waitFor();
    const live = inside.locator(".codicon-trash, b, img, a[href^='command:search'], a[data-href^='command:search']");
    assert.equal(await live.count(), 0);
  }

  /** Clicks wherever `inside` draws the command that would run, were it live. */
  async function clickCommands(inside: Locator): Promise<void> {
    await seeNothingLive(inside);
    const elements = await inside.locator(`xpath=descendant-or-self::*[text()[contains(., "${command}")]]`).all();
    assert.ok(elements.length > 0);
    for (const element of elements) {
      for (const position of await element.evaluate(drawnPlaces, command)) await element.click({ position });
    }
  }

  it("shows as itself in a lens", async () => {
    for (const shown of [shownBucket, `satellite ${shownLink} ·`, shownPath]) await seeNothingLive(workbench.lens(shown));
    // The whole lens is a link of ours, the command that is written in it too: it explains the credential.
    await workbench.clickLens(workbench.lens(shownPath), workbench.editor.getByText("Storj access grant").first());
  });

  it("shows as itself in a hover", async () => {
    const shown = { path: `sj://${shownPath}`, bucket: `sj://${shownBucket}`, satellite: `Node URL: ${shownLink}` };
    for (const name of ["path", "bucket", "satellite"] as const) {
      const hover = await workbench.hover(start(grants[name]), shown[name]);
      await clickCommands(hover);
      // A hover that was clicked stays.
      await workbench.page.keyboard.press("Escape");
      await hover.waitFor({ state: "hidden" });
    }
  });

  it("shows as itself among the Problems", async () => {
    await workbench.page.keyboard.press("Control+Shift+m");
    const problems = workbench.page.locator(".markers-panel .monaco-list-row");
    for (const shown of [`not encrypted: ${shownBucket}`, `The satellite address ${shownLink}`]) {
      const problem = problems.filter({ hasText: shown });
      await problem.waitFor();
      await clickCommands(problem);
    }
    await workbench.page.keyboard.press("Control+Shift+m");
  });

  it("shows as itself in the questions of a restriction", async () => {
    await workbench.rightClick(start(grants.bucket));
    await workbench.pickMenu("Restrict to Prefix…");
    await workbench.type("sj://bucket/prefix/", `sj://photos/${link}/`);
    const refused = workbench.question("is outside").locator(".monaco-list-row").first();
    await refused.getByText(`sj://photos/${shownLink}/ is outside`).waitFor();
    await clickCommands(refused);
    await workbench.typeOnly("is outside", "");
    const own = workbench.question("its own").locator(".monaco-list-row").filter({ hasText: `sj://${shownBucket}` });
    await seeNothingLive(own);
    await own.click();
    await workbench.pick("Go on", "Go on");
    const box = workbench.page.locator(".monaco-dialog-box").filter({ hasText: `sj://${shownBucket}` });
    await box.waitFor();
    await clickCommands(box);
    await workbench.page.keyboard.press("Escape");
    await box.waitFor({ state: "hidden" });
    // Back to the prefixes, which are left too.
    await workbench.question("its own").waitFor();
    await workbench.page.keyboard.press("Escape");
    await workbench.question("its own").waitFor({ state: "hidden" });
  });

  it("ran no command: the first search editor is the one asked for now", async () => {
    await workbench.runCommand("Search Editor: Open New Search Editor");
    const editors = workbench.page.locator(".tabs-container").getByRole("tab", { name: /^Search/ });
    await editors.first().waitFor();
    assert.equal(await editors.count(), 1);
  });
});
