import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Services } from "../../src/commands/services";
import { demoCredentials, secretTexts } from "../support/demoCredentials";
import { call, closeEverything, leaks, openText, restartExtension } from "./support/extension";
import { Person } from "./support/person";
import { drawn, forgetEverything } from "./support/savedGrants";

const demo = demoCredentials(Date.now());
leaks.guard(...secretTexts(demo));

const name = "ACCESS_GRANT=";
const before = `${name}${demo.root}\n`;
const question = "Replace the credential in the file by the restricted one?";
const fates = "On the left the credential as it is";

describe("Replace by a restricted credential", () => {
  let services: Services;
  let person: Person;
  let document: vscode.TextDocument;

  beforeEach(async () => {
    services = await restartExtension();
    await forgetEverything(services);
    await vscode.env.clipboard.writeText("copied before");
    person = new Person();
    document = await openText(before, "server.ini");
  });
  afterEach(async () => {
    await person.leave();
    await forgetEverything(services);
    await vscode.env.clipboard.writeText("");
    await closeEverything();
  });

  /** Restricts what stands in the document, up to the question about its parent; in an object, so as not to wait on. */
  const replace = async (): Promise<{ readonly done: Promise<unknown> }> => {
    const done = call("storjGrants.restrictToPrefix", document.uri.toString(), name.length);
    await person.types("Restrict Access Grant", "sj://photos/tenant7/");
    await person.picks("Restrict to", "Go on");
    await person.picks(fates, "Replace");
    return { done };
  };

  /** Saves what stands in the document now: the line on which the view shows it. */
  const lineOfChild = async (): Promise<string | undefined> => {
    const child = document.getText().slice(name.length).trim();
    leaks.guard(child);
    assert.ok(child !== demo.root);
    await services.vault.save({ kind: "grant", text: child }, { label: "the child" });
    return (await drawn(services)).find((line) => line.includes("the child"));
  };

  const parents = (): readonly [label: string, isRoot: boolean][] =>
    services.vault.all().map(({ label, credential }) => [label, "text" in credential && credential.text === demo.root]);

  it("saves the parent first, under a label that is asked for, and one Undo takes the child back", async () => {
    const { done } = await replace();
    assert.match(await person.reads(question), /Only the parent, or another of its ancestors, can revoke/);
    await person.presses(question, "Save Parent and Replace");
    await person.types("A name for it", "whole project");
    assert.equal(await done, "nothing");
    assert.deepEqual(parents(), [["whole project", true]]);
    assert.equal(await vscode.env.clipboard.readText(), "copied before");
    assert.equal(await lineOfChild(), "    the child");
    await vscode.commands.executeCommand("undo");
    assert.ok(document.getText() === before);
  });

  it("copies the parent first, and saves nothing", async () => {
    const { done } = await replace();
    await person.presses(question, "Copy Parent and Replace");
    assert.equal(await done, "nothing");
    assert.ok((await vscode.env.clipboard.readText()) === demo.root);
    assert.deepEqual(parents(), []);
    assert.equal(await lineOfChild(), "  the child");
  });

  it("keeps the parent nowhere where the person says so", async () => {
    const { done } = await replace();
    await person.presses(question, "Replace");
    assert.equal(await done, "nothing");
    assert.equal(await vscode.env.clipboard.readText(), "copied before");
    assert.deepEqual(parents(), []);
    assert.equal(await lineOfChild(), "  the child");
  });

  it("replaces nothing after Escape, there or at the label, and asks on", async () => {
    const { done } = await replace();
    await person.presses(question);
    await person.picks(fates, "Replace");
    await person.presses(question, "Save Parent and Replace");
    await person.leaves("A name for it");
    await person.leaves(fates);
    assert.equal(await done, "nothing");
    assert.ok(document.getText() === before);
    assert.equal(document.isDirty, false);
    assert.equal(await vscode.env.clipboard.readText(), "copied before");
    assert.deepEqual(parents(), []);
  });

  it("says under which label the parent is saved already, and then only replaces", async () => {
    await services.vault.save({ kind: "grant", text: demo.root }, { label: "whole project" });
    const { done } = await replace();
    assert.match(await person.reads(question), /Its parent is saved as “whole project”/);
    for (const button of ["Save Parent and Replace", "Copy Parent and Replace"]) {
      await assert.rejects(person.presses(question, button), /has no button/);
    }
    await person.presses(question, "Replace");
    assert.equal(await done, "nothing");
    assert.deepEqual(parents(), [["whole project", true]]);
    assert.equal(await lineOfChild(), "    the child");
  });
});
