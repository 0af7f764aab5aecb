import assert from "node:assert/strict";
import { signingIn } from "./clientOfConsole";
import { askConsole, contentType, plain, RawConsole, refusal } from "./rawConsole";
import { describedAs, itGiven } from "./subject";

describe("contract: a console's limit on requests to sign in", () => {
  describedAs({ console: { limits: true } });

  const who = ["limits", "fresh", "consoleURL", "email", "password", "restApiKey"] as const;

  itGiven(who, "lets five through, in both ways together", async (given) => {
    const console = await RawConsole.open(given.consoleURL);
    const { email, password, restApiKey } = given;
    const headers = { Authorization: `Bearer ${restApiKey}` };
    const withKey = () => askConsole(given.consoleURL, "POST", "/api/v0/auth/token-by-api-key", { headers });
    const statuses: number[] = [];
    for (const fields of [{ email, password }, { email: `nobody-${email}`, password }, { email, password: "" }]) {
      statuses.push((await console.signIn(fields)).status);
    }
    statuses.push((await withKey()).status, (await console.ask("POST", "/api/v0/auth/token", { body: "zzz" })).status);
    assert.deepEqual(statuses, [200, 401, 400, 200, 500], "whatever comes of them");
    const tooMany = [429, "You've exceeded your request limit. Please try again later."];
    for (const answer of [await console.signIn({ email, password }), await withKey()]) {
      assert.deepEqual([refusal(answer), contentType(answer)], [tooMany, plain]);
      assert.equal(answer.headers.get("Retry-After"), null, "it does not say when");
    }
    assert.equal(await signingIn(given.consoleURL, { email, password }), "too-many");
    assert.equal((await console.ask("GET", "/api/v0/projects")).status, 200, "a session goes on");
    assert.equal((await console.ask("POST", "/api/v0/auth/refresh-session")).status, 200);
    assert.equal((await askConsole(given.consoleURL, "GET", "/public/v1/projects/", { headers })).status, 200);
  });
});
