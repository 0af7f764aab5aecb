import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Services } from "../../src/commands/services";
import { demoCredentials, secretTexts } from "../support/demoCredentials";
import { call, closeEverything, eventually, leaks, lensTitles, openText, restartExtension, testSeam } from "./support/extension";
import { Person } from "./support/person";
import { forgetEverything } from "./support/savedGrants";

const demo = demoCredentials(Date.now());
const { tenant, accessKeyId, secretKey } = demo;
leaks.guard(...secretTexts(demo));

/** What stands in a file before and after, by its name. */
const files: Readonly<Record<string, readonly [before: string, after: string]>> = {
  "server.ts": [`const accessGrant = "${tenant}";\n`, "const accessGrant = process.env.ACCESS_GRANT;\n"],
  "report.py": [`access_grant = '${tenant}'\n`, "import os\n\naccess_grant = os.environ['ACCESS_GRANT']\n"],
  "backup.go": [
    `package main\n\nfunc main() {\n\taccessGrant := "${tenant}"\n\tprintln(len(accessGrant))\n}\n`,
    'package main\n\nimport "os"\n\n' +
      'func main() {\n\taccessGrant := os.Getenv("ACCESS_GRANT")\n\tprintln(len(accessGrant))\n}\n',
  ],
  ".env": [`# the first tenant\nACCESS_GRANT=${tenant}\n`, "# the first tenant\nACCESS_GRANT=${ACCESS_GRANT}\n"],
  "tenants.yaml": [`- access_grant: ${tenant}\n`, "- access_grant: ${ACCESS_GRANT}\n"],
  "settings.json": [`{"accessGrant": "${tenant}"}\n`, '{"accessGrant": "${ACCESS_GRANT}"}\n'],
  "rclone.conf": [
    `[gateway]\ntype = s3\nprovider = Storj\naccess_key_id = ${accessKeyId}\nsecret_access_key = ${secretKey}\n`,
    "[gateway]\ntype = s3\nprovider = Storj\n" +
      "access_key_id = ${ACCESS_KEY_ID}\nsecret_access_key = ${SECRET_ACCESS_KEY}\n",
  ],
};

describe("Save and Replace", () => {
  let services: Services;
  let person: Person;

  beforeEach(async () => {
    services = await restartExtension();
    await forgetEverything(services);
    person = new Person();
  });
  afterEach(async () => {
    for (const terminal of vscode.window.terminals) terminal.dispose();
    await person.leave();
    await forgetEverything(services);
    await vscode.env.clipboard.writeText("");
    await closeEverything();
  });

  /** Calls it on what a lens points to. */
  const replace = (document: vscode.TextDocument, text = tenant): Promise<unknown> =>
    call("storjGrants.saveAndReplace", document.uri.toString(), document.getText().indexOf(text));

  for (const [name, [before, after]] of Object.entries(files)) {
    it(`writes how a program reads it in ${name}, which one Undo takes back`, async () => {
      const document = await openText(before, name);
      await eventually(async () => ((await lensTitles(document.uri)).length > 0 ? true : undefined));
      const done = replace(document, before.includes(tenant) ? tenant : secretKey);
      await person.types("A name for it", "replaced");
      await person.accepts("The environment variable that holds it instead");
      await person.presses("may still be in Git's history");
      await person.leaves("The program needs");
      assert.equal(await done, "nothing");
      assert.equal(document.getText(), after);
      assert.deepEqual(await lensTitles(document.uri), []);
      const variable = before.includes(tenant) ? "ACCESS_GRANT" : "ACCESS_KEY_ID";
      assert.deepEqual(services.vault.all().map((record) => [record.label, record.variable]), [["replaced", variable]]);
      await vscode.commands.executeCommand("undo");
      assert.equal(document.getText(), before);
    });
  }

  it("replaces nothing where the document changed while a question was open, and says so", async () => {
    const document = await openText(`const accessGrant = "${tenant}";\n`, "server.ts");
    const done = replace(document);
    await person.accepts("A name for it");
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), "// a line above\n");
    await vscode.workspace.applyEdit(edit);
    await person.accepts("The environment variable that holds it instead");
    const words = await person.reads("was not replaced: the file changed meanwhile");
    assert.match(words, /^It is saved as “photos\/tenant1\/”/);
    assert.equal(await done, "nothing");
    assert.equal(document.getText(), `// a line above\nconst accessGrant = "${tenant}";\n`);
    const [record] = services.vault.all();
    assert.deepEqual([record?.label, record?.variable], ["photos/tenant1/", undefined]);
  });

  it("leaves the text where another window has removed what was saved of it", async () => {
    const text = `const accessGrant = "${tenant}";\n`;
    const document = await openText(text, "server.ts");
    const done = replace(document);
    await person.accepts("A name for it");
    await eventually(() => services.vault.all()[0]);
    const { secrets } = await testSeam();
    for (const key of await secrets.keys()) await secrets.delete(key);
    await person.accepts("The environment variable that holds it instead");
    await person.reads("it has been removed, perhaps in another window");
    await done;
    assert.ok(document.getText() === text);
  });

  it("neither saves nor replaces in a document that can only be read, and says what does", async () => {
    const shown = vscode.workspace.registerTextDocumentContentProvider("demo-shown", {
      provideTextDocumentContent: () => `access_grant = ${tenant}\n`,
    });
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse("demo-shown:/app/uplink.ini"));
    await vscode.window.showTextDocument(document);
    assert.equal(await replace(document), "nothing");
    assert.match(await person.reads("can't be replaced here"), /read-only.*Save Credential… keeps it all the same/);
    assert.deepEqual(services.vault.all(), []);
    shown.dispose();
  });

  it("saves and leaves the text alone where nothing surely reads a variable", async () => {
    const before = `export const names = { "${tenant}": "tenant1" };\n`;
    const document = await openText(before, "server.ts");
    const done = replace(document);
    await person.accepts("A name for it");
    await person.accepts("The environment variable that holds it instead");
    await person.reads("nothing here surely reads an environment variable");
    await done;
    assert.equal(document.getText(), before);
  });

  it("takes no variable that steers programs or that another one has", async () => {
    await services.vault.save({ kind: "grant", text: demo.root }, { label: "root", variable: "ROOT_GRANT" });
    const before = `const accessGrant = "${tenant}";\n`;
    const document = await openText(before, "server.ts");
    const done = replace(document);
    await person.accepts("A name for it");
    const question = "The environment variable that holds it instead";
    for (const refused of ["PATH", "LD_PRELOAD", "lower", ""]) {
      assert.match(String(await person.typesInVain(question, refused)), /Capitals, digits/);
    }
    assert.match(String(await person.typesInVain(question, "ROOT_GRANT")), /Another saved credential/);
    await person.leaves(question);
    assert.equal(await done, "nothing");
    assert.equal(document.getText(), before);
  });

  it("opens a terminal that has it, for this window only", async () => {
    const document = await openText(`const accessGrant = "${tenant}";\n`, "server.ts");
    const done = replace(document);
    await person.accepts("A name for it");
    await person.types("The environment variable that holds it instead", "TENANT_GRANT");
    await person.picks("The program needs TENANT_GRANT", "Open Terminal with It");
    assert.equal(await done, "nothing");
    const [terminal, ...others] = vscode.window.terminals;
    const { name, env, isTransient } = terminal?.creationOptions as vscode.TerminalOptions;
    assert.deepEqual({ name, isTransient, others }, { name: "Storj: photos/tenant1/", isTransient: true, others: [] });
    assert.deepEqual(Object.keys(env ?? {}), ["TENANT_GRANT"]);
    assert.ok(env?.["TENANT_GRANT"] === tenant);
    // One that has not started yet does not end.
    await terminal?.processId;
    terminal?.dispose();
    await eventually(() => (vscode.window.terminals.length === 0 ? true : undefined));
  });

  it("copies the line that sets it, and leads to what restricts it", async () => {
    const document = await openText(`const accessGrant = "${tenant}";\n`, "server.ts");
    const done = replace(document);
    await person.accepts("A name for it");
    await person.accepts("The environment variable that holds it instead");
    await person.picks("The program needs ACCESS_GRANT", "Copy export Line");
    await done;
    assert.ok((await vscode.env.clipboard.readText()) === ` export ACCESS_GRANT='${tenant}'`);
    await person.presses("may still be in Git's history", "Restrict…");
    assert.ok((await person.choices("Restrict Access Grant")).length > 0);
    await person.leaves("Restrict Access Grant");
  });
});
