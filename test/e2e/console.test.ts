// From the sign-in to a satellite's console to an API key that is deleted again.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { browserSession } from "../support/browserSession";
import { satelliteEnvironment, satelliteSettings } from "../support/sampleSatellite";
import { type AnySatellite, anySatellite } from "./anySatellite";
import { openSample, type Sample } from "./openSample";
import type { Workbench } from "./workbench";

describe("An API key from the console to its end", function () {
  this.timeout(90_000);
  let standIn: AnySatellite;
  let sample: Sample;
  let workbench: Workbench;

  before(async () => {
    standIn = await anySatellite();
    sample = await openSample({ settings: satelliteSettings(standIn.ready) });
    ({ workbench } = sample);
    await workbench.runCommand("Storj: Focus on API Keys View");
  });
  after(async () => {
    await sample.close();
    await standIn.stop();
  });

  async function startSignIn(way: string): Promise<void> {
    await workbench.runCommand("Storj: Sign In to Satellite…");
    await workbench.type("Which satellite?", standIn.ready.consoleURL);
    await workbench.pick("How do you sign in to", way);
  }

  async function signOut(name: string): Promise<void> {
    await workbench.pickRowMenu(workbench.apiKeyRow(name), "Sign Out of Satellite…");
    await workbench.dialog("Sign out", "Sign Out");
    await workbench.apiKeyRow(name).waitFor({ state: "hidden" });
    await workbench.clearNotifications();
  }

  it("is behind a sign-in: with a REST API key, which is typed blind", async () => {
    await startSignIn("REST API Key");
    const box = workbench.question("A REST API key of").locator("input.input");
    assert.equal(await box.getAttribute("type"), "password");
    await workbench.type("A REST API key of", standIn.ready.restApiKey);
    await workbench.type("A name for the account", "with a REST key");
    await workbench.notification("You are signed in to");
    await workbench.openApiKeys("with a REST key");
    await workbench.apiKeyRow("Empty").waitFor();
    await workbench.openApiKeys("Shared");
    await workbench.scrollToApiKey("Load more (50 of 120)");
    await signOut("with a REST key");
  });

  it("… with the session of a browser", async () => {
    const token = await browserSession(standIn.ready, standIn.ready.memberEmail);
    await startSignIn("The Browser's Session");
    await workbench.question("Copy the value of _tokenKey").waitFor();
    await workbench.type("_tokenKey", token);
    await workbench.type("A name for the account", "with a cookie");
    await workbench.notification("You are signed in to");
    await workbench.openApiKeys("with a cookie");
    await workbench.apiKeyRow("Shared").waitFor();
    assert.equal(await workbench.apiKeyRow("Empty").count(), 0, "a project of others");
    await signOut("with a cookie");
  });

  it("… with e-mail, password and the passcode of a second factor; and without one", async () => {
    const { email, mfaEmail, mfaCode, password } = standIn.ready;
    await startSignIn("E-Mail and Password");
    await workbench.type("Your e-mail address at", mfaEmail);
    await workbench.type(`The password of ${mfaEmail}`, password);
    await workbench.pick("Which code of your two-factor authentication", "Passcode");
    await workbench.type("The passcode", mfaCode);
    await workbench.notification("You are signed in to");
    await workbench.apiKeyRow(mfaEmail).waitFor();
    await signOut(mfaEmail);
    await startSignIn("E-Mail and Password");
    await workbench.type("Your e-mail address at", email);
    await workbench.type(`The password of ${email}`, password);
    await workbench.notification("You are signed in to");
    await workbench.clearNotifications();
  });

  it("stands in its project, fifty at a time", async () => {
    await workbench.openApiKeys(standIn.ready.email);
    await workbench.openApiKeys("Empty");
    await workbench.apiKeyRow("No API keys yet").waitFor();
    await workbench.openApiKeys("Shared");
    await workbench.scrollToApiKey("Load more (50 of 120)");
    await workbench.screenshot("api-keys");
  });

  it("is searched for on the satellite, and found", async () => {
    await workbench.pickRowMenu(workbench.apiKeyRow("Shared"), "Search API Keys…");
    await workbench.type("A part of the name", "KEY 011");
    await workbench.apiKeyRow("key 011").waitFor();
    await workbench.apiKeyRow("key 010").waitFor({ state: "hidden" });
    await workbench.pickRowMenu(workbench.apiKeyRow("Shared"), "Clear Search of API Keys…");
    await workbench.apiKeyRow("key 010").waitFor();
  });

  it("… and the rest is loaded", async () => {
    for (const more of ["Load more (50 of 120)", "Load more (100 of 120)"]) {
      await workbench.scrollToApiKey(more);
      await workbench.apiKeyRow(more).click();
    }
    await workbench.scrollToApiKey("key 119");
  });

  it("is exported with all the others, as a table", async () => {
    await workbench.runCommand("Storj: Export API Keys…");
    await workbench.pick("Which project of", "Shared");
    await workbench.pick("In which format?", "CSV");
    // VS Code's own question where to: at home, it proposes.
    await workbench.question("Show Local").waitFor();
    await workbench.page.keyboard.press("Enter");
    const said = await workbench.notification("120 API keys of Shared were written to");
    const file = /written to (\/.*\/api-keys\.csv)\./.exec(said)?.[1];
    assert.ok(file, said);
    const lines = readFileSync(file, "utf8").trimEnd().split("\r\n");
    assert.equal(lines.length, 121);
    assert.ok(lines.some((line) => line.includes("key 119")));
    await workbench.clearNotifications();
  });

  it("is created, saved, and made a grant of, which is restricted and works", async () => {
    await workbench.runCommand("Storj: Create API Key…");
    await workbench.pick("Which project of", "Shared");
    await workbench.typeOnly("A name for the API key", "key 011");
    await workbench.page.keyboard.press("Enter");
    await workbench.question("has an API key “key 011” already").waitFor();
    await workbench.type("A name for the API key", "a walk");
    await workbench.notification("The API key was made and saved as", "Create Grant…");
    await workbench.pick("A grant for what?", "All that the API key may reach");
    await workbench.pick("The passphrase that encrypts", "I type or paste it");
    await workbench.type("Capitals and blanks count", standIn.ready.passphrase);
    await workbench.type("The same passphrase once more", standIn.ready.passphrase);
    await workbench.pick("The names of objects", "Encrypted");
    await workbench.type("A name for it", "walked");
    await workbench.notification("The grant was made and saved as “walked”", "Check Passphrase…");
    await workbench.pick("The names of which bucket?", "encrypted");
    await workbench.notification("6 of the 6 names of sj://encrypted/ can be read.");
    await workbench.clearNotifications();
    await workbench.pickRowMenu(workbench.savedRow("walked"), "Restrict to Prefix…");
    await workbench.type("sj://bucket/prefix/", "sj://encrypted/tenant1/");
    await workbench.pick("Go on", "Go on");
    await workbench.pick("under its parent", "Save");
    await workbench.type("A name for it", "walked tenant");
    await workbench.pickRowMenu(workbench.savedRow("walked tenant"), "Check with Satellite");
    await workbench.notification("takes “walked tenant”: it works");
    await workbench.clearNotifications();
  });

  it("is found again from its grant, and deleted with all that was made from it", async () => {
    await workbench.pickRowMenu(workbench.savedRow("walked tenant"), "Show Its API Key…");
    const key = workbench.apiKeyRow("a walk");
    await key.waitFor();
    await workbench.pickRowMenu(key, "Delete API Keys…");
    const question = await workbench.dialog("Delete the API key “a walk” of Shared?", "Delete");
    for (const named of ["walked", "walked tenant"]) assert.ok(question.includes(named), question);
    assert.match(question, /every other grant made from this key, saved here or not/);
    await workbench.notification("The API key “a walk” of Shared was deleted");
    await key.waitFor({ state: "hidden" });
    await workbench.clearNotifications();
    await workbench.pickRowMenu(workbench.savedRow("walked tenant"), "Check with Satellite");
    await workbench.notification("refuses “walked tenant”");
  });
});

describe("A console that the environment of VS Code names", function () {
  this.timeout(90_000);
  let standIn: AnySatellite;
  let sample: Sample;

  before(async () => {
    standIn = await anySatellite();
    sample = await openSample({ environment: satelliteEnvironment(standIn.ready) });
  });
  after(async () => {
    await sample.close();
    await standIn.stop();
  });

  it("is signed in to with one click, and shows its projects", async () => {
    const { workbench } = sample;
    await workbench.runCommand("Storj: Focus on API Keys View");
    await workbench.page.getByRole("button", { name: "Sign In with the REST API Key of the Environment" }).click();
    await workbench.notification("You are signed in to");
    await workbench.apiKeyRow("environment").waitFor();
    await workbench.apiKeyRow("Shared").waitFor();
  });
});
