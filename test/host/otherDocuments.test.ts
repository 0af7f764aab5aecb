import assert from "node:assert/strict";
import * as vscode from "vscode";
import { canReplace } from "../../src/commands/replaceCredential";
import type { Services } from "../../src/commands/services";
import { demoCredentials, secretTexts } from "../support/demoCredentials";
import { answer, call, closeEverything, eventually, hasSeen, hintTexts, leaks, problemCodes, restartExtension, seen, watched } from "./support/extension";
import { textDocument } from "./support/textsInMemory";

const demo = demoCredentials(Date.now());
leaks.guard(...secretTexts(demo));

/** Files that live nowhere: what a remote or a virtual workspace looks like to an extension. */
class FilesInMemory implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  readonly #files: ReadonlyMap<string, string>;

  constructor(files: ReadonlyMap<string, string>) {
    this.#files = files;
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const size = this.#files.get(uri.path)?.length;
    if (size === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size };
  }
  readFile(uri: vscode.Uri): Uint8Array {
    return new TextEncoder().encode(this.#files.get(uri.path));
  }
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }
  readDirectory(): [string, vscode.FileType][] {
    return [];
  }
  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
  writeFile(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
  delete(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
}

describe("documents that are no files", () => {
  const files = new FilesInMemory(new Map([["/app/.env", `ACCESS_GRANT=${demo.tenant}\n`]]));
  const registrations: vscode.Disposable[] = [];
  let services: Services;

  before(() => {
    registrations.push(
      vscode.workspace.registerFileSystemProvider("demo-remote", files, { isCaseSensitive: true }),
      vscode.workspace.registerFileSystemProvider("demo-locked", files, { isCaseSensitive: true, isReadonly: true }),
    );
  });
  beforeEach(async () => {
    services = await restartExtension();
  });
  afterEach(closeEverything);
  after(() => { vscode.Disposable.from(...registrations).dispose(); });

  async function open(scheme: string): Promise<vscode.TextDocument> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(`${scheme}:/app/.env`));
    await vscode.window.showTextDocument(document);
    await eventually(() => (problemCodes(document.uri).includes("no-expiry") ? true : undefined));
    return document;
  }

  it("are explained, wherever they are kept", async () => {
    assert.deepEqual(await hintTexts(await open("demo-remote")), ["full in prefix"]);
  });

  it("that are read-only offer no Replace", async () => {
    const document = await open("demo-locked");
    const scan = await services.decoder.scans.of(document);
    const [credential] = scan?.credentials ?? [];
    assert.ok(scan && credential);
    assert.equal(canReplace({ scan, credential }), false);
  });

  it("that another extension only shows offer no Replace", async () => {
    const content = `ACCESS_GRANT=${demo.tenant}\n`;
    registrations.push(vscode.workspace.registerTextDocumentContentProvider("demo-shown", { provideTextDocumentContent: () => content }));
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse("demo-shown:/app/.env"));
    const scan = await services.decoder.scans.of(document);
    const [credential] = scan?.credentials ?? [];
    assert.ok(scan && credential);
    assert.equal(canReplace({ scan, credential }), false);
  });

  it("in a preview tab keep it beside the diff, and can be replaced", async () => {
    const uri = vscode.Uri.parse("demo-remote:/app/.env");
    await vscode.commands.executeCommand("vscode.open", uri, { preview: true });
    await eventually(() => (problemCodes(uri).includes("no-expiry") ? true : undefined));
    seen.splice(0);
    const done = watched(call("storjGrants.restrictToPrefix", uri.toString(), "ACCESS_GRANT=".length));
    await answer("sj://bucket/prefix/ to restrict to", "accept", hasSeen("Go on"));
    await answer("Go on", "accept", hasSeen("in the file; Undo takes it back"));
    await answer("On the left", "close", done);
    const open = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
    assert.ok(open.some((input) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()));
    assert.ok(!open.some((input) => input instanceof vscode.TabInputTextDiff), "the diff goes with the question");
  });

  it("offer no Replace once the text has changed", async () => {
    const document = await textDocument(`ACCESS_GRANT=${demo.tenant}\n`);
    const scan = await services.decoder.scans.of(document);
    const [credential] = scan?.credentials ?? [];
    assert.ok(scan && credential);
    assert.equal(canReplace({ scan, credential }), true);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), "# ");
    await vscode.workspace.applyEdit(edit);
    assert.equal(canReplace({ scan, credential }), false);
  });

  it("are restricted through the boxes, and Escape changes nothing", async () => {
    const document = await open("demo-remote");
    const before = document.getText();
    seen.splice(0);
    const done = watched(call("storjGrants.restrictToPrefix", document.uri.toString(), "ACCESS_GRANT=".length));
    await answer("sj://bucket/prefix/ to restrict to", "accept", hasSeen("Go on"));
    await answer("Go on", "accept", hasSeen("On the left the credential as it is"));
    const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.equal(input.original.scheme, "storj-grants");
    assert.deepEqual(await answer("On the left", "close", done), { value: "nothing" });
    assert.equal(document.getText(), before);
    assert.equal(document.isDirty, false);
  });
});
