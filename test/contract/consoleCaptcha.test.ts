import assert from "node:assert/strict";
import { consoleConfig } from "../../src/satellite/console";
import { accessTo, signingIn } from "./clientOfConsole";
import { askConsole, RawConsole, refusal, told } from "./rawConsole";
import { describedAs, itGiven } from "./subject";

describe("contract: a console with a captcha", () => {
  describedAs({ console: { captcha: true } });

  itGiven(["captcha", "consoleURL"], "says so", async ({ consoleURL }) => {
    const { captcha } = told(await askConsole(consoleURL, "GET", "/api/v0/config")) as {
      captcha: { login: Record<string, { enabled: boolean; siteKey: string }> };
    };
    const [kind, ...others] = Object.values(captcha.login).filter(({ enabled }) => enabled);
    assert.ok(kind && kind.siteKey !== "" && others.length === 0);
  });

  itGiven(["captcha", "consoleURL", "email", "password"], "refuses a password without its answer", async (given) => {
    const account = { email: given.email, password: given.password };
    const console = await RawConsole.open(given.consoleURL);
    // A code that nobody asks for does not get round it.
    for (const fields of [account, { ...account, captchaResponse: "" }, { ...account, mfaPasscode: "000000" }]) {
      const answer = await console.signIn(fields);
      assert.deepEqual(refusal(answer), [400, "Validation of captcha was unsuccessful"]);
      assert.deepEqual(answer.cookies, []);
    }
  });

  const withCode = ["captcha", "consoleURL", "mfaEmail", "mfaCode", "password"] as const;

  itGiven(withCode, "does not ask for it where a passcode comes along", async (given) => {
    const console = await RawConsole.open(given.consoleURL);
    const { mfaEmail: email, password, mfaCode: mfaPasscode } = given;
    assert.equal((await console.signIn({ email, password, mfaPasscode })).status, 200);
  });

  itGiven(["captcha", "consoleURL", "restApiKey"], "does not guard a REST API key", async ({ consoleURL, restApiKey }) => {
    const headers = { Authorization: `Bearer ${restApiKey}` };
    assert.equal((await askConsole(consoleURL, "POST", "/api/v0/auth/token-by-api-key", { headers })).status, 200);
    assert.equal((await askConsole(consoleURL, "GET", "/public/v1/projects/", { headers })).status, 200);
  });

  itGiven(withCode, "lets our client in with a passcode alone, which can know it before", async (given) => {
    const { consoleURL, mfaEmail, mfaCode, password } = given;
    assert.ok((await consoleConfig(accessTo(consoleURL))).hasCaptcha);
    const account = { email: mfaEmail, password };
    assert.equal(await signingIn(consoleURL, account), "invalid");
    assert.equal(await signingIn(consoleURL, { ...account, mfa: { passcode: mfaCode } }), "ok");
  });
});
