import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import type { Services } from "../../src/commands/services";
import type { SavedCredential } from "../../src/vault/record";
import { demoCredentials, secretTexts } from "../support/demoCredentials";
import { call, closeEverything, leaks, openText, restartExtension, see } from "./support/extension";
import { Person } from "./support/person";
import { forgetEverything, lineOf } from "./support/savedGrants";

const demo = demoCredentials(Date.now());
const { root, tenant, apiKey, accessKeyId, secretKey } = demo;
leaks.guard(...secretTexts(demo));

interface Registered {
  readonly paste: vscode.DocumentPasteEditProvider;
  readonly drop: vscode.DocumentDropEditProvider;
}

/** The extension started anew, and what it registers for pastes and drops: no command of VS Code calls that. */
async function restarted(): Promise<[Services, Registered]> {
  const { languages } = vscode;
  const { registerDocumentPasteEditProvider, registerDocumentDropEditProvider } = languages;
  let paste: vscode.DocumentPasteEditProvider | undefined;
  let drop: vscode.DocumentDropEditProvider | undefined;
  const watching: Partial<typeof vscode.languages> = {
    registerDocumentPasteEditProvider: (selector, provider, metadata) =>
      registerDocumentPasteEditProvider(selector, (paste = provider), metadata),
    registerDocumentDropEditProvider: (selector, provider, metadata) =>
      registerDocumentDropEditProvider(selector, (drop = provider), metadata),
  };
  Object.assign(languages, watching);
  try {
    const services = await restartExtension();
    assert.ok(paste && drop);
    return [services, { paste, drop }];
  } finally {
    Object.assign(languages, { registerDocumentPasteEditProvider, registerDocumentDropEditProvider });
  }
}

describe("references", () => {
  const { token } = new vscode.CancellationTokenSource();
  let services: Services;
  let registered: Registered;
  let person: Person;
  let folder: string;

  beforeEach(async () => {
    [services, registered] = await restarted();
    await forgetEverything(services);
    person = new Person();
    folder = mkdtempSync(path.join(os.tmpdir(), "saved-"));
  });
  afterEach(async () => {
    for (const terminal of vscode.window.terminals) terminal.dispose();
    await person.leave();
    await forgetEverything(services);
    await vscode.env.clipboard.writeText("");
    await closeEverything();
    rmSync(folder, { recursive: true });
  });

  const save = async (text: string, label: string, variable?: string): Promise<string> =>
    (await services.vault.save({ kind: "grant", text }, { label, variable })).record.id;

  /** What a paste of a text at a place is offered to become. */
  const offered = async (
    document: vscode.TextDocument,
    range: vscode.Range,
    text: string,
  ): Promise<readonly vscode.DocumentPasteEdit[]> => {
    const data = new vscode.DataTransfer();
    data.set("text/plain", new vscode.DataTransferItem(text));
    const context = { only: undefined, triggerKind: vscode.DocumentPasteTriggerKind.Automatic };
    return (await registered.paste.provideDocumentPasteEdits?.(document, [range], data, context, token)) ?? [];
  };

  describe("Paste as Reference", () => {
    it("is offered behind plain text for a whole grant or API key, and saves nothing before it is chosen", async () => {
      const document = await openText('const accessGrant = "";\n', "server.ts");
      const at = new vscode.Range(0, 21, 0, 21);
      for (const text of [tenant, `  ${apiKey}\n`]) {
        const [edit, ...others] = await offered(document, at, text);
        assert.ok(edit && others.length === 0);
        see({ title: edit.title, kind: edit.kind.value, insertText: edit.insertText });
        assert.deepEqual(edit.yieldTo?.map(({ value }) => value), [vscode.DocumentDropOrPasteEditKind.Text.value]);
        assert.deepEqual([edit.insertText, edit.additionalEdit], ["", undefined]);
      }
      for (const text of ["", "1", `${tenant} and more`, accessKeyId, secretKey, tenant.repeat(20), "1".repeat(400)]) {
        assert.deepEqual(await offered(document, at, text), [], text.slice(0, 20));
      }
      assert.deepEqual(services.vault.all(), []);
    });

    it("saves what was chosen, and writes the reference in place of the quotes too, in one change", async () => {
      const document = await openText('const accessGrant = "";\n', "server.ts");
      const [edit] = await offered(document, new vscode.Range(0, 21, 0, 21), tenant);
      assert.ok(edit);
      const resolved = await registered.paste.resolveDocumentPasteEdit?.(edit, token);
      assert.ok(resolved?.additionalEdit);
      see(JSON.stringify(resolved.additionalEdit));
      assert.ok(await vscode.workspace.applyEdit(resolved.additionalEdit));
      assert.equal(document.getText(), "const accessGrant = process.env.ACCESS_GRANT;\n");
      await person.presses("Saved as “photos/tenant1/”. The program needs ACCESS_GRANT");
      const saved = services.vault.all().map(({ label, variable }) => [label, variable]);
      assert.deepEqual(saved, [["photos/tenant1/", "ACCESS_GRANT"]]);
      await vscode.commands.executeCommand("undo");
      assert.equal(document.getText(), 'const accessGrant = "";\n');
    });

    it("is a command too, for what is in the clipboard, and finds what is saved already", async () => {
      await save(tenant, "the first tenant", "TENANT_GRANT");
      const document = await openText("grant = \n", "report.py");
      const editor = vscode.window.activeTextEditor;
      assert.ok(editor);
      editor.selection = new vscode.Selection(0, 8, 0, 8);
      await vscode.env.clipboard.writeText(tenant);
      assert.equal(await call("storjGrants.pasteAsReference"), "nothing");
      assert.equal(document.getText(), 'import os\n\ngrant = os.environ["TENANT_GRANT"]\n');
      assert.deepEqual(services.vault.all().map(({ label }) => label), ["the first tenant"]);
      await vscode.env.clipboard.writeText("something else");
      await call("storjGrants.pasteAsReference");
      await person.reads("There is no access grant or API key in the clipboard");
      assert.equal(document.getText(), 'import os\n\ngrant = os.environ["TENANT_GRANT"]\n');
    });

    it("pastes nothing, and says why, where VS Code stores nothing", async () => {
      const document = await openText('const accessGrant = "kept";\n', "server.ts");
      const [edit] = await offered(document, new vscode.Range(0, 21, 0, 25), tenant);
      assert.ok(edit);
      const real = services.vault.save.bind(services.vault);
      services.vault.save = () => services.vault.change("000000000000", {}) as never;
      try {
        const resolved = await registered.paste.resolveDocumentPasteEdit?.(edit, token);
        await person.reads("Nothing was pasted. ");
        // VS Code leaves what is selected where there is neither.
        assert.deepEqual([resolved?.insertText, resolved?.additionalEdit], ["", undefined]);
      } finally {
        services.vault.save = real;
      }
    });
  });

  describe("a drop from the view", () => {
    const dropped = async (
      document: vscode.TextDocument,
      mime: string,
      text: string,
      position = new vscode.Position(0, 0),
    ): Promise<vscode.DocumentDropEdit | undefined> => {
      const data = new vscode.DataTransfer();
      data.set(mime, new vscode.DataTransferItem(text));
      const edit = await registered.drop.provideDocumentDropEdits(document, position, data, token);
      return Array.isArray(edit) ? edit[0] : (edit ?? undefined);
    };
    const mime = "application/vnd.code.tree.storjgrants.saved";

    it("writes a reference for each line, with a variable of its own and the import that they need", async () => {
      await save(root, "whole project");
      await save(tenant, "the first tenant", "TENANT_GRANT");
      const document = await openText("print()\n", "report.py");
      const data = new vscode.DataTransfer();
      const nodes = [await lineOf(services, "whole project"), await lineOf(services, "the first tenant")];
      services.saved.handleDrag(nodes, data);
      const edit = await dropped(document, mime, String(await data.get(mime)?.asString()));
      assert.ok(edit);
      see({ text: edit.insertText, title: edit.title, edit: edit.additionalEdit?.entries() });
      assert.equal(edit.insertText, 'os.environ["STORJ_WHOLE_PROJECT"]\nos.environ["TENANT_GRANT"]');
      const added = edit.additionalEdit?.entries().flatMap(([, edits]) => edits.map(({ newText }) => newText));
      assert.deepEqual(added, ["import os\n\n"]);
      assert.equal(services.vault.all()[0]?.variable, "STORJ_WHOLE_PROJECT");
    });

    it("writes a reference in place of the quotes too, as Insert Reference does", async () => {
      const id = await save(tenant, "the first tenant", "TENANT_GRANT");
      const document = await openText('const accessGrant = "";\n', "server.ts");
      const edit = await dropped(document, mime, id, new vscode.Position(0, 21));
      assert.ok(edit?.additionalEdit);
      see(JSON.stringify(edit.additionalEdit));
      assert.equal(edit.insertText, "");
      assert.ok(await vscode.workspace.applyEdit(edit.additionalEdit));
      assert.equal(document.getText(), "const accessGrant = process.env.TENANT_GRANT;\n");
    });

    it("is nothing for what is not saved, for hostile text and for other kinds of data", async () => {
      const id = await save(root, "whole project");
      const document = await openText("\n");
      const texts = ["", "ffffffffffff", "__proto__\nconstructor", `record/${id}`, "x".repeat(1_000_000)];
      for (const text of texts) assert.equal(await dropped(document, mime, text), undefined, text.slice(0, 20));
      assert.equal(await dropped(document, "text/plain", id), undefined);
      assert.equal(services.vault.find(id)?.variable, undefined);
    });
  });

  it("are inserted at each cursor, under a variable that is asked for once", async () => {
    await save(root, "whole project");
    const document = await openText("a = \nb = \n", "report.py");
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selections = [new vscode.Selection(0, 4, 0, 4), new vscode.Selection(1, 4, 1, 4)];
    const done = call("storjGrants.insertReference", await lineOf(services, "whole project"));
    assert.equal(await person.accepts("The environment variable that holds it instead"), "STORJ_WHOLE_PROJECT");
    await done;
    const both = 'import os\n\na = os.environ["STORJ_WHOLE_PROJECT"]\nb = os.environ["STORJ_WHOLE_PROJECT"]\n';
    assert.equal(document.getText(), both);
    await call("storjGrants.insertReference", await lineOf(services, "whole project"));
    assert.match(document.getText(), /\["STORJ_WHOLE_PROJECT"\]os\.environ/);
    await closeEverything();
    await call("storjGrants.insertReference", await lineOf(services, "whole project"));
    await person.reads("There is no editor to insert a reference into");
  });

  it("are served by a terminal with all that was selected", async () => {
    await save(root, "root", "ROOT_GRANT");
    await services.vault.save({ kind: "s3", accessKeyId, secretKey }, { label: "pair" });
    const nodes = [await lineOf(services, "root"), await lineOf(services, "pair")];
    await call("storjGrants.openTerminal", nodes[0], nodes);
    const { name, env, isTransient } = vscode.window.terminals[0]?.creationOptions as vscode.TerminalOptions;
    assert.deepEqual({ name, isTransient }, { name: "Storj: 2 credentials", isTransient: true });
    const ofPair = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL"];
    assert.deepEqual(Object.keys(env ?? {}), ["ROOT_GRANT", ...ofPair]);
    assert.ok(env?.["ROOT_GRANT"] === root && env["AWS_SECRET_ACCESS_KEY"] === secretKey);
  });

  it("are served by no terminal where two are read from one variable", async () => {
    await save(root, "root");
    await save(tenant, "tenant");
    const nodes = [await lineOf(services, "root"), await lineOf(services, "tenant")];
    await call("storjGrants.openTerminal", nodes[0], nodes);
    await person.reads("several of these are read from STORJ_ACCESS_GRANT");
    assert.deepEqual(vscode.window.terminals.filter(({ name }) => name.startsWith("Storj")), []);
  });

  it("are served by .env where Git ignores it, and only there", async () => {
    await save(root, "root", "ROOT_GRANT");
    const workspace = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(workspace !== undefined);
    await call("storjGrants.addToEnvFile", await lineOf(services, "root"));
    await person.presses("There is no .env file here that Git ignores");
    const files = [".git", ".gitignore", ".env"].map((name) => path.join(workspace, name));
    try {
      execFileSync("git", ["init", "--quiet", workspace]);
      writeFileSync(path.join(workspace, ".gitignore"), ".env\n");
      writeFileSync(path.join(workspace, ".env"), "# mine\nOTHER=1\n");
      await call("storjGrants.addToEnvFile", await lineOf(services, "root"));
      const written = (): string => readFileSync(path.join(workspace, ".env"), "utf8");
      assert.ok(written() === `# mine\nOTHER=1\nROOT_GRANT=${root}\n`);
      await save(tenant, "tenant", "ROOT_GRANT");
      const leaves = call("storjGrants.addToEnvFile", await lineOf(services, "tenant"));
      await person.presses(".env has another value for ROOT_GRANT");
      await leaves;
      assert.ok(written().includes(root));
      const replaces = call("storjGrants.addToEnvFile", await lineOf(services, "tenant"));
      await person.presses(".env has another value for ROOT_GRANT", "Replace");
      await replaces;
      assert.ok(written() === `# mine\nOTHER=1\nROOT_GRANT=${tenant}\n`);
      // Git ignores a link by its name, whatever it leads to.
      rmSync(path.join(workspace, ".env"));
      symlinkSync(path.join(workspace, ".gitignore"), path.join(workspace, ".env"));
      await call("storjGrants.addToEnvFile", await lineOf(services, "root"));
      await person.presses("There is no .env file here that Git ignores");
    } finally {
      for (const file of files) rmSync(file, { recursive: true, force: true });
    }
  });

  describe("import", () => {
    const importFrom = async (file: string): Promise<{ readonly done: Promise<unknown> }> => {
      person.choosesFile(file);
      const done = call("storjGrants.importCredentials");
      await person.picks("From where?", "Choose a file…");
      return { done };
    };

    it("takes what is chosen of uplink's access.json, under the names that it has there", async () => {
      const file = path.join(folder, "access.json");
      const accesses = { photos: root, tenant, broken: "1abc" };
      writeFileSync(file, `\uFEFF${JSON.stringify({ default: "photos", accesses })}`);
      await save(root, "known");
      const { done } = await importFrom(file);
      assert.deepEqual(await person.choices("Which of them?"), ["photos · access grant", "tenant · access grant"]);
      await person.picks("Which of them?", "photos", "tenant");
      await person.presses("1 saved, 1 were saved already, 1 could not be read.");
      assert.equal(await done, "nothing");
      assert.deepEqual(services.vault.all().map(({ label }) => label), ["known", "tenant"]);
    });

    /** What there is to choose, all of which is taken: `label · kind`. */
    const takesAll = async (): Promise<readonly string[]> => {
      const choices = await person.choices("Which of them?");
      await person.picks("Which of them?", ...choices.map((choice) => choice.split(" · ")[0] ?? ""));
      return choices;
    };
    const credentials = (): Record<string, SavedCredential> =>
      Object.fromEntries(services.vault.all().map(({ label, credential }) => [label, credential]));
    const pair = { kind: "s3", accessKeyId, secretKey, endpoint: "https://gateway.eu1.storjshare.io" } as const;
    const pairLines = (id: string, secret: string, endpoint: string): string =>
      `${id} = ${accessKeyId}\n${secret} = ${secretKey}\n${endpoint} = gateway.eu1.storjshare.io\n`;
    const files: Readonly<Record<string, readonly [text: string, saved: Record<string, SavedCredential>]>> = {
      "config.yaml": [
        `# uplink\naccess: photos\naccesses:\n  photos: ${root}\n  'tenant': "${tenant}"\n  broken: 1abc\n`,
        { photos: { kind: "grant", text: root }, tenant: { kind: "grant", text: tenant } },
      ],
      "rclone.conf": [
        `[photos]\ntype = storj\naccess_grant = ${root}\n\n[drive]\ntype = drive\n\n[broken]\ntype = storj\n` +
          "access_grant = 1abc\n\n[gateway]\ntype = s3\nprovider = Storj\n" +
          pairLines("access_key_id", "secret_access_key", "endpoint"),
        { photos: { kind: "grant", text: root }, gateway: pair },
      ],
      credentials: [
        `[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = theirs\n\n` +
          `[broken]\naws_access_key_id = ${accessKeyId}\n\n[profile storj]\n` +
          pairLines("aws_access_key_id", "aws_secret_access_key", "endpoint_url"),
        { storj: pair },
      ],
    };
    const words = { grant: "access grant", apiKey: "API key", s3: "S3 credentials" };

    for (const [name, [text, saved]] of Object.entries(files)) {
      it(`takes what Storj's there is in ${name}, and counts what could not be read`, async () => {
        const file = path.join(folder, name);
        writeFileSync(file, text);
        const { done } = await importFrom(file);
        const choices = Object.entries(saved).map(([label, { kind }]) => `${label} · ${words[kind]}`);
        assert.deepEqual(await takesAll(), choices);
        await person.presses(`${String(choices.length)} saved, 0 were saved already, 1 could not be read.`);
        assert.equal(await done, "nothing");
        assert.deepEqual(credentials(), saved);
        assert.ok(readFileSync(file, "utf8") === text);
      });
    }

    it("takes what is in the environment, under the names of its variables", async () => {
      const { env } = process;
      process.env = {
        PATH: env["PATH"],
        STORJ_ACCESS_GRANT: tenant,
        STORJ_API_KEY: "1abc",
        UPLINK_ACCESS: "photos",
        BACKUP_ACCESS_KEY_ID: accessKeyId,
        BACKUP_SECRET_ACCESS_KEY: secretKey,
        BACKUP_ENDPOINT_URL: pair.endpoint,
      };
      try {
        const done = call("storjGrants.importCredentials");
        await person.picks("From where?", "The environment of VS Code");
        const choices = ["STORJ_ACCESS_GRANT · access grant", "BACKUP_ACCESS_KEY_ID · S3 credentials"];
        assert.deepEqual(await takesAll(), choices);
        await person.presses("2 saved, 0 were saved already, 1 could not be read.");
        assert.equal(await done, "nothing");
      } finally {
        process.env = env;
      }
      const saved = { STORJ_ACCESS_GRANT: { kind: "grant", text: tenant }, BACKUP_ACCESS_KEY_ID: pair };
      assert.deepEqual(credentials(), saved);
    });

    it("says what is wrong with a file that can't be taken, and saves nothing", async () => {
      const inFolder = (name: string): string => path.join(folder, name);
      const [broken, huge, missing] = [inFolder("access.json"), inFolder("huge.json"), inFolder("none.json")];
      writeFileSync(broken, `{"accesses": {"photos": "${root}`);
      writeFileSync(huge, Buffer.alloc(50 * 1024 * 1024, "x"));
      const link = inFolder("link.json");
      symlinkSync(missing, link);
      const refusals = [
        [broken, "it is not JSON"],
        [huge, "it has 53 MB"],
        [missing, "was not read: "],
        [link, "was not read: "],
      ] as const;
      for (const [file, why] of refusals) {
        const { done } = await importFrom(file);
        await person.presses(why);
        assert.equal(await done, "nothing");
      }
      assert.deepEqual(services.vault.all(), []);
    });

    it("takes nothing where the person leaves a box or the dialog", async () => {
      const file = path.join(folder, "access.json");
      writeFileSync(file, JSON.stringify({ default: "", accesses: { photos: root } }));
      const { done } = await importFrom(file);
      await person.leaves("Which of them?");
      assert.equal(await done, "nothing");
      person.choosesFile(undefined);
      const second = call("storjGrants.importCredentials");
      await person.picks("From where?", "Choose a file…");
      assert.equal(await second, "nothing");
      assert.deepEqual(services.vault.all(), []);
    });
  });

  describe("export", () => {
    /** In an object, so that who waits for it does not wait for the command's end too. */
    const exportTo = async (file: string, ...labels: readonly string[]): Promise<{ done: Promise<unknown> }> => {
      person.choosesFile(file);
      const nodes = await Promise.all(labels.map((label) => lineOf(services, label)));
      const done = call("storjGrants.exportSaved", nodes[0], nodes);
      await person.picks("For which program?", "uplink");
      await person.picks("What is there stays", "Choose a file…");
      return { done };
    };
    interface AccessJson {
      readonly default: string;
      readonly accesses: Readonly<Record<string, string>>;
    }
    const read = (file: string): AccessJson => JSON.parse(readFileSync(file, "utf8")) as AccessJson;

    it("adds to access.json, which only its owner may read then, and keeps what is there", async () => {
      const file = path.join(folder, "access.json");
      writeFileSync(file, JSON.stringify({ default: "mine", accesses: { mine: apiKey } }), { mode: 0o644 });
      await save(root, "root");
      await save(tenant, "tenant");
      const { done } = await exportTo(file, "root", "tenant");
      assert.match(await person.reads("in clear text"), /Only you may read it/);
      await done;
      const { accesses, default: usual } = read(file);
      assert.equal(usual, "mine");
      assert.ok(accesses["mine"] === apiKey && accesses["root"] === root && accesses["tenant"] === tenant);
      if (process.platform !== "win32") assert.equal(statSync(file).mode & 0o777, 0o600);
    });

    it("overwrites another grant of that name only where the person says so", async () => {
      const file = path.join(folder, "access.json");
      writeFileSync(file, JSON.stringify({ default: "root", accesses: { root: tenant } }));
      const before = readFileSync(file, "utf8");
      await save(root, "root");
      const kept = await exportTo(file, "root");
      await person.presses("access.json has another grant by that name: root");
      await kept.done;
      assert.ok(readFileSync(file, "utf8") === before);
      const gone = await exportTo(file, "root");
      await person.presses("access.json has another grant by that name: root", "Overwrite");
      await person.presses("in clear text");
      await gone.done;
      assert.ok(read(file).accesses["root"] === root);
    });

    it("writes nothing over a file that is no access.json", async () => {
      const file = path.join(folder, "access.json");
      writeFileSync(file, "not JSON at all");
      await save(root, "root");
      const { done } = await exportTo(file, "root");
      await person.presses("it is not JSON (line 1)");
      assert.equal(await done, "nothing");
      assert.equal(readFileSync(file, "utf8"), "not JSON at all");
    });

    const endpoint = "https://gateway.storjshare.io";
    /** What `root` and `pair` are in each format. */
    const formats = [
      [
        "rclone",
        `[root]\ntype = storj\naccess_grant = ${root}\n\n[pair]\ntype = s3\nprovider = Storj\n` +
          `access_key_id = ${accessKeyId}\nsecret_access_key = ${secretKey}\nendpoint = ${endpoint}\n`,
      ],
      [
        "Environment",
        `ROOT_GRANT=${root}\n\nPAIR_AWS_ACCESS_KEY_ID=${accessKeyId}\n` +
          `PAIR_AWS_SECRET_ACCESS_KEY=${secretKey}\nPAIR_AWS_ENDPOINT_URL=${endpoint}\n`,
      ],
      [
        "JSON",
        `[\n  {\n    "name": "root",\n    "access_grant": "${root}"\n  },\n  {\n    "name": "pair",\n` +
          `    "access_key_id": "${accessKeyId}",\n    "secret_key": "${secretKey}"\n  }\n]\n`,
      ],
    ] as const;

    for (const [format, text] of formats) {
      it(`writes ${format} to a file that only its owner may read, and to the clipboard`, async () => {
        const file = path.join(folder, "exported");
        await save(root, "root", "ROOT_GRANT");
        await services.vault.save({ kind: "s3", accessKeyId, secretKey }, { label: "pair" });
        person.choosesFile(file);
        const nodes = [await lineOf(services, "root"), await lineOf(services, "pair")];
        const toFile = call("storjGrants.exportSaved", nodes[0], nodes);
        await person.picks("For which program?", format);
        await person.picks("Where to?", "To a file…");
        await person.presses("in clear text");
        assert.equal(await toFile, "nothing");
        assert.ok(readFileSync(file, "utf8") === text);
        if (process.platform !== "win32") assert.equal(statSync(file).mode & 0o777, 0o600);
        const toClipboard = call("storjGrants.exportSaved", nodes[0], nodes);
        await person.picks("For which program?", format);
        await person.picks("Where to?", "To the clipboard");
        assert.equal(await toClipboard, "nothing");
        assert.ok((await vscode.env.clipboard.readText()) === text);
      });
    }

    const json = `[\n  {\n    "name": "root",\n    "access_grant": "${root}"\n  }\n]\n`;
    /** A file that holds something, and what is there after each answer; undefined for one that is not offered. */
    const held = [
      ["rclone", "[root]\ntype = drive", {
        "Add at Its End": `[root]\ntype = drive\n\n[root-2]\ntype = storj\naccess_grant = ${root}\n`,
        "Replace All of It": `[root]\ntype = storj\naccess_grant = ${root}\n`,
      }],
      ["Environment", "ROOT_GRANT=mine\n", {
        "Add at Its End": `ROOT_GRANT=mine\nSTORJ_ACCESS_GRANT=${root}\n`,
        "Replace All of It": `ROOT_GRANT=${root}\n`,
      }],
      ["JSON", '{"mine": true}\n', { "Add at Its End": undefined, "Replace All of It": json }],
    ] as const;

    for (const [format, before, answers] of held) {
      it(`asks before it touches a file that holds something, for ${format}`, async () => {
        const file = path.join(folder, "exported");
        await save(root, "root", "ROOT_GRANT");
        person.choosesFile(file);
        const question = "holds something already";
        for (const [answer, after] of [[undefined, before], ...Object.entries(answers)] as const) {
          writeFileSync(file, before);
          chmodSync(file, 0o644);
          const done = call("storjGrants.exportSaved", await lineOf(services, "root"));
          await person.picks("For which program?", format);
          await person.picks("Where to?", "To a file…");
          if (after === undefined) await assert.rejects(person.presses(question, answer), /has no button/);
          await person.presses(question, after === undefined ? undefined : answer);
          if (answer !== undefined && after !== undefined) await person.presses("in clear text");
          assert.equal(await done, "nothing");
          assert.ok(readFileSync(file, "utf8") === (after ?? before), `${format}: ${answer ?? "Escape"}`);
          const mode = after === undefined || answer === undefined ? 0o644 : 0o600;
          if (process.platform !== "win32") assert.equal(statSync(file).mode & 0o777, mode);
        }
      });
    }

    it("adds to a file that holds something under names that it has not, or replaces it, as the person says", async () => {
      const file = path.join(folder, "credentials");
      const before = "[pair]\naws_access_key_id = AKIA\n";
      writeFileSync(file, before);
      await services.vault.save({ kind: "s3", accessKeyId, secretKey }, { label: "pair" });
      person.choosesFile(file);
      const exportAs = async (answer: string | undefined): Promise<string> => {
        const done = call("storjGrants.exportSaved", await lineOf(services, "pair"));
        await person.picks("For which program?", "AWS");
        await person.picks("Where to?", "To a file…");
        await person.presses("holds something already", answer);
        await done;
        return readFileSync(file, "utf8");
      };
      assert.ok((await exportAs(undefined)) === before);
      const added = await exportAs("Add at Its End");
      assert.ok(added.startsWith(`${before}\n[pair-2]\naws_access_key_id = ${accessKeyId}\n`));
      assert.ok((await exportAs("Replace All of It")).startsWith(`[pair]\naws_access_key_id = ${accessKeyId}\n`));
    });

    it("gives other formats to the clipboard, which forgets, and says what has no place in them", async () => {
      await save(root, "root", "ROOT_GRANT");
      await services.vault.save({ kind: "s3", accessKeyId, secretKey }, { label: "pair" });
      const nodes = [await lineOf(services, "root"), await lineOf(services, "pair")];
      const done = call("storjGrants.exportSaved", nodes[0], nodes);
      await person.picks("For which program?", "AWS");
      await person.picks("Without root", "To the clipboard");
      await done;
      const text = await vscode.env.clipboard.readText();
      assert.ok(text.includes(`aws_secret_access_key = ${secretKey}`) && !text.includes(root));
    });
  });
});
