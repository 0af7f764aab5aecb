// From an API key to a grant that is revoked.
import assert from "node:assert/strict";
import { parseLink } from "../../src/decoder/link";
import { parsePresignedUrl } from "../../src/decoder/presignedUrl";
import { lineage, parseGrant } from "../../src/grant";
import { satelliteFiles, satelliteSettings } from "../support/sampleSatellite";
import { type AnySatellite, anySatellite } from "./anySatellite";
import { openSample, type Sample } from "./openSample";
import type { Workbench } from "./workbench";

describe("A grant from its API key to its end", function () {
  this.timeout(90_000);
  let standIn: AnySatellite;
  let sample: Sample;
  let workbench: Workbench;

  before(async () => {
    standIn = await anySatellite();
    sample = await openSample({ settings: satelliteSettings(standIn.ready) }, () => satelliteFiles(standIn.ready));
    ({ workbench } = sample);
  });
  after(async () => {
    await sample.close();
    await standIn.stop();
  });

  it("is created of an API key and a passphrase, after the satellite was named, and its passphrase is tried", async () => {
    const { apiKeys, satelliteNodeURL, passphrase, rootGrant } = standIn.ready;
    await workbench.openFile(sample.file("satellite.env"));
    await workbench.lens("Storj API key").waitFor();
    const line = (await workbench.readText()).split("\n").findIndex((text) => text.includes(apiKeys[0])) + 1;
    await workbench.goTo(line, 30);
    await workbench.runCommand("Storj: Create Grant…");
    await workbench.pick("A grant for what?", "All that the API key may reach");
    await workbench.type("Which satellite", satelliteNodeURL);
    await workbench.pick("The passphrase that encrypts", "I type or paste it");
    await workbench.type("Capitals and blanks count", passphrase);
    await workbench.type("The same passphrase once more", passphrase);
    await workbench.pick("The names of objects", "Encrypted");
    await workbench.type("A name for it", "everything");
    const question = await workbench.dialog("Ask the satellite", "Ask It");
    assert.ok(question.includes(satelliteNodeURL.split("@")[0] ?? ""), question);
    await workbench.notification("The grant was made and saved as “everything”", "Check Passphrase…");
    await workbench.pick("The names of which bucket?", "encrypted");
    await workbench.notification("6 of the 6 names of sj://encrypted/ can be read.");
    await workbench.clearNotifications();
    await workbench.pickRowMenu(workbench.savedRow("everything"), "Copy Credential");
    const made = parseGrant(await workbench.copied((text) => /^1\w{200,}$/.test(text)));
    const expected = parseGrant(rootGrant);
    assert.equal(lineage(made.macaroon, expected.macaroon).relation, "same");
    assert.deepEqual(made.store.defaultKey, expected.store.defaultKey);
  });

  it("is restricted to a tenant's prefix, and works", async () => {
    await workbench.pickRowMenu(workbench.savedRow("everything"), "Restrict to Prefix…");
    await workbench.type("sj://bucket/prefix/", "sj://encrypted/tenant1/");
    await workbench.pick("Go on", "Go on");
    await workbench.pick("under its parent", "Save");
    await workbench.type("A name for it", "tenant1");
    const tenant = workbench.savedRow("tenant1");
    await tenant.waitFor();
    await workbench.pickRowMenu(tenant, "Check with Satellite");
    const said = await workbench.notification("takes “tenant1”: it works");
    assert.ok(said.includes(standIn.ready.projects[0]?.publicId ?? "no project"), said);
    await workbench.clearNotifications();
  });

  it("gives S3 credentials, after a question that names who gets it", async () => {
    await workbench.pickRowSubmenu(workbench.savedRow("tenant1"), "Hand Out", "Register for S3…");
    const question = await workbench.dialog("Register “tenant1” with", "Register");
    assert.match(question, /gets the grant, with its encryption key/);
    assert.ok(question.includes(standIn.ready.authURL), question);
    await workbench.question("They are saved.").waitFor();
    await workbench.page.keyboard.press("Escape");
    await workbench.savedRow("tenant1 (S3)").waitFor();
    await workbench.clearNotifications();
  });

  it("signs a URL with them", async () => {
    await workbench.pickRowSubmenu(workbench.savedRow("tenant1 (S3)"), "Hand Out", "Presign URL…");
    await workbench.pick("What may whoever has the URL do?", "GET");
    await workbench.type("sj://bucket/key", "sj://encrypted/tenant1/a.txt");
    await workbench.pick("How long?", "1 hour");
    await workbench.pick("GET sj://encrypted/tenant1/a.txt", "Copy URL");
    const url = parsePresignedUrl(await workbench.copied((text) => text.includes("X-Amz-Signature")));
    // A stand-in's gateway lies in a folder.
    assert.match(`/${url?.bucket ?? ""}/${url?.key ?? ""}`, /\/encrypted\/tenant1\/a\.txt$/);
    assert.equal(url?.expiresSeconds, 3_600);
  });

  it("is shared as a link to an object that is picked on the satellite", async () => {
    await workbench.pickRowSubmenu(workbench.savedRow("tenant1"), "Hand Out", "Share Link…");
    await workbench.dialog("has no public access key id yet", "Register as Public…");
    await workbench.dialog("Register “tenant1” as public with", "Register as Public");
    const caution = await workbench.dialog("Make it public although", "Register as Public");
    assert.match(caution, /it may upload, it may delete, it has no end/);
    await workbench.pick("sj://bucket/key", "List sj://encrypted/tenant1/…");
    await workbench.pick("sj://encrypted/tenant1/", "sub/");
    await workbench.pick("sj://encrypted/tenant1/sub/", "b.txt");
    await workbench.pick("What does the link show?", "Raw");
    const parameters = workbench.question("/raw/");
    await parameters.getByText("download", { exact: true }).click();
    await parameters.getByText("download=1").waitFor();
    await workbench.page.keyboard.press("Enter");
    await workbench.pick("/raw/", "Copy Link");
    const link = parseLink(await workbench.copied((text) => text.includes("/raw/")));
    assert.deepEqual([link?.form, link?.bucket, link?.key, link?.download], ["raw", "encrypted", "tenant1/sub/b.txt", true]);
    assert.match(link?.access ?? "", /^j[uvwx]/);
    await workbench.clearNotifications();
  });

  it("is revoked by what it was made from; the view shows it and what stands below it as such, and the satellite refuses it", async () => {
    const tenant = workbench.savedRow("tenant1");
    await workbench.pickRowMenu(tenant, "Revoke…");
    const question = await workbench.dialog("Revoke “tenant1”?", "Revoke");
    for (const named of ["“everything”", "tenant1 (S3)", "tenant1 (public S3)"]) assert.ok(question.includes(named), question);
    await workbench.notification("Revoked: “tenant1”");
    for (const row of [tenant, workbench.savedRow("tenant1 (S3)"), workbench.savedRow("tenant1 (public S3)")]) {
      await row.locator(".label-description").getByText(/^revoked/).waitFor();
    }
    assert.doesNotMatch(await workbench.savedRow("everything").innerText(), /revoked/);
    await workbench.clearNotifications();
    await workbench.pickRowMenu(tenant, "Check with Satellite");
    await workbench.notification("refuses “tenant1”: it was revoked");
    await workbench.clearNotifications();
    await workbench.pickRowMenu(workbench.savedRow("everything"), "Check with Satellite");
    await workbench.notification("takes “everything”: it works");
  });
});
