import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Services } from "../../src/commands/services";
import type { Account } from "../../src/vault/accounts";
import type { StandIn } from "../support/satellite";
import { beginAtConsole, cancels, consoleAsks, endAtConsole, projectLine, shownKeys } from "./support/consoles";
import { call, eventually, leaks } from "./support/extension";
import type { Person } from "./support/person";
import { projectId, startStandIn } from "./support/standIn";

const hostile = ['=HYPERLINK("http://evil.example","a")', "b\u202e$(gear) [x](command:evil)", "two\nlines"];

describe("exporting API keys", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "storj-grants-export-"));
  let standIn: StandIn;
  let services: Services;
  let person: Person;
  let account: Account;
  let project = "";
  let asked = 0;
  let file = "";

  before(async () => {
    standIn = await startStandIn({ console: { keys: 620, names: hostile } });
    project = projectId(standIn, "Shared");
  });
  after(async () => {
    await standIn.stop();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => begin());
  afterEach(() => endAtConsole(standIn, { services, person }));

  let count = 0;
  const begin = async (who?: "restKey"): Promise<void> => {
    ({ services, person, account } = await beginAtConsole(standIn, { who }));
    file = path.join(folder, `keys ${String(++count)}`);
    person.choosesFile(file);
  };
  const clicks = async (): Promise<unknown> => {
    const line = await projectLine(services, account, project);
    asked = consoleAsks(standIn).length;
    return call("storjGrants.exportApiKeys", line);
  };
  const lists = (): readonly string[] => consoleAsks(standIn, asked).filter((one) => /list-paged|projects\/apikeys\//.test(one));
  const isPage = (path: string, page: number): boolean => new RegExp(`[?&]page=${String(page)}(&|$)`).test(path);
  const namesIn = (text: string): readonly string[] => (JSON.parse(text) as { name: string }[]).map(({ name }) => name);

  for (const who of [undefined, "restKey"] as const) {
    it(`writes every page, as JSON, with ${who ? "a REST API key" : "a session"}: 300 a request, the oldest first`, async () => {
      await begin(who);
      const done = clicks();
      await person.picks("In which format?", "JSON");
      await person.presses("623 API keys of Shared were written to");
      assert.equal(await done, "nothing");
      assert.equal(lists().length, 3);
      const text = readFileSync(file, "utf8");
      assert.deepEqual(namesIn(text).slice(0, 2).concat(namesIn(text).slice(-3)), ["key 000", "key 001", ...hostile]);
      assert.equal(namesIn(text).length, 623);
      const [first] = JSON.parse(text) as Record<string, string>[];
      assert.deepEqual(Object.keys(first ?? {}), ["id", "name", "createdAt", "creator", "project", "projectId", "satellite"]);
      assert.equal(first?.["satellite"], standIn.ready.consoleURL);
      assert.match(first["createdAt"] ?? "", /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
      if (process.platform !== "win32") assert.equal(statSync(file).mode & 0o777, 0o600);
    });
  }

  it("writes CSV that is safe in a spreadsheet, over what was there", async () => {
    writeFileSync(file, "what was there");
    const done = clicks();
    await person.picks("In which format?", "CSV");
    await person.presses("623 API keys of Shared were written to");
    await done;
    const text = readFileSync(file, "utf8");
    assert.ok(text.startsWith("\uFEFFid,name,createdAt,creator,project,projectId,satellite\r\n"));
    assert.equal(text.split("\r\n").length, 625);
    assert.equal(text.split("\n").length, 625);
    for (const name of [`"'=HYPERLINK(""http://evil.example"",""a"")"`, '"b⟨U+202E⟩$(gear) [x](command:evil)"', '"two⟨U+000A⟩lines"']) assert.ok(text.includes(`,${name},`), name);
  });

  it("asks whether all are meant, where the view shows those that match", async () => {
    await shownKeys(services, account, project);
    await services.apiKeys.arrange(account.id, project, { search: "key 01" });
    for (const [choice, expected] of [["Those that match “key 01”", 10], ["All", 623]] as const) {
      const done = clicks();
      await person.picks("Which API keys of Shared?", choice);
      await person.picks("In which format?", "JSON");
      await person.presses(`${String(expected)} API keys of Shared were written to`);
      await done;
      assert.equal(namesIn(readFileSync(file, "utf8")).length, expected);
    }
  });

  it("asks and writes nothing where the person leaves, at each step, or cancels", async () => {
    const left = clicks();
    await person.leaves("In which format?");
    await left;
    person.choosesFile(undefined);
    const noFile = clicks();
    await person.picks("In which format?", "JSON");
    await noFile;
    assert.deepEqual(lists(), []);

    person.choosesFile(file);
    standIn.faults.console = (_method, where) => (isPage(where, 2) ? "silence" : undefined);
    const cancelling = cancels("lists API keys", () => eventually(() => lists()[1]));
    const cancelled = clicks();
    await person.picks("In which format?", "JSON");
    await cancelling;
    await cancelled;
    assert.equal(existsSync(file), false);
  });

  it("writes nothing where a page fails, and all of them at the next try", async () => {
    standIn.faults.console = (_method, where) => (isPage(where, 2) ? { status: 502, body: "<html>" } : undefined);
    const done = clicks();
    await person.picks("In which format?", "JSON");
    await person.reads("Nothing was written");
    assert.equal(existsSync(file), false);
    standIn.faults.console = undefined;
    await person.presses("Nothing was written", "Try Again");
    await person.presses("623 API keys of Shared were written to");
    await done;
    assert.equal(namesIn(readFileSync(file, "utf8")).length, 623);
  });

  it("says that one may be missing where the list changed while it was read, and has none twice", async () => {
    let added: { readonly id: string } | undefined;
    standIn.faults.console = (_method, where) => {
      if (isPage(where, 2) && !added) {
        const { id, key } = standIn.console.addKey(project, "meanwhile");
        leaks.guard(key);
        added = { id };
      }
      return undefined;
    };
    const done = clicks();
    await person.picks("In which format?", "JSON");
    assert.match(await person.reads("624 API keys of Shared were written to"), /The list changed while it was read: one may be missing/);
    await person.presses("624 API keys of Shared were written to");
    await done;
    const names = namesIn(readFileSync(file, "utf8"));
    assert.equal(new Set(names).size, 624);
    standIn.console.deleteKey(added?.id ?? "");
  });

  it("leaves alone what it can't replace, and says so", async () => {
    writeFileSync(file, "\0");
    const done = clicks();
    await person.picks("In which format?", "JSON");
    await person.presses("it is not text in UTF-8");
    await done;
    assert.deepEqual([lists(), readFileSync(file, "utf8")], [[], "\0"]);
  });
});
