import assert from "node:assert/strict";
import type { Services } from "../../src/commands/services";
import type { Account } from "../../src/vault/accounts";
import { ApiKeyNode } from "../../src/views/apiKeys/apiKeyNode";
import type { SatelliteOptions, StandIn } from "../support/satellite";
import { cancels, consoleAsks, forgetAccounts, newToken, signedIn } from "./support/consoles";
import { call, closeEverything, eventually, hasSeen, leaks, restartExtension, see, seen } from "./support/extension";
import { Person } from "./support/person";
import { startStandIn } from "./support/standIn";

const [which, how, name] = ["Which satellite?", "How do you sign in to", "A name for the account"];
const wrong = "a-wrong-password-that-is-long";
const variables = ["STORJ_CONSOLE_URL", "STORJ_CONSOLE_REST_KEY"] as const;
leaks.guard(wrong);

describe("signing in and out", () => {
  let standIn: StandIn;
  let services: Services;
  let person: Person;
  const others: StandIn[] = [];

  const start = async (options: SatelliteOptions = {}): Promise<StandIn> => {
    const started = await startStandIn(options);
    others.push(started);
    return started;
  };
  beforeEach(async () => {
    services = await restartExtension();
    await forgetAccounts(services);
    standIn = await start();
    person = new Person();
  });
  afterEach(async () => {
    for (const { ready } of others) {
      // Shorter than what the leak detector looks for.
      for (const secret of [ready.password, ready.mfaCode, ready.recoveryCode]) assert.ok(!seen.some((text) => text.includes(secret)));
    }
    for (const variable of variables) Reflect.deleteProperty(process.env, variable);
    await person.leave();
    await forgetAccounts(services);
    await closeEverything();
    for (const other of others.splice(0)) await other.stop();
  });

  const signsIn = (...args: unknown[]): Promise<unknown> => call("storjGrants.signIn", ...args);
  /** Answers the first two questions. */
  const takes = async (way: string, of = standIn): Promise<void> => {
    await person.types(which, of.ready.consoleURL);
    await person.picks(how, way);
  };
  const byPassword = async (email: string, password: string, of = standIn): Promise<void> => {
    await takes("E-Mail and Password", of);
    await person.types("Your e-mail address", email);
    await person.types("The password of", password);
  };
  const code = async (kind: string, text: string): Promise<void> => {
    await person.picks("Which code", kind);
    await person.types(kind === "Passcode" ? "The passcode" : "A recovery code", text);
  };
  const kept = async (): Promise<readonly Account[]> => {
    await services.accounts.refresh();
    const all = services.accounts.all();
    leaks.guard(...all.map(({ secret }) => secret));
    return all;
  };
  const only = async (): Promise<Account> => {
    const [account, ...more] = await kept();
    assert.ok(account && more.length === 0, `${String(more.length)} more`);
    return account;
  };
  /** The lines of the view. */
  const lines = async (): Promise<string[]> => {
    const drawn: string[] = [];
    for (const node of await services.apiKeys.getChildren()) {
      const { label, description } = see(await services.apiKeys.getTreeItem(node));
      drawn.push(`${typeof label === "string" ? label : ""} | ${String(description)}`);
    }
    return drawn;
  };
  const lineOf = async ({ id }: Account): Promise<ApiKeyNode> => {
    const node = (await services.apiKeys.getChildren()).find((one) => one.account === id);
    assert.ok(node);
    return node;
  };
  const done = "You are signed in to";
  const asksOf = (of = standIn, from = 0): readonly string[] => consoleAsks(of, from).filter((one) => !one.endsWith("/api/v0/config"));
  const list = "GET /api/v0/projects";

  describe("in", () => {
    it("with e-mail and password: keeps the session, shows the account with its projects, and says so", async () => {
      const { ready } = standIn;
      const ended = signsIn();
      await byPassword(ready.email, ready.password);
      assert.match(await person.reads(done), /as alice@example\.test\. Its projects and API keys are in the view API Keys\./);
      await person.presses(done);
      assert.equal(await ended, "nothing");
      const account = await only();
      assert.deepEqual([account.origin, account.way, account.name], [ready.consoleURL, "session", ready.email]);
      assert.deepEqual(await lines(), [`${ready.email} | ${ready.consoleURL}`]);
      assert.deepEqual(asksOf(), ["POST /api/v0/auth/token", list]);
      const [nodeId = "", address = ""] = ready.satelliteNodeURL.split("@");
      // Its satellite is asked without a question for as long as the account is there, and no longer.
      assert.ok(!services.approved.has(nodeId, address));
      assert.ok(hasSeen(`Signing in to ${ready.consoleURL}…`)());
    });

    for (const kind of ["Passcode", "Recovery Code"] as const) {
      it(`with a code where one is needed: ${kind}; typed blind, as the password is`, async () => {
        const { ready } = standIn;
        const ended = signsIn();
        await takes("E-Mail and Password");
        assert.ok(!(await person.isBlind("Your e-mail address")));
        await person.types("Your e-mail address", ready.mfaEmail);
        assert.ok(await person.isBlind("The password of"));
        await person.types("The password of", ready.password);
        await person.picks("Which code", kind);
        assert.ok(await person.isBlind(kind === "Passcode" ? "The passcode" : "A recovery code"));
        await person.types(kind === "Passcode" ? "The passcode" : "A recovery code", kind === "Passcode" ? ready.mfaCode : ready.recoveryCode);
        await person.presses(done);
        assert.equal(await ended, "nothing");
        assert.equal((await only()).name, ready.mfaEmail);
      });
    }

    it("with the browser's session: tells where its cookie is, and tries it first", async () => {
      const token = await newToken(standIn);
      const before = consoleAsks(standIn).length;
      const ended = signsIn();
      await takes("The Browser's Session");
      assert.ok(await person.isBlind("3. Copy the value of _tokenKey"));
      await person.types("3. Copy the value of _tokenKey", token);
      assert.ok(!(await person.isBlind(name)));
      assert.deepEqual(asksOf(standIn, before), [list]);
      assert.equal(await person.accepts(name), standIn.ready.consoleURL);
      await person.presses(done);
      assert.equal(await ended, "nothing");
      const account = await only();
      assert.deepEqual([account.isBrowsers, account.secret === token], [true, true]);
      // Its end is not known before it is prolonged, which the view's first request does.
      assert.ok((account.expiresAt ?? 0) > Date.now());
      assert.deepEqual(asksOf(standIn, before), [list, "POST /api/v0/auth/refresh-session", list]);
    });

    it("with a REST API key, under a name of one's own; next to others", async () => {
      const { ready } = standIn;
      await signedIn(services, standIn);
      const ended = signsIn();
      await takes("REST API Key");
      assert.ok(await person.isBlind("A REST API key of"));
      await person.types("A REST API key of", ready.restApiKey);
      await person.types(name, "Work");
      await person.presses(done);
      assert.equal(await ended, "nothing");
      assert.deepEqual((await kept()).map((account) => [account.name, account.way]), [[ready.email, "session"], ["Work", "restKey"]]);
      assert.equal((await lines()).length, 2);
    });

    it("to several satellites, and never asks another one", async () => {
      const [second, bystander] = [await start(), await start()];
      for (const of of [standIn, second]) {
        const ended = signsIn();
        await byPassword(of.ready.email, of.ready.password, of);
        await person.presses(done);
        await ended;
      }
      const ended = signsIn();
      assert.deepEqual(
        (await person.choices(which)).slice(3),
        [standIn, second].map(({ ready }) => `${ready.consoleURL} · signed in to before`).sort(),
      );
      await person.leaves(which);
      await ended;
      assert.equal(bystander.connections(), 0);
      assert.equal(asksOf(standIn).filter((one) => one.includes("auth")).length, 1);
      assert.equal(asksOf(second).filter((one) => one.includes("auth")).length, 1);
    });

    it("says that a password or code is wrong, warns before the account would be locked, and stops where the person does", async () => {
      const { ready } = standIn;
      const ended = signsIn();
      await byPassword(ready.mfaEmail, wrong);
      assert.match(await person.reads("You are not signed in"), /does not take that e-mail address and password, or has locked the account/);
      await person.presses("You are not signed in", "Type Password Again…");
      await person.types("The password of carol@example.test", ready.password);
      await code("Passcode", "000000");
      await person.presses("does not take the passcode or recovery code", "Type Code Again…");
      const before = consoleAsks(standIn).length;
      await code("Recovery Code", "none of them");
      const warning = "One more failure locks the account carol@example.test for 2 minutes";
      assert.match(await person.reads(warning), /\n.*2 have failed; wrong codes count as well\..*4, 8 …/);
      await person.presses(warning);
      assert.equal(await ended, "nothing");
      assert.deepEqual([await kept(), asksOf(standIn, before)], [[], []]);
    });

    it("says at once that a captcha takes a code", async () => {
      const guarded = await start({ console: { captcha: true } });
      const ended = signsIn();
      await person.types(which, guarded.ready.consoleURL);
      assert.equal((await person.choices(how))[2], "E-Mail and Password · a captcha guards the form: only with an MFA code");
      await person.picks(how, "E-Mail and Password");
      await person.types("Your e-mail address", guarded.ready.mfaEmail);
      await person.types("The password of", guarded.ready.password);
      await code("Passcode", guarded.ready.mfaCode);
      await person.presses(done);
      assert.equal(await ended, "nothing");
      assert.equal((await only()).name, guarded.ready.mfaEmail);
    });

    it("tells of the console's limit, and tries nothing again by itself", async () => {
      standIn.faults.console = (method) => (method === "POST" ? { status: 429, body: "{}" } : undefined);
      const { ready } = standIn;
      const ended = signsIn();
      await byPassword(ready.email, ready.password);
      assert.match(await person.reads("has had too many requests"), /five tries, and then one every five minutes\. Nothing is tried again by itself/);
      await person.presses("has had too many requests");
      assert.equal(await ended, "nothing");
      assert.deepEqual([await kept(), asksOf()], [[], ["POST /api/v0/auth/token"]]);
    });

    for (const [what, fault, says] of [
      ["a page", "html", "no satellite's console"],
      ["a connection that breaks", "hang-up", "failed"],
      ["500", { status: 500, body: '{"error":"bad \u202e[x](command:evil) $(gear)"}' }, "bad ⟨U+202E⟩[x]⟨(⟩command:evil) $⟨(⟩gear)"],
    ] as const) {
      it(`says so where the console does not answer as one, and goes on once it does: ${what}`, async () => {
        standIn.faults.console = fault;
        const ended = signsIn();
        await person.types(which, standIn.ready.consoleURL);
        const words = await person.reads("You are not signed in");
        assert.ok(words.includes(says), words);
        standIn.faults.console = undefined;
        await person.presses("You are not signed in", "Try Again");
        await person.leaves(how);
        assert.equal(await ended, "nothing");
        assert.deepEqual(await kept(), []);
      });
    }

    it("says so where nothing listens, and asks for another satellite", async () => {
      const ended = signsIn();
      await person.types(which, "http://127.0.0.1:1");
      assert.match(await person.reads("You are not signed in"), /the connection to http:\/\/127\.0\.0\.1:1 failed/);
      await person.presses("You are not signed in", "Another Satellite…");
      await person.leaves(which);
      assert.equal(await ended, "nothing");
    });

    it("refuses http while it is typed, but of this computer", async () => {
      const ended = signsIn();
      await person.typesInVain(which, "http://us1.storj.io");
      await eventually(hasSeen("With http: all on the way could read your secret"));
      await person.leaves(which);
      assert.equal(await ended, "nothing");
    });

    it("keeps nothing where the person leaves, whichever question it is", async () => {
      const { ready } = standIn;
      const ways: readonly (readonly [string, () => Promise<void>])[] = [
        [which, () => Promise.resolve()],
        [how, () => person.types(which, ready.consoleURL)],
        ["A REST API key of", () => takes("REST API Key")],
        ["_tokenKey", () => takes("The Browser's Session")],
        ["Your e-mail address", () => takes("E-Mail and Password")],
        ["Which code", () => byPassword(ready.mfaEmail, ready.password)],
      ];
      for (const [question, answers] of ways) {
        const ended = signsIn();
        await answers();
        await person.leaves(question);
        assert.equal(await ended, "nothing");
        assert.deepEqual([await kept(), await services.apiKeys.getChildren()], [[], []], question);
      }
    });

    it("keeps nothing where the person cancels", async () => {
      standIn.faults.console = (method) => (method === "POST" ? "silence" : undefined);
      const { ready } = standIn;
      const cancelled = cancels("Signing in to", () => eventually(() => (asksOf().length > 0 ? true : undefined)));
      const ended = signsIn();
      await byPassword(ready.email, ready.password);
      await cancelled;
      assert.equal(await ended, "nothing");
      assert.deepEqual(await kept(), []);
    });

    it("again where a session is over, from its line: asks for the password alone", async () => {
      const { ready } = standIn;
      const account = await signedIn(services, standIn);
      await services.apiKeys.reveal(account.id);
      standIn.console.endSessions();
      await call("storjGrants.reloadApiKeys", await lineOf(account));
      assert.ok(services.sessions.isOver(account.id));
      const ended = signsIn(await lineOf(account));
      await person.types("The password of alice@example.test", ready.password);
      await person.presses(done);
      assert.equal(await ended, "nothing");
      const again = await only();
      assert.deepEqual([again.id, again.secret === account.secret, services.sessions.isOver(account.id)], [account.id, false, false]);
    });

    it("as if nothing had been clicked, for a stranger's call", async () => {
      const account = await signedIn(services, standIn);
      for (const args of [[account.id], [{ kind: "account", account: account.id }], [new ApiKeyNode("account", account.id)]]) {
        const ended = signsIn(...args);
        await person.leaves(which);
        assert.equal(await ended, "nothing");
      }
    });
  });

  describe("in with the environment", () => {
    const set = (url: string, key: string): void => {
      process.env["STORJ_CONSOLE_URL"] = url;
      process.env["STORJ_CONSOLE_REST_KEY"] = key;
    };

    it("asks nothing of this computer's console", async () => {
      const { ready } = standIn;
      set(ready.consoleURL, ready.restApiKey);
      const ended = call("storjGrants.signInFromEnvironment");
      await person.presses(`${done} ${ready.consoleURL} as environment`);
      assert.equal(await ended, "nothing");
      assert.equal((await only()).secret, ready.restApiKey);
      assert.ok(hasSeen(`Trying the REST API key at ${ready.consoleURL}…`)());
    });

    it("names a stranger's console before anything is sent there", async () => {
      set("https://console.example.test", standIn.ready.restApiKey);
      const ended = call("storjGrants.signInFromEnvironment");
      await person.presses("Sign in to console.example.test?");
      assert.equal(await ended, "nothing");
      assert.deepEqual(await kept(), []);
    });

    it("says what is wrong with it", async () => {
      let ended = call("storjGrants.signInFromEnvironment");
      await person.presses("STORJ_CONSOLE_URL and STORJ_CONSOLE_REST_KEY are not both set");
      assert.equal(await ended, "nothing");
      set("http://us1.storj.io", standIn.ready.restApiKey);
      ended = call("storjGrants.signInFromEnvironment");
      await person.presses("STORJ_CONSOLE_URL is no address of a console");
      assert.equal(await ended, "nothing");
      set(standIn.ready.consoleURL, "0329fba9-4cb5-480e-bf36-75af0614d279");
      ended = call("storjGrants.signInFromEnvironment");
      await person.presses("does not take the REST API key");
      assert.equal(await ended, "nothing");
      assert.deepEqual(await kept(), []);
    });
  });

  describe("out", () => {
    const out = "You are signed out of";

    it("ends the session on the server, after a question, and removes it here", async () => {
      const account = await signedIn(services, standIn);
      const ended = call("storjGrants.signOut", await lineOf(account));
      const question = `Sign out of ${standIn.ready.consoleURL}, as alice@example.test?`;
      assert.match(await person.reads(question), /\nIts session ends\. What is saved in Saved Grants stays\.$/);
      assert.deepEqual(asksOf(), ["POST /api/v0/auth/token"]);
      await person.presses(question, "Sign Out");
      await person.presses(out);
      assert.equal(await ended, "nothing");
      assert.deepEqual([await kept(), asksOf().slice(1)], [[], ["POST /api/v0/auth/logout"]]);
      const headers = { Cookie: `_tokenKey=${account.secret}` };
      assert.equal((await fetch(`${standIn.ready.consoleURL}/api/v0/projects`, { headers })).status, 401);
    });

    it("says that a browser's session ends there too, and does nothing where the person leaves", async () => {
      const { account } = await services.accounts.save({ ...(await signedIn(services, standIn)), isBrowsers: true });
      const before = consoleAsks(standIn).length;
      const ended = call("storjGrants.signOut", await lineOf(account));
      assert.match(await person.reads("Sign out of"), /Its session ends, also in the browser that it came from\./);
      await person.presses("Sign out of");
      assert.equal(await ended, "nothing");
      assert.deepEqual([(await kept()).length, asksOf(standIn, before)], [1, []]);
    });

    it("says that a REST API key stays valid, and asks the console nothing", async () => {
      await signedIn(services, standIn, "restKey");
      const ended = call("storjGrants.signOut");
      assert.match(await person.reads("Sign out of"), /It stays valid until it is deleted in the web console\./);
      await person.presses("Sign out of", "Sign Out");
      await person.presses(out);
      assert.equal(await ended, "nothing");
      assert.deepEqual([await kept(), asksOf()], [[], []]);
    });

    it("removes the account although the server fails, and says that the session may go on", async () => {
      await signedIn(services, standIn);
      standIn.faults.console = { status: 500, body: "{}" };
      const ended = call("storjGrants.signOut");
      await person.presses("Sign out of", "Sign Out");
      assert.match(await person.reads("The session was not ended"), /has failed, with status 500.*\. The account is removed here nevertheless\./);
      await person.presses("The session was not ended");
      assert.equal(await ended, "nothing");
      assert.deepEqual(await kept(), []);
    });

    it("leaves what another window signs in to meanwhile, and says so", async () => {
      const before = await signedIn(services, standIn);
      standIn.faults.console = async (_method, path) => {
        if (path.endsWith("/auth/logout")) await signedIn(services, standIn);
        return undefined;
      };
      const ended = call("storjGrants.signOut");
      await person.presses("Sign out of", "Sign Out");
      await person.presses("You are signed in to http://127.0.0.1:");
      assert.equal(await ended, "nothing");
      const { secret } = await only();
      assert.notEqual(secret, before.secret);
      const statuses = [before.secret, secret].map(async (token) => {
        const headers = { Cookie: `_tokenKey=${token}` };
        return (await fetch(`${standIn.ready.consoleURL}/api/v0/projects`, { headers })).status;
      });
      assert.deepEqual(await Promise.all(statuses), [401, 200]);
    });

    it("is no failure where the session is over already", async () => {
      await signedIn(services, standIn);
      standIn.console.endSessions();
      const ended = call("storjGrants.signOut");
      await person.presses("Sign out of", "Sign Out");
      await person.presses(out);
      assert.equal(await ended, "nothing");
      assert.deepEqual(await kept(), []);
    });

    it("of the account that is chosen, where there are several and none was clicked", async () => {
      await signedIn(services, standIn);
      await signedIn(services, standIn, "restKey");
      const ended = call("storjGrants.signOut");
      await person.picks("Which account?", "robot");
      await person.presses("Sign out of", "Sign Out");
      await person.presses(out);
      assert.equal(await ended, "nothing");
      assert.deepEqual((await kept()).map((account) => account.name), [standIn.ready.email]);
    });
  });

  it("nothing is sent and no account is read at start-up", async () => {
    await signedIn(services, standIn);
    const before = standIn.connections();
    services = await restartExtension();
    assert.deepEqual([services.accounts.isLoaded, services.accounts.all()], [false, []]);
    assert.equal(standIn.connections(), before);
  });
});
