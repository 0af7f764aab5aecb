import assert from "node:assert/strict";
import { reasonOf, satelliteWords } from "../../../../src/commands/contacting/satelliteWords";
import { serializeApiKey, serializeMacaroon } from "../../../../src/grant";
import { MetainfoError } from "../../../../src/satellite/metainfo/errors";
import { voiceAt } from "../../../support/chains";
import { demoGrant } from "../../../support/demoCredentials";

describe("what a satellite says of itself", () => {
  const { macaroon } = demoGrant();
  const apiKey = serializeApiKey(macaroon);
  const bytes = Buffer.from(serializeMacaroon(macaroon));
  const echoes = [apiKey, apiKey.slice(20, 60), ...(["hex", "base64", "base64url"] as const).map((encoding) => bytes.toString(encoding))];

  it("is shown without the API key, which it has and may echo, and without anything live", () => {
    for (const echo of echoes) {
      for (const code of ["invalid", "not-found", "exhausted", "unauthenticated", "internal", "other"] as const) {
        const { wrong } = satelliteWords(new MetainfoError(code, "", `bad key "${echo}"; [a](command:b)`), "us1.storj.io", voiceAt().t);
        assert.match(wrong, /bad key "‹redacted \d+ characters›.*"; \[a\]⟨\(⟩command:b\)/);
        for (let at = 0; at + 16 <= echo.length; at++) assert.ok(!wrong.includes(echo.slice(at, at + 16)), wrong);
      }
    }
  });

  it("stays where it is plain, and is cut", () => {
    assert.equal(reasonOf(new MetainfoError("not-found", "", "bucket not found: photos")), "bucket not found: photos");
    assert.equal(reasonOf(new MetainfoError("other", "", "so ".repeat(200)), 200).length, 200);
    assert.equal(reasonOf(new MetainfoError("other", "")), "");
  });
});
