import assert from "node:assert/strict";
import { askConsole, contentType, json, leftOf, plain, RawConsole, refusal, told } from "./rawConsole";
import { itGiven } from "./subject";

const minute = 60_000;
const week = 7 * 24 * 60 * minute;

interface NewSession {
  readonly expiresAt: string;
  readonly token: string;
}

/** Whether something ends when it should; requests take their time. */
const isAbout = (left: number, expected: number): boolean => Math.abs(left - expected) < minute;

/** The value and the attributes of a cookie that is set; its end apart, in milliseconds from now. */
function readCookie(cookies: readonly string[], name: string): { value: string; attributes: readonly string[]; left: number } {
  const [value = "", ...attributes] = cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1).split("; ") ?? [];
  const isEnd = (attribute: string) => attribute.startsWith("Expires=");
  const end = attributes.find(isEnd)?.slice("Expires=".length) ?? "";
  return { value, attributes: attributes.filter((attribute) => !isEnd(attribute)), left: leftOf(end) };
}

describe("contract: what a console tells everybody", () => {
  itGiven(["consoleURL", "satelliteNodeURL", "authURL"], "names its satellite and auth service", async (given) => {
    const answer = await askConsole(given.consoleURL, "GET", "/api/v0/config");
    assert.equal(contentType(answer), json);
    assert.equal(answer.headers.get("Cache-Control"), "no-store");
    const config = told(answer) as Record<string, unknown>;
    assert.equal(config["satelliteNodeURL"], given.satelliteNodeURL);
    assert.equal(config["gatewayCredentialsRequestURL"], given.authURL);
    assert.equal(new URL(config["externalAddress"] as string).origin, given.consoleURL);
    for (const name of ["linksharingURL", "publicLinksharingURL"]) assert.ok(URL.canParse(config[name] as string), name);
    for (const name of ["ssoEnabled", "restAPIKeysUIEnabled", "inactivityTimerEnabled"]) assert.equal(typeof config[name], "boolean", name);
    for (const name of ["satelliteName", "csrfToken"]) assert.equal(typeof config[name], "string", name);
    assert.equal(config["maxNameCharacters"], 100);
    const { login } = config["captcha"] as { login: Record<string, { enabled: unknown }> };
    assert.deepEqual(Object.keys(login).sort(), ["hcaptcha", "recaptcha", "turnstile"]);
    for (const { enabled } of Object.values(login)) assert.equal(typeof enabled, "boolean");
  });

  itGiven(["consoleURL"], "is its page wherever nothing else is, with a status as if all was well", async ({ consoleURL }) => {
    for (const path of ["/", "/api/v0/nothing", "/public/v1/nothing", "/api/v0/api-keys", "/nothing"]) {
      const answer = await askConsole(consoleURL, "GET", path);
      assert.equal(answer.status, 200, path);
      assert.match(contentType(answer) ?? "", /^text\/html/, path);
    }
  });

  itGiven(["consoleURL"], "is to be read by its own pages alone", async ({ consoleURL }) => {
    for (const path of ["/api/v0/config", "/api/v0/projects"]) {
      const { headers } = await askConsole(consoleURL, "GET", path);
      assert.equal(headers.get("Access-Control-Allow-Origin"), consoleURL, path);
    }
  });
});

describe("contract: signing in with a password", () => {
  const who = ["consoleURL", "email", "password"] as const;
  const incorrect = "Your login credentials are incorrect, please try again";

  itGiven(who, "gives a token, also as a cookie, for half an hour", async ({ consoleURL, email, password }) => {
    const answer = await (await RawConsole.open(consoleURL)).signIn({ email, password });
    assert.equal(contentType(answer), json);
    const { expiresAt, token } = told(answer) as NewSession;
    assert.match(token, /^[\w-]+={0,2}\.[\w-]+={0,2}$/);
    assert.match(expiresAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/);
    assert.ok(isAbout(leftOf(expiresAt), 30 * minute), expiresAt);
    const cookie = readCookie(answer.cookies, "_tokenKey");
    assert.deepEqual([cookie.value, cookie.attributes], [token, ["Path=/", "HttpOnly", "SameSite=Strict"]]);
    assert.ok(isAbout(cookie.left, 30 * minute));
    const end = readCookie(answer.cookies, "_session_expiry");
    assert.deepEqual(end.attributes, ["Path=/", "SameSite=Strict"]);
    assert.ok(isAbout(leftOf(end.value), 30 * minute));
  });

  itGiven(who, "gives it for a week where that is asked for", async ({ consoleURL, email, password }) => {
    const answer = await (await RawConsole.open(consoleURL)).signIn({ email, password, rememberForOneWeek: true });
    assert.ok(isAbout(leftOf((told(answer) as NewSession).expiresAt), week));
    assert.ok(isAbout(readCookie(answer.cookies, "_tokenKey").left, week));
  });

  itGiven(who, "takes the address in capitals, and begins a session each time", async ({ consoleURL, email, password }) => {
    const console = await RawConsole.open(consoleURL);
    const tokenOf = async (fields: Record<string, string>) => (told(await console.signIn(fields)) as NewSession).token;
    assert.notEqual(await tokenOf({ email, password }), await tokenOf({ email: email.toUpperCase(), password }));
  });

  itGiven([...who, "memberEmail"], "says the same of a wrong password and of nobody", async ({ consoleURL, memberEmail, password }) => {
    const console = await RawConsole.open(consoleURL);
    const wrong = await console.signIn({ email: memberEmail, password: `${password}x` });
    assert.deepEqual([refusal(wrong), contentType(wrong), wrong.cookies], [[401, incorrect], plain, []]);
    assert.deepEqual(refusal(await console.signIn({ email: `nobody-${memberEmail}`, password })), [401, incorrect]);
    // Which forgives the failure.
    assert.equal((await console.signIn({ email: memberEmail, password })).status, 200);
  });

  itGiven(who, "wants JSON with a password", async ({ consoleURL, email }) => {
    const console = await RawConsole.open(consoleURL);
    assert.deepEqual(refusal(await console.signIn({ email, password: "" })), [400, "validation: password is required"]);
    assert.deepEqual(refusal(await console.signIn({ email })), [400, "validation: password is required"]);
    for (const body of ["zzz", "", '{"email":', '{"email":1}']) {
      const answer = await console.ask("POST", "/api/v0/auth/token", { body });
      assert.deepEqual(refusal(answer), [500, "There was an error processing your request"], body);
    }
  });

  const withCode = ["consoleURL", "mfaEmail", "mfaCode", "recoveryCode", "password"] as const;

  itGiven(withCode, "asks for a passcode, and says so as if all was well", async ({ consoleURL, mfaEmail: email, password }) => {
    const answer = await (await RawConsole.open(consoleURL)).signIn({ email, password });
    assert.deepEqual(told(answer), { error: "A MFA passcode or recovery code is required" });
    assert.deepEqual([contentType(answer), answer.cookies], [plain, []]);
  });

  itGiven(withCode, "takes a passcode, and not a recovery code with it", async (given) => {
    const console = await RawConsole.open(given.consoleURL);
    const fields = { email: given.mfaEmail, password: given.password, mfaPasscode: given.mfaCode };
    const both = await console.signIn({ ...fields, mfaRecoveryCode: given.recoveryCode });
    assert.deepEqual(refusal(both), [409, "Expected either passcode or recovery code, but got both"]);
    assert.equal((await console.signIn(fields)).status, 200);
  });
});

describe("contract: signing in with a REST API key", () => {
  const path = "/api/v0/auth/token-by-api-key";
  const unprocessed = "There was an error processing your request";
  const bearing = (key: string) => ({ headers: { Authorization: `Bearer ${key}` } });

  itGiven(["consoleURL", "restApiKey"], "gives a session of half an hour", async ({ consoleURL, restApiKey }) => {
    const console = await RawConsole.open(consoleURL);
    const answer = await console.ask("POST", path, bearing(restApiKey));
    const { expiresAt, token } = told(answer) as NewSession;
    assert.ok(isAbout(leftOf(expiresAt), 30 * minute));
    assert.deepEqual([contentType(answer), console.token], [json, token]);
    assert.equal((await console.ask("GET", "/api/v0/projects")).status, 200);
  });

  itGiven(["consoleURL"], "refuses an unknown one, and none", async ({ consoleURL }) => {
    const unknown = await askConsole(consoleURL, "POST", path, bearing("00000000-0000-0000-0000-000000000001"));
    assert.deepEqual(refusal(unknown), [401, unprocessed]);
    assert.deepEqual(refusal(await askConsole(consoleURL, "POST", path)), [500, unprocessed]);
  });
});

describe("contract: a session of the console's", () => {
  const who = ["consoleURL", "email", "password"] as const;
  const path = "/api/v0/auth/refresh-session";

  itGiven(who, "lasts half an hour from when it is prolonged, with the same token", async (given) => {
    const console = await RawConsole.signedIn(given, given.email);
    const { token } = console;
    const answer = await console.ask("POST", path);
    assert.equal(contentType(answer), plain);
    assert.ok(isAbout(leftOf(told(answer) as string), 30 * minute));
    assert.equal(console.token, token);
    const { attributes, left } = readCookie(answer.cookies, "_tokenKey");
    assert.deepEqual(attributes, ["Path=/", "HttpOnly", "SameSite=Strict"]);
    assert.ok(isAbout(left, 30 * minute));
    assert.equal((await console.ask("GET", "/api/v0/projects")).status, 200);
  });

  itGiven(who, "of a week is cut to half an hour when it is prolonged", async ({ consoleURL, email, password }) => {
    const console = await RawConsole.open(consoleURL);
    assert.equal((await console.signIn({ email, password, rememberForOneWeek: true })).status, 200);
    assert.ok(isAbout(leftOf(told(await console.ask("POST", path)) as string), 30 * minute));
  });

  itGiven(who, "ends with a word, and no other with it", async (given) => {
    const [console, other] = [await RawConsole.signedIn(given, given.email), await RawConsole.signedIn(given, given.email)];
    const headers = { Cookie: `_tokenKey=${console.token ?? ""}` };
    const answer = await console.ask("POST", "/api/v0/auth/logout");
    assert.deepEqual([answer.status, answer.text, contentType(answer)], [200, "", json]);
    const { value, left } = readCookie(answer.cookies, "_tokenKey");
    assert.ok(value === "" && left < 0);
    const noRows = [401, "unauthorized: console service: sql: no rows in result set"];
    assert.deepEqual(refusal(await askConsole(given.consoleURL, "GET", "/api/v0/projects", { headers })), noRows);
    assert.equal((await other.ask("GET", "/api/v0/projects")).status, 200);
  });

  itGiven(["consoleURL", "restApiKey"], "is needed, and nothing else will do", async ({ consoleURL, restApiKey }) => {
    const refused = async (headers: Record<string, string>) =>
      refusal(await askConsole(consoleURL, "GET", "/api/v0/projects", { headers }));
    const none = [401, "unauthorized: http: named cookie not present"];
    assert.deepEqual(await refused({}), none);
    assert.deepEqual(await refused({ Authorization: `Bearer ${restApiKey}` }), none, "a REST API key");
    const [status, text] = await refused({ Cookie: "_tokenKey=abc.def" });
    assert.equal(status, 401);
    assert.match(text as string, /^unauthorized: /);
    for (const method of ["refresh-session", "logout"]) {
      assert.equal((await askConsole(consoleURL, "POST", `/api/v0/auth/${method}`)).status, 401, method);
    }
  });
});
