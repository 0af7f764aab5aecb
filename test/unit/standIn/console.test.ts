import assert from "node:assert/strict";
import { type SatelliteOptions, type StandIn, startSatellite } from "../../support/satellite";

const minute = 60_000;

interface Page {
  readonly apiKeys: readonly { readonly id: string; readonly name: string; readonly creatorEmail: string }[] | null;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What the contract does not cover: what a test does to the console, and what the console does by its clock. */
describe("the stand-in's console", () => {
  let standIn: StandIn;
  let now = Date.UTC(2026, 10, 26);
  let token = "";

  async function start(console: SatelliteOptions["console"] = {}): Promise<void> {
    standIn = await startSatellite({ console, now: () => now });
  }

  afterEach(() => standIn.stop());

  function ask(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Response> {
    const cookie = [`_tokenKey=${token}`, headers["Cookie"]].filter((each) => each !== undefined).join("; ");
    const init = { method, headers: { ...headers, Cookie: cookie }, ...(body === undefined ? {} : { body }) };
    return fetch(standIn.ready.consoleURL + path, init);
  }

  async function status(method: string, path: string, headers?: Record<string, string>, body?: string): Promise<number> {
    const answer = await ask(method, path, headers, body);
    await answer.text();
    return answer.status;
  }

  async function signIn(fields: object = {}): Promise<number> {
    const { email, password } = standIn.ready;
    const answer = await ask("POST", "/api/v0/auth/token", {}, JSON.stringify({ email, password, ...fields }));
    const said = (await answer.json()) as { token?: string };
    token = said.token ?? token;
    return answer.status;
  }

  async function page(project: string): Promise<Page> {
    const path = `/api/v0/api-keys/list-paged?projectID=${project}&limit=300&page=1&order=1&orderDirection=1`;
    return (await (await ask("GET", path)).json()) as Page;
  }

  const names = ({ apiKeys }: Page): string[] => (apiKeys ?? []).map(({ name }) => name);

  it("has as many API keys and projects as it is told", async () => {
    await start({ keys: 12, projects: 30, names: ["$(bug)"], managed: ["Kept", "Empty"] });
    await signIn();
    const shared = standIn.ready.projects[0]?.publicId ?? "";
    const numbered = Array.from({ length: 12 }, (_, at) => `key ${String(at).padStart(3, "0")}`);
    assert.deepEqual(names(await page(shared)), ["$(bug)", ...numbered]);
    const projects = (await (await ask("GET", "/api/v0/projects")).json()) as { name: string; hasManagedPassphrase: boolean }[];
    assert.equal(projects.length, 30);
    const kept = projects.filter(({ hasManagedPassphrase }) => hasManagedPassphrase);
    assert.deepEqual(kept.map(({ name }) => name), ["Empty", "Kept"]);
    assert.equal(standIn.ready.projects.length, 30);
  });

  it("ends every session, and no REST API key", async () => {
    await start();
    await signIn();
    standIn.console.endSessions();
    assert.equal(await status("GET", "/api/v0/projects"), 401);
    const bearer = { Authorization: `Bearer ${standIn.ready.restApiKey}` };
    assert.equal(await status("GET", "/public/v1/projects/", bearer), 200);
  });

  it("takes another CSRF token once they have been changed", async () => {
    await start({ csrf: true });
    const { email, password } = standIn.ready;
    const body = JSON.stringify({ email, password });
    const config = async (headers = {}): Promise<string> =>
      ((await (await ask("GET", "/api/v0/config", headers)).json()) as { csrfToken: string }).csrfToken;
    const showing = (csrf: string) => ({ Cookie: `csrf_token=${csrf}`, "X-CSRF-Token": csrf });
    const first = await config();
    assert.equal(await config(showing(first)), first);
    assert.equal(await status("POST", "/api/v0/auth/token", showing(first), body), 200);
    standIn.console.rotateCsrf();
    assert.equal(await status("POST", "/api/v0/auth/token", showing(first), body), 403);
    const second = await config(showing(first));
    assert.notEqual(second, first);
    assert.equal(await status("POST", "/api/v0/auth/token", showing(second), body), 200);
  });

  it("has API keys made and deleted behind its clients' backs", async () => {
    await start();
    await signIn();
    const { projects, memberEmail } = standIn.ready;
    const empty = projects[1]?.publicId ?? "";
    const { id } = standIn.console.addKey(empty, "one");
    standIn.console.addKey(empty, "two", memberEmail);
    const made = await page(empty);
    assert.deepEqual(made.apiKeys?.map(({ name, creatorEmail }) => [name, creatorEmail === memberEmail]), [["one", false], ["two", true]]);
    assert.throws(() => standIn.console.addKey(empty, "two"));
    standIn.console.deleteKey(id);
    assert.deepEqual(names(await page(empty)), ["two"]);
    assert.throws(() => standIn.console.deleteKey(id));
  });

  it("ends a session by its clock, unless it was prolonged", async () => {
    await start({ sessionMs: 10 * minute });
    await signIn({ rememberForOneWeek: true });
    now += 9 * minute;
    assert.equal(await status("POST", "/api/v0/auth/refresh-session"), 200);
    now += 9 * minute;
    assert.equal(await status("GET", "/api/v0/projects"), 200);
    now += 2 * minute;
    assert.equal(await status("GET", "/api/v0/projects"), 401);
  });

  it("locks an account for two minutes at the third failure, and for twice as long at each after that", async () => {
    await start();
    const wrong = { password: "wrong" };
    assert.deepEqual([await signIn(wrong), await signIn(wrong), await signIn()], [401, 401, 200]);
    assert.deepEqual([await signIn(wrong), await signIn(wrong), await signIn(wrong)], [401, 401, 401]);
    for (const minutes of [2, 4, 8]) {
      now += minutes * minute - 1;
      assert.equal(await signIn(), 401, "locked");
      now += 1;
      if (minutes < 8) assert.equal(await signIn(wrong), 401, "which locks it again");
    }
    assert.equal(await signIn(), 200);
  });

  it("counts wrong codes as failures", async () => {
    await start();
    const { mfaEmail: email, mfaCode } = standIn.ready;
    for (const code of [{ mfaPasscode: "000000" }, { mfaRecoveryCode: "X" }, { mfaPasscode: "111111" }]) {
      assert.equal(await signIn({ email, ...code }), 400);
    }
    assert.equal(await signIn({ email, mfaPasscode: mfaCode }), 401);
  });

  it("takes five requests to sign in, and one more every five minutes", async () => {
    await start({ limits: true });
    const bearer = { Authorization: `Bearer ${standIn.ready.restApiKey}` };
    assert.deepEqual([await signIn(), await signIn(), await signIn(), await signIn()], [200, 200, 200, 200]);
    assert.equal(await status("POST", "/api/v0/auth/token-by-api-key", bearer), 200);
    const refused = await ask("POST", "/api/v0/auth/token-by-api-key", bearer);
    assert.deepEqual([refused.status, refused.headers.get("Retry-After")], [429, null]);
    now += 5 * minute;
    assert.deepEqual([await signIn(), await signIn()], [200, 429]);
    now += 60 * minute;
    assert.deepEqual([await signIn(), await signIn()], [200, 200]);
  });

  it("asks for a captcha whom it asks for no code", async () => {
    await start({ captcha: true });
    const { mfaEmail: email, mfaCode: mfaPasscode } = standIn.ready;
    assert.deepEqual([await signIn(), await signIn({ mfaPasscode }), await signIn({ email })], [400, 400, 400]);
    assert.equal(await signIn({ email, mfaPasscode }), 200);
  });

  it("makes, shows and revokes REST API keys", async () => {
    await start();
    await signIn();
    const path = "/api/v0/restkeys";
    const answer = await ask("POST", path, {}, JSON.stringify({ name: "mine", expiration: 60e9 }));
    assert.equal(answer.status, 201);
    const bearer = { Authorization: `Bearer ${(await answer.json()) as string}` };
    assert.equal(await status("GET", "/public/v1/projects/", bearer), 200);
    const list = (await (await ask("GET", path)).json()) as { id: string; name: string; expiresAt: string | null }[];
    assert.deepEqual(list.map(({ name, expiresAt }) => [name, expiresAt !== null]), [["ready", false], ["mine", true]]);
    now += minute;
    assert.equal(await status("GET", "/public/v1/projects/", bearer), 401);
    assert.equal(await status("DELETE", path, {}, JSON.stringify({ ids: list.map(({ id }) => id) })), 200);
    const ready = { Authorization: `Bearer ${standIn.ready.restApiKey}` };
    assert.equal(await status("GET", "/public/v1/projects/", ready), 401);
  });

  it("fails as a test wants it to, everywhere or where the test says", async () => {
    await start();
    const path = "/api/v0/config?x=1";
    standIn.faults.console = { status: 429, headers: { "Content-Type": "text/plain" }, body: "slowly" };
    const answer = await ask("GET", path);
    assert.deepEqual([answer.status, await answer.text()], [429, "slowly"]);
    standIn.faults.console = "html";
    assert.match(await (await ask("GET", path)).text(), /^<!DOCTYPE html>/);
    standIn.faults.console = "hang-up";
    await assert.rejects(ask("GET", path));
    standIn.faults.console = (method, asked) => (method === "GET" && asked === path ? { status: 502 } : undefined);
    assert.deepEqual([await status("GET", path), await status("GET", "/api/v0/config")], [502, 200]);
    standIn.faults.console = undefined;
    assert.equal(await status("GET", path), 200);
  });

  it("holds an answer back until the test lets it go", async () => {
    await start();
    const order: string[] = [];
    let letGo = (): void => undefined;
    standIn.faults.console = () => new Promise((resolve) => (letGo = () => resolve(undefined)));
    const held = status("GET", "/api/v0/config").then(() => order.push("held"));
    while (standIn.requests().length === 0) await turn();
    standIn.faults.console = undefined;
    await status("GET", "/api/v0/config").then(() => order.push("other"));
    letGo();
    await held;
    assert.deepEqual(order, ["other", "held"]);
  });

  it("gives no answer at all, and can be stopped nevertheless", async () => {
    await start();
    standIn.faults.console = "silence";
    const controller = new AbortController();
    const { signal } = controller;
    const failed = assert.rejects(fetch(`${standIn.ready.consoleURL}/api/v0/config`, { signal }), { name: "AbortError" });
    while (standIn.requests().length === 0) await turn();
    controller.abort();
    await failed;
  });

  it("says what it was asked, and as whom", async () => {
    await start();
    await signIn();
    await status("GET", "/api/v0/projects");
    await status("GET", "/public/v1/projects/?x=1", { Authorization: `Bearer ${standIn.ready.restApiKey}` });
    await fetch(`${standIn.ready.consoleURL}/api/v0/config`);
    const asked = standIn.requests().map((one) => (one.to === "console" ? [one.method, one.path, one.way] : one));
    assert.deepEqual(asked.slice(1), [
      ["GET", "/api/v0/projects", "session"],
      ["GET", "/public/v1/projects/?x=1", "bearer"],
      ["GET", "/api/v0/config", "none"],
    ]);
  });
});
