import assert from "node:assert/strict";
import { type PasswordSignIn, signInWithPassword } from "../../../../src/satellite/console";
import { answering, type Fault } from "../../../support/faultyHttp";
import { config, configRoute, csrf, json, otherCsrf, password, recoveryCode, refusing, Scene, token, webAppPage } from "./scene";

const tokenRoute = "POST /api/v0/auth/token";
const begun = json({ expiresAt: "2026-11-30T15:36:01.476471715Z", token });
const session = { token, expiresAt: Date.UTC(2026, 10, 30, 15, 36, 1, 476) };
const who = { email: "alice@example.test", password };

describe("signing in to a console with e-mail and password", () => {
  const scene = new Scene();
  afterEach(() => scene.stop());

  const serve = (fault: Fault | readonly Fault[], ...tokens: readonly string[]) =>
    scene.serve({ [configRoute]: (tokens.length === 0 ? [""] : tokens).map((csrfToken) => json(config({ csrfToken }))), [tokenRoute]: fault });
  const codeOf = async (fault: Fault, more: Partial<PasswordSignIn> = {}): Promise<string> => {
    const error = await scene.failure(signInWithPassword(await serve(fault), { ...who, ...more }));
    assert.deepEqual(scene.routes, [configRoute, tokenRoute]);
    // The console has read the password: none of its words are told on.
    assert.equal(error.outside, undefined);
    return error.code;
  };

  it("begins a session of one week", async () => {
    assert.deepEqual(await signInWithPassword(await serve(begun), who), session);
    const [asked, sent] = scene.requests;
    assert.deepEqual(scene.routes, [configRoute, tokenRoute]);
    assert.equal(asked?.body, "");
    assert.deepEqual(JSON.parse(sent?.body ?? ""), { ...who, rememberForOneWeek: true });
    assert.deepEqual(
      ["content-type", "cookie", "x-csrf-token", "user-agent"].map((name) => sent?.headers[name]),
      ["application/json", undefined, undefined, "storj-grants"],
    );
  });

  it("sends a passcode or a recovery code", async () => {
    await signInWithPassword(await serve(begun), { ...who, mfa: { passcode: "038926" } });
    assert.deepEqual(JSON.parse(scene.requests[1]?.body ?? ""), { ...who, mfaPasscode: "038926", rememberForOneWeek: true });
    await signInWithPassword(await serve(begun), { ...who, mfa: { recoveryCode } });
    assert.deepEqual(JSON.parse(scene.requests[1]?.body ?? ""), { ...who, mfaRecoveryCode: recoveryCode, rememberForOneWeek: true });
  });

  it("has the CSRF token as cookie and header where the console wants one", async () => {
    assert.deepEqual(await signInWithPassword(await serve(begun, csrf), who), session);
    const { cookie, "x-csrf-token": header } = scene.requests[1]?.headers ?? {};
    assert.deepEqual([cookie, header], [`csrf_token=${csrf}`, csrf]);
  });

  it("tells when the password goes out, which it does not where the config does not come", async () => {
    const told: string[][] = [];
    const sending = (): void => void told.push([...scene.routes]);
    await signInWithPassword(await serve(begun), who, undefined, sending);
    assert.deepEqual(told, [[configRoute]]);
    const failing = await scene.serve({ [configRoute]: refusing(503, "") });
    assert.equal(await scene.codeOf(signInWithPassword(failing, who, undefined, sending)), "server");
    assert.equal(told.length, 1);
  });

  it("sends the password once, also where the CSRF token has changed meanwhile", async () => {
    const access = await serve([refusing(403, "invalid token format"), begun], csrf, otherCsrf);
    assert.equal(await scene.codeOf(signInWithPassword(access, who)), "forbidden");
    assert.deepEqual(scene.routes, [configRoute, tokenRoute]);
  });

  it("is refused", async () => {
    const words = `${password} ${recoveryCode} Your login credentials are incorrect, please try again`;
    assert.equal(await codeOf(refusing(401, words)), "wrong-credentials");
    assert.equal(await codeOf(refusing(401, words), { mfa: { passcode: "038926" } }), "wrong-credentials");
    // 200 with an error.
    assert.equal(await codeOf(json({ error: `A MFA passcode or recovery code is required for ${password}` })), "mfa-needed");
    assert.equal(await codeOf(refusing(400, words), { mfa: { passcode: "000000" } }), "mfa-wrong");
    assert.equal(await codeOf(refusing(400, words), { mfa: { recoveryCode } }), "mfa-wrong");
    assert.equal(await codeOf(refusing(400, "validation: password is required")), "invalid");
    assert.equal(await codeOf(refusing(429)), "too-many");
    assert.equal(await codeOf(refusing(500, "There was an error processing your request")), "server");
  });

  it("is forbidden where the CSRF token is not why", async () => {
    const error = await scene.failure(signInWithPassword(await serve(refusing(403, password), csrf), who));
    assert.deepEqual([error.code, error.status, error.outside], ["forbidden", 403, undefined]);
    assert.deepEqual(scene.routes, [configRoute, tokenRoute]);
  });

  it("fails by an answer that begins no session", async () => {
    const end = "2026-11-30T15:36:01Z";
    const odd: unknown[] = [
      "",
      null,
      {},
      { token },
      { expiresAt: end },
      { token: "", expiresAt: end },
      { token: "a; b=c", expiresAt: end },
      { token: "a\r\nb", expiresAt: end },
      { token: "x".repeat(5000), expiresAt: end },
      { token, expiresAt: "soon" },
      { token, expiresAt: 7 },
    ];
    for (const answer of odd) assert.equal(await codeOf(json(answer)), "not-console", JSON.stringify(answer));
    assert.equal(await codeOf(webAppPage), "not-console");
    assert.equal(await codeOf(answering(200, `token: ${token}`)), "not-console");
  });

  it("sends no password to what is no console", async () => {
    const access = await scene.serve({ [tokenRoute]: begun });
    assert.equal(await scene.codeOf(signInWithPassword(access, who)), "not-console");
    assert.deepEqual(scene.routes, [configRoute]);
    const guarded = await scene.serve({ [configRoute]: refusing(401), [tokenRoute]: begun });
    assert.equal(await scene.codeOf(signInWithPassword(guarded, who)), "not-console");
    assert.deepEqual(scene.routes, [configRoute]);
  });
});
