import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Services } from "../../src/commands/services";
import { demoCredentials, secretTexts } from "../support/demoCredentials";
import {
  closeEverything,
  eventually,
  hints,
  hintTexts,
  hoverTexts,
  lensTitles,
  openText,
  leaks,
  problemCodes,
  quickFixes,
  restartExtension,
  SettableClock,
  storjProblems,
} from "./support/extension";
import { textDocument } from "./support/textsInMemory";

const day = 86_400_000;
const demo = demoCredentials(Date.now());
leaks.guard(...secretTexts(demo));

/** Waits until a document's Problems are those. */
async function problemsBecome(uri: vscode.Uri, wanted: readonly string[]): Promise<void> {
  const sorted = [...wanted].sort().join();
  await eventually(() => (problemCodes(uri).sort().join() === sorted ? true : undefined));
}

async function setting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration("storjGrants").update(name, value, vscode.ConfigurationTarget.Global);
}

describe("a grant in an open document", () => {
  let services: Services;
  let clock: SettableClock;

  beforeEach(async () => {
    clock = new SettableClock();
    services = await restartExtension(clock);
  });
  afterEach(closeEverything);

  it("is explained by lens, hint, hover and Problems at once, in any language", async () => {
    const { uri, ...document } = await openText(`STORJ_ACCESS_GRANT=${demo.root}\n`);
    await problemsBecome(uri, ["whole-project-delete", "no-expiry"]);
    const lenses = await lensTitles(uri);
    assert.equal(lenses[0], "Storj grant · us1.storj.io · as issued");
    assert.deepEqual(lenses.slice(1, 3), ["Restrict to Prefix…", "Restrict…"]);
    const [hover = ""] = await hoverTexts(uri, new vscode.Position(0, 30));
    assert.match(hover, /Only the satellite can confirm it/);
    assert.match(hover, /the whole project/);
    assert.ok(document);
  });

  it("leads from an API key to a grant", async () => {
    const { uri } = await openText(`STORJ_API_KEY=${demo.apiKey}\n`);
    await problemsBecome(uri, ["no-expiry", "whole-project-delete"]);
    assert.deepEqual((await lensTitles(uri)).slice(1), ["Restrict to Prefix…", "Restrict…", "Create Grant…", "Save…"]);
  });

  it("has its hint at the credential's start, and the worst news in it", async () => {
    const document = await openText(`access_grant = "${demo.expired}"\n`);
    const [hint] = await hints(document);
    assert.deepEqual(await hintTexts(document), ["expired"]);
    assert.equal(hint?.position.character, 'access_grant = "'.length);
  });

  it("shares one hint and one group of lenses with others in its line", async () => {
    const document = await openText(`${demo.root} ${demo.tenant} ${demo.apiKey}\n`);
    assert.deepEqual(await hintTexts(document), ["3 Storj credentials"]);
    assert.deepEqual(await lensTitles(document.uri), ["3 Storj credentials"]);
  });

  it("is not drawn past column 10,000, where Problems still tell", async () => {
    const document = await openText(`${" ".repeat(10_001)}${demo.root}\n`);
    await problemsBecome(document.uri, ["whole-project-delete", "no-expiry"]);
    assert.deepEqual(await hintTexts(document), []);
    assert.deepEqual(await lensTitles(document.uri), []);
  });

  it("becomes expired while its file is open", async () => {
    // Made now: the suites before this one take longer than the minute by which eight days are exceeded.
    const fresh = demoCredentials(Date.now());
    leaks.guard(...secretTexts(fresh));
    const document = await openText(`UPLINK_ACCESS=${fresh.readOnlyForEightDays}\n`);
    await eventually(async () => ((await hintTexts(document))[0] === "8 days · read, list" ? true : undefined));
    assert.deepEqual(problemCodes(document.uri), []);
    clock.advance(day);
    assert.deepEqual(await hintTexts(document), ["7 days · read, list"]);
    clock.advance(8 * day);
    await problemsBecome(document.uri, ["expired"]);
    assert.deepEqual(await hintTexts(document), ["expired"]);
    assert.match((await lensTitles(document.uri))[0] ?? "", /^Storj grant · expired · /);
  });

  it("follows what is typed: no stale hint, lens or Problem", async () => {
    const document = await openText(`access_grant = ${demo.root}\n`);
    await problemsBecome(document.uri, ["whole-project-delete", "no-expiry"]);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, 1, 0), "nothing here\n");
    await vscode.workspace.applyEdit(edit);
    assert.deepEqual(await hintTexts(document), []);
    assert.deepEqual(await lensTitles(document.uri), []);
    await problemsBecome(document.uri, []);
  });

  it("is left alone by a scan that an edit overtakes", async () => {
    const document = await openText(`${Array.from({ length: 200 }, () => demo.tenant).join("\n")}\n`);
    const first = services.decoder.scans.of(document);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), "\n");
    await vscode.workspace.applyEdit(edit);
    const overtaken = await first;
    const scan = await services.decoder.scans.of(document);
    assert.ok(overtaken === undefined || overtaken.version < document.version);
    assert.equal(scan?.version, document.version);
    assert.equal(scan.credentials.length, 200);
  });

  it("is scanned once per version, whoever asks", async () => {
    const document = await openText(`access_grant = ${demo.root}\n`);
    const scans = await Promise.all([services.decoder.scans.of(document), services.decoder.scans.of(document)]);
    assert.equal(scans[0], scans[1]);
    await lensTitles(document.uri);
    assert.equal(await services.decoder.scans.of(document), scans[0]);
  });

  it("is told in an untitled buffer, in a notebook's cell, and not in our own pages", async () => {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, `g = "${demo.expired}"`, "python");
    const notebook = await vscode.workspace.openNotebookDocument("interactive", new vscode.NotebookData([cell]));
    const first = notebook.cellAt(0).document;
    assert.deepEqual(await hintTexts(first), ["expired"]);
    const untitled = await vscode.workspace.openTextDocument({ content: `g = ${demo.expired}`, language: "python" });
    await vscode.window.showTextDocument(untitled);
    await eventually(async () => ((await hintTexts(untitled))[0] === "expired" ? true : undefined));
    const page = services.pages.add("page.txt", `access_grant = ${demo.expired}`);
    const own = await vscode.workspace.openTextDocument(page);
    await vscode.window.showTextDocument(own);
    assert.deepEqual(await hintTexts(own), []);
  });

  it("gets hovers only on the original side of a diff, and everything on the other", async () => {
    const original = await textDocument(`access_grant = ${demo.expired}`);
    const modified = await textDocument(`access_grant = ${demo.notYet}`);
    await vscode.commands.executeCommand("vscode.diff", original.uri, modified.uri, "a diff");
    await problemsBecome(modified.uri, ["not-yet-valid"]);
    assert.deepEqual(await lensTitles(original.uri), []);
    assert.deepEqual(await hintTexts(original), []);
    assert.deepEqual(storjProblems(original.uri), []);
    assert.equal((await hoverTexts(original.uri, new vscode.Position(0, 40))).length, 1);
    assert.ok((await lensTitles(modified.uri)).length > 0);
  });

  it("gets no Problems in a document that VS Code opened without a tab", async () => {
    const hidden = await textDocument(`access_grant = ${demo.expired}`);
    const seen = await openText(`access_grant = ${demo.expired}`);
    await problemsBecome(seen.uri, ["expired"]);
    assert.deepEqual(storjProblems(hidden.uri), []);
  });

  it("is no longer a Problem once it is ignored, in user or workspace settings", async () => {
    const document = await openText(`access_grant = ${demo.expired}\n`);
    await problemsBecome(document.uri, ["expired"]);
    for (const [place, target] of [
      ["User", vscode.ConfigurationTarget.Global],
      ["Workspace", vscode.ConfigurationTarget.Workspace],
    ] as const) {
      const actions = await quickFixes(document.uri, new vscode.Range(0, 20, 0, 20));
      const ignore = actions.find(({ title }) => /^Ignore This Storj Credential .* Settings$/.test(title) && title.includes(place));
      assert.ok(ignore?.command, place);
      await vscode.commands.executeCommand(ignore.command.command, ...(ignore.command.arguments as unknown[]));
      await problemsBecome(document.uri, []);
      const configuration = vscode.workspace.getConfiguration("storjGrants");
      const { globalValue, workspaceValue } = configuration.inspect<string[]>("ignoredCredentials") ?? {};
      assert.deepEqual([globalValue?.length, workspaceValue?.length], place === "User" ? [1, undefined] : [undefined, 1]);
      await configuration.update("ignoredCredentials", undefined, target);
      await problemsBecome(document.uri, ["expired"]);
    }
  });

  it("is not shown on a surface that is switched off, nor anywhere with the master switch off", async () => {
    const document = await openText(`access_grant = ${demo.expired}\n`);
    await problemsBecome(document.uri, ["expired"]);
    const told = async () => ({
      codeLens: (await lensTitles(document.uri)).length > 0,
      inlayHints: (await hintTexts(document)).length > 0,
      hover: (await hoverTexts(document.uri, new vscode.Position(0, 30))).some((text) => text.includes("Storj access grant")),
    });
    for (const surface of ["codeLens", "inlayHints", "hover"] as const) {
      await setting(`decoder.${surface}`, false);
      assert.deepEqual(await told(), { codeLens: true, inlayHints: true, hover: true, [surface]: false });
      await setting(`decoder.${surface}`, undefined);
    }
    await setting("decoder.problems", false);
    await problemsBecome(document.uri, []);
    await setting("decoder.problems", undefined);
    await problemsBecome(document.uri, ["expired"]);
    await setting("decoder.enabled", false);
    await problemsBecome(document.uri, []);
    assert.deepEqual(await told(), { codeLens: false, inlayHints: false, hover: false });
    await setting("decoder.enabled", undefined);
    await problemsBecome(document.uri, ["expired"]);
  });

  it("survives being opened and closed at once", async () => {
    for (let count = 0; count < 5; count++) {
      await openText(`access_grant = ${demo.expired}\n`);
      await closeEverything();
    }
    const document = await openText(`access_grant = ${demo.expired}\n`);
    await problemsBecome(document.uri, ["expired"]);
  });
});

describe("a large document", () => {
  afterEach(closeEverything);

  it("is scanned in slices, and 500 grants are all told", async () => {
    const services = await restartExtension();
    const document = await openText(Array.from({ length: 500 }, (_, at) => `grant${String(at)}: ${demo.tenant}`).join("\n"));
    const scan = await services.decoder.scans.of(document);
    assert.equal(scan?.credentials.length, 500);
    assert.ok(services.decoder.scans.slices > 1, `${String(services.decoder.scans.slices)} slices`);
    assert.equal((await hints(document)).length, 500);
  });

  it("above 5 MiB is scanned on request only", async () => {
    const services = await restartExtension();
    const filler = "const a=[0x1f,'abc'];".repeat(260_000);
    const document = await openText(`access_grant = ${demo.expired}\n${filler}`);
    const unasked = await services.decoder.scans.of(document);
    assert.deepEqual(unasked?.credentials, []);
    await vscode.commands.executeCommand("storjGrants.decodeMore", document.uri.toString());
    await problemsBecome(document.uri, ["expired"]);
  });
});
