import assert from "node:assert/strict";
import { inspect } from "node:util";
import { serializeApiKey } from "../../../src/grant";
import type { Log } from "../../../src/platform/log";
import { idOf } from "../../../src/vault/identity";
import { type SavedCredential, type SavedRecord, writeKey, writeRecord } from "../../../src/vault/record";
import { Vault } from "../../../src/vault/vault";
import { VaultError, type VaultErrorCode } from "../../../src/vault/vaultError";
import { Random } from "../../oracle/random";
import { demoAccessKeyId, demoCredentials, demoRootKey, demoSecretKey } from "../../support/demoCredentials";
import { JournalModel } from "../../support/journalModel";
import { LeakDetector } from "../../support/leaks";
import { ManualClock } from "../../support/manualClock";
import { Interleaving, SecretStore, type StoreWindow } from "../../support/secretStorageModel";

const { root, tenant } = demoCredentials(0);
const grant: SavedCredential = { kind: "grant", text: tenant };
const other: SavedCredential = { kind: "grant", text: root };
const rootKey: SavedCredential = { kind: "apiKey", text: serializeApiKey(demoRootKey()) };
const pair = { kind: "s3", accessKeyId: demoAccessKeyId(), secretKey: demoSecretKey() } as const;
const id = idOf(grant);

/** One host, of which any number of windows can be opened. */
class Host {
  readonly clock = new ManualClock();
  readonly warnings: string[] = [];
  readonly store: SecretStore;
  readonly journal: JournalModel;
  readonly #interleaving: Interleaving;

  constructor() {
    const random = new Random(1);
    this.#interleaving = new Interleaving(random);
    this.store = new SecretStore(this.#interleaving, random);
    this.journal = new JournalModel(this.#interleaving);
  }

  /** `draw` gives the generations. */
  open(draw?: () => string): { vault: Vault; secrets: StoreWindow; told: () => number } {
    const silent = (): void => undefined;
    const warn = (message: string): void => void this.warnings.push(message);
    const log: Log = { trace: silent, debug: silent, info: silent, warn, error: warn };
    const secrets = this.store.open();
    const { clock } = this;
    const vault = new Vault({ secrets, journal: this.journal.open(secrets), clock, log, ...(draw && { draw }) });
    let told = 0;
    vault.onDidChange(() => told++);
    return { vault, secrets, told: () => told };
  }

  until<T>(result: Promise<T>): Promise<T> {
    return this.#interleaving.until(result);
  }

  /** Lets time pass, and everything that is under way come to its end. */
  async pass(ms: number): Promise<void> {
    await this.#interleaving.toTheEnd();
    await this.clock.advance(ms);
    await this.#interleaving.toTheEnd();
  }

  async refuses(result: Promise<unknown>, code: VaultErrorCode): Promise<VaultError> {
    const error = await this.until(result.then(() => undefined, (reason: unknown) => reason));
    assert.ok(error instanceof VaultError, String(error));
    assert.equal(error.code, code);
    return error;
  }

  /** Puts a record there as another version, or another time, would have. */
  put(record: Pick<SavedRecord, "id" | "generation">, value: string): void {
    this.store.entries.set(writeKey(record), value);
  }

  keys(): string[] {
    return [...this.store.entries.keys()];
  }
}

const recordOf = (credential: SavedCredential, generation: string, label = "label", savedAt = 1): SavedRecord => ({
  id: idOf(credential),
  generation,
  credential,
  label,
  savedAt,
});

describe("Vault", () => {
  let host: Host;
  beforeEach(() => {
    host = new Host();
  });
  const putRecord = (record: SavedRecord): void => { host.put(record, writeRecord(record)); };

  it("keeps a record as one entry of SecretStorage, and its id in the journal", async () => {
    const { vault, told } = host.open();
    const details = { label: "tenant", variable: "STORJ_ACCESS", color: "red" } as const;
    const { record, isNew } = await host.until(vault.save(grant, details));
    assert.ok(isNew);
    assert.deepEqual(record, {
      ...recordOf(grant, record.generation, "tenant", host.clock.now()),
      ...details,
    });
    assert.match(record.generation, /^[0-9a-f]{8}$/);
    assert.deepEqual([...host.store.entries], [[writeKey(record), writeRecord(record)]]);
    assert.deepEqual(host.journal.lines, [{ sign: "+", id, generation: record.generation, time: host.clock.now() }]);
    assert.deepEqual([vault.find(id), vault.all()], [record, [record]]);
    assert.equal(told(), 1);
  });

  it("finds it after a restart, and in another window", async () => {
    const first = host.open();
    const second = host.open();
    await host.until(second.vault.load());
    const { record } = await host.until(first.vault.save(rootKey, { label: "root" }));
    await host.pass(100);
    assert.deepEqual(second.vault.all(), [record]);
    assert.equal(second.told(), 2);
    first.secrets.kill();
    second.secrets.kill();
    const third = host.open();
    await host.until(third.vault.load());
    assert.deepEqual(third.vault.all(), [record]);
  });

  it("finds the first where the same is saved twice, also from another window and in another spelling", async () => {
    const first = host.open();
    const { record } = await host.until(first.vault.save(pair, { label: "first" }));
    const elsewhere = { ...pair, endpoint: "https://gateway.storjshare.io" };
    for (const { vault } of [first, host.open()]) {
      const again = await host.until(vault.save(elsewhere, { label: "second" }));
      assert.deepEqual(again, { record, isNew: false });
    }
    assert.equal(host.keys().length, 1);
  });

  it("refuses another credential under an id that is taken", async () => {
    const { vault } = host.open();
    const { record } = await host.until(vault.save(pair, { label: "first" }));
    await host.refuses(vault.save({ ...pair, secretKey: demoSecretKey() }, { label: "second" }), "collision");
    assert.deepEqual([vault.all(), host.keys()], [[record], [writeKey(record)]]);
  });

  it("refuses one of two that two windows save under the same id at once, or both", async () => {
    const windows = [host.open(() => "00000001"), host.open(() => "00000002")];
    const credentials = [pair, { ...pair, secretKey: demoSecretKey() }];
    const results = await host.until(
      Promise.allSettled(windows.map(({ vault }, at) => vault.save(credentials[at]!, { label: String(at) }))),
    );
    const saved = results.flatMap((result) => (result.status === "fulfilled" ? [result.value.record] : []));
    assert.ok(saved.length < 2);
    assert.deepEqual(host.keys(), saved.map(writeKey));
  });

  it("refuses what is no credential before it asks for anything", async () => {
    const { vault } = host.open();
    const halves = [{ ...pair, accessKeyId: "" }, { ...pair, secretKey: "" }];
    const none: SavedCredential[] = [{ kind: "grant", text: tenant.slice(1) }, ...halves];
    for (const one of none) await host.refuses(vault.save(one, { label: "" }), "not-a-credential");
    assert.equal(host.keys().length, 0);
  });

  it("loads 1,000 records with 1,000 calls, 50 at once, and tells so once", async () => {
    const pairs = Array.from({ length: 1_000 }, (_, at) => ({ ...pair, accessKeyId: String(at) }));
    const records = pairs.map((credential, at) => recordOf(credential, "00000000", "", at));
    records.forEach(putRecord);
    const { vault, told } = host.open();
    assert.ok(!vault.isLoaded);
    await host.until(Promise.all([vault.load(), vault.load()]));
    assert.ok(vault.isLoaded);
    assert.deepEqual(vault.all(), records);
    assert.equal(host.store.gets.size, 1_000);
    assert.deepEqual(new Set(host.store.gets.values()), new Set([1]));
    assert.equal(host.store.mostGets, 50);
    assert.equal(told(), 1);
  });

  it("keeps a record of 100 KB", async () => {
    const { vault } = host.open();
    const label = "x".repeat(100_000);
    await host.until(vault.save(grant, { label }));
    const second = host.open();
    await host.until(second.vault.load());
    assert.equal(second.vault.find(id)?.label, label);
  });

  it("changes what is said about a record, in the same entry", async () => {
    const { vault } = host.open();
    const { record } = await host.until(vault.save(grant, { label: "a", variable: "A", isProduction: true }));
    const changed = await host.until(vault.change(id, { label: "b", variable: undefined }));
    assert.deepEqual(changed, { ...recordOf(grant, record.generation, "b", record.savedAt), isProduction: true });
    assert.deepEqual([...host.store.entries], [[writeKey(record), writeRecord(changed)]]);
    assert.deepEqual(vault.find(id), changed);
  });

  it("changes what another window has made of it, unknown fields and all", async () => {
    const { vault } = host.open();
    const record = recordOf(grant, "00000001");
    putRecord(record);
    await host.until(vault.load());
    const theirs = JSON.parse(writeRecord({ ...record, label: "theirs" })) as object;
    host.put(record, JSON.stringify({ ...theirs, tags: ["a"] }));
    await host.until(vault.change(id, { color: "blue" }));
    const value = JSON.parse(host.store.entries.get(writeKey(record)) ?? "") as object;
    assert.deepEqual(value, { version: 1, credential: grant, label: "theirs", savedAt: 1, color: "blue", tags: ["a"] });
  });

  it("says that it is gone where another window has removed it, and does not bring it back", async () => {
    const first = host.open();
    const second = host.open();
    await host.until(first.vault.save(grant, { label: "a" }));
    await host.until(second.vault.load());
    host.store.mood.eventMissing = 1;
    await host.until(first.vault.remove([id]));
    await host.refuses(second.vault.change(id, { label: "b" }), "gone");
    assert.deepEqual([host.keys(), second.vault.all()], [[], []]);
  });

  it("removes, and takes that back with the details and under a new generation, once", async () => {
    const { vault } = host.open();
    const { record } = await host.until(vault.save(grant, { label: "a", color: "green" }));
    await host.until(vault.save(other, { label: "b" }));
    const removed = await host.until(vault.remove([id, idOf(other), id, "ffffffffffff"]));
    assert.deepEqual(new Set(removed.map(({ label }) => label)), new Set(["a", "b"]));
    assert.deepEqual([vault.all(), host.keys()], [[], []]);
    await host.until(vault.restore(removed));
    await host.until(vault.restore(removed));
    const { generation } = vault.find(id)!;
    assert.notEqual(generation, record.generation);
    assert.deepEqual(vault.find(id), { ...record, generation });
    assert.deepEqual([vault.all().length, host.keys().length], [2, 2]);
  });

  it("takes nothing back over what has been saved since", async () => {
    const { vault } = host.open();
    await host.until(vault.save(grant, { label: "old" }));
    const removed = await host.until(vault.remove([id]));
    await host.until(vault.save(grant, { label: "new" }));
    await host.until(vault.restore(removed));
    assert.deepEqual(vault.all().map(({ label }) => label), ["new"]);
  });

  it("does what one window is told about a record in that order", async () => {
    const { vault } = host.open();
    const ids = Array.from({ length: 100 }, (_, at) => ({ ...pair, accessKeyId: String(at) }));
    const all = ids.map((credential) => [
      vault.save(credential, { label: "a" }),
      vault.change(idOf(credential), { label: "b" }),
    ]);
    const removed = vault.remove(ids.map(idOf));
    const saved = ids.map((credential) => vault.save(credential, { label: "c" }));
    await host.until(Promise.all([...all.flat(), removed, ...saved]));
    assert.deepEqual(new Set((await removed).map(({ label }) => label)), new Set(["b"]));
    assert.deepEqual(vault.all().map(({ label }) => label), ids.map(() => "c"));
  });

  it("shows what it can't read, leaves it alone, and removes it when it is told to", async () => {
    host.put({ id: "00000000000a", generation: "00000001" }, `{"version":2}`);
    host.put({ id: "00000000000b", generation: "00000001" }, "damaged");
    host.store.entries.set("another extension's word", "");
    const before = new Map(host.store.entries);
    const { vault } = host.open();
    await host.until(vault.load());
    await host.until(vault.refresh());
    assert.deepEqual(vault.all(), []);
    assert.deepEqual(vault.broken(), [
      { id: "00000000000a", generation: "00000001", problem: "newer" },
      { id: "00000000000b", generation: "00000001", problem: "unreadable" },
    ]);
    await host.refuses(vault.change("00000000000a", { label: "a" }), "broken");
    assert.deepEqual(host.store.entries, before);
    assert.deepEqual(await host.until(vault.remove(["00000000000a", "00000000000b"])), []);
    assert.deepEqual([vault.broken(), host.keys()], [[], ["another extension's word"]]);
  });

  it("saves a credential beside an unreadable record of it, which shows again when that is removed", async () => {
    const broken = { id, generation: "00000001" };
    host.put(broken, "damaged");
    const { vault } = host.open();
    await host.until(vault.load());
    await host.until(vault.save(grant, { label: "a" }));
    assert.deepEqual([vault.broken(), vault.all().length], [[], 1]);
    await host.until(vault.change(id, { label: "b" }));
    assert.equal((await host.until(vault.remove([id])))[0]?.label, "b");
    await host.pass(100);
    assert.deepEqual([vault.broken(), host.keys()], [[{ ...broken, problem: "unreadable" }], [writeKey(broken)]]);
  });

  it("keeps the smallest generation of what two windows saved at once", async () => {
    for (const generation of ["00000002", "00000001", "00000003"]) putRecord(recordOf(grant, generation, generation));
    const { vault } = host.open();
    await host.until(vault.load());
    assert.deepEqual(vault.all().map(({ label }) => label), ["00000001"]);
    assert.deepEqual(host.keys(), [writeKey({ id, generation: "00000001" })]);
  });

  it("leaves two credentials that share an id alone, and shows one of them", async () => {
    const stranger = { ...pair, secretKey: demoSecretKey() };
    putRecord(recordOf(pair, "00000001", "one"));
    putRecord(recordOf(stranger, "00000002", "two"));
    const { vault } = host.open();
    await host.until(vault.load());
    assert.deepEqual([vault.all().map(({ label }) => label), host.keys().length], [["one"], 2]);
    await host.until(vault.remove([idOf(pair)]));
    await host.pass(100);
    assert.deepEqual([vault.all().map(({ label }) => label), host.keys().length], [["two"], 1]);
  });

  it("deletes what the journal calls removed: a window that was killed wrote it", async () => {
    const record = recordOf(grant, "00000001");
    putRecord(record);
    host.journal.lines.push({ sign: "-", id, generation: "00000001", time: 1 });
    const { vault } = host.open();
    await host.until(vault.load());
    assert.deepEqual([vault.all(), host.keys()], [[], []]);
  });

  it("names what the host has lost, once, and takes it as it was if it comes back", async () => {
    const first = host.open();
    const { record } = await host.until(first.vault.save(grant, { label: "a" }));
    await host.until(first.vault.save(other, { label: "b" }));
    await host.until(first.vault.remove([idOf(other)]));
    const entries = new Map(host.store.entries);
    host.store.entries.clear();
    const second = host.open();
    await host.until(second.vault.load());
    assert.deepEqual(second.vault.lost().map((lost) => [lost.id, lost.savedAt]), [[id, record.savedAt]]);
    await host.until(second.vault.forgetLost());
    assert.deepEqual(second.vault.lost(), []);
    const third = host.open();
    await host.until(third.vault.load());
    assert.deepEqual(third.vault.lost(), []);
    for (const [key, value] of entries) host.store.entries.set(key, value);
    await host.until(third.vault.refresh());
    assert.deepEqual(third.vault.all(), [record]);
  });

  it("does not take for lost what another window saves or removes while it loads", async () => {
    const first = host.open();
    await host.until(first.vault.save(grant, { label: "a" }));
    const { vault, secrets } = host.open();
    const { keys } = secrets;
    secrets.keys = async () => {
      await first.vault.remove([id]);
      const result = await keys();
      await first.vault.save(other, { label: "b" });
      return result;
    };
    await host.until(vault.load());
    assert.deepEqual(vault.lost(), []);
  });

  it("names also what was saved before the journal was, or while that could not be written", async () => {
    putRecord(recordOf(grant, "00000001", "a", 7));
    await host.until(host.open().vault.load());
    host.store.entries.clear();
    const { vault } = host.open();
    await host.until(vault.load());
    assert.deepEqual(vault.lost(), [{ id, generation: "00000001", savedAt: 7 }]);
  });

  it("logs that the journal fails, and does everything else", async () => {
    host.journal.isFailing = true;
    const { vault } = host.open();
    await host.until(vault.load());
    await host.until(vault.save(grant, { label: "a" }));
    await host.until(vault.change(id, { label: "b" }));
    assert.deepEqual((await host.until(vault.remove([id]))).map(({ label }) => label), ["b"]);
    assert.deepEqual([vault.all(), vault.lost(), host.keys()], [[], [], []]);
    assert.ok(host.warnings.some((warning) => warning.includes("journal")));
  });

  describe("on a host that fails", () => {
    const failing = (secrets: StoreWindow, call: "get" | "store" | "delete" | "keys"): void => {
      secrets[call] = (): Promise<never> => Promise.reject(new Error("the host failed"));
    };

    it("says so, and leaves own state as it was", async () => {
      const { vault, secrets, told } = host.open();
      const { record } = await host.until(vault.save(grant, { label: "a" }));
      failing(secrets, "store");
      await host.refuses(vault.save(other, { label: "b" }), "store-failed");
      await host.refuses(vault.change(id, { label: "b" }), "store-failed");
      failing(secrets, "delete");
      await host.refuses(vault.remove([id]), "delete-failed");
      failing(secrets, "get");
      await host.refuses(vault.remove([id]), "read-failed");
      await host.refuses(vault.change(id, { label: "b" }), "read-failed");
      failing(secrets, "keys");
      await host.refuses(vault.save(other, { label: "b" }), "read-failed");
      await host.refuses(vault.remove([id]), "read-failed");
      assert.deepEqual([vault.all(), host.keys(), told()], [[record], [writeKey(record)], 1]);
      assert.deepEqual(await host.until(vault.remove([])), []);
    });

    it("names what was removed nevertheless", async () => {
      const { vault, secrets } = host.open();
      await host.until(vault.save(grant, { label: "a" }));
      const { record } = await host.until(vault.save(other, { label: "b" }));
      const { delete: works } = secrets;
      secrets.delete = (key) => (key === writeKey(record) ? Promise.reject(new Error("the host failed")) : works(key));
      const error = await host.refuses(vault.remove([idOf(other), id]), "delete-failed");
      assert.deepEqual(error.removed.map(({ label }) => label), ["a"]);
      assert.ok(!inspect(error, { depth: 9, showHidden: true }).includes(tenant));
      assert.deepEqual(vault.all(), [record]);
    });

    it("takes a removal for one where it took effect all the same", async () => {
      const { vault, secrets } = host.open();
      await host.until(vault.save(grant, { label: "a" }));
      const { delete: works } = secrets;
      secrets.delete = (key) => works(key).then(() => Promise.reject(new Error("too late")));
      assert.equal((await host.until(vault.remove([id]))).length, 1);
      assert.deepEqual([vault.all(), host.journal.lines.map(({ sign }) => sign)], [[], ["+", "-"]]);
    });

    it("shows what was stored although it was said not to be", async () => {
      const { vault, secrets } = host.open();
      const { store: works } = secrets;
      secrets.store = (key, value) => works(key, value).then(() => Promise.reject(new Error("too late")));
      host.store.mood.eventMissing = 1;
      await host.refuses(vault.save(grant, { label: "a" }), "store-failed");
      assert.deepEqual(vault.all(), []);
      await host.pass(100);
      assert.deepEqual(vault.all().map(({ label }) => label), ["a"]);
    });

    it("says that nothing more can be stored", async () => {
      const { vault } = host.open();
      host.store.mood.isFull = true;
      await host.refuses(vault.save(grant, { label: "a" }), "store-failed");
      assert.deepEqual([vault.all(), host.keys()], [[], []]);
    });

    it("shows what could be read, and reads all when it is asked again", async () => {
      const records = [recordOf(grant, "00000001", "a", 1), recordOf(other, "00000001", "b", 2)];
      records.forEach(putRecord);
      const { vault, secrets, told } = host.open();
      const { get: works } = secrets;
      secrets.get = (key) => (key.includes(id) ? Promise.reject(new Error("the host failed")) : works(key));
      await host.refuses(vault.load(), "read-failed");
      assert.deepEqual([vault.all(), vault.isLoaded, told()], [[records[1]], false, 1]);
      secrets.get = works;
      await host.until(vault.load());
      assert.deepEqual([vault.all(), vault.isLoaded], [records, true]);
    });

    it("tries again by itself to follow another window", async () => {
      const first = host.open();
      const second = host.open();
      await host.until(second.vault.load());
      const { get: works } = second.secrets;
      failing(second.secrets, "get");
      await host.until(first.vault.save(grant, { label: "a" }));
      await host.pass(100);
      assert.deepEqual(second.vault.all(), []);
      second.secrets.get = works;
      await host.pass(10_000);
      assert.equal(second.vault.all().length, 1);
      assert.equal(host.clock.waiting, 0);
    });

    it("holds nothing up but the record whose call never ends", async () => {
      const { vault, secrets } = host.open();
      await host.until(vault.load());
      await host.until(vault.save(grant, { label: "a" }));
      const { store: works } = secrets;
      secrets.store = () => new Promise<void>(() => undefined);
      const hung = vault.change(id, { label: "hung" });
      await host.pass(0);
      secrets.store = works;
      let isOver = false;
      void Promise.allSettled([hung, vault.remove([id])]).then(() => (isOver = true));
      await host.until(vault.save(other, { label: "b" }));
      await host.until(vault.change(idOf(other), { label: "c" }));
      const second = host.open();
      await host.until(second.vault.save(pair, { label: "d" }));
      await host.pass(100);
      assert.deepEqual(vault.all().map(({ label }) => label).sort(), ["a", "c", "d"]);
      await host.until(vault.remove([idOf(other)]));
      assert.ok(!isOver);
    });

    it("leaves no rejection to nobody while a removal waits for its turn", async () => {
      const { vault, secrets } = host.open();
      await host.until(vault.save(grant, { label: "a" }));
      const unheard: unknown[] = [];
      const hear = (reason: unknown): void => void unheard.push(reason);
      process.on("unhandledRejection", hear);
      const { store: works } = secrets;
      let goOn = (): void => undefined;
      const until = new Promise<void>((resolve) => (goOn = resolve));
      secrets.store = (key, value) => until.then(() => works(key, value));
      const changed = vault.change(id, { label: "b" });
      await host.pass(0);
      failing(secrets, "keys");
      const removed = vault.remove([id]);
      removed.catch(() => undefined);
      await host.pass(0);
      goOn();
      await host.until(changed);
      await host.refuses(removed, "read-failed");
      process.off("unhandledRejection", hear);
      assert.deepEqual(unheard, []);
    });

    it("saves and removes while the loading never ends", async () => {
      putRecord(recordOf(grant, "00000001"));
      const { vault, secrets } = host.open();
      const { get: works } = secrets;
      secrets.get = (key) => (key.includes(id) ? new Promise(() => undefined) : works(key));
      void vault.load();
      await host.until(vault.save(other, { label: "b" }));
      assert.deepEqual(vault.all().map(({ label }) => label), ["b"]);
      await host.until(vault.remove([idOf(other)]));
      assert.ok(!vault.isLoaded);
    });

    it("never shows a secret in an error, or in what holds it", async () => {
      const detector = new LeakDetector();
      detector.guard(tenant, root, pair.secretKey);
      const { vault, secrets } = host.open();
      await host.until(vault.save(grant, { label: "a" }));
      failing(secrets, "store");
      failing(secrets, "delete");
      const errors = [
        await host.refuses(vault.save(other, { label: "b" }), "store-failed"),
        await host.refuses(vault.change(id, { label: "b" }), "store-failed"),
        await host.refuses(vault.remove([id]), "delete-failed"),
        await host.refuses(vault.save({ ...grant, text: tenant.slice(1) }, { label: "" }), "not-a-credential"),
      ];
      for (const shown of [...errors, vault]) {
        assert.equal(detector.leakIn(inspect(shown, { depth: 9, showHidden: true })), undefined);
      }
    });
  });

  it("gathers what other windows change for 100 ms, and tells only what shows", async () => {
    const first = host.open();
    const second = host.open();
    await host.until(second.vault.load());
    host.store.mood.eventDoubled = 1;
    let lists = 0;
    const { keys } = second.secrets;
    second.secrets.keys = () => {
      lists++;
      return keys();
    };
    for (const credential of [grant, other, rootKey]) await host.until(first.vault.save(credential, { label: "a" }));
    await host.pass(0);
    assert.deepEqual([lists, second.vault.all(), second.told()], [0, [], 1]);
    await host.pass(100);
    assert.deepEqual([lists, second.vault.all().length, second.told()], [1, 3, 4]);
    assert.equal(first.told(), 3);
    assert.equal(host.clock.waiting, 0);
  });

  it("finds with the next event what came without one, and the rest when it is asked to read all again", async () => {
    const first = host.open();
    const second = host.open();
    await host.until(first.vault.save(grant, { label: "a" }));
    await host.until(first.vault.save(other, { label: "a" }));
    await host.until(second.vault.load());
    await host.pass(100);
    host.store.mood.eventMissing = 1;
    await host.until(first.vault.change(id, { label: "b" }));
    await host.until(first.vault.remove([idOf(other)]));
    await host.until(first.vault.save(pair, { label: "c" }));
    host.store.mood.eventMissing = 0;
    await host.until(first.vault.save(rootKey, { label: "d" }));
    await host.pass(100);
    assert.deepEqual(second.vault.all().map(({ label }) => label).sort(), ["a", "c", "d"]);
    await host.until(second.vault.refresh());
    assert.deepEqual(second.vault.all().map(({ label }) => label).sort(), ["b", "c", "d"]);
  });

  it("goes on where a listener fails, and stops following when it is disposed", async () => {
    const { vault, told } = host.open();
    const second = host.open();
    const gone = vault.onDidChange(() => { throw new Error("of another"); });
    let later = 0;
    vault.onDidChange(() => later++);
    await host.until(vault.save(grant, { label: "a" }));
    gone.dispose();
    await host.until(vault.save(other, { label: "b" }));
    assert.deepEqual([told(), later, host.warnings.length], [2, 2, 1]);
    await host.pass(100);
    await host.until(second.vault.save(pair, { label: "c" }));
    vault.dispose();
    second.vault.dispose();
    await host.pass(100);
    assert.deepEqual([vault.all().length, told(), host.clock.waiting], [2, 2, 0]);
  });
});
