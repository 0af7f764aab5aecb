import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Services } from "../../src/commands/services";
import { writeKey, writeRecord } from "../../src/vault/record";
import { demoCredentials, type DemoCredentials, demoRootKey, secretTexts } from "../support/demoCredentials";
import { serializeApiKey } from "../../src/grant";
import { ManualClock } from "../support/manualClock";
import {
  call,
  closeEverything,
  eventually,
  hoverTexts,
  leaks,
  lensTitles,
  openText,
  restartExtension,
  see,
  SettableClock,
  testSeam,
} from "./support/extension";
import { Person } from "./support/person";
import { drawn, forgetEverything, lineOf } from "./support/savedGrants";
import { textDocument } from "./support/textsInMemory";

const day = 86_400_000;
const demo = demoCredentials(Date.now());
const { accessKeyId, secretKey } = demo;
leaks.guard(...secretTexts(demo));

/** Credentials made now: their days are counted from here. */
function freshDemo(): DemoCredentials {
  const fresh = demoCredentials(Date.now());
  leaks.guard(...secretTexts(fresh));
  return fresh;
}

const tenant = "photos/tenant1/";
const pair = { kind: "s3", accessKeyId, secretKey } as const;

describe("saved grants", () => {
  let services: Services;
  let person: Person;

  beforeEach(async () => {
    services = await restartExtension();
    await forgetEverything(services);
    person = new Person();
  });
  afterEach(async () => {
    await person.leave();
    await forgetEverything(services);
    await vscode.env.clipboard.writeText("");
    await closeEverything();
  });

  /** Saves as if it had been saved at some time before. */
  const saved = async (text: string, label: string, kind: "grant" | "apiKey" = "grant"): Promise<string> =>
    (await services.vault.save({ kind, text }, { label })).record.id;

  /** How the view draws what has a label. */
  const itemOf = async (label: string): Promise<vscode.TreeItem> =>
    see(await services.saved.getTreeItem(await lineOf(services, label)));

  const labels = (): readonly string[] => services.vault.all().map(({ label }) => label);

  describe("saving", () => {
    it("takes the credential that a lens points to, under the label that is proposed, and tells so there", async () => {
      const { uri } = await openText(`access_grant = "${demo.tenant}"\n`);
      const done = call("storjGrants.saveCredential", uri.toString(), 'access_grant = "'.length);
      assert.equal(await person.accepts("Save Credential"), tenant);
      await person.presses(`Saved as “${tenant}”, in VS Code's secret storage`, "Show");
      assert.equal(await done, "nothing");
      assert.deepEqual(labels(), [tenant]);
      await eventually(async () => (await lensTitles(uri)).find((title) => title.includes(tenant)));
      assert.match((await hoverTexts(uri, new vscode.Position(0, 30))).join(), /[Ss]aved/);
    });

    it("takes what is in the clipboard, and what is typed blind", async () => {
      await vscode.env.clipboard.writeText(`  ${demo.root}\n`);
      const first = call("storjGrants.saveCredential");
      await person.picks("Which credential?", "In the clipboard");
      await person.types("A name for it", "whole project");
      await person.presses("Saved as “whole project”");
      await first;

      const second = call("storjGrants.saveCredential");
      await person.picks("Which credential?", "I paste or type it");
      assert.ok(await person.isBlind("An access grant, API key"));
      await person.types("An access grant, API key", demo.apiKey);
      await person.types("A name for it", "best revoker");
      await person.presses("Saved as “best revoker”");
      await second;
      const kinds = services.vault.all().map(({ label, credential }) => [label, credential.kind]);
      assert.deepEqual(kinds, [["whole project", "grant"], ["best revoker", "apiKey"]]);
    });

    it("finds what is saved already, under the label that it has", async () => {
      await saved(demo.tenant, "the first tenant");
      const { uri } = await openText(demo.tenant);
      const done = call("storjGrants.saveCredential", uri.toString(), 0);
      await person.presses("It is saved already, as “the first tenant”.");
      await done;
      assert.deepEqual(labels(), ["the first tenant"]);
    });

    it("takes both halves of an S3 pair that stand together, under the grant that they come from", async () => {
      const grant = await saved(demo.root, "whole project");
      const both = `AWS_ACCESS_KEY_ID=${accessKeyId}\nAWS_SECRET_ACCESS_KEY=${secretKey}\n`;
      const { uri } = await openText(`${both}# gateway.storjshare.io\n`, ".env");
      const done = call("storjGrants.saveCredential", uri.toString(), "AWS_ACCESS_KEY_ID=".length);
      await person.picks("Which saved grant", "whole project");
      await person.types("A name for it", "the pair");
      await person.presses("Saved as “the pair”");
      await done;
      const found = services.vault.all().find(({ label }) => label === "the pair");
      assert.deepEqual(found?.credential, { ...pair, grant });
      assert.deepEqual((await drawn(services)).slice(1), ["  whole project", "    the pair"]);
    });

    it("asks blind for the other half of an S3 pair, and for one that can be it", async () => {
      await vscode.env.clipboard.writeText(demo.accessKeyId);
      const done = call("storjGrants.saveCredential");
      await person.picks("Which credential?", "In the clipboard");
      const question = "The secret key that goes with it";
      assert.ok(await person.isBlind(question));
      assert.match(String(await person.typesInVain(question, accessKeyId)), /53 lower-case/);
      await person.types(question, secretKey);
      await person.accepts("A name for it");
      await person.presses("Saved as “S3 credentials”");
      await done;
      assert.deepEqual(services.vault.all()[0]?.credential, pair);
    });

    it("refuses a label that another one has while it is typed, and an empty one", async () => {
      await saved(demo.root, "mine");
      const { uri } = await openText(demo.tenant);
      const done = call("storjGrants.saveCredential", uri.toString(), 0);
      assert.match(String(await person.typesInVain("A name for it", " mine ")), /Another one has that name/);
      assert.match(String(await person.typesInVain("A name for it", "  ")), /Write a name/);
      await person.leaves("A name for it");
      assert.equal(await done, "nothing");
      assert.deepEqual(labels(), ["mine"]);
    });

    it("says what it looked for where nothing is to be saved", async () => {
      await vscode.env.clipboard.writeText("no grant at all");
      const done = call("storjGrants.saveCredential");
      await person.picks("Which credential?", "In the clipboard");
      assert.match(await person.reads("There is no Storj credential in that text"), /begins with 1/);
      await done;
      assert.deepEqual(labels(), []);
    });
  });

  describe("the view", () => {
    it("stands a grant under its nearest saved ancestor, by satellite, and shows no secret of any", async () => {
      await saved(demo.expired, "expired");
      await saved(demo.root, "root");
      await saved(demo.tenant, "tenant");
      await saved(demo.readOnlyForEightDays, "reader");
      await saved(demo.apiKey, "key", "apiKey");
      await services.vault.save(pair, { label: "pair" });
      assert.deepEqual(await drawn(services), [
        "us1.storj.io",
        "  root",
        "    reader",
        "    tenant",
        "      expired",
        "API keys of unknown satellites",
        "  key",
        "S3 credentials of unknown grants",
        "  pair",
      ]);
    });

    it("gives each line an id that stays, its words for a screen reader, and what its menu depends on", async () => {
      await saved(demo.root, "root");
      await saved(demo.apiKey, "key", "apiKey");
      await services.vault.save(pair, { label: "pair" });
      const draw = (): Promise<vscode.TreeItem[]> =>
        Promise.all(["root", "key", "pair"].map(itemOf));
      const before = await draw();
      await services.saved.reload();
      const after = await draw();
      assert.deepEqual(after.map(({ id }) => id), before.map(({ id }) => id));
      assert.equal(new Set(before.map(({ id }) => id)).size, 3);
      const words = before.map(({ contextValue }) => contextValue);
      assert.deepEqual(words, ["saved grant narrowable", "saved apiKey narrowable", "saved s3"]);
      for (const [at, spoken] of ["root, access grant", "key, API key", "pair, S3 credentials"].entries()) {
        assert.ok(before[at]?.accessibilityInformation?.label.startsWith(spoken));
      }
      for (const { tooltip } of before) assert.equal(tooltip, undefined);
      const node = await lineOf(services, "root");
      const item = see(await services.saved.resolveTreeItem(await services.saved.getTreeItem(node), node));
      assert.match((item.tooltip as vscode.MarkdownString).value, /whole project/);
      assert.notEqual((item.tooltip as vscode.MarkdownString).isTrusted, true);
    });

    it("lets ids travel out of it, and nothing else", async () => {
      const id = await saved(demo.root, "root");
      const data = new vscode.DataTransfer();
      const [group] = await services.saved.getChildren();
      services.saved.handleDrag([await lineOf(services, "root"), ...(group ? [group] : [])], data);
      const dragged = await Promise.all([...data].map(async ([mime, item]) => [mime, see(await item.asString())]));
      assert.deepEqual(dragged, [["application/vnd.code.tree.storjgrants.saved", id]]);
    });

    it("renames, and refuses the name of another one while it is typed", async () => {
      await saved(demo.root, "root");
      await saved(demo.tenant, "tenant");
      const done = call("storjGrants.renameSaved", await lineOf(services, "tenant"));
      assert.match(String(await person.typesInVain("Rename Saved Grant", "root")), /Another one has that name/);
      await person.types("Rename Saved Grant", "the first tenant");
      await done;
      assert.deepEqual((await drawn(services)).slice(1), ["  root", "    the first tenant"]);
    });

    it("sets the variable that code reads one from, and refuses what another one has while it is typed", async () => {
      await services.vault.save({ kind: "grant", text: demo.root }, { label: "root", variable: "ROOT_GRANT" });
      await services.vault.save(pair, { label: "pair", variable: "BACKUP_ACCESS_KEY_ID" });
      await saved(demo.tenant, "tenant");
      const question = "Set Environment Variable";
      const variable = (): string | undefined => services.vault.all().find(({ label }) => label === "tenant")?.variable;
      const first = call("storjGrants.setVariable", await lineOf(services, "tenant"));
      for (const taken of ["ROOT_GRANT", "BACKUP_ACCESS_KEY_ID", " BACKUP_SECRET_ACCESS_KEY "]) {
        assert.match(String(await person.typesInVain(question, taken)), /Another saved credential has that variable/);
      }
      assert.match(String(await person.typesInVain(question, "LD_PRELOAD")), /Capitals, digits/);
      assert.equal(variable(), undefined);
      await person.types(question, " TENANT_GRANT ");
      assert.equal(await first, "nothing");
      assert.equal(variable(), "TENANT_GRANT");

      const second = call("storjGrants.setVariable", await lineOf(services, "tenant"));
      assert.equal(await person.typesInVain(question, "TENANT_GRANT"), undefined);
      await person.types(question, "PHOTOS_GRANT");
      await second;
      await person.presses("“tenant” is now given as PHOTOS_GRANT. Code that reads TENANT_GRANT");
      assert.equal(variable(), "PHOTOS_GRANT");

      const left = call("storjGrants.setVariable", await lineOf(services, "tenant"));
      await person.leaves(question);
      assert.equal(await left, "nothing");
      assert.equal(variable(), "PHOTOS_GRANT");
    });

    it("marks several at once, in colour and for production, and says both", async () => {
      await saved(demo.root, "root");
      await saved(demo.tenant, "tenant");
      for (const mark of ["Red", "For production"]) {
        const nodes = [await lineOf(services, "root"), await lineOf(services, "tenant")];
        const done = call("storjGrants.markSaved", nodes[0], nodes);
        await person.picks("Mark Saved Grant", mark);
        await done;
      }
      for (const label of ["root", "tenant"]) {
        const item = await itemOf(label);
        assert.deepEqual((item.iconPath as vscode.ThemeIcon).color, new vscode.ThemeColor("charts.red"));
        assert.match(item.accessibilityInformation?.label ?? "", /production.*marked red/);
      }
    });

    it("sorts by what ends first, and filters by name, prefix and fingerprint", async () => {
      await saved(demo.root, "endless");
      await saved(demo.readOnlyForEightDays, "in eight days");
      const id = await saved(demo.expired, "long ago");
      await call("storjGrants.sortSavedByExpiry");
      assert.deepEqual(await drawn(services), ["long ago", "in eight days", "endless"]);
      await call("storjGrants.sortSavedByLineage");
      const filters: readonly (readonly [filter: string, found: readonly string[]])[] = [
        ["EIGHT", ["in eight days"]],
        [id, ["long ago"]],
        ["tenant1", ["in eight days", "long ago"]],
      ];
      for (const [filter, found] of filters) {
        const done = call("storjGrants.filterSaved");
        await person.types("Filter Saved Grants", filter);
        await done;
        const shown = (await drawn(services)).map((line) => line.trim());
        assert.deepEqual(["in eight days", "long ago"].filter((label) => shown.includes(label)), found, filter);
      }
      await call("storjGrants.clearSavedFilter");
      assert.equal((await drawn(services)).length, 4);
    });

    it("follows the clock: what had a week and ends is called so", async () => {
      const clock = new SettableClock();
      services = await restartExtension(clock);
      const { readOnlyForEightDays } = freshDemo();
      await saved(readOnlyForEightDays, "reader");
      assert.match(String((await itemOf("reader")).description), /^8 days/);
      let changes = 0;
      const listening = services.saved.onDidChangeTreeData(() => { changes++; });
      clock.advance(9 * day);
      assert.match(String((await itemOf("reader")).description), /^expired/);
      listening.dispose();
      assert.ok(changes > 0);
    });

    it("counts in its badge what ends within a week, and neither what has ended nor what ends later", async () => {
      const clock = new SettableClock();
      services = await restartExtension(clock);
      const { readOnlyForEightDays, expired, root } = freshDemo();
      await saved(root, "root");
      await saved(expired, "expired");
      await saved(readOnlyForEightDays, "reader");
      await drawn(services);
      assert.equal(services.saved.badge, undefined);
      clock.advance(2 * day);
      const { value, tooltip } = see(await eventually(() => services.saved.badge));
      assert.equal(value, 1);
      assert.match(tooltip, /within a week/);
      clock.advance(7 * day);
      await eventually(() => (services.saved.badge === undefined ? true : undefined));
    });
  });

  describe("removing", () => {
    it("moves the children of what goes to the next ancestor, and Undo moves them back", async () => {
      await saved(demo.root, "root");
      await saved(demo.tenant, "tenant");
      await saved(demo.expired, "expired");
      const before = await drawn(services);
      const done = call("storjGrants.removeSaved", await lineOf(services, "tenant"));
      await person.reads("“tenant” was removed");
      assert.deepEqual((await drawn(services)).slice(1), ["  root", "    expired"]);
      await person.presses("“tenant” was removed", "Undo");
      await done;
      assert.deepEqual(await drawn(services), before);
    });

    it("undoes two removals in whatever order, names and marks and all", async () => {
      const details = { label: "root", color: "blue", variable: "ROOT_GRANT" } as const;
      await services.vault.save({ kind: "grant", text: demo.root }, details);
      await saved(demo.apiKey, "key", "apiKey");
      const first = call("storjGrants.removeSaved", await lineOf(services, "root"));
      await person.reads("“root” was removed");
      const second = call("storjGrants.removeSaved", await lineOf(services, "key"));
      await person.reads("“key” was removed");
      assert.deepEqual(await drawn(services), []);
      await person.presses("“root” was removed", "Undo");
      await first;
      await person.presses("“key” was removed", "Undo");
      await second;
      const { label, color, variable } = services.vault.all()[0] ?? {};
      assert.deepEqual({ label, color, variable }, details);
      assert.deepEqual(labels(), ["root", "key"]);
    });

    it("asks before what is for production goes", async () => {
      await services.vault.save({ kind: "grant", text: demo.root }, { label: "root", isProduction: true });
      const kept = call("storjGrants.removeSaved", await lineOf(services, "root"));
      await person.presses("Remove what is marked for production: root?");
      assert.equal(await kept, "nothing");
      assert.deepEqual(labels(), ["root"]);
      const gone = call("storjGrants.removeSaved", await lineOf(services, "root"));
      await person.presses("Remove what is marked for production: root?", "Remove");
      await person.presses("“root” was removed");
      await gone;
      assert.deepEqual(labels(), []);
    });
  });

  it("restricts a saved grant and saves the child under it", async () => {
    await saved(demo.root, "root");
    const done = call("storjGrants.restrictToPrefix", await lineOf(services, "root"));
    await person.types("Restrict Access Grant", "sj://photos/tenant7/");
    await person.picks("Restrict to", "Go on");
    const fates = await person.choices("On the left the credential as it is");
    assert.deepEqual(fates.map((fate) => fate.split(" · ")[0]), ["Save", "Copy", "More Limits…"]);
    await person.picks("On the left the credential as it is", "Save");
    assert.equal(await person.accepts("A name for it"), "photos/tenant7/");
    assert.equal(await done, "nothing");
    leaks.guard(...services.vault.all().flatMap(({ credential }) => ("text" in credential ? credential.text : [])));
    assert.deepEqual((await drawn(services)).slice(1), ["  root", "    photos/tenant7/"]);
  });

  it("copies, and the clipboard forgets", async () => {
    const clock = new SettableClock();
    services = await restartExtension(clock);
    await saved(demo.root, "root");
    assert.equal(await call("storjGrants.copyCredential", await lineOf(services, "root")), "nothing");
    assert.equal(await vscode.env.clipboard.readText(), demo.root);
    clock.advance(day);
    await eventually(async () => ((await vscode.env.clipboard.readText()) === "" ? true : undefined));
    await services.vault.save(pair, { label: "pair" });
    const done = call("storjGrants.copyCredential", await lineOf(services, "pair"));
    await person.picks("Copy S3 Credentials", "Secret key");
    await done;
    assert.equal(await vscode.env.clipboard.readText(), demo.secretKey);
  });

  it("goes to where it stands in open files", async () => {
    await saved(demo.tenant, "tenant");
    const first = await textDocument(`a\nb = ${demo.tenant}\n`, "first.ini");
    await vscode.window.showTextDocument(first, { preview: false });
    await openText(`c = ${demo.tenant}\n`, "second.ini");
    await eventually(() => (services.decoder.found().length === 2 ? true : undefined));
    const done = call("storjGrants.findSaved", await lineOf(services, "tenant"));
    const places = await person.choices("Go to Saved Grant in Open Files");
    assert.equal(places.length, 2);
    const place = places.find((one) => one.includes("first.ini")) ?? assert.fail();
    await person.picks("Go to Saved Grant in Open Files", place.replace(/ · $/, ""));
    await done;
    assert.equal(vscode.window.activeTextEditor?.document, first);
    assert.equal(vscode.window.activeTextEditor.selection.active.line, 1);
    await closeEverything();
    await eventually(() => (services.decoder.found().length === 0 ? true : undefined));
    await call("storjGrants.findSaved", await lineOf(services, "tenant"));
    await person.reads("stands in no open file");
  });

  describe("after a reload", () => {
    it("are all there, with what was said about them", async () => {
      const details = { label: "root", color: "green", isProduction: true, variable: "ROOT_GRANT" } as const;
      await services.vault.save({ kind: "grant", text: demo.root }, details);
      await saved(demo.tenant, "tenant");
      await services.vault.save(pair, { label: "pair" });
      const [shown, before] = [await drawn(services), services.vault.all()];
      services = await restartExtension();
      assert.deepEqual(await drawn(services), shown);
      assert.deepEqual(services.vault.all(), before);
    });

    it("are shown as what they are where a newer version wrote them or nobody can read them, and stay", async () => {
      const { secrets } = await testSeam();
      const newer = writeKey({ id: "aaaaaaaaaaaa", generation: "00000001" });
      const unreadable = writeKey({ id: "bbbbbbbbbbbb", generation: "00000001" });
      const future = JSON.stringify({ version: 2, sealed: demo.root });
      await secrets.store(newer, future);
      const cut = `{"version":1,"credential":"${demo.tenant}`;
      await secrets.store(unreadable, cut);
      services = await restartExtension();
      assert.deepEqual(await drawn(services), ["Can't be read", "  aaaaaaaaaaaa", "  bbbbbbbbbbbb"]);
      assert.ok((await secrets.get(newer)) === future && (await secrets.get(unreadable)) === cut);
      const nodes = (await services.saved.getChildren())[0]?.children ?? [];
      const items = await Promise.all(nodes.map(async (node) => see(await services.saved.getTreeItem(node))));
      assert.deepEqual(items.map(({ contextValue }) => contextValue), ["broken", "broken"]);
      assert.match(String(items[0]?.description), /newer version/);
      assert.match(String(items[1]?.description), /unreadable/);
      // Only where a person removes it does it go.
      const leaves = call("storjGrants.removeSaved", nodes[1], nodes);
      await person.presses("Remove what can't be read: aaaaaaaaaaaa, bbbbbbbbbbbb?");
      await leaves;
      assert.ok((await secrets.get(unreadable)) === cut);
      const removes = call("storjGrants.removeSaved", nodes[1], [nodes[1]]);
      await person.presses("Remove what can't be read: bbbbbbbbbbbb?", "Remove");
      await removes;
      assert.ok((await secrets.get(newer)) === future && (await secrets.get(unreadable)) === undefined);
    });

    it("are named where VS Code's storage has lost them, until the person has read it", async () => {
      const id = await saved(demo.root, "root");
      const { generation } = services.vault.find(id) ?? assert.fail();
      await (await testSeam()).secrets.delete(writeKey({ id, generation }));
      services = await restartExtension();
      assert.deepEqual(await drawn(services), ["Lost by VS Code's storage", `  ${id}`]);
      const leaves = call("storjGrants.forgetLost");
      await person.presses(`Forget what was lost: ${id}?`);
      await leaves;
      assert.deepEqual(await drawn(services), ["Lost by VS Code's storage", `  ${id}`]);
      const forgets = call("storjGrants.forgetLost");
      await person.presses(`Forget what was lost: ${id}?`, "Forget");
      await forgets;
      assert.deepEqual(await drawn(services), []);
      services = await restartExtension();
      assert.deepEqual(await drawn(services), []);
    });

    it("are 1,000 without asking for any of them twice", async function () {
      // A VS Code in the browser writes all of its secrets anew with each.
      this.timeout(120_000);
      const { secrets } = await testSeam();
      // No timer runs out: what another window's changes set off stays out of the count.
      services = await restartExtension(new ManualClock());
      await services.vault.load();
      const records = Array.from({ length: 1_000 }, (_, at) => ({
        id: at.toString(16).padStart(12, "0"),
        generation: "00000001",
        credential: { kind: "apiKey" as const, text: serializeApiKey(demoRootKey()) },
        label: `key ${String(at).padStart(4, "0")}`,
        savedAt: at,
      }));
      leaks.guard(...records.map(({ credential }) => credential.text));
      await Promise.all(records.map((record) => secrets.store(writeKey(record), writeRecord(record))));
      const asked = new Map<string, number>();
      const get = secrets.get.bind(secrets);
      secrets.get = (key) => {
        asked.set(key, (asked.get(key) ?? 0) + 1);
        return get(key);
      };
      try {
        services = await restartExtension(new ManualClock());
        const shown = await drawn(services);
        assert.deepEqual(shown.slice(1), records.map(({ label }) => `  ${label}`));
        await drawn(services);
        assert.equal(asked.size, 1_000);
        assert.deepEqual([...new Set(asked.values())], [1]);
      } finally {
        secrets.get = get;
        await Promise.all(records.map((record) => secrets.delete(writeKey(record))));
      }
    });
  });
});
