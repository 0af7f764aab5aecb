import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Services } from "../../src/commands/services";
import { commandIds } from "../../src/platform/contributions";
import { SavedNode } from "../../src/views/savedNode";
import { demoCredentials, secretTexts } from "../support/demoCredentials";
import { call, closeEverything, leaks, openText, restartExtension } from "./support/extension";
import { Person } from "./support/person";
import { forgetEverything } from "./support/savedGrants";

const demo = demoCredentials(Date.now());
leaks.guard(...secretTexts(demo));

/** What another extension may send instead of a line of our view, given the id of something that is saved. */
function hostileArguments(id: string): readonly (readonly unknown[])[] {
  const cyclic: Record<string, unknown> = { kind: "record", id };
  cyclic["parent"] = cyclic;
  cyclic["children"] = [cyclic];
  const forged = new SavedNode("record", id);
  const refuse = (): never => assert.fail("was looked into");
  const refusing = new Proxy({}, { get: refuse, has: refuse });
  return [
    [],
    [id, [id]],
    [{ kind: "record", id }, [{ kind: "record", id }]],
    // One of our lines to the letter, and made by somebody else.
    [forged, [forged]],
    [{ $treeViewId: "storjGrants.saved", $treeItemHandle: `1/record/${id}` }],
    [cyclic, [cyclic, cyclic]],
    [Symbol(id), [1n, () => id, new Map([[id, id]])]],
    ["x".repeat(10_000_000), Array.from({ length: 100_000 }, () => id)],
    [refusing, [refusing]],
    ["file:///etc/passwd", 0, Number.NaN],
  ];
}

describe("another extension", () => {
  let services: Services;
  let person: Person;
  let id: string;

  beforeEach(async () => {
    services = await restartExtension();
    await forgetEverything(services);
    person = new Person();
    id = (await services.vault.save({ kind: "grant", text: demo.root }, { label: "root" })).record.id;
    const { accessKeyId, secretKey } = demo;
    await services.vault.save({ kind: "s3", accessKeyId, secretKey }, { label: "pair" });
    await vscode.env.clipboard.writeText("somebody's text");
  });
  afterEach(async () => {
    await person.leave();
    await forgetEverything(services);
    await vscode.env.clipboard.writeText("");
    await closeEverything();
  });

  for (const command of commandIds) {
    it(`gets nothing from ${command}, and moves nothing that is saved without a question`, async () => {
      const document = await openText("nothing in here\n");
      const before = services.vault.all();
      for (const args of hostileArguments(id)) {
        const done = call(command, ...args);
        let answer: unknown;
        void done.then((value) => { answer = value; });
        const ended = await person.leavesAll(() => answer);
        assert.equal(ended, "nothing");
        assert.deepEqual(services.vault.all(), before);
        assert.equal(await vscode.env.clipboard.readText(), "somebody's text");
        assert.equal(vscode.window.terminals.length, 0);
        assert.equal(document.getText(), "nothing in here\n");
      }
    });
  }
});
