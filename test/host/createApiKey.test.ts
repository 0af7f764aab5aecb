import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Services } from "../../src/commands/services";
import { parseApiKey } from "../../src/grant";
import type { Account } from "../../src/vault/accounts";
import type { SavedRecord } from "../../src/vault/record";
import type { StandIn } from "../support/satellite";
import { beginAtConsole, cancels, consoleAsks, endAtConsole, projectLine, shownKeys } from "./support/consoles";
import { call, eventually, leaks, SettableClock } from "./support/extension";
import type { Person } from "./support/person";
import { drawn } from "./support/savedGrants";
import { projectId, startStandIn } from "./support/standIn";

const hostile = "=b\u202e$(gear) [x](command:evil)";
const nameBox = "A name for the API key";

describe("creating an API key", () => {
  let standIn: StandIn;
  let services: Services;
  let person: Person;
  let account: Account;
  let project = "";
  let asked = 0;

  before(async () => {
    standIn = await startStandIn({ console: { csrf: true, managed: ["Kept"], names: [hostile] } });
    project = projectId(standIn, "Shared");
  });
  after(() => standIn.stop());
  beforeEach(() => begin());
  afterEach(() => endAtConsole(standIn, { services, person }));

  const begin = async (options?: Parameters<typeof beginAtConsole>[1]): Promise<void> => {
    ({ services, person, account } = await beginAtConsole(standIn, options));
    asked = consoleAsks(standIn).length;
  };
  /** Clicks Create API Key… of a project. */
  const create = async (of = project): Promise<unknown> => {
    const line = await projectLine(services, account, of);
    asked = consoleAsks(standIn).length;
    return call("storjGrants.createApiKey", line);
  };
  /** What has been asked since the click, without what the session needs. */
  const asks = (): readonly string[] => consoleAsks(standIn, asked).filter((one) => !/config$|refresh-session$/.test(one) || one.includes("/projects/"));
  const made = (): readonly string[] => asks().filter((one) => /^POST .*(?:create)/.test(one));
  /** What is saved, which nobody may have seen. */
  const only = (): SavedRecord => {
    const [record, ...others] = services.vault.all();
    assert.ok(record?.credential.kind === "apiKey" && others.length === 0);
    leaks.guard(record.credential.text);
    return record;
  };
  const saved = (label: string): string => `The API key was made and saved as “${label}”`;
  /** Makes the request that makes the key fail, and says when it has come. */
  const faulty = (fault: "silence" | "html" | { status: number }): (() => Promise<unknown>) => {
    standIn.faults.console = (method, path) => (method === "POST" && path.includes("create") ? fault : undefined);
    return () => eventually(() => made()[0]);
  };

  for (const who of [undefined, "restKey"] as const) {
    it(`saves it at once and shows it in the view, and nowhere itself, with ${who ? "a REST API key" : "a session"}`, async () => {
      await begin({ who });
      const name = `ci ${String(who)}`;
      await shownKeys(services, account, project);
      const done = create();
      await person.types(nameBox, ` ${name} `);
      await person.reads(saved(name));
      const record = only();
      const { credential, consoleKey, label } = record;
      assert.ok(credential.kind === "apiKey");
      assert.deepEqual(parseApiKey(credential.text).caveats, []);
      assert.deepEqual([label, { ...consoleKey, key: "" }], [name, { origin: standIn.ready.consoleURL, project, key: "", isSaid: false, ...(!who && { isManaged: false }) }]);
      await person.presses(saved(name), "Copy");
      assert.equal(await done, "nothing");
      assert.equal(await vscode.env.clipboard.readText(), credential.text);
      assert.equal(services.apiKeys.find(account.id, project, consoleKey?.key ?? "")?.name, name);
      assert.ok((await shownKeys(services, account, project)).includes(name));
      assert.equal(made().length, 1);
      assert.deepEqual((await drawn(services)).map((line) => line.trim()).includes(name), true);
    });
  }

  it("leads to a grant of it; who leaves there has the key saved", async () => {
    const done = create();
    await person.types(nameBox, "for a grant");
    await person.presses(saved("for a grant"), "Create Grant…");
    await person.leaves("A grant for what?");
    await done;
    assert.equal(only().label, "for a grant");
  });

  it("makes nothing where the person leaves the box, and asks nothing before a name is typed", async () => {
    const done = create();
    await person.leaves(nameBox);
    assert.equal(await done, "nothing");
    assert.deepEqual([asks(), services.vault.all()], [[], []]);
  });

  it("takes names as the console does, and no empty one", async () => {
    const done = create();
    assert.match(String(await person.typesInVain(nameBox, "  ")), /Write a name/);
    assert.match(String(await person.typesInVain(nameBox, "😀".repeat(101))), /At most 100 characters/);
    await person.types(nameBox, "😀".repeat(100));
    await person.presses(saved(`${"😀".repeat(37)}…`));
    await done;
    only();
  });

  it("tells that a name is taken before anything is made, and is not misled by wildcards", async () => {
    for (const taken of ["key 001", hostile]) {
      const done = create();
      await person.types(nameBox, taken);
      // Refused as long as the box asks for it.
      assert.match(String(await person.typesInVain("already.", taken)), /of that name already/);
      await person.leaves("already.");
      await done;
      assert.deepEqual(made(), []);
    }
    const done = create();
    await person.types(nameBox, "key 00_");
    await person.presses(saved("key 00_"));
    await done;
    only();
  });

  it("tells so, too, where the name is taken in between", async () => {
    standIn.faults.console = (method, path) => {
      if (method === "POST" && path.includes("create")) {
        standIn.faults.console = undefined;
        leaks.guard(standIn.console.addKey(project, "contested").key);
      }
      return undefined;
    };
    const done = create();
    await person.types(nameBox, "contested");
    await person.types("has an API key “contested” already.", "uncontested");
    await person.presses(saved("uncontested"));
    await done;
    assert.equal(made().length, 2);
    only();
  });

  it("says of a project whose passphrase the satellite keeps that grants are made in the console, and offers none", async () => {
    const kept = projectId(standIn, "Kept");
    for (const button of [undefined, "Create API Key"]) {
      const done = create(kept);
      await person.types(nameBox, "managed");
      assert.match(await person.reads("The satellite keeps the passphrase of “Kept”"), /made in the web console/);
      assert.deepEqual(made(), []);
      await person.presses("The satellite keeps the passphrase of “Kept”", button);
      if (button) {
        await person.reads(saved("managed"));
        assert.equal(only().consoleKey?.isManaged, true);
        await assert.rejects(person.presses(saved("managed"), "Create Grant…"), /has no button/);
        await person.presses(saved("managed"));
      }
      await done;
    }
  });

  it("makes nothing in what may be such a project, as long as the console does not tell; an older one knows of none", async () => {
    const untold = "No API key was made: http://127.0.0.1:";
    const asksConfig = (path: string): boolean => path.includes("/projects/") && path.includes("/config");
    standIn.faults.console = (_method, path) => (asksConfig(path) ? { status: 503, body: "{}" } : undefined);
    const done = create(projectId(standIn, "Kept"));
    await person.types(nameBox, "untold");
    await person.reads(untold);
    standIn.faults.console = undefined;
    await person.presses(untold, "Try Again");
    await person.presses("The satellite keeps the passphrase of “Kept”");
    assert.equal(await done, "nothing");
    assert.deepEqual(made(), []);

    standIn.faults.console = (_method, path) => (asksConfig(path) ? "html" : undefined);
    const older = create();
    await person.types(nameBox, "of an older console");
    await person.presses(saved("of an older console"));
    await older;
    assert.ok(!("isManaged" in (only().consoleKey ?? {})));
  });

  it("says that it may have been made where no answer came, or was not waited for, and how to see", async () => {
    const clock = new SettableClock();
    await begin({ clock });
    const mayBe = "may have been made all the same";
    const silent = faulty("silence");
    const timedOut = create();
    await person.types(nameBox, "timed out");
    await silent();
    clock.advance(20_000);
    assert.match(await person.reads(mayBe), /did not answer in time\. “timed out” may/);
    await person.presses(mayBe);
    await timedOut;

    const cancelling = cancels("makes the API key", faulty("silence"));
    const cancelled = create();
    await person.types(nameBox, "cancelled");
    await cancelling;
    assert.match(await person.reads(mayBe), /^Cancelled\. “cancelled” may have been made all the same, and then its text is lost/);
    standIn.faults.console = undefined;
    leaks.guard(standIn.console.addKey(project, "cancelled").key);
    await person.presses(mayBe, "Refresh");
    await cancelled;
    assert.ok((await shownKeys(services, account, project)).includes("cancelled"));

    faulty("html");
    const proxied = create();
    await person.types(nameBox, "proxied");
    await person.presses(mayBe);
    await proxied;
    assert.deepEqual(services.vault.all(), []);
  });

  it("makes nothing where the session is over, and offers to sign in again", async () => {
    const line = await projectLine(services, account, project);
    standIn.console.endSessions();
    const done = call("storjGrants.createApiKey", line);
    await person.types(nameBox, "signed out");
    await person.presses("No API key was made");
    await done;
    assert.ok(services.sessions.isOver(account.id));
    assert.deepEqual([made(), services.vault.all()], [[], []]);
  });

  it("loses no key that could not be saved: it is copied, and saved at the next try", async () => {
    const save = services.vault.save.bind(services.vault);
    const failed = "The API key “unlucky” was made, and could not be saved";
    services.vault.save = () => Promise.reject(new Error("the keyring is locked"));
    const done = create();
    await person.types(nameBox, "unlucky");
    assert.match(await person.reads(failed), /nobody shows it a second time/);
    await person.presses(failed, "Copy It");
    const copied = await eventually(async () => (await vscode.env.clipboard.readText()) || undefined);
    leaks.guard(copied);
    assert.deepEqual(parseApiKey(copied).caveats, []);
    await eventually(async () => ((await person.reads(failed)).includes("It is on the clipboard now") ? true : undefined));
    services.vault.save = save;
    await person.presses(failed, "Try Again");
    await person.presses(saved("unlucky"));
    await done;
    assert.equal((only().credential as { text: string }).text, copied);
  });

  it("says that a key is kept nowhere where the person leaves it at that", async () => {
    services.vault.save = () => Promise.reject(new Error("the keyring is locked"));
    const done = create();
    await person.types(nameBox, "forsaken");
    await person.presses("The API key “forsaken” was made, and could not be saved");
    await person.presses("The API key “forsaken” is kept nowhere");
    await done;
    assert.ok((await shownKeys(services, account, project)).includes("forsaken"));
  });

  it("shows a hostile name as itself", async () => {
    const name = `${hostile}!`;
    const done = create();
    await person.types(nameBox, name);
    const words = await person.reads("The API key was made and saved as");
    assert.ok(words.includes("“=b⟨U+202E⟩$⟨(⟩gear) [x]⟨(⟩command:evil)!”"), words);
    await person.presses("The API key was made and saved as");
    await done;
    assert.equal(only().label, name);
  });

  it("takes nobody's word for a project but the view's", async () => {
    const done = call("storjGrants.createApiKey", { kind: "project", account: account.id, project });
    await person.leaves("Which project");
    assert.equal(await done, "nothing");
    assert.deepEqual(made(), []);
  });
});
