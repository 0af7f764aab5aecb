import assert from "node:assert/strict";
import type { Services } from "../../../../src/commands/services";
import { environmentSignIn } from "../../../../src/commands/signingIn/environment";
import { FailedSignIns } from "../../../../src/commands/signingIn/failedSignIns";
import type { SignInAround } from "../../../../src/commands/signingIn/signInAround";
import { signInByEnvironment, signInBySteps } from "../../../../src/commands/signingIn/signInFlow";
import { createAsk } from "../../../../src/platform/askInWindow";
import { systemClock } from "../../../../src/platform/clock";
import { type Account, Accounts } from "../../../../src/vault/accounts";
import { browserSession } from "../../../support/browserSession";
import { ConsoleSessions } from "../../../../src/views/apiKeys/consoleSessions";
import { voiceAt } from "../../../support/chains";
import { type Act, FakeWindow } from "../../../support/fakeWindow";
import { LeakDetector } from "../../../support/leaks";
import { type SatelliteOptions, type StandIn, startSatellite } from "../../../support/satellite";
import { silentLog } from "../../../support/silentLog";
import { SecretsInMemory } from "../../../support/vaultInMemory";

/** A person with a script in front of a window, and what signing in leaves behind. */
class Around {
  readonly host: FakeWindow;
  /** All that was shown. */
  readonly shown: string[] = [];
  readonly revealed: string[] = [];
  /** Sessions that are ended since they are not kept. */
  readonly ending: Promise<void>[] = [];
  readonly secrets: SecretsInMemory;
  readonly accounts: Accounts;
  readonly over = new Set<string>();
  readonly around: SignInAround;

  constructor(script: readonly Act[], { secrets = new SecretsInMemory(), failedSignIns = new FailedSignIns(), deadlineMs = 15_000 } = {}) {
    this.host = new FakeWindow(...script);
    this.secrets = secrets;
    this.accounts = new Accounts({ secrets: this.secrets, clock: systemClock, log: silentLog });
    const sessions = new ConsoleSessions({ accounts: this.accounts, clock: systemClock, log: silentLog, deadlineMs: () => deadlineMs });
    const services = {
      accounts: this.accounts,
      apiKeys: { reveal: (id: string) => Promise.resolve(void this.revealed.push(id)) },
      ask: createAsk(this.host, (text) => this.shown.push(text)),
      clock: systemClock,
      decoder: { voice: () => voiceAt(Date.now()) },
      failedSignIns,
      sessions: {
        isOver: (id: string) => this.over.has(id),
        endUnkept: (account: Account) => {
          const ending = sessions.endUnkept(account);
          this.ending.push(ending);
          return ending;
        },
      },
    };
    this.around = { ...(services as unknown as Services), deadlineMs };
  }

  async signsIn(again?: Account): Promise<Account | undefined> {
    const account = await signInBySteps(this.around, again);
    assert.deepEqual(this.host.left, []);
    return account;
  }

  /** Nothing is kept or shown. */
  nothing(): void {
    assert.deepEqual([[...this.secrets.entries], this.revealed], [[], []]);
  }

  /** Titles with steps, as “Sign In to Satellite 2/4”; a secret's box has an asterisk. */
  boxes(): string[] {
    return this.host.boxes.map(({ title = "", step = 0, totalSteps = 0, password }) => `${title} ${step}/${totalSteps}${password ? "*" : ""}`);
  }

  messages(): string[] {
    return this.host.messages.map(({ text, options: { detail = "" }, buttons }) => `${text} ${detail} [${buttons.join("|")}]`);
  }
}

const title = "Sign In to Satellite";

describe("signing in", () => {
  const started: StandIn[] = [];
  let standIn: StandIn;

  const start = async (options: SatelliteOptions = {}): Promise<StandIn> => {
    const one = await startSatellite(options);
    started.push(one);
    return one;
  };
  before(async () => {
    standIn = await start();
    started.pop();
  });
  after(() => standIn.stop());
  afterEach(async () => {
    standIn.faults.console = undefined;
    for (const one of started.splice(0)) await one.stop();
  });

  /** What a console was asked, without what the CSRF token takes. */
  const asked = (of: StandIn): string[] => of.requests().flatMap((one) => (one.to === "console" ? [`${one.method} ${one.path} ${one.way}`] : []));
  const since = (of: StandIn): (() => string[]) => {
    const before = asked(of).length;
    return () => asked(of).slice(before);
  };
  /** Types the stand-in's address, and takes a way. */
  const opening = (of: StandIn, way: string): Act[] => [{ type: of.ready.consoleURL }, "enter", { choose: way }];
  const byPassword = (of: StandIn, email: string, password = of.ready.password): Act[] => [
    ...opening(of, "E-Mail and Password"),
    { type: email },
    "enter",
    { type: password },
    "enter",
  ];
  const code = (kind: string, text: string): Act[] => [{ choose: kind }, { type: text }, "enter"];
  const hostOf = ({ ready }: StandIn): string => ready.consoleURL;

  describe("with e-mail and password", () => {
    it("asks the config, then signs in once, for a week; keeps the session, and shows it", async () => {
      const { ready } = standIn;
      const news = since(standIn);
      const one = new Around(byPassword(standIn, ` ${ready.email} `));
      const account = await one.signsIn();
      assert.ok(account);
      assert.deepEqual(
        [account.origin, account.way, account.name, account.isBrowsers, account.nodeUrl],
        [ready.consoleURL, "session", ready.email, undefined, ready.satelliteNodeURL],
      );
      const days = ((account.expiresAt ?? 0) - Date.now()) / 86_400_000;
      assert.ok(days > 6.9 && days < 7.1, String(days));
      assert.deepEqual(one.boxes(), [`${title} 1/4`, `${title} 2/4`, `${title} 3/4`, `${title} 4/4*`]);
      assert.deepEqual(one.host.progresses.map((each) => each.title), [`Asking ${hostOf(standIn)} how to sign in…`, `Signing in to ${hostOf(standIn)}…`]);
      assert.match(one.messages().join(), new RegExp(`^You are signed in to ${hostOf(standIn)} as alice@example.test\\. Its projects`));
      assert.deepEqual(one.revealed, [account.id]);
      assert.deepEqual(news().filter((each) => !each.includes("config")), ["POST /api/v0/auth/token none"]);
      assert.equal(account.secret, one.accounts.find(account.id)?.secret);
      assert.ok(![...one.secrets.entries.values()].some((value) => value.includes(ready.password)));
    });

    it("keeps the account's name where its letters' case is other", async () => {
      const secrets = new SecretsInMemory();
      const first = await new Around(byPassword(standIn, standIn.ready.email), { secrets }).signsIn();
      const second = await new Around(byPassword(standIn, "Alice@Example.Test"), { secrets }).signsIn();
      assert.equal(first?.id, second?.id);
      assert.notEqual(first?.secret, second?.secret);
      assert.equal(secrets.entries.size, 1);
    });

    it("names the console's satellite where that is at another host: the person has not seen it yet", async () => {
      const nodeUrl = standIn.ready.satelliteNodeURL.replace("@127.0.0.1:", "@sat.example.test:");
      const other = await start();
      const config = await (await fetch(`${other.ready.consoleURL}/api/v0/config`)).json() as object;
      const body = JSON.stringify({ ...config, satelliteNodeURL: nodeUrl });
      other.faults.console = (_method, path) => (path === "/api/v0/config" ? { status: 200, body } : undefined);
      const one = new Around(byPassword(other, other.ready.email));
      assert.ok(await one.signsIn());
      assert.match(one.messages().join(), /It says that its satellite is sat\.example\.test:\d+: while you are signed in, that is asked without a question\. {2}\[OK\]$/);
    });

    it("ends the session that it takes the place of, unless that is a browser's", async () => {
      for (const isBrowsers of [false, true]) {
        const secrets = new SecretsInMemory();
        const first = new Around(byPassword(standIn, standIn.ready.email), { secrets });
        const before = await first.signsIn();
        assert.ok(before);
        await first.accounts.save({ ...before, isBrowsers });
        const news = since(standIn);
        const second = new Around(byPassword(standIn, standIn.ready.email), { secrets });
        assert.ok(await second.signsIn());
        await Promise.all(second.ending);
        assert.equal(news().includes("POST /api/v0/auth/logout session"), !isBrowsers);
        const { status } = await fetch(`${standIn.ready.consoleURL}/api/v0/projects`, { headers: { Cookie: `_tokenKey=${before.secret}` } });
        assert.equal(status, isBrowsers ? 200 : 401);
      }
    });

    it("ends no session that is the same", async () => {
      const token = await browserSession(standIn.ready, standIn.ready.email);
      const one = new Around([...opening(standIn, "The Browser's Session"), { type: token }, "enter", "enter"]);
      await one.accounts.save({ origin: hostOf(standIn), way: "session", name: hostOf(standIn), secret: token, expiresAt: undefined, nodeUrl: "" });
      assert.ok(await one.signsIn());
      assert.deepEqual(one.ending, []);
    });

    for (const [kind, text] of [["Passcode", "123 456"], ["Recovery Code", " AAAA-BBBB-CCCC"]] as const) {
      it(`asks for a code where one is needed: ${kind}`, async () => {
        const other = await start();
        const one = new Around([...byPassword(other, other.ready.mfaEmail), ...code(kind, text)]);
        const account = await one.signsIn();
        assert.equal(account?.name, other.ready.mfaEmail);
        assert.deepEqual(one.boxes().slice(3), [`${title} 4/4*`, `${title} 5/6`, `${title} 6/6*`]);
        assert.deepEqual(asked(other).filter((each) => each.includes("auth")).length, 2);
      });
    }

    it("says what an address and a code look like while they are typed", async () => {
      const other = await start();
      const one = new Around([
        ...opening(other, "E-Mail and Password"),
        { type: "carol" },
        { type: other.ready.mfaEmail },
        "enter",
        "enter",
        { type: other.ready.password },
        "enter",
        { choose: "Passcode" },
        { type: "12345" },
        "leave",
      ]);
      assert.equal(await one.signsIn(), undefined);
      one.nothing();
      assert.deepEqual(one.host.boxes.flatMap(({ problems }) => problems), ["Write an e-mail address", "A password can't be empty", "A passcode is six digits"]);
    });

    it("says that e-mail or password are wrong, and asks for the password again, with the address as it was", async () => {
      const other = await start();
      const { ready } = other;
      const wrong = "wrong-Password-1";
      const one = new Around([...byPassword(other, ready.email, wrong), { press: "Type Password Again…" }, { type: ready.password }, "enter"]);
      assert.equal((await one.signsIn())?.name, ready.email);
      assert.match(one.messages()[0] ?? "", /^You are not signed in: .* does not take that e-mail address and password, or has locked .* third failure/);
      assert.deepEqual(one.boxes().slice(-2), [`${title} 4/4*`, `${title} 4/4*`]);
      assert.match(one.host.boxes.at(-1)?.prompt ?? "", /The password of alice@example\.test at http/);
    });

    it("says that a code is wrong, and asks for one again, of either kind", async () => {
      const other = await start();
      const { ready } = other;
      const one = new Around([
        ...byPassword(other, ready.mfaEmail),
        ...code("Passcode", "654321"),
        { press: "Type Code Again…" },
        ...code("Recovery Code", ready.recoveryCode),
      ]);
      assert.equal((await one.signsIn())?.name, ready.mfaEmail);
      assert.match(one.messages()[0] ?? "", /does not take the passcode or recovery code\. A passcode is valid for half a minute, and a recovery code works once/);
    });

    it("takes a console that wants a code although one came along for one that did not take it: nothing is kept", async () => {
      const other = await start();
      const { ready } = other;
      const body = JSON.stringify({ error: "A MFA passcode or recovery code is required" });
      other.faults.console = (method) => (method === "POST" ? { status: 200, body } : undefined);
      const one = new Around([...byPassword(other, ready.mfaEmail), ...code("Passcode", ready.mfaCode), "leave"]);
      assert.equal(await one.signsIn(), undefined);
      assert.match(one.messages()[0] ?? "", /does not take the passcode or recovery code/);
      assert.deepEqual(one.accounts.all(), []);
    });

    describe("before the failure that would lock the account", () => {
      const [wrong, again] = ["wrong-Password-1", { press: "Type Password Again…" }] as const;

      it("warns, and sends nothing where the person stops there", async () => {
        const other = await start();
        const failedSignIns = new FailedSignIns();
        const one = new Around([...byPassword(other, other.ready.email, wrong), again, { type: wrong }, "enter"], { failedSignIns });
        assert.equal(await one.signsIn(), undefined);
        const news = since(other);
        const two = new Around(byPassword(other, "ALICE@example.test", wrong), { failedSignIns });
        assert.equal(await two.signsIn(), undefined);
        two.nothing();
        assert.match(two.messages().join(), /^One more failure locks the account ALICE@example\.test for 2 minutes\. Sign in\? .* 2 have failed; wrong codes count as well\. .* 4, 8 … \[Sign In\]$/s);
        assert.equal(two.host.messages[0]?.options.modal, true);
        assert.deepEqual(news(), ["GET /api/v0/config none"]);
      });

      it("counts wrong codes too, warns once for each failure, and of a lock says until when", async () => {
        const other = await start();
        const { ready } = other;
        const failedSignIns = new FailedSignIns();
        const one = new Around(
          [
            ...byPassword(other, ready.mfaEmail),
            ...code("Passcode", "000000"),
            { press: "Type Code Again…" },
            ...code("Recovery Code", "wrong"),
            { press: "Type Code Again…" },
            ...code("Passcode", "111111"),
            { press: "Sign In" },
            { press: "Type Code Again…" },
            ...code("Passcode", ready.mfaCode),
          ],
          { failedSignIns },
        );
        assert.equal(await one.signsIn(), undefined);
        const warnings = one.messages().filter((text) => text.startsWith("One more failure"));
        assert.match(warnings[0] ?? "", /for 2 minutes/);
        assert.doesNotMatch(warnings[0] ?? "", /it is locked/);
        assert.match(warnings[1] ?? "", /for 4 minutes\..* 3 have failed.*Until \d\d:\d\d it is locked, as far as that is known here: nothing is taken till then/s);
        assert.equal(warnings.length, 2);
      });

      const tryAgain = { press: "Try Again" } as const;
      for (const [what, fault] of [
        ["the connection breaks", "hang-up"],
        ["the server fails", { status: 502, body: "{}" }],
        ["a page comes", "html"],
      ] as const) {
        it(`counts what was sent and has no answer, since it may have failed, and warns before Try Again too: ${what}`, async () => {
          const other = await start();
          const posts = since(other);
          other.faults.console = (method) => (method === "POST" ? fault : undefined);
          const failedSignIns = new FailedSignIns();
          const one = new Around([...byPassword(other, other.ready.email, wrong), tryAgain, tryAgain], { failedSignIns });
          assert.equal(await one.signsIn(), undefined);
          one.nothing();
          assert.match(one.messages().at(-1) ?? "", /^One more failure locks the account alice@example\.test for 2 minutes\. .* 2 have failed; .* not answered is among them/s);
          assert.equal(posts().filter((each) => each.startsWith("POST")).length, 2);
        });
      }

      it("counts what the person cancels once it was sent, and nothing that was not sent", async () => {
        const other = await start();
        const failedSignIns = new FailedSignIns();
        const count = (): number => failedSignIns.of(other.ready.consoleURL, other.ready.email).count;
        const cancelled = new Around(byPassword(other, other.ready.email, wrong), { failedSignIns });
        other.faults.console = (method) => {
          if (method !== "POST") return undefined;
          setImmediate(() => cancelled.host.progresses.at(-1)?.cancel());
          return "silence";
        };
        assert.equal(await cancelled.signsIn(), undefined);
        // The request hears of it after the person has gone on.
        while (count() === 0) await new Promise((resolve) => setImmediate(resolve));
        let configs = 0;
        other.faults.console = (_method, path) => (path.endsWith("/config") && ++configs > 1 ? "hang-up" : undefined);
        const unsent = new Around(byPassword(other, other.ready.email, wrong), { failedSignIns });
        assert.equal(await unsent.signsIn(), undefined);
        assert.match(unsent.messages().join(), /the connection to .* failed/);
        assert.equal(count(), 1);
        other.faults.console = (method) => (method === "POST" ? { status: 429, body: "{}" } : undefined);
        await new Around(byPassword(other, other.ready.email, wrong), { failedSignIns }).signsIn();
        assert.equal(count(), 1);
      });

      it("counts each console and address for itself, and no more once they signed in", async () => {
        const [other, third] = [await start(), await start()];
        const { ready } = other;
        const failedSignIns = new FailedSignIns();
        const failing = (of: StandIn, email: string): Promise<unknown> => new Around(byPassword(of, email, wrong), { failedSignIns }).signsIn();
        await failing(other, ready.email);
        await failing(other, ready.memberEmail);
        await failing(third, ready.email);
        await failing(other, ready.email);
        const one = new Around([...byPassword(other, ready.email), { press: "Sign In" }], { failedSignIns });
        assert.ok(await one.signsIn());
        const two = new Around(byPassword(other, ready.email, wrong), { failedSignIns });
        await two.signsIn();
        assert.match(two.messages().join(), /^You are not signed in/);
      });
    });

    it("tells of the limit, and tries nothing again by itself", async () => {
      const other = await start({ console: { limits: true } });
      for (let time = 0; time < 5; time++) await browserSession(other.ready, other.ready.email);
      const news = since(other);
      const one = new Around(byPassword(other, other.ready.email));
      assert.equal(await one.signsIn(), undefined);
      one.nothing();
      assert.match(one.messages().join(), /has had too many requests\. It takes five tries, and then one every five minutes\. Nothing is tried again by itself: .* \[OK\]$/);
      assert.deepEqual(news().filter((each) => each.includes("auth")), ["POST /api/v0/auth/token none"]);
    });

    it("works where CSRF is on", async () => {
      const other = await start({ console: { csrf: true } });
      assert.ok(await new Around(byPassword(other, other.ready.email)).signsIn());
    });

    describe("where a captcha guards the form", () => {
      it("says so at once, and asks for a code before anything is sent", async () => {
        const other = await start({ console: { captcha: true } });
        const { ready } = other;
        const one = new Around([...byPassword(other, ready.mfaEmail), ...code("Passcode", ready.mfaCode)]);
        assert.equal((await one.signsIn())?.name, ready.mfaEmail);
        const items = one.host.boxes[1]?.items.map(({ label, description = "" }) => `${label}: ${description}`);
        assert.deepEqual(items, ["REST API Key: ", "The Browser's Session: ", "E-Mail and Password: a captcha guards the form: only with an MFA code"]);
        assert.equal(asked(other).filter((each) => each.includes("auth")).length, 1);
      });

      it("says that it keeps out who has no MFA", async () => {
        const other = await start({ console: { captcha: true } });
        const one = new Around([...byPassword(other, other.ready.email), ...code("Passcode", "123456")]);
        assert.equal(await one.signsIn(), undefined);
        assert.match(one.messages().join(), /An account without MFA does not get past the captcha: it takes the browser's session/);
      });

      it("leads back to the password where that is wrong", async () => {
        const other = await start({ console: { captcha: true } });
        const { ready } = other;
        const one = new Around([
          ...byPassword(other, ready.mfaEmail, "wrong-Password-1"),
          ...code("Passcode", ready.mfaCode),
          { press: "Type Password Again…" },
          { type: ready.password },
          "enter",
          ...code("Passcode", ready.mfaCode),
        ]);
        assert.ok(await one.signsIn());
      });
    });

    it("ends a session that can't be kept, and says why it was not", async () => {
      const other = await start();
      const one = new Around(byPassword(other, other.ready.email));
      one.secrets.store = () => Promise.reject(new Error("the host"));
      await assert.rejects(one.signsIn(), { code: "store-failed" });
      one.nothing();
      assert.equal(asked(other).at(-1), "POST /api/v0/auth/logout session");
    });
  });

  describe("with the browser's session", () => {
    it("tells the three steps, tries the cookie by listing projects, and asks for a name", async () => {
      const token = await browserSession(standIn.ready, standIn.ready.email);
      const news = since(standIn);
      const one = new Around([...opening(standIn, "The Browser's Session"), { type: `_tokenKey=${token};` }, "enter", "enter"]);
      const account = await one.signsIn();
      assert.deepEqual(
        [account?.way, account?.name, account?.isBrowsers, account?.expiresAt, account?.secret],
        ["session", hostOf(standIn), true, undefined, token],
      );
      const box = one.host.boxes[2];
      assert.deepEqual([box?.password, box?.placeholder], [true, "The value of the cookie _tokenKey"]);
      assert.match(box?.prompt ?? "", /1\. Sign in at http.* in the browser\. 2\. Open its developer tools .*Application.*Storage.*Cookies > http.*3\. Copy the value of _tokenKey/);
      assert.deepEqual(one.boxes(), [`${title} 1/4`, `${title} 2/4`, `${title} 3/4*`, `${title} 4/4`]);
      assert.deepEqual(news(), ["GET /api/v0/config none", "GET /api/v0/projects session"]);
    });

    it("says that a session is over, and asks for another", async () => {
      const token = await browserSession(standIn.ready, standIn.ready.email);
      const one = new Around([
        ...opening(standIn, "The Browser's Session"),
        { type: `${token.slice(0, -3)}AA=` },
        "enter",
        { press: "Type It Again…" },
        { type: token },
        "enter",
        "leave",
      ]);
      assert.equal(await one.signsIn(), undefined);
      one.nothing();
      assert.match(one.messages()[0] ?? "", /^You are not signed in: .* does not take the session: it is over, .*copied\. Sign in there in the browser/);
    });
  });

  describe("with a REST API key", () => {
    const withKey = (of: StandIn, key = of.ready.restApiKey): Act[] => [...opening(of, "REST API Key"), { type: key }, "enter"];

    it("tries the key by listing projects, and proposes a name that can be changed", async () => {
      const news = since(standIn);
      const one = new Around([...withKey(standIn), { type: " Work " }, "enter"]);
      const account = await one.signsIn();
      assert.deepEqual(
        [account?.way, account?.name, account?.isBrowsers, account?.expiresAt, account?.secret],
        ["restKey", "Work", undefined, undefined, standIn.ready.restApiKey],
      );
      assert.equal(one.host.boxes[2]?.password, true);
      assert.deepEqual(news(), ["GET /api/v0/config none", "GET /public/v1/projects/ bearer"]);
      assert.deepEqual(one.host.progresses.map((each) => each.title)[1], `Trying the REST API key at ${hostOf(standIn)}…`);
    });

    it("says that the key is none, and asks for another", async () => {
      const one = new Around([...withKey(standIn, "0329fba9-4cb5-480e-bf36-75af0614d279"), { press: "Type It Again…" }, "leave"]);
      assert.equal(await one.signsIn(), undefined);
      one.nothing();
      assert.match(one.messages()[0] ?? "", /does not take the REST API key: it was deleted, has expired, or is of another satellite\. Look into the web console/);
    });

    it("proposes the name of the same key, else a free one, and takes no other's", async () => {
      const secrets = new SecretsInMemory();
      const first = await new Around([...withKey(standIn), "enter"], { secrets }).signsIn();
      const same = await new Around([...withKey(standIn), "enter"], { secrets }).signsIn();
      assert.deepEqual([first?.name, same?.name], [hostOf(standIn), hostOf(standIn)]);
      const another = new Around([...withKey(standIn), { type: hostOf(standIn) }, "enter", { type: "" }, { type: "b".repeat(81) }, "leave"], { secrets });
      await another.accounts.load();
      await another.accounts.save({ ...(first as Account), secret: "another-key" });
      assert.equal(await another.signsIn(), undefined);
      const box = another.host.boxes.at(-1);
      assert.deepEqual(box?.problems, ["Another account has that name", "Another account has that name", "Write a name for it", "At most 80 characters"]);
      const free = new Around([...withKey(standIn), "enter"], { secrets });
      assert.equal((await free.signsIn())?.name, `${hostOf(standIn)} (2)`);
    });

    it("takes the place of an account that is over", async () => {
      const secrets = new SecretsInMemory();
      const one = new Around([...withKey(standIn), "enter"], { secrets });
      const { account: over } = await one.accounts.save({ origin: hostOf(standIn), way: "restKey", name: "old", secret: "x", expiresAt: undefined, nodeUrl: "" });
      one.over.add(over.id);
      const account = await one.signsIn();
      assert.deepEqual([account?.id, account?.name, account?.secret], [over.id, "old", standIn.ready.restApiKey]);
    });
  });

  describe("with Back", () => {
    it("goes back from each question, and forgets what came after, but for the address", async () => {
      const { ready } = standIn;
      const one = new Around([
        { type: ready.consoleURL },
        "enter",
        "back",
        { type: ready.consoleURL },
        "enter",
        { choose: "REST API Key" },
        "back",
        { choose: "E-Mail and Password" },
        { type: ready.email },
        "enter",
        "back",
        "enter",
        "back",
        "back",
        "back",
        "leave",
      ]);
      assert.equal(await one.signsIn(), undefined);
      one.nothing();
      assert.deepEqual(one.host.boxes.map(({ step }) => step), [1, 2, 1, 2, 3, 2, 3, 4, 3, 4, 3, 2, 1]);
    });
  });

  describe("left at any step", () => {
    const steps: readonly (readonly [string, (of: StandIn) => readonly Act[]])[] = [
      ["satellite", () => []],
      ["way", ({ ready }) => [{ type: ready.consoleURL }, "enter"]],
      ["key", (of) => opening(of, "REST API Key")],
      ["name", (of) => [...opening(of, "REST API Key"), { type: of.ready.restApiKey }, "enter"]],
      ["cookie", (of) => opening(of, "The Browser's Session")],
      ["e-mail", (of) => opening(of, "E-Mail and Password")],
      ["password", (of) => [...opening(of, "E-Mail and Password"), { type: of.ready.email }, "enter"]],
      ["kind of code", (of) => byPassword(of, of.ready.mfaEmail)],
      ["code", (of) => [...byPassword(of, of.ready.mfaEmail), { choose: "Recovery Code" }]],
    ];
    for (const [what, acts] of steps) {
      it(`leaves nothing half done: ${what}`, async () => {
        const one = new Around([...acts(standIn), "leave"]);
        assert.equal(await one.signsIn(), undefined);
        one.nothing();
        assert.deepEqual(one.messages(), []);
      });
    }

    it("leaves nothing half done: while the console is asked", async () => {
      standIn.faults.console = "silence";
      const one = new Around([{ type: standIn.ready.consoleURL }, "enter"]);
      const done = one.signsIn();
      while (one.host.progresses.length === 0) await new Promise((resolve) => setImmediate(resolve));
      one.host.progresses[0]?.cancel();
      assert.equal(await done, undefined);
      one.nothing();
      assert.deepEqual(one.messages(), []);
    });
  });

  describe("where the console does not answer as one", () => {
    const failures = [
      ["a page", "html", /what answers at .* is no satellite's console\. .*whether the network wants a sign-in .*\[Try Again\|Another Satellite…\]/],
      ["500", { status: 500, body: '{"error":"bad \u202e[x](command:evil)"}' }, /has failed, with status 500: bad ⟨U\+202E⟩\[x\]⟨\(⟩command:evil\)\..*\[Try Again\|Another/],
      ["a redirect", { status: 302, headers: { Location: "https://evil.test" } }, /wants the request sent elsewhere, which is not done.*\[Another Satellite…\]/],
      ["a connection that breaks", "hang-up", /the connection to .* failed.*\[Try Again\|Another/],
    ] as const;
    for (const [what, fault, says] of failures) {
      it(`says so, and goes on where that passes: ${what}`, async () => {
        standIn.faults.console = fault;
        const one = new Around([{ type: standIn.ready.consoleURL }, "enter"]);
        assert.equal(await one.signsIn(), undefined);
        one.nothing();
        assert.match(one.messages().join(), says);
        const two = new Around([{ type: standIn.ready.consoleURL }, "enter", { press: "Another Satellite…" }, "leave"]);
        assert.equal(await two.signsIn(), undefined);
        assert.equal(two.host.boxes.length, 2);
      });
    }

    it("says so: nothing listens there", async () => {
      const one = new Around([{ type: "http://127.0.0.1:1" }, "enter"]);
      assert.equal(await one.signsIn(), undefined);
      assert.match(one.messages().join(), /^You are not signed in: the connection to http:\/\/127\.0\.0\.1:1 failed/);
    });

    it("says so: a silence, until the deadline", async () => {
      standIn.faults.console = "silence";
      const one = new Around([{ type: standIn.ready.consoleURL }, "enter"], { deadlineMs: 1 });
      assert.equal(await one.signsIn(), undefined);
      assert.match(one.messages().join(), /did not answer in time/);
    });

    it("says so of the sign-in itself, and asks again where the person wants that", async () => {
      const { ready } = standIn;
      let fails = true;
      standIn.faults.console = (method) => (method === "POST" && fails ? { status: 500, body: "{}" } : undefined);
      const one = new Around([...byPassword(standIn, ready.email), { press: "Try Again" }]);
      const { ask } = one.around;
      const reallyShow = ask.showError.bind(ask);
      Object.assign(ask, {
        showError: (...args: Parameters<typeof reallyShow>) => {
          fails = false;
          return reallyShow(...args);
        },
      });
      assert.ok(await one.signsIn());
      assert.match(one.messages()[0] ?? "", /^You are not signed in: .* has failed, with status 500\. Try again/);
    });
  });

  describe("again, to an account that is over", () => {
    const over = (way: Account["way"], name: string, isBrowsers = false): Omit<Account, "id"> => ({
      origin: standIn.ready.consoleURL,
      way,
      name,
      secret: "over.over",
      isBrowsers,
      expiresAt: 1,
      nodeUrl: standIn.ready.satelliteNodeURL,
    });

    it("asks for the password alone, and for a code where one is needed", async () => {
      const { ready } = standIn;
      const one = new Around([{ type: ready.password }, "enter", ...code("Passcode", ready.mfaCode)]);
      const { account: before } = await one.accounts.save(over("session", ready.mfaEmail));
      const account = await one.signsIn(before);
      assert.equal(account?.id, before.id);
      assert.notEqual(account.secret, before.secret);
      const again = `Sign In Again to ${hostOf(standIn)}`;
      assert.deepEqual(one.boxes(), [`${again} 1/1*`, `${again} 2/3`, `${again} 3/3*`]);
      assert.equal(one.accounts.all().length, 1);
    });

    it("asks for the browser's cookie or the REST API key alone, whatever its name", async () => {
      const token = await browserSession(standIn.ready, standIn.ready.email);
      for (const [way, secret] of [["session", token], ["restKey", standIn.ready.restApiKey]] as const) {
        const news = since(standIn);
        const one = new Around([{ type: secret }, "enter"]);
        const { account: before } = await one.accounts.save(over(way, "Work", way === "session"));
        const account = await one.signsIn(before);
        assert.deepEqual([account?.id, account?.name, account?.secret], [before.id, "Work", secret]);
        assert.deepEqual([one.boxes().length, news().length], [1, 1]);
      }
    });

    it("asks for all where its origin is none that a secret may go to", async () => {
      const one = new Around(["leave"]);
      const { account: before } = await one.accounts.save({ ...over("restKey", "Work"), origin: "http://example.test" });
      assert.equal(await one.signsIn(before), undefined);
      assert.deepEqual(one.boxes(), [`${title} 1/4`]);
    });
  });

  describe("with the environment", () => {
    const inEnvironment = async (one: Around, url: string, restKey: string): Promise<Account | undefined> => {
      const found = environmentSignIn({ STORJ_CONSOLE_URL: url, STORJ_CONSOLE_REST_KEY: restKey });
      assert.ok(found);
      return signInByEnvironment(one.around, found);
    };

    it("needs both", () => {
      assert.equal(environmentSignIn({}), undefined);
      assert.equal(environmentSignIn({ STORJ_CONSOLE_URL: "https://us1.storj.io", STORJ_CONSOLE_REST_KEY: " " }), undefined);
      assert.equal(environmentSignIn({ STORJ_CONSOLE_REST_KEY: "key" }), undefined);
    });

    it("asks nothing of this computer's console, names it, and replaces what the last time has kept", async () => {
      const { ready } = standIn;
      const one = new Around([]);
      await one.accounts.save({ origin: hostOf(standIn), way: "restKey", name: hostOf(standIn), secret: "x", expiresAt: undefined, nodeUrl: "" });
      for (let time = 0; time < 2; time++) {
        const account = await inEnvironment(one, ` ${ready.consoleURL}/ `, ready.restApiKey);
        assert.deepEqual([account?.name, account?.secret, account?.nodeUrl], ["environment", ready.restApiKey, ready.satelliteNodeURL]);
        assert.equal(one.accounts.all().length, 2);
      }
      assert.deepEqual(one.host.boxes, []);
      assert.ok(one.host.progresses.every((each) => each.title.includes(hostOf(standIn))));
      assert.match(one.messages()[0] ?? "", /^You are signed in to http/);
    });

    it("asks about a stranger's console before anything is sent: a repository may set variables of its container", async () => {
      const one = new Around([]);
      assert.equal(await inEnvironment(one, "https://console.example.test", "key"), undefined);
      assert.match(one.messages().join(), /^Sign in to console\.example\.test\? .*it would get the REST API key.*none of Storj's own.* \[Sign In\]$/);
      assert.deepEqual(one.host.progresses, []);
      one.nothing();
    });

    it("tells what is wrong with it, and shows nothing of it", async () => {
      const one = new Around([]);
      for (const [url, key] of [["https://user:pass-word@us1.storj.io", "key"], ["http://us1.storj.io", "key"], ["https://us1.storj.io", "a b"]] as const) {
        assert.equal(await inEnvironment(one, url, key), undefined);
      }
      assert.match(one.messages().join("\n"), /STORJ_CONSOLE_URL is no address.*\n.*STORJ_CONSOLE_URL is no address.*\n.*STORJ_CONSOLE_REST_KEY is no REST API key/);
      assert.ok(!one.shown.some((text) => text.includes("pass-word") || text.includes("a b")));
      assert.equal(await inEnvironment(one, standIn.ready.consoleURL, "0329fba9-4cb5-480e-bf36-75af0614d279"), undefined);
      assert.match(one.messages().at(-1) ?? "", /does not take the REST API key: it was deleted/);
      one.nothing();
    });
  });

  it("shows no secret, and asks no other host", async () => {
    const [other, bystander] = [await start(), await start()];
    const { ready } = other;
    const token = await browserSession(other.ready, other.ready.email);
    const detector = new LeakDetector();
    const wrong = "a-wrong-password-that-is-long";
    const all: Around[] = [];
    const secrets = new SecretsInMemory();
    for (const script of [
      byPassword(other, ready.email),
      [...byPassword(other, ready.email, wrong), { press: "Type Password Again…" }, "leave"],
      [...byPassword(other, ready.mfaEmail), ...code("Recovery Code", ready.recoveryCode)],
      [...opening(other, "The Browser's Session"), { type: token }, "enter", "enter"],
      [...opening(other, "REST API Key"), { type: ready.restApiKey }, "enter", "enter"],
    ] as const) {
      const one = new Around(script, { secrets });
      all.push(one);
      const account = await one.signsIn();
      if (account) detector.guard(account.secret);
    }
    detector.guard(token, ready.restApiKey, wrong);
    for (const { shown } of all) {
      for (const text of shown) {
        assert.equal(detector.leakIn(text), undefined, text);
        for (const short of [ready.password, ready.recoveryCode, ready.mfaCode]) assert.ok(!text.includes(short), text);
      }
    }
    assert.deepEqual(asked(bystander), []);
  });
});
