import assert from "node:assert/strict";
import { signingIn } from "./clientOfConsole";
import { askConsole, RawConsole, refusal, type RawAnswer } from "./rawConsole";
import { describedAs, itGiven } from "./subject";

describe("contract: an account of a console's that is locked", () => {
  describedAs({});

  const incorrect = [401, "Your login credentials are incorrect, please try again"];

  itGiven(["fresh", "consoleURL", "mfaEmail", "recoveryCode", "password"], "takes a recovery code once", async (given) => {
    const console = await RawConsole.open(given.consoleURL);
    const fields = { email: given.mfaEmail, password: given.password, mfaRecoveryCode: given.recoveryCode };
    assert.equal((await console.signIn(fields)).status, 200);
    assert.deepEqual(refusal(await console.signIn(fields)), [400, "The MFA recovery code is not valid or has been previously used"]);
  });

  itGiven(["fresh", "consoleURL", "mfaEmail", "mfaCode", "password"], "is so after three wrong passcodes", async (given) => {
    const console = await RawConsole.open(given.consoleURL);
    const signIn = (mfaPasscode: string) => console.signIn({ email: given.mfaEmail, password: given.password, mfaPasscode });
    assert.equal((await signIn(given.mfaCode)).status, 200, "which forgives earlier failures");
    const account = { email: given.mfaEmail, password: given.password };
    assert.equal(await signingIn(given.consoleURL, { ...account, mfa: { passcode: "000000" } }), "mfa-wrong");
    for (const time of ["second", "third"]) {
      assert.deepEqual(refusal(await signIn("000000")), [400, "The MFA passcode is not valid or has expired"], time);
    }
    assert.deepEqual(refusal(await signIn(given.mfaCode)), incorrect);
    assert.equal(await signingIn(given.consoleURL, { ...account, mfa: { passcode: given.mfaCode } }), "wrong-credentials");
  });

  itGiven(["fresh", "consoleURL", "memberEmail", "password"], "is so after three failures in a row", async (given) => {
    const console = await RawConsole.open(given.consoleURL);
    const signIn = (password: string): Promise<RawAnswer> => console.signIn({ email: given.memberEmail, password });
    for (const password of ["wrong", "wrong"]) assert.deepEqual(refusal(await signIn(password)), incorrect);
    assert.equal((await signIn(given.password)).status, 200, "two are no three");
    for (const password of ["wrong", "wrong"]) assert.deepEqual(refusal(await signIn(password)), incorrect);
    assert.equal((await signIn(given.password)).status, 200, "nor are two and two");
    for (const password of ["wrong", "wrong", "wrong"]) assert.deepEqual(refusal(await signIn(password)), incorrect);
    assert.deepEqual(refusal(await signIn(given.password)), incorrect, "and the right password is refused in the same words");
  });

  itGiven(["fresh", "consoleURL", "email", "password", "restApiKey"], "keeps its sessions and its REST API key", async (given) => {
    const console = await RawConsole.signedIn(given, given.email);
    const other = await RawConsole.open(given.consoleURL);
    for (let time = 1; time <= 3; time++) assert.equal((await other.signIn({ email: given.email, password: "wrong" })).status, 401);
    assert.deepEqual(refusal(await other.signIn({ email: given.email, password: given.password })), incorrect);
    assert.equal((await console.ask("GET", "/api/v0/projects")).status, 200);
    assert.equal((await console.ask("POST", "/api/v0/auth/refresh-session")).status, 200);
    const headers = { Authorization: `Bearer ${given.restApiKey}` };
    assert.equal((await askConsole(given.consoleURL, "POST", "/api/v0/auth/token-by-api-key", { headers })).status, 200);
    assert.equal((await askConsole(given.consoleURL, "GET", "/public/v1/projects/", { headers })).status, 200);
  });
});
