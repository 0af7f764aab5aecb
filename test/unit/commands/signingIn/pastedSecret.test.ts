import assert from "node:assert/strict";
import { restKeyProblem, tokenIn, tokenProblem } from "../../../../src/commands/signingIn/pastedSecret";
import { serializeApiKey } from "../../../../src/grant";
import { demoCredentials, demoRootKey } from "../../../support/demoCredentials";
import { voiceAt } from "../../../support/chains";

const { t } = voiceAt();
const token = "HqUNXnFrTDO3cCxU-SBTjw==.Yn0OyKS5HihldejH_QrQi7NoupPkc5CKDgQ36I6LQUM=";
const key = "0329fba9-4cb5-480e-bf36-75af0614d279";
const { tenant } = demoCredentials(0);

describe("the value of a session's cookie", () => {
  it("is taken by itself, and with what tools copy along", () => {
    for (const pasted of [token, ` ${token}\n`, `_tokenKey=${token}`, `_tokenKey=${token};`, `_tokenKey: "${token}"`, `"${token}"`, `'${token}'`]) {
      assert.equal(tokenIn(pasted), token, pasted);
      assert.equal(tokenProblem(pasted, t), undefined, pasted);
    }
  });

  it("is nothing else, which is said while it is pasted", () => {
    assert.match(tokenProblem(" ", t) ?? "", /^Paste the value/);
    for (const pasted of [key, "_tokenKey", `${token} x`, `${token}\r\nX-Evil: 1`, `_session=1; _tokenKey=${token}`, `${"a".repeat(5_000)}.b`, "a.b.c"]) {
      assert.match(tokenProblem(pasted, t) ?? "", /^This is not the value of _tokenKey/, pasted);
    }
  });
});

describe("a REST API key", () => {
  it("is taken as it is", () => {
    assert.equal(restKeyProblem(` ${key}\n`, t), undefined);
    assert.match(restKeyProblem("", t) ?? "", /^Paste the REST API key/);
    for (const pasted of ["a b", "a\r\nX-Evil: 1", "ä", "a".repeat(5_000)]) assert.match(restKeyProblem(pasted, t) ?? "", /no blanks/, pasted);
  });
});

describe("a grant or a project's API key", () => {
  it("is not sent to a console in place of either", () => {
    for (const credential of [tenant, serializeApiKey(demoRootKey())]) {
      for (const problem of [tokenProblem, restKeyProblem]) assert.match(problem(` ${credential} `, t) ?? "", /It is not sent/);
    }
  });
});
