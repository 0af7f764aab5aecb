// A suite that only passes, in a real extension host.
import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("a suite that passes", () => {
  it("runs inside VS Code", () => {
    assert.ok(vscode.version);
  });
  it("finds the workspace folder", () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });
});
