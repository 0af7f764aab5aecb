import assert from "node:assert/strict";
import type { Log } from "../../../src/platform/log";
import { accountKey, endKey, newAccount, sessionOf } from "../../../src/vault/account";
import { type Account, Accounts } from "../../../src/vault/accounts";
import { VaultError } from "../../../src/vault/vaultError";
import { Random } from "../../oracle/random";
import { ManualClock } from "../../support/manualClock";
import { goodMood, Interleaving, SecretStore, type StoreWindow } from "../../support/secretStorageModel";
import { SecretsInMemory } from "../../support/vaultInMemory";

const nodeUrl = "12EayRS2V1kEsWESU9QMRseFhdxYxKicsiFmxrsLZHeLUtdps3S@us1.storj.io:7777";
const alice = {
  origin: "https://us1.storj.io",
  way: "session",
  name: "alice@example.test",
  secret: "HqUNXnFrTDO3cCxU-SBTjw==.Yn0OyKS5HihldejH_QrQi7NoupPkc5CKDgQ36I6LQUM=",
  expiresAt: 1_000,
  nodeUrl,
} as const;
const key = { ...alice, way: "restKey", name: "us1.storj.io", secret: "0329fba9-4cb5-480e-bf36-75af0614d279", expiresAt: undefined } as const;
const aliceId = newAccount(alice).id;

const warnings: string[] = [];
const silent = (): void => undefined;
const warn = (message: string): void => void warnings.push(message);
const log: Log = { trace: silent, debug: silent, info: silent, warn, error: warn };

const open = (secrets: SecretsInMemory | StoreWindow, clock = new ManualClock()): Accounts => new Accounts({ secrets, clock, log });

/** What each account is, without its id. */
const kept = (accounts: Accounts): unknown[] => accounts.all().map(({ id: _id, ...rest }) => rest);

describe("accounts", () => {
  beforeEach(() => { warnings.length = 0; });

  it("are read when they are asked for, and not before", async () => {
    const secrets = new SecretsInMemory([[accountKey(aliceId), "{}"]]);
    const accounts = open(secrets);
    assert.deepEqual([secrets.gets, accounts.isLoaded, accounts.all()], [0, false, []]);
    await accounts.load();
    await accounts.load();
    assert.deepEqual([secrets.gets, accounts.isLoaded], [1, true]);
  });

  it("are an entry each, which a later start reads, by origin and name", async () => {
    const secrets = new SecretsInMemory();
    const accounts = open(secrets);
    const carol = { ...alice, name: "carol@example.test", isBrowsers: true, expiresAt: undefined };
    const there = { ...alice, origin: "https://ap1.storj.io" };
    for (const one of [key, carol, alice, there]) await accounts.save(one);
    assert.deepEqual([...secrets.entries.keys()].filter((name) => !/^storjGrants\.account\.[0-9a-f]{12}$/.test(name)), []);
    const later = open(secrets);
    await later.load();
    assert.deepEqual(kept(later), [there, alice, carol, key]);
    assert.deepEqual(later.all(), accounts.all());
    assert.equal(later.find(aliceId)?.secret, alice.secret);
  });

  it("replace the one of the same origin, way and name, and no other", async () => {
    const accounts = open(new SecretsInMemory());
    await accounts.save(alice);
    await accounts.save({ ...alice, way: "restKey" });
    const { account: { id } } = await accounts.save({ ...alice, secret: "another", expiresAt: 2_000 });
    assert.equal(id, aliceId);
    assert.deepEqual(accounts.all().map(({ way, secret }) => [way, secret]), [["restKey", alice.secret], ["session", "another"]]);
  });

  it("say which one they replace, as far as it can be read", async () => {
    const secrets = new SecretsInMemory();
    const accounts = open(secrets);
    const first = await accounts.save(alice);
    const second = await accounts.save({ ...alice, secret: "another" });
    assert.deepEqual([first.before, second.before, second.account.secret], [undefined, first.account, "another"]);
    secrets.entries.set(accountKey(aliceId), "{");
    assert.equal((await accounts.save(alice)).before, undefined);
  });

  it("tell of a change once, and of none where nothing is other than before", async () => {
    const secrets = new SecretsInMemory();
    const accounts = open(secrets);
    let told = 0;
    const listening = accounts.onDidChange(() => { told++; });
    await accounts.save(alice);
    await accounts.save(alice);
    await accounts.load();
    const afterLoading = told;
    await accounts.refresh();
    await accounts.current(aliceId);
    assert.deepEqual([afterLoading, told], [2, 2]);
    await accounts.remove(aliceId);
    assert.equal(told, 3);
    listening.dispose();
    await accounts.save(alice);
    assert.equal(told, 3);
  });

  it("tell the others too where one that listens fails", async () => {
    const accounts = open(new SecretsInMemory());
    let told = 0;
    accounts.onDidChange(() => { throw new Error("own"); });
    accounts.onDidChange(() => { told++; });
    await accounts.save(alice);
    assert.deepEqual([told, warnings], [1, ["What follows the accounts failed."]]);
  });

  describe("the end of a session", () => {
    it("lies apart from the account, which is not written again", async () => {
      const secrets = new SecretsInMemory();
      const accounts = open(secrets);
      await accounts.save(alice);
      const before = secrets.entries.get(accountKey(aliceId));
      await accounts.prolong(aliceId, 5_000);
      assert.equal(accounts.find(aliceId)?.expiresAt, 5_000);
      assert.equal(secrets.entries.get(accountKey(aliceId)), before);
      assert.ok(!(secrets.entries.get(endKey(aliceId)) ?? "").includes("HqUN"));
      const later = open(secrets);
      await later.load();
      assert.deepEqual(kept(later), [{ ...alice, expiresAt: 5_000 }]);
    });

    it("does not count for a session that came after it", async () => {
      const secrets = new SecretsInMemory();
      const accounts = open(secrets);
      await accounts.save(alice);
      await accounts.prolong(aliceId, 5_000);
      await accounts.save({ ...alice, secret: "another" });
      const later = open(secrets);
      await later.load();
      assert.deepEqual([accounts, later].map((one) => one.find(aliceId)?.expiresAt), [1_000, 1_000]);
    });

    it("is noted nowhere once the account has gone, and goes with it", async () => {
      const secrets = new SecretsInMemory();
      const accounts = open(secrets);
      await accounts.save(alice);
      await accounts.prolong(aliceId, 5_000);
      await accounts.remove(aliceId);
      await accounts.prolong(aliceId, 6_000);
      assert.deepEqual([[...secrets.entries], accounts.all()], [[], []]);
    });

    it("is tidied away where its account was removed by a window that ended too early", async () => {
      const secrets = new SecretsInMemory([[endKey(aliceId), JSON.stringify({ version: 1, session: "a", expiresAt: 1 })]]);
      await open(secrets).load();
      assert.deepEqual([...secrets.entries], []);
    });

    it("that can't be read leaves that of the account", async () => {
      const secrets = new SecretsInMemory();
      await open(secrets).save(alice);
      for (const value of ["", "null", "[]", JSON.stringify({ version: 2, session: "", expiresAt: 3 }), '{"version":1}']) {
        secrets.entries.set(endKey(aliceId), value);
        const accounts = open(secrets);
        await accounts.load();
        assert.equal(accounts.find(aliceId)?.expiresAt, 1_000);
        assert.equal(secrets.entries.get(endKey(aliceId)), value);
      }
    });
  });

  describe("that this version can't read", () => {
    const broken = (fields: object): string => JSON.stringify({ version: 1, ...alice, ...fields });

    it("are left alone, and not shown", async () => {
      const values = ["", "null", "7", "[]", "{", broken({ version: 2 }), broken({ version: "1" }), broken({ way: "sso" }), broken({ secret: undefined })];
      for (const value of [...values, broken({ name: "mallory" }), broken({ origin: "https://evil.test" }), broken({ nodeUrl: 1 })]) {
        const secrets = new SecretsInMemory([[accountKey(aliceId), value], ["storjGrants.account.x", value], ["other", value]]);
        const accounts = open(secrets);
        await accounts.load();
        await accounts.prolong(aliceId, 2_000);
        assert.deepEqual([accounts.all(), await accounts.current(aliceId)], [[], undefined], value);
        assert.deepEqual([...secrets.entries.values()], [value, value, value]);
      }
    });

    it("are not overwritten where a newer version wrote them, which is told", async () => {
      const value = broken({ version: 2 });
      const secrets = new SecretsInMemory([[accountKey(aliceId), value]]);
      await assert.rejects(open(secrets).save(alice), (error: unknown) => {
        assert.ok(error instanceof VaultError);
        assert.equal(error.code, "broken");
        assert.match(error.message, /The account was not saved: a newer version of this extension keeps .*Update the extension/);
        return true;
      });
      assert.equal(secrets.entries.get(accountKey(aliceId)), value);
    });

    it("are not removed where a newer version has signed in meanwhile", async () => {
      const value = broken({ version: 2 });
      const secrets = new SecretsInMemory();
      const accounts = open(secrets);
      const { account } = await accounts.save(alice);
      secrets.entries.set(accountKey(aliceId), value);
      assert.equal(await accounts.remove(aliceId, sessionOf(account)), false);
      assert.deepEqual([accounts.all(), secrets.entries.get(accountKey(aliceId))], [[], value]);
    });

    it("are replaced by a new sign-in where they are damaged: nothing else gets rid of them", async () => {
      const secrets = new SecretsInMemory([[accountKey(aliceId), "{"]]);
      const accounts = open(secrets);
      await accounts.save(alice);
      assert.deepEqual(kept(accounts), [alice]);
    });
  });

  describe("where the storage fails", () => {
    const failing = (...names: readonly ("get" | "store" | "delete" | "keys")[]): SecretsInMemory => {
      const secrets = new SecretsInMemory();
      const fails = (): Promise<never> => Promise.reject(new Error(`the host has ${alice.secret}`));
      Object.assign(secrets, Object.fromEntries(names.map((name) => [name, fails])));
      return secrets;
    };
    const failures = [
      ["keys", "load", "read-failed", /The accounts were not all read: VS Code did not give what it has stored\. Try again/],
      ["store", "save", "store-failed", /The account was not saved: VS Code did not store it\. Try again/],
      ["get", "save", "read-failed", /The account was not saved: VS Code did not give what/],
    ] as const;
    for (const [operation, step, code, words] of failures) {
      it(`it is told in words: ${step}, ${operation}`, async () => {
        const accounts = open(failing(operation));
        await assert.rejects(step === "load" ? accounts.load() : accounts.save(alice), (error: unknown) => {
          assert.ok(error instanceof VaultError);
          assert.equal(error.code, code);
          assert.match(error.message, words);
          assert.ok(!error.message.includes("HqUN"));
          return true;
        });
        assert.deepEqual(accounts.all(), []);
      });
    }

    it("it is told in words: remove, delete; the account stays", async () => {
      const secrets = new SecretsInMemory();
      const accounts = open(secrets);
      await accounts.save(alice);
      secrets.delete = () => Promise.reject(new Error("the host"));
      await assert.rejects(accounts.remove(aliceId), { code: "delete-failed", message: /^The account was not removed: VS Code did not delete it\./ });
      assert.deepEqual(kept(accounts), [alice]);
    });

    it("what was deleted although the storage says no is removed", async () => {
      const secrets = new SecretsInMemory();
      const accounts = open(secrets);
      await accounts.save(alice);
      const { delete: really } = secrets;
      secrets.delete = async (name) => {
        await really(name);
        throw new Error("the host");
      };
      await accounts.remove(aliceId);
      assert.deepEqual(kept(accounts), []);
    });

    it("another load tries again", async () => {
      const secrets = failing("keys");
      const accounts = open(secrets);
      await assert.rejects(accounts.load());
      secrets.keys = () => Promise.resolve([]);
      await accounts.load();
      assert.ok(accounts.isLoaded);
    });

    it("own state answers for one that can't be read again", async () => {
      const secrets = new SecretsInMemory();
      const accounts = open(secrets);
      await accounts.save(alice);
      secrets.get = () => Promise.reject(new Error("the host"));
      assert.equal((await accounts.current(aliceId))?.secret, alice.secret);
      assert.deepEqual(warnings, ["An account could not be read again."]);
    });
  });
});

/** A random course of two windows; `ACCOUNTS_SEED=7` repeats one. */
const { ACCOUNTS_SEED } = process.env;
const firstSeed = ACCOUNTS_SEED === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(ACCOUNTS_SEED);

describe("accounts in two windows", () => {
  class Windows {
    readonly random: Random;
    readonly clock = new ManualClock();
    readonly interleaving: Interleaving;
    readonly store: SecretStore;
    readonly secrets: readonly StoreWindow[];
    readonly accounts: readonly [Accounts, Accounts];

    constructor(seed: number) {
      this.random = new Random(seed);
      this.interleaving = new Interleaving(this.random);
      this.store = new SecretStore(this.interleaving, this.random);
      this.secrets = [this.store.open(), this.store.open()];
      this.accounts = this.secrets.map((secrets) => open(secrets, this.clock)) as unknown as [Accounts, Accounts];
    }

    until<T>(result: Promise<T>): Promise<T> {
      return this.interleaving.until(result);
    }

    /** Lets all events arrive, and what they set off come to its end. */
    async rest(): Promise<void> {
      for (let round = 0; round < 3; round++) {
        await this.interleaving.toTheEnd();
        await this.clock.advance(10_000);
      }
      await this.interleaving.toTheEnd();
    }
  }

  const loaded = async (seed: number): Promise<Windows> => {
    const windows = new Windows(seed);
    for (const accounts of windows.accounts) await windows.until(accounts.load());
    return windows;
  };

  it("one hears of what the other saves, prolongs and removes", async () => {
    const windows = await loaded(1);
    const [one, other] = windows.accounts;
    let told = 0;
    other.onDidChange(() => { told++; });
    await windows.until(one.save(alice));
    await windows.rest();
    assert.deepEqual([kept(other), told], [[alice], 1]);
    await windows.until(one.prolong(aliceId, 9_000));
    await windows.rest();
    assert.deepEqual([kept(other), told], [[{ ...alice, expiresAt: 9_000 }], 2]);
    await windows.until(one.remove(aliceId));
    await windows.rest();
    assert.deepEqual([kept(other), told], [[], 3]);
  });

  it("one that removes what it knows leaves what the other has signed in to meanwhile, and shows that", async () => {
    const windows = await loaded(5);
    const [one, other] = windows.accounts;
    const { account } = await windows.until(one.save(alice));
    await windows.rest();
    windows.store.mood.eventMissing = 1;
    await windows.until(other.save({ ...alice, secret: "another", expiresAt: 2_000 }));
    await windows.until(other.prolong(aliceId, 9_000));
    assert.equal(await windows.until(one.remove(aliceId, sessionOf(account))), false);
    assert.deepEqual(kept(one), [{ ...alice, secret: "another", expiresAt: 9_000 }]);
    assert.deepEqual([...windows.store.entries.keys()], [accountKey(aliceId), endKey(aliceId)]);
    assert.equal(await windows.until(one.remove(aliceId, sessionOf({ ...account, secret: "another" }))), true);
    assert.deepEqual([kept(one), windows.store.entries.size], [[], 0]);
    assert.equal(await windows.until(other.remove(aliceId, sessionOf(account))), true);
    assert.deepEqual(kept(other), []);
  });

  it("one that has asked for nothing reads nothing, whatever the other does", async () => {
    const windows = new Windows(2);
    const [one, other] = windows.accounts;
    await windows.until(one.save(alice));
    await windows.rest();
    const before = windows.store.gets.get(accountKey(aliceId));
    await windows.rest();
    assert.deepEqual([other.all(), windows.store.gets.get(accountKey(aliceId))], [[], before]);
    await windows.until(other.load());
    assert.deepEqual(kept(other), [alice]);
  });

  it("a missed event is made up for by a refresh, and for one account by asking for it", async () => {
    const windows = await loaded(3);
    const [one, other] = windows.accounts;
    windows.store.mood.eventMissing = 1;
    await windows.until(one.save(alice));
    await windows.rest();
    assert.deepEqual(kept(other), []);
    assert.equal((await windows.until(other.current(aliceId)))?.secret, alice.secret);
    await windows.until(one.save(key));
    await windows.until(other.refresh());
    assert.deepEqual(kept(other), [alice, key]);
  });

  it("of a storage that fails when an event has come, it asks again later", async () => {
    const windows = await loaded(4);
    const [one, other] = windows.accounts;
    await windows.until(one.save(alice));
    await windows.interleaving.toTheEnd();
    windows.store.mood.failing = 1;
    await windows.clock.advance(100);
    await windows.interleaving.toTheEnd();
    assert.deepEqual(kept(other), []);
    windows.store.mood.failing = 0;
    await windows.rest();
    assert.deepEqual(kept(other), [alice]);
  });

  for (let seed = firstSeed; seed < firstSeed + 5; seed++) {
    it(`whatever they do at once, no secret comes back or is replaced by an old one (ACCOUNTS_SEED=${seed})`, async () => {
      const windows = await loaded(seed);
      const { random, store, accounts, interleaving } = windows;
      let expected: string | undefined;
      for (let round = 1; round <= 200; round++) {
        Object.assign(store.mood, goodMood(), { eventMissing: random.pick([0, 0.5, 1]), eventDoubled: random.pick([0, 0.5]) });
        const [one, other] = random.shuffled(accounts) as [Accounts, Accounts];
        // One saves or removes while the other prolongs what it knows.
        const deed = random.pick(["save", "remove", "nothing"] as const);
        const secret = `secret ${String(round)}`;
        if (deed !== "nothing") expected = deed === "save" ? secret : undefined;
        await interleaving.until(
          Promise.all<unknown>([
            ...(deed === "save" ? [one.save({ ...alice, secret })] : deed === "remove" ? [one.remove(aliceId)] : []),
            ...random.several(1, 3, () => other.prolong(aliceId, 1_000_000 + round)),
            ...(random.chance(0.3) ? [one.refresh(), other.current(aliceId)] : []),
          ]),
        );
        const written = store.entries.get(accountKey(aliceId));
        assert.equal(written === undefined ? undefined : (JSON.parse(written) as Account).secret, expected);
        await windows.rest();
        for (const window of accounts) await windows.until(window.refresh());
        const [left, right] = accounts.map((window) => window.find(aliceId));
        assert.deepEqual(left, right);
        assert.equal(left?.secret, expected);
      }
    });
  }
});
