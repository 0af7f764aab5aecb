import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { readIgnoredCredentials, readSetting } from "../../../src/platform/settings";

type Written = Readonly<Record<string, unknown>>;

/** A workspace with what stands in the settings files of user, workspace and folder; the narrowest counts. */
function workspace(user: Written = {}, ofWorkspace: Written = {}, folder: Written = {}) {
  const configuration = {
    get: (id: string) => folder[id] ?? ofWorkspace[id] ?? user[id],
    inspect: (id: string) => ({
      globalValue: user[id],
      workspaceValue: ofWorkspace[id],
      workspaceFolderValue: folder[id],
    }),
  };
  return { getConfiguration: () => configuration as unknown as vscode.WorkspaceConfiguration };
}

describe("readSetting", () => {
  it("reads what is written, the narrowest first", () => {
    const id = "storjGrants.decoder.hover";
    assert.equal(readSetting(workspace({ [id]: false }), id), false);
    assert.equal(readSetting(workspace({ [id]: false }, { [id]: true }), id), true);
  });

  it("falls back on the default where something else is written than it should be", () => {
    assert.equal(readSetting(workspace({ "storjGrants.decoder.enabled": "no" }), "storjGrants.decoder.enabled"), true);
    const seconds = "storjGrants.clipboard.clearAfterSeconds";
    for (const written of [undefined, "60", -1, NaN])
      assert.equal(readSetting(workspace({ [seconds]: written }), seconds), 60);
    assert.equal(readSetting(workspace({ [seconds]: 0 }), seconds), 0);
    assert.equal(readSetting(workspace({ [seconds]: Infinity }), seconds), 86_400);
  });
});

describe("readIgnoredCredentials", () => {
  it("takes the lists of user, workspace and folder together, and only fingerprints from them", () => {
    const id = "storjGrants.ignoredCredentials";
    const [a, b, c] = ["0123456789ab", "ba9876543210", "ffffffffffff"];
    const ignored = readIgnoredCredentials(workspace({ [id]: [a, 7, "x"] }, { [id]: "nonsense" }, { [id]: [b, a, c] }));
    assert.deepEqual([...ignored], [a, b, c]);
  });
});
