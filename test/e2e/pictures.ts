// Takes the README's pictures from the running extension: media/pictures/*.webp. For scripts/pictures.mjs.
import { mkdirSync, writeFileSync } from "node:fs";
import type { Locator, Page } from "../vscode/browser";
import { satelliteFiles, satelliteSettings } from "../support/sampleSatellite";
import { startSatellite } from "../support/satellite";
import { openSample, type Sample, start } from "./openSample";
import type { WorkbenchOptions } from "./workbench";

const folder = "media/pictures";
const size = { width: 1200, height: 700 };

/** What would take the room from what is to be seen. */
const settings = {
  "breadcrumbs.enabled": false,
  "editor.minimap.enabled": false,
  "workbench.activityBar.location": "hidden",
  "workbench.layoutControl.enabled": false,
};

async function open(theme: NonNullable<WorkbenchOptions["theme"]>): Promise<Sample> {
  const sample = await openSample({ theme, settings });
  await sample.workbench.page.setViewportSize(size);
  return sample;
}

/** A picture of the window's upper part. */
async function take({ workbench: { page } }: Sample, name: string, height: number = size.height): Promise<void> {
  const clip = { x: 0, y: 0, width: size.width, height };
  const png = await page.screenshot({ animations: "disabled", caret: "hide", clip });
  const file = `${folder}/${name}.webp`;
  writeFileSync(file, await asWebp(page, png));
  console.log(file);
}

/** The same picture in a quarter of the bytes, which all go along with the package: the browser knows how. */
async function asWebp(page: Page, png: Buffer): Promise<Buffer> {
  const url = await page.evaluate<string>(`new Promise((resolve) => {
    const image = new Image();
    image.onload = () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
      canvas.getContext("2d").drawImage(image, 0, 0);
      resolve(canvas.toDataURL("image/webp", 0.7));
    };
    image.src = "data:image/png;base64,${png.toString("base64")}";
  })`);
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}

/** Lets the mouse rest where nothing is. */
async function restMouse({ workbench: { page } }: Sample): Promise<void> {
  await page.mouse.move(size.width - 60, size.height - 60);
  await page.locator(".monaco-hover:visible").first().waitFor({ state: "hidden" });
}

async function openEnv(sample: Sample): Promise<void> {
  await sample.workbench.openFile(sample.file(".env"));
  await sample.workbench.lens("Storj grant · us1.storj.io").waitFor();
  await sample.workbench.hint("8 days");
  // In an empty line no word is under the cursor, whose like would be marked.
  await sample.workbench.goTo(7);
  await restMouse(sample);
}

async function hideExplorer(sample: Sample): Promise<void> {
  await sample.workbench.page.keyboard.press("Control+b");
  await sample.workbench.page.locator(".explorer-folders-view").waitFor({ state: "hidden" });
}

async function takeDark(sample: Sample): Promise<void> {
  const { workbench, demo } = sample;
  const { page } = workbench;
  await openEnv(sample);
  await take(sample, "lens", 420);
  await hideExplorer(sample);

  await workbench.hover(start(demo.readOnlyForEightDays), "photos/tenant1/");
  await take(sample, "hover", 460);
  await restMouse(sample);

  await workbench.rightClick(start(demo.root));
  await take(sample, "menu", 460);
  await workbench.pickMenu("Restrict to Prefix…");
  await workbench.question("sj://bucket/prefix/").waitFor();
  await restMouse(sample);
  await workbench.typeOnly("sj://bucket/prefix/", "sj://photos/tenant2/");
  await workbench.question("as typed").waitFor();
  await take(sample, "prefix", 330);
  await page.keyboard.press("Enter");
  await workbench.pick("Go on", "Go on");
  await workbench.question("Replace").waitFor();
  await workbench.page.locator(".monaco-diff-editor .char-insert").first().waitFor();
  await restMouse(sample);
  await take(sample, "diff");
  await page.keyboard.press("Escape");
  await workbench.noDiff();

  await openEnv(sample);
  await workbench.clickLens(workbench.lens("Restrict…"), workbench.question("What may be done"));
  await restMouse(sample);
  await take(sample, "restrict", 330);
  await page.keyboard.press("Escape");

  await workbench.runCommand("View: Close All Editors");
  for (const name of ["tenants.yaml", "deploy.sh", "backup.go"]) await workbench.openFile(sample.file(name));
  await page.keyboard.press("Control+Shift+m");
  const problem = (text: string): Locator => page.locator(".markers-panel .monaco-list-row").filter({ hasText: text }).first();
  await problem("Expired on").locator("a").getByText("expired").click();
  await page.getByRole("tab", { name: "expired.md", selected: true }).waitFor();
  await restMouse(sample);
  await take(sample, "problems");
}

async function takeSaved(sample: Sample): Promise<void> {
  const { workbench, demo } = sample;
  const { page } = workbench;
  await openEnv(sample);
  await workbench.openFile(sample.file("upload.mjs"));
  await workbench.setClipboard(demo.root);
  await workbench.goTo(2, 22);
  await page.keyboard.press("Control+v");
  await page.locator(".post-edit-widget").first().waitFor();
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget").getByText("Paste as Reference").hover();
  await take(sample, "paste", 330);
  await page.locator(".action-widget").getByText("Paste as Reference").click();
  await workbench.notification("The program needs");
  await workbench.clearNotifications();

  await workbench.openFile(sample.file("server.ts"));
  await workbench.lens("Storj grant · us1.storj.io").waitFor();
  await workbench.pickAt(start(demo.tenant), "Save and Replace with Reference…");
  await workbench.type("A name for it", "everything of tenant1");
  await workbench.question("environment variable").waitFor();
  await page.keyboard.press("Enter");
  await workbench.question("So That It Still Starts").waitFor();
  await workbench.notification("The old text may still be");
  await workbench.lens("Storj grant · us1.storj.io").waitFor({ state: "hidden" });
  await restMouse(sample);
  await take(sample, "replace");
  await page.keyboard.press("Escape");
  await workbench.clearNotifications();

  await workbench.openFile(sample.file(".env"));
  await workbench.lens("Storj API key").waitFor();
  for (const [credential, label] of [[demo.readOnlyForEightDays, "reader for a week"], [demo.apiKey, "an API key"]] as const) {
    await workbench.pickAt(start(credential), "Save Credential…");
    await workbench.type("A name for it", label);
    await workbench.notification(`Saved as “${label}”`);
  }
  await workbench.clearNotifications();
  await workbench.openSavedGrants();
  await workbench.savedRow("reader for a week").waitFor();
  await workbench.openFile(sample.file(".env"));
  await workbench.lens("Saved as").waitFor();
  await workbench.goTo(7);
  await restMouse(sample);
  await take(sample, "saved", 420);
}

async function takeLight(sample: Sample): Promise<void> {
  await openEnv(sample);
  await hideExplorer(sample);
  await sample.workbench.hover(start(sample.demo.readOnlyForEightDays), "photos/tenant1/");
  await take(sample, "light", 460);
}

/** What needs a satellite: the questions of each command, on the way of a grant from its API key to its end. */
async function takeSatellite(): Promise<void> {
  const satellite = await startSatellite({ cacheMs: 0 });
  const { apiKeys, passphrase, satelliteNodeURL } = satellite.ready;
  const sample = await openSample({ settings: { ...settings, ...satelliteSettings(satellite.ready) } }, () => satelliteFiles(satellite.ready));
  const { workbench } = sample;
  const { page } = workbench;
  const leave = async (question: string): Promise<void> => {
    await page.keyboard.press("Escape");
    await workbench.question(question).waitFor({ state: "hidden" });
  };
  try {
    await page.setViewportSize(size);
    await workbench.openFile(sample.file("satellite.env"));
    await workbench.lens("Storj API key").waitFor();
    await workbench.goTo((await workbench.readText()).split("\n").findIndex((text) => text.includes(apiKeys[0])) + 1, 30);
    await workbench.runCommand("Storj: Create Grant…");
    await workbench.pick("A grant for what?", "All that the API key may reach");
    await workbench.type("Which satellite", satelliteNodeURL);
    await workbench.question("The passphrase that encrypts").waitFor();
    await restMouse(sample);
    await take(sample, "create", 330);
    await workbench.pick("The passphrase that encrypts", "I type or paste it");
    await workbench.type("Capitals and blanks count", passphrase);
    await workbench.type("The same passphrase once more", passphrase);
    await workbench.pick("The names of objects", "Encrypted");
    await workbench.type("A name for it", "everything");
    await workbench.dialog("Ask the satellite", "Ask It");
    await workbench.notification("The grant was made");
    await workbench.clearNotifications();
    await workbench.openFile(sample.file("upload.mjs"));
    await workbench.runCommand("Storj: Focus on Saved Grants View");
    await workbench.pickRowMenu(workbench.savedRow("everything"), "Restrict to Prefix…");
    await workbench.type("sj://bucket/prefix/", "sj://encrypted/tenant1/");
    await workbench.pick("Go on", "Go on");
    await workbench.pick("under its parent", "Save");
    await workbench.type("A name for it", "tenant1");
    const tenant = workbench.savedRow("tenant1");
    await workbench.pickRowMenu(tenant, "Check with Satellite");
    await workbench.notification("it works");
    await page.getByText("Asking the satellite").waitFor({ state: "hidden" });
    await restMouse(sample);
    await take(sample, "check");
    await workbench.clearNotifications();

    await workbench.pickRowSubmenu(tenant, "Hand Out", "Register for S3…");
    await page.locator(".monaco-dialog-box").filter({ hasText: "Register “tenant1” with" }).waitFor();
    await take(sample, "register", 520);
    await workbench.dialog("Register “tenant1” with", "Register");
    await workbench.question("They are saved.").waitFor();
    await leave("They are saved.");
    await workbench.clearNotifications();
    await workbench.pickRowSubmenu(workbench.savedRow("tenant1 (S3)"), "Hand Out", "Presign URL…");
    await workbench.pick("What may whoever has the URL do?", "GET");
    await workbench.type("sj://bucket/key", "sj://encrypted/tenant1/a.txt");
    await workbench.question("How long?").waitFor();
    await restMouse(sample);
    await take(sample, "presign", 330);
    await leave("How long?");

    await workbench.pickRowSubmenu(tenant, "Hand Out", "Share Link…");
    await workbench.dialog("has no public access key id yet", "Register as Public…");
    await workbench.dialog("Register “tenant1” as public with", "Register as Public");
    await workbench.dialog("Make it public although", "Register as Public");
    await workbench.type("sj://bucket/key", "sj://encrypted/tenant1/a.txt");
    await workbench.pick("What does the link show?", "Page");
    const parameters = workbench.question("/s/");
    await parameters.getByText("download", { exact: true }).click();
    await parameters.getByText("download=1").waitFor();
    await restMouse(sample);
    await take(sample, "share", 460);
    await page.keyboard.press("Escape");
    await workbench.clearNotifications();

    await workbench.pickRowSubmenu(workbench.savedRow("tenant1 (public S3)"), "Hand Out", "Custom Domain…");
    await workbench.type("photos.example.com", "photos.example.com");
    await workbench.pick("sj://bucket or sj://bucket/prefix/", "sj://encrypted/tenant1/");
    await workbench.question("Enter these records").waitFor();
    await restMouse(sample);
    await take(sample, "domain", 400);
    await leave("Enter these records");
    await workbench.clearNotifications();

    await workbench.pickRowMenu(tenant, "Revoke…");
    await page.locator(".monaco-dialog-box").filter({ hasText: "Revoke “tenant1”?" }).waitFor();
    await take(sample, "revoke", 520);
  } finally {
    await sample.close();
    await satellite.stop();
  }
}

/** The view "API Keys", from the sign-in to the question before a key is deleted. */
async function takeConsole(): Promise<void> {
  const names = ["backups", "ci uploads", "dashboard", "mobile app", "photo service", "reports", "staging"];
  const satellite = await startSatellite({ cacheMs: 0, console: { keys: 5, names } });
  const { consoleURL, email, passphrase, password } = satellite.ready;
  const sample = await openSample({ settings: { ...settings, ...satelliteSettings(satellite.ready) } });
  const { workbench } = sample;
  const { page } = workbench;
  try {
    await page.setViewportSize(size);
    await workbench.openFile(sample.file("upload.mjs"));
    await workbench.runCommand("Storj: Focus on API Keys View");
    await workbench.runCommand("Storj: Sign In to Satellite…");
    await workbench.type("Which satellite?", consoleURL);
    await workbench.question("How do you sign in to").waitFor();
    await restMouse(sample);
    await take(sample, "signin", 330);
    await workbench.pick("How do you sign in to", "E-Mail and Password");
    await workbench.type("Your e-mail address at", email);
    await workbench.type("The password of", password);
    await workbench.notification("You are signed in to");
    await workbench.clearNotifications();
    await workbench.pickRowMenu(workbench.apiKeyRow("Shared"), "Create API Key…");
    await workbench.type("A name for the API key", "tenants");
    await workbench.notification("The API key was made and saved as", "Create Grant…");
    await workbench.pick("A grant for what?", "All that the API key may reach");
    await workbench.pick("The passphrase that encrypts", "I type or paste it");
    await workbench.type("Capitals and blanks count", passphrase);
    await workbench.type("The same passphrase once more", passphrase);
    await workbench.pick("The names of objects", "Encrypted");
    await workbench.type("A name for it", "all tenants");
    await workbench.notification("The grant was made");
    await workbench.clearNotifications();
    await workbench.pickRowMenu(workbench.savedRow("all tenants"), "Show Its API Key…");
    const key = workbench.apiKeyRow("tenants");
    await key.waitFor();
    // Its own view has the room now.
    await page.locator(".pane-header").getByText("Saved Grants", { exact: true }).click();
    await workbench.savedRow("all tenants").waitFor({ state: "hidden" });
    await restMouse(sample);
    await take(sample, "apikeys", 500);
    await workbench.pickRowMenu(key, "Delete API Keys…");
    await page.locator(".monaco-dialog-box").filter({ hasText: "Delete the API key" }).waitFor();
    await take(sample, "delete", 520);
  } finally {
    await sample.close();
    await satellite.stop();
  }
}

async function takeAll(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [theme, takeOf] of [["dark", takeDark], ["dark", takeSaved], ["light", takeLight]] as const) {
    const sample = await open(theme);
    try {
      await takeOf(sample);
    } finally {
      await sample.close();
    }
  }
  await takeSatellite();
  await takeConsole();
}

void takeAll();
