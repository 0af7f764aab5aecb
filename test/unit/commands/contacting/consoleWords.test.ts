import assert from "node:assert/strict";
import { consoleName, consoleWords, mayPassAtConsole } from "../../../../src/commands/contacting/consoleWords";
import { ConsoleError, type ConsoleErrorCode } from "../../../../src/satellite/console/consoleError";
import { voiceAt } from "../../../support/chains";

const { t } = voiceAt();
const host = "us1.storj.io";
/** With a code that is forgotten here it does not compile. */
const codes: Readonly<Record<ConsoleErrorCode, boolean>> = {
  "no-host": true,
  unreachable: true,
  timeout: true,
  certificate: true,
  redirect: false,
  "not-console": true,
  "signed-out": false,
  "no-access": false,
  forbidden: false,
  "too-many": true,
  invalid: false,
  "name-taken": false,
  gone: false,
  server: true,
  "wrong-credentials": false,
  "mfa-needed": false,
  "mfa-wrong": false,
};

describe("what a console failed at", () => {
  for (const [code, mayPass] of Object.entries(codes) as [ConsoleErrorCode, boolean][]) {
    it(`is told in words, with what to do next: ${code}`, () => {
      for (const outside of ["bad \u202e[x](command:evil) $(gear)", undefined]) {
        const { wrong, next } = consoleWords(new ConsoleError(code, { status: 418, outside }), host, t);
        assert.match(wrong, /^[^.].*[^.]$/s);
        assert.match(next, /^[A-Z].*\.$/);
        assert.doesNotMatch(wrong + next, /\u202e|\]\(|\$\(|undefined|\{\d\}/);
        assert.doesNotMatch(wrong, /: $/);
      }
      assert.equal(mayPassAtConsole(new ConsoleError(code)), mayPass);
    });
  }

  it("has the console's own words where they say more, cut", () => {
    const { wrong } = consoleWords(new ConsoleError("invalid", { outside: "so ".repeat(400) }), host, t);
    assert.ok(wrong.includes("so so") && wrong.length < 400);
    assert.match(consoleWords(new ConsoleError("server", { status: 502 }), host, t).wrong, /with status 502$/);
  });
});

describe("the name of a console", () => {
  it("is its host, with the scheme where that is not https, and neutralised", () => {
    assert.equal(consoleName("https://us1.storj.io"), "us1.storj.io");
    assert.equal(consoleName("https://console.example.org:10100"), "console.example.org:10100");
    assert.equal(consoleName("http://127.0.0.1:10100"), "http://127.0.0.1:10100");
    assert.equal(consoleName("https://a\u202eb"), "a⟨U+202E⟩b");
    const long = `${"a".repeat(60)}.`.repeat(4);
    assert.equal(consoleName(`https://${long}example`), `${long}example`);
  });
});
