import assert from "node:assert/strict";
import { signedIn } from "./clientOfConsole";
import { askConsole, RawConsole, refusal, told } from "./rawConsole";
import { askForKey, deleteKeys, listKeys, namesOf, withKeys } from "./rawKeys";
import { describedAs, itGiven } from "./subject";

describe("contract: a console that guards against requests of other sites", () => {
  describedAs({ console: { csrf: true } });

  const who = ["csrf", "consoleURL", "email", "password", "projects"] as const;
  const tokenOf = async (consoleURL: string, headers: Record<string, string> = {}) => {
    const answer = await askConsole(consoleURL, "GET", "/api/v0/config", { headers });
    return { token: (told(answer) as { csrfToken: string }).csrfToken, cookies: answer.cookies };
  };

  itGiven(who, "gives a token, also as a cookie, and keeps it for who shows that", async ({ consoleURL }) => {
    const { token, cookies } = await tokenOf(consoleURL);
    assert.deepEqual(cookies, [`csrf_token=${token}; Path=/; Max-Age=86400; HttpOnly; SameSite=Strict`]);
    assert.deepEqual(await tokenOf(consoleURL, { Cookie: `csrf_token=${token}` }), { token, cookies: [] });
    assert.notEqual((await tokenOf(consoleURL)).token, token);
    const stale = await tokenOf(consoleURL, { Cookie: "csrf_token=abc" });
    assert.equal(stale.cookies.length, 1, "one that it does not know is replaced");
  });

  itGiven(who, "wants it in the cookie and in a header", async ({ consoleURL, email, password }) => {
    const { token } = await tokenOf(consoleURL);
    const body = JSON.stringify({ email, password });
    const signIn = (headers: Record<string, string>) => askConsole(consoleURL, "POST", "/api/v0/auth/token", { body, headers });
    assert.deepEqual(refusal(await signIn({})), [403, "CSRF token cookie missing"]);
    assert.deepEqual(refusal(await signIn({ "X-CSRF-Token": token })), [403, "CSRF token cookie missing"]);
    const cookie = { Cookie: `csrf_token=${token}` };
    assert.deepEqual(refusal(await signIn(cookie)), [403, "Invalid CSRF token"]);
    assert.deepEqual(refusal(await signIn({ ...cookie, "X-CSRF-Token": "zzz" })), [403, "Invalid CSRF token"]);
    assert.deepEqual(refusal(await signIn({ Cookie: "csrf_token=abc", "X-CSRF-Token": "abc" })), [403, "invalid token format"]);
    assert.equal((await signIn({ ...cookie, "X-CSRF-Token": token })).status, 200);
  });

  itGiven(who, "wants it where something is changed with a session, and does nothing without", async (given) => {
    const console = await RawConsole.signedIn(given, given.email);
    const [, empty] = given.projects.map(({ publicId }) => publicId) as [string, string];
    const headers = { Cookie: `_tokenKey=${console.token ?? ""}` };
    await withKeys(console, empty, ["made"], async ([created]) => {
      const ids = JSON.stringify({ ids: [created!.keyInfo.id] });
      for (const [method, path, body] of [
        ["POST", `/api/v0/api-keys/create/${empty}`, "not made"],
        ["DELETE", "/api/v0/api-keys/delete-by-ids", ids],
        ["POST", "/api/v0/auth/refresh-session", undefined],
      ] as const) {
        const answer = await askConsole(given.consoleURL, method, path, { headers, ...(body === undefined ? {} : { body }) });
        assert.deepEqual(refusal(answer), [403, "CSRF token cookie missing"], path);
      }
      assert.deepEqual(await namesOf(console, empty), ["made"]);
    });
  });

  itGiven(who, "takes it from the other session of the same person", async (given) => {
    const console = await RawConsole.signedIn(given, given.email);
    const { token } = await tokenOf(given.consoleURL);
    const headers = { Cookie: `csrf_token=${token}; _tokenKey=${console.token ?? ""}`, "X-CSRF-Token": token };
    assert.equal((await askConsole(given.consoleURL, "POST", "/api/v0/auth/refresh-session", { headers })).status, 200);
  });

  itGiven([...who, "restApiKey"], "asks for none elsewhere", async (given) => {
    const signedIn = await askConsole(given.consoleURL, "POST", "/api/v0/auth/token-by-api-key", {
      headers: { Authorization: `Bearer ${given.restApiKey}` },
    });
    const { token } = told(signedIn) as { token: string };
    const ask = (method: string, path: string, body?: string) =>
      askConsole(given.consoleURL, method, path, { headers: { Cookie: `_tokenKey=${token}` }, ...(body === undefined ? {} : { body }) });
    const [, empty] = given.projects.map(({ publicId }) => publicId) as [string, string];
    for (const path of ["/api/v0/projects", `/api/v0/projects/${empty}/config`]) assert.equal((await ask("GET", path)).status, 200, path);
    const made = await ask("POST", "/public/v1/apikeys/create", JSON.stringify({ projectID: empty, name: "of the generated API" }));
    const { id } = (told(made) as { keyInfo: { id: string } }).keyInfo;
    assert.equal((await ask("DELETE", `/public/v1/apikeys/delete/${id}`)).status, 200);
    assert.equal((await ask("POST", "/api/v0/auth/logout")).status, 200);
  });

  itGiven(who, "asks who it is before it asks for the token", async ({ consoleURL, projects }) => {
    const console = await RawConsole.open(consoleURL);
    const [, empty] = projects.map(({ publicId }) => publicId) as [string, string];
    for (const answer of [await listKeys(console, empty), await askForKey(console, empty, "x"), await deleteKeys(console, [])]) {
      assert.equal(answer.status, 401);
    }
    assert.equal((await askConsole(consoleURL, "POST", `/api/v0/api-keys/create/${empty}`, { body: "x" })).status, 401);
  });

  itGiven(who, "is no hindrance to our client", async (given) => {
    const api = await signedIn(given, given.email);
    const [, empty] = given.projects.map(({ publicId }) => publicId) as [string, string];
    const { listed } = await api.createKey(empty, "made");
    await api.refresh();
    await api.deleteKeys([listed.id]);
    await api.signOut();
  });
});
