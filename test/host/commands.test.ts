import assert from "node:assert/strict";
import * as vscode from "vscode";
import { systemClock } from "../../src/platform/clock";
import { demoCredentials, secretTexts } from "../support/demoCredentials";
import { sampleFiles } from "../support/sampleWorkspace";
import {
  answer,
  call,
  closeEverything,
  eventually,
  hints,
  hoverTexts,
  leaks,
  lensTitles,
  openText,
  pageText,
  problemCodes,
  quickFixes,
  restartExtension,
  seen,
  storjProblems,
  watched,
} from "./support/extension";

const demo = demoCredentials(Date.now());
leaks.guard(...secretTexts(demo));

/** The read-only page that is open, if one is. */
function openPage(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.uri.scheme === "storj-grants" ? document : undefined;
}

describe("commands", () => {
  beforeEach(() => restartExtension());
  afterEach(closeEverything);

  it("are all there, and each is in the palette by its name", async () => {
    const there = new Set(await vscode.commands.getCommands(true));
    const { contributes } = vscode.extensions.getExtension("storj-grants.storj-grants")?.packageJSON as {
      contributes: { commands: { command: string; category: string }[] };
    };
    for (const { command, category } of contributes.commands) {
      assert.ok(there.has(command), command);
      assert.equal(category, "Storj");
    }
  });

  it("inspect the credential at the cursor in a read-only page with the hover's content", async () => {
    const document = await openText(`a\naccess_grant = ${demo.tenant}\n`);
    await eventually(async () => ((await lensTitles(document.uri)).length > 0 ? true : undefined));
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(1, 30, 1, 30);
    assert.equal(await call("storjGrants.inspectCredential"), "nothing");
    const page = openPage();
    assert.ok(page);
    const text = await pageText(page.uri);
    assert.match(text, /^Storj access grant\n/);
    assert.match(text, /Only the satellite can confirm it/);
    assert.match(text, /sj:\/\/photos\/tenant1\/ · key present/);
    assert.equal(vscode.workspace.fs.isWritableFileSystem(page.uri.scheme) ?? false, false);
  });

  it("inspect what is in the clipboard where no document is open", async () => {
    await vscode.env.clipboard.writeText(` ${demo.expired}\n`);
    const done = watched(call("storjGrants.inspectCredential"));
    assert.deepEqual(await answer("Which credential?", "accept", done), { value: "nothing" });
    assert.match(await pageText((openPage() as vscode.TextDocument).uri), /Expired on/);
    await vscode.env.clipboard.writeText("");
  });

  it("do nothing where the person leaves the box", async () => {
    const done = watched(call("storjGrants.inspectCredential"));
    assert.deepEqual(await answer("Which credential?", "close", done), { value: "nothing" });
    assert.equal(openPage(), undefined);
  });

  it("take no notice of a stranger's arguments", async () => {
    const document = await openText(`access_grant = ${demo.tenant}\n`);
    await eventually(async () => ((await lensTitles(document.uri)).length > 0 ? true : undefined));
    const before = document.getText();
    await closeEverything();
    const calls = [
      ["storjGrants.restrict", "file:///etc/passwd", 3],
      ["storjGrants.restrictToPrefix", { uri: "untitled:x" }, "0"],
      ["storjGrants.copyCredential", 7],
      ["storjGrants.decodeMore", ["nothing"]],
      ["storjGrants.ignoreCredential", "../../etc", "user"],
    ] as const;
    for (const [command, ...args] of calls) assert.equal(await call(command, ...args), "nothing", command);
    assert.equal(vscode.window.visibleTextEditors.length, 0);
    assert.match(before, /access_grant/);
    assert.deepEqual(vscode.workspace.getConfiguration("storjGrants").get("ignoredCredentials"), []);
  });

  it("say plainly that an expired grant can't be restricted", async () => {
    await openText(`access_grant = ${demo.expired}\n`);
    const done = call("storjGrants.restrictToPrefix");
    await eventually(() => seen.find((text) => text.includes("It can't be restricted. It has expired")));
    assert.equal(await done, "nothing");
  });

  it("copy a credential, which the clipboard forgets", async () => {
    await vscode.workspace.getConfiguration("storjGrants").update("clipboard.clearAfterSeconds", 1, vscode.ConfigurationTarget.Global);
    await openText(`access_grant = ${demo.tenant}\n`);
    assert.equal(await call("storjGrants.copyCredential"), "nothing");
    assert.equal(await vscode.env.clipboard.readText(), demo.tenant);
    await eventually(async () => ((await vscode.env.clipboard.readText()) === "" ? true : undefined));
    await vscode.workspace.getConfiguration("storjGrants").update("clipboard.clearAfterSeconds", undefined, vscode.ConfigurationTarget.Global);
  });

  it("open the explanation of a Problem, which ships with the extension", async () => {
    const document = await openText(`access_grant = ${demo.dead}\n`);
    await eventually(() => (problemCodes(document.uri).includes("dead") ? true : undefined));
    const [problem] = storjProblems(document.uri);
    assert.ok(problem && typeof problem.code === "object");
    assert.equal(problem.code.target.scheme, "storj-grants");
    assert.match(await pageText(problem.code.target), /^# Nothing can ever be done with it\n/);
    assert.match(await pageText(vscode.Uri.parse("storj-grants://finding/constructor.md")), /was not kept/);
  });
});

describe("the sample workspace", () => {
  before(() => restartExtension(systemClock));
  afterEach(closeEverything);

  for (const [name, text] of Object.entries(sampleFiles(demo))) {
    it(`shows something in ${name}, and nothing of a secret`, async () => {
      const document = await openText(text);
      const titles = await eventually(async () => {
        const found = await lensTitles(document.uri);
        return found.length > 0 ? found : undefined;
      });
      assert.ok(titles.some((title) => /Storj|S3|Linkshare|Presigned/.test(title)));
      for (const hint of await hints(document)) {
        const after = hint.position.translate(0, 5);
        assert.ok((await hoverTexts(document.uri, after)).join("").includes("written"));
        await quickFixes(document.uri, new vscode.Range(after, after));
      }
      storjProblems(document.uri);
    });
  }
});
