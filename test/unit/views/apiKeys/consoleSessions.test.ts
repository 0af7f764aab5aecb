import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Account, Accounts } from "../../../../src/vault/accounts";
import { ConsoleSessions } from "../../../../src/views/apiKeys/consoleSessions";
import { ManualClock } from "../../../support/manualClock";
import { silentLog } from "../../../support/silentLog";
import { SecretsInMemory } from "../../../support/vaultInMemory";

const minute = 60_000;
const half = 30 * minute;
const refresh = "POST /api/v0/auth/refresh-session";
const list = "GET /api/v0/projects";
const nodeUrl = "12EayRS2V1kEsWESU9QMRseFhdxYxKicsiFmxrsLZHeLUtdps3S@us1.storj.io:7777";

type Handler = (asked: string, credential: string) => Response | Promise<Response> | undefined;

const json = (value: unknown, status = 200): Response => new Response(JSON.stringify(value), { status });

/** Accounts, their sessions, and a console that a test answers for; what it leaves is answered as a console does that all is well with. */
class Around {
  readonly clock = new ManualClock();
  readonly secrets = new SecretsInMemory();
  readonly accounts = new Accounts({ secrets: this.secrets, clock: this.clock, log: silentLog });
  readonly asked: string[] = [];
  /** Origin and credential of each request that had one. */
  readonly sent: string[] = [];
  readonly warnings: string[] = [];
  deadlineMs = 15_000;
  answer: Handler = () => undefined;
  lastingMs = half;
  readonly sessions: ConsoleSessions;

  constructor() {
    const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const url = new URL(input instanceof Request ? input.url : input);
      const headers = new Headers(init?.headers);
      const asked = `${init?.method ?? "GET"} ${url.pathname}`;
      const credential = headers.get("Cookie") ?? headers.get("Authorization") ?? "";
      if (asked === "GET /api/v0/config") return json({ satelliteName: "Storj", satelliteNodeURL: nodeUrl, csrfToken: "" });
      this.asked.push(asked);
      if (credential !== "") this.sent.push(`${url.origin} ${credential}`);
      const own = await this.answer(asked, credential);
      if (own) return own;
      if (asked === refresh) return json(new Date(this.clock.now() + this.lastingMs).toISOString());
      return json([]);
    };
    const log = { ...silentLog, warn: (message: string) => void this.warnings.push(message) };
    this.sessions = new ConsoleSessions({ accounts: this.accounts, clock: this.clock, log, deadlineMs: () => this.deadlineMs, fetch });
  }

  async session(expiresIn: number | undefined, secret = "token.one", name = "alice@example.test"): Promise<Account> {
    const expiresAt = expiresIn === undefined ? undefined : this.clock.now() + expiresIn;
    const { account } = await this.accounts.save({ origin: "https://us1.storj.io", way: "session", name, secret, expiresAt, nodeUrl });
    return account;
  }

  use({ id }: Account): Promise<unknown> {
    return this.sessions.use(id, (api) => api.projects());
  }

  /** What was asked since the last call of this. */
  news(): string[] {
    return this.asked.splice(0);
  }
}

const signedOut = { code: "signed-out" };
const unauthorized = (): Response => json({ error: "unauthorized" }, 401);

describe("sessions of consoles", () => {
  it("ask nothing and read nothing before they are used", async () => {
    const around = new Around();
    await around.session(5 * minute);
    const { gets } = around.secrets;
    around.sessions.watch(true);
    await around.clock.advance(7 * 24 * 60 * minute);
    assert.deepEqual([around.news(), around.secrets.gets, around.clock.waiting], [[], gets, 0]);
  });

  it("are asked in the account's own way", async () => {
    const around = new Around();
    const session = await around.session(half);
    const { account: key } = await around.accounts.save({ ...session, way: "restKey", secret: "the-key", expiresAt: undefined });
    await around.use(session);
    await around.use(key);
    assert.deepEqual(around.news(), [list, "GET /public/v1/projects/"]);
    assert.deepEqual(around.sent, ["https://us1.storj.io _tokenKey=token.one", "https://us1.storj.io Bearer the-key"]);
  });

  it("are asked with the deadline that is set by then", async () => {
    const around = new Around();
    const account = await around.session(half);
    around.answer = () => new Promise<Response>(() => undefined);
    for (const deadlineMs of [15_000, 3_000]) {
      around.deadlineMs = deadlineMs;
      const late = assert.rejects(around.use(account), { code: "timeout" });
      while (around.asked.length === 0) await around.clock.advance(0);
      await around.clock.advance(deadlineMs - 1);
      around.news();
      await around.clock.advance(1);
      await late;
    }
  });

  it("send nothing where the account has gone, or its origin is none", async () => {
    const around = new Around();
    const account = await around.session(half);
    await around.accounts.remove(account.id);
    await assert.rejects(around.use(account), signedOut);
    assert.ok(!around.sessions.isOver(account.id));
    for (const origin of ["http://us1.storj.io", "https://us1.storj.io/", "https://us1.storj.io/a", "us1.storj.io", "https://US1.storj.io"]) {
      const { account: other } = await around.accounts.save({ ...account, origin });
      await assert.rejects(around.use(other), { code: "not-console" });
    }
    assert.deepEqual([around.news(), around.sent], [[], []]);
  });

  it("send nothing for a person who has left", async () => {
    const around = new Around();
    const { id } = await around.session(undefined);
    await assert.rejects(around.sessions.use(id, (api) => api.projects(), AbortSignal.abort()), { name: "AbortError" });
    assert.deepEqual(around.news(), []);
  });

  describe("are prolonged", () => {
    it("where less than half of what that gives is left, and not before: a week's session would become shorter", async () => {
      const around = new Around();
      const account = await around.session(7 * 24 * 60 * minute);
      await around.use(account);
      await around.clock.advance(7 * 24 * 60 * minute - 16 * minute);
      await around.use(account);
      assert.deepEqual(around.news(), [list, list]);
      await around.clock.advance(2 * minute);
      around.lastingMs = 4 * 60 * minute;
      await around.use(account);
      assert.deepEqual(around.news(), [refresh, list]);
      assert.equal(around.accounts.find(account.id)?.expiresAt, around.clock.now() + 4 * 60 * minute);
      await around.clock.advance(119 * minute);
      await around.use(account);
      assert.deepEqual(around.news(), [list]);
      await around.clock.advance(2 * minute);
      await around.use(account);
      assert.deepEqual(around.news(), [refresh, list]);
    });

    it("where the end is not known", async () => {
      const around = new Around();
      const account = await around.session(undefined);
      await around.use(account);
      await around.use(account);
      assert.deepEqual(around.news(), [refresh, list, list]);
    });

    it("once by all that are asked for at once", async () => {
      const around = new Around();
      const account = await around.session(undefined);
      await Promise.all([around.use(account), around.use(account), around.use(account)]);
      assert.deepEqual(around.news(), [refresh, list, list, list]);
    });

    it("each by itself", async () => {
      const around = new Around();
      const [alice, bob] = [await around.session(undefined), await around.session(undefined, "token.two", "bob@example.test")];
      await Promise.all([around.use(alice), around.use(bob)]);
      assert.deepEqual(around.news().sort(), [list, list, refresh, refresh]);
    });

    it("not again within a minute where that fails, which is no failure of the request", async () => {
      const around = new Around();
      const account = await around.session(undefined);
      around.answer = (asked) => (asked === refresh ? json({ error: "no" }, 500) : undefined);
      await around.use(account);
      await around.use(account);
      assert.deepEqual(around.news(), [refresh, list, list]);
      await around.clock.advance(minute);
      await around.use(account);
      assert.deepEqual(around.news(), [refresh, list]);
    });

    it("not again within a minute where the clocks differ", async () => {
      const around = new Around();
      around.lastingMs = -3 * 60 * minute;
      const account = await around.session(undefined);
      for (let time = 0; time < 5; time++) await around.use(account);
      assert.deepEqual(around.news(), [refresh, list, list, list, list, list]);
    });

    it("although the new end can't be kept", async () => {
      const around = new Around();
      const account = await around.session(undefined);
      around.secrets.store = () => Promise.reject(new Error("the host"));
      await around.use(account);
      await around.clock.advance(2 * minute);
      await around.use(account);
      assert.deepEqual(around.news(), [refresh, list, list]);
    });

    it("never, of a REST API key", async () => {
      const around = new Around();
      const { account } = await around.accounts.save({ ...(await around.session(half)), way: "restKey", expiresAt: undefined });
      await around.use(account);
      assert.deepEqual(around.news(), ["GET /public/v1/projects/"]);
    });
  });

  describe("over", () => {
    it("are so until they are signed in to again; each use asks once", async () => {
      const around = new Around();
      const account = await around.session(half);
      let told = 0;
      around.sessions.onDidChange(() => { told++; });
      around.answer = (_, credential) => (credential === "_tokenKey=token.one" ? unauthorized() : undefined);
      await assert.rejects(around.use(account), signedOut);
      assert.deepEqual([around.sessions.isOver(account.id), told], [true, 1]);
      await assert.rejects(around.use(account), signedOut);
      assert.deepEqual([around.news(), told], [[list, list], 1]);
      await around.session(half, "token.two");
      assert.ok(!around.sessions.isOver(account.id));
      await around.use(account);
      assert.deepEqual(around.sent.at(-1), "https://us1.storj.io _tokenKey=token.two");
      assert.ok(!around.sessions.isOver(account.id));
    });

    it("are told by the failure to prolong them, and the request is not sent", async () => {
      const around = new Around();
      const account = await around.session(minute);
      around.answer = () => unauthorized();
      await assert.rejects(around.use(account), signedOut);
      assert.deepEqual([around.news(), around.sessions.isOver(account.id)], [[refresh], true]);
    });

    it("are not, where another window has signed in again, whose session is used", async () => {
      const around = new Around();
      const account = await around.session(half);
      const other = new Accounts({ secrets: around.secrets, clock: around.clock, log: silentLog });
      await around.use(account);
      await other.save({ ...account, secret: "token.two" });
      await around.use(account);
      assert.deepEqual(around.sent, ["https://us1.storj.io _tokenKey=token.one", "https://us1.storj.io _tokenKey=token.two"]);
    });

    it("are forgotten with the account, also where the answer comes after it has gone", async () => {
      for (const isLate of [false, true]) {
        const around = new Around();
        const account = await around.session(half);
        around.answer = async () => {
          if (isLate) await around.accounts.remove(account.id);
          return unauthorized();
        };
        await assert.rejects(around.use(account), signedOut);
        assert.equal(around.sessions.isOver(account.id), !isLate);
        await around.accounts.remove(account.id);
        await around.session(half);
        assert.ok(!around.sessions.isOver(account.id));
      }
    });

    it("is told of once more where a server changes its mind", async () => {
      const around = new Around();
      const account = await around.session(half);
      around.answer = () => unauthorized();
      await assert.rejects(around.use(account), signedOut);
      around.answer = () => undefined;
      await around.use(account);
      assert.ok(!around.sessions.isOver(account.id));
    });

    for (const [what, response] of [["403", 403], ["429", 429], ["500", 500]] as const) {
      it(`are not by a ${what}`, async () => {
        const around = new Around();
        const account = await around.session(half);
        around.answer = () => json({ error: "no" }, response);
        await assert.rejects(around.use(account), { name: "ConsoleError", status: response });
        assert.ok(!around.sessions.isOver(account.id));
      });
    }
  });

  describe("while the view is visible", () => {
    it("are prolonged shortly before they end, and so on", async () => {
      const around = new Around();
      const account = await around.session(half);
      around.sessions.watch(true);
      await around.use(account);
      around.news();
      await around.clock.advance(27 * minute);
      assert.deepEqual(around.news(), []);
      await around.clock.advance(2 * minute);
      assert.deepEqual(around.news(), [refresh]);
      await around.clock.advance(28 * minute);
      assert.deepEqual(around.news(), [refresh]);
    });

    it("are not any more once it is hidden", async () => {
      const around = new Around();
      const account = await around.session(half);
      around.sessions.watch(true);
      await around.use(account);
      around.sessions.watch(false);
      around.news();
      await around.clock.advance(24 * 60 * minute);
      around.sessions.watch(true);
      await around.clock.advance(24 * 60 * minute);
      assert.deepEqual([around.news(), around.clock.waiting], [[], 0]);
    });

    it("are asked for once more where that fails, a minute later, and then left to whoever uses them next", async () => {
      const around = new Around();
      const account = await around.session(half);
      around.sessions.watch(true);
      await around.use(account);
      around.news();
      around.answer = () => json({ error: "no" }, 500);
      await around.clock.advance(29 * minute + 30_000);
      assert.deepEqual(around.news(), [refresh, refresh]);
      await around.clock.advance(24 * 60 * minute);
      assert.deepEqual([around.news(), around.clock.waiting], [[], 0]);
    });

    it("are found to be over, which is told, and asked for no more", async () => {
      const around = new Around();
      const account = await around.session(half);
      around.sessions.watch(true);
      await around.use(account);
      around.news();
      let told = 0;
      around.sessions.onDidChange(() => { told++; });
      around.answer = () => unauthorized();
      await around.clock.advance(24 * 60 * minute);
      assert.deepEqual([around.news(), told, around.sessions.isOver(account.id), around.clock.waiting], [[refresh], 1, true, 0]);
    });

    it("are left alone where they ended while the computer slept", async () => {
      const around = new Around();
      const account = await around.session(half);
      around.sessions.watch(true);
      await around.use(account);
      around.news();
      const reallyNow = around.clock.now.bind(around.clock);
      around.clock.now = () => reallyNow() + 24 * 60 * minute;
      await around.clock.advance(10 * minute);
      assert.deepEqual(around.news(), []);
    });

    it("are left alone once they are signed out of, and when all has ended", async () => {
      const around = new Around();
      const account = await around.session(half);
      around.sessions.watch(true);
      await around.use(account);
      await around.accounts.remove(account.id);
      assert.equal(around.clock.waiting, 0);
      const other = await around.session(half);
      await around.use(other);
      around.sessions.dispose();
      around.sessions.watch(true);
      assert.equal(around.clock.waiting, 0);
    });
  });

  describe("ended", () => {
    it("are so on the server, without being prolonged before", async () => {
      const around = new Around();
      const account = await around.session(undefined);
      await around.sessions.end(account);
      assert.deepEqual(around.news(), ["POST /api/v0/auth/logout"]);
    });

    it("are so where the server says that they are over", async () => {
      const around = new Around();
      const account = await around.session(half);
      around.answer = () => unauthorized();
      await around.sessions.end(account);
      around.answer = () => json({ error: "no" }, 500);
      await assert.rejects(around.sessions.end(account), { code: "server" });
    });

    it("are those of the account at that time, and not one that was signed in to since", async () => {
      const around = new Around();
      const account = await around.session(half);
      await around.session(half, "token.two");
      await around.sessions.end(account);
      assert.deepEqual(around.sent, ["https://us1.storj.io _tokenKey=token.one"]);
    });

    it("that are kept nowhere are so without a word where that fails, and but for a browser's", async () => {
      const around = new Around();
      const account = await around.session(half);
      await around.sessions.endUnkept(account);
      assert.deepEqual(around.news(), ["POST /api/v0/auth/logout"]);
      around.answer = () => json({ error: "no" }, 500);
      await around.sessions.endUnkept(account);
      assert.deepEqual([around.news(), around.warnings], [["POST /api/v0/auth/logout"], ["A session that is not kept could not be ended."]]);
      await around.sessions.endUnkept({ ...account, isBrowsers: true });
      assert.deepEqual(around.news(), []);
    });

    it("need no request of a REST API key", async () => {
      const around = new Around();
      const { account } = await around.accounts.save({ ...(await around.session(half)), way: "restKey" });
      await around.sessions.end(account);
      assert.deepEqual(around.news(), []);
    });
  });

  describe("of two satellites", () => {
    const servers: Server[] = [];
    const heard: IncomingMessage[][] = [];
    const origins: string[] = [];

    beforeEach(async () => {
      for (let one = 0; one < 2; one++) {
        const requests: IncomingMessage[] = [];
        const server = createServer((request, response) => {
          requests.push(request);
          request.resume();
          const value = request.url?.endsWith("refresh-session") === true ? new Date(Date.now() + half).toISOString() : [];
          response.end(JSON.stringify(request.url?.endsWith("config") === true ? { satelliteName: "", satelliteNodeURL: nodeUrl } : value));
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        servers.push(server);
        heard.push(requests);
        origins.push(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
      }
    });
    afterEach(async () => {
      for (const server of servers.splice(0)) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      heard.length = 0;
      origins.length = 0;
    });

    it("send each secret to its own, and to no other", async () => {
      const clock = new ManualClock(Date.now());
      const accounts = new Accounts({ secrets: new SecretsInMemory(), clock, log: silentLog });
      const sessions = new ConsoleSessions({ accounts, clock, log: silentLog, deadlineMs: () => 15_000 });
      const all: Account[] = [];
      for (const [at, origin] of origins.entries()) {
        for (const way of ["session", "restKey"] as const) {
          const secret = `${way}.of.${String(at)}`;
          all.push((await accounts.save({ origin, way, name: "alice@example.test", secret, expiresAt: undefined, nodeUrl })).account);
        }
      }
      await Promise.all(all.map(({ id }) => sessions.use(id, (api) => api.projects())));
      await Promise.all(all.map((account) => sessions.end(account)));
      for (const [at, requests] of heard.entries()) {
        const got = requests.map(({ headers }) => JSON.stringify(headers)).join("\n");
        const other = String(1 - at);
        assert.ok(got.includes(`session.of.${String(at)}`) && got.includes(`restKey.of.${String(at)}`));
        assert.ok(!got.includes(`.of.${other}`));
      }
      sessions.dispose();
    });
  });
});
