// A folder that nobody trusts yet is where the extension is needed most: everything works there, and its own settings count for nothing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { keyFacts } from "../../src/decoder/keyFacts";
import { parseGrant } from "../../src/grant";
import { openSample, type Sample, start } from "./openSample";

/** Switches every surface off and ignores every grant in `.env`. */
function hostileSettings(grants: readonly string[]): string {
  const fingerprints = grants.map((text) => {
    const grant = parseGrant(text);
    return keyFacts(grant.macaroon, grant).fingerprint;
  });
  return JSON.stringify({
    "storjGrants.decoder.enabled": false,
    "storjGrants.decoder.codeLens": false,
    "storjGrants.decoder.inlayHints": false,
    "storjGrants.decoder.hover": false,
    "storjGrants.decoder.problems": false,
    "storjGrants.ignoredCredentials": fingerprints,
  });
}

describe("In Restricted Mode", function () {
  this.timeout(60_000);
  let sample: Sample;

  before(async () => {
    sample = await openSample({ trust: "restricted" }, ({ root, readOnlyForEightDays }) => ({
      ".vscode/settings.json": hostileSettings([root, readOnlyForEightDays]),
    }));
    await sample.workbench.openFile(sample.file(".env"));
  });
  after(() => sample.close());

  it("lens, hint, hover and Problems are there, whatever the folder's settings say", async () => {
    const { workbench, demo } = sample;
    await workbench.page.getByText(/Restricted Mode/).first().waitFor();
    await workbench.lens(/^Storj grant · us1\.storj\.io · as issued$/).waitFor();
    assert.match(await workbench.hint("8 days"), /^8 days · read, list$/);
    assert.match(await workbench.hoverText(start(demo.root), "key present"), /the whole project/);
    await workbench.page.keyboard.press("Control+Shift+m");
    await workbench.page.locator(".markers-panel").getByText("May delete everything").first().waitFor();
    await workbench.page.keyboard.press("Control+Shift+m");
  });

  it("a grant is restricted by right-click", async () => {
    const { workbench, demo } = sample;
    const text = readFileSync(sample.file(".env"), "utf8");
    await workbench.rightClick(start(demo.root));
    await workbench.pickMenu("Restrict to Prefix…");
    await workbench.type("sj://bucket/prefix/", "sj://photos/tenant2/");
    await workbench.pick("Go on", "Go on");
    await workbench.pick("Replace", "Replace");
    await workbench.dialog("can revoke", "Replace");
    await workbench.lens("› photos/tenant2/").waitFor();
    await workbench.undo();
    await workbench.lens(/^Storj grant · us1\.storj\.io · as issued$/).waitFor();
    assert.equal(await workbench.readText(), text);
  });

  it("the folder's settings count from the moment it is trusted", async () => {
    const { workbench } = sample;
    await workbench.page.keyboard.press("Control+Shift+m");
    const problem = workbench.page.locator(".markers-panel").getByText("May delete everything").first();
    await problem.waitFor();
    await workbench.runCommand("Workspaces: Manage Workspace Trust");
    await workbench.page.getByRole("button", { name: "Trust", exact: true }).first().click();
    await problem.waitFor({ state: "detached" });
    await workbench.openFile(sample.file(".env"));
    await workbench.lens("Storj grant").waitFor({ state: "detached" });
  });
});
