import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as vscode from "vscode";
import { readSetting, type SettingId, settingDefaults } from "../../src/platform/settings";
import type { StandIn } from "../support/satellite";
import { type AtConsole, beginAtConsole, endAtConsole, keyLines } from "./support/consoles";
import { call, eventually, set } from "./support/extension";
import { lineOf } from "./support/savedGrants";
import { projectId, startStandIn } from "./support/standIn";

interface Manifest {
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, { readonly type: string; readonly scope: string }>> } };
}

/** A workspace's values are there for all to see once this one is, which may be a workspace's. */
const witness = "storjGrants.decoder.codeLens";

describe("a workspace's settings", () => {
  const { properties } = (JSON.parse(readFileSync("package.json", "utf8")) as Manifest).contributes.configuration;
  const yours = Object.keys(properties).filter((id) => properties[id]?.scope === "application") as SettingId[];
  let standIn: StandIn;
  let at: AtConsole;
  let trap: Server;
  let caught = 0;
  let file: vscode.Uri;

  before(async () => {
    standIn = await startStandIn();
    trap = createServer().on("connection", (socket) => {
      caught++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => trap.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder, "a folder is open");
    file = vscode.Uri.joinPath(folder, ".vscode", "settings.json");
    // Each of ours, and what somebody might hope is one.
    const hoped = ["storjGrants.console", "storjGrants.console.url", "storjGrants.satellite", "storjGrants.satellite.address"];
    const values = Object.fromEntries([...yours, ...hoped].map((id) => [id, properties[id]?.type === "number" ? 77 : address]));
    await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify({ ...values, [witness]: false })));
    await eventually(() => (vscode.workspace.getConfiguration().inspect(witness)?.workspaceValue === false ? true : undefined));
    at = await beginAtConsole(standIn, { who: "restKey" });
  });
  after(async () => {
    await endAtConsole(standIn, at);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(file, ".."), { recursive: true });
    await eventually(() => (vscode.workspace.getConfiguration().inspect(witness)?.workspaceValue === undefined ? true : undefined));
    trap.close();
    await standIn.stop();
  });

  it("are not read where they would say where a credential goes, how long it is waited, or how long a copy stays", () => {
    assert.ok(yours.length >= 5, yours.join());
    for (const id of yours) assert.deepEqual(readSetting(vscode.workspace, id), settingDefaults[id], id);
  });

  for (const id of ["storjGrants.edge.authService", "storjGrants.edge.linkSharing", "storjGrants.edge.gateway"]) {
    it(`can't be written for ${id} by way of VS Code either`, async () => {
      const written = vscode.workspace.getConfiguration().update(id, "https://elsewhere.example", vscode.ConfigurationTarget.Workspace);
      await assert.rejects(Promise.resolve(written));
    });
  }

  it("change nothing about which console, satellite and auth service are asked", async () => {
    const { services, account, person } = at;
    await keyLines(services, account, projectId(standIn, "Shared"), "key 000");
    await services.vault.save({ kind: "grant", text: standIn.ready.rootGrant }, { label: "ours" });
    const asked = standIn.connections();
    const done = call("storjGrants.registerForS3", await lineOf(services, "ours"));
    const question = await person.reads("Register “ours” with");
    assert.match(question, /^Register “ours” with auth\.storjshare\.io\?/);
    await person.presses("Register “ours” with");
    await done;
    assert.ok(standIn.connections() > asked, "its own satellite was asked");
    assert.equal(caught, 0);
    // What the person sets counts all the same.
    await set("storjGrants.edge.authService", standIn.ready.authURL);
    assert.equal(readSetting(vscode.workspace, "storjGrants.edge.authService"), standIn.ready.authURL);
    await set("storjGrants.edge.authService", undefined);
  });
});
