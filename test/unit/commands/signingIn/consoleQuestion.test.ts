import assert from "node:assert/strict";
import { consoleChoices, typedConsole } from "../../../../src/commands/signingIn/consoleQuestion";
import { voiceAt } from "../../../support/chains";

const { t } = voiceAt();
const own = "https://console.example.org:10100";
const choices = consoleChoices([{ origin: own }, { origin: "https://eu1.storj.io" }, { origin: own }], t);
const typed = (text: string): string | undefined => {
  const found = typedConsole(text, choices, t);
  return found && ("problem" in found ? found.problem : found.value.origin);
};

describe("the question for a console", () => {
  it("offers Storj's own, and then what was signed in to before", () => {
    assert.deepEqual(
      choices.map(({ label, description, value }) => [label, description, value.origin]),
      [
        ["US1", "us1.storj.io", "https://us1.storj.io"],
        ["EU1", "eu1.storj.io", "https://eu1.storj.io"],
        ["AP1", "ap1.storj.io", "https://ap1.storj.io"],
        ["console.example.org:10100", "signed in to before", own],
      ],
    );
  });

  it("takes an address as people write and copy it", () => {
    assert.equal(typed("sat.example.org"), "https://sat.example.org");
    assert.equal(typed(" https://sat.example.org:8443/ "), "https://sat.example.org:8443");
    assert.equal(typed("http://127.0.0.1:10100"), "http://127.0.0.1:10100");
    assert.equal(typed("http://[::1]:10100"), "http://[::1]:10100");
    assert.equal(typed("localhost:10100"), "https://localhost:10100");
    assert.equal(typed(own), own);
    for (const page of ["/login", "/projects/abc/access?tab=1#top", "?a", "#a"]) assert.equal(typed(`https://sat.example.org${page}`), "https://sat.example.org");
    assert.equal(typed("us1.storj.io/login"), "https://us1.storj.io");
  });

  it("takes a name for what is offered under it, and not for a host", () => {
    assert.equal(typed("eu1"), "https://eu1.storj.io");
    assert.equal(typed("US1"), "https://us1.storj.io");
    assert.equal(typed("https://us1.storj.io/"), "https://us1.storj.io");
    for (const beginning of ["", " ", "e", "eu", "http", "https:", "https://"]) assert.equal(typed(beginning), undefined, beginning);
  });

  it("refuses http, but of this computer, and says why", () => {
    for (const text of ["http://us1.storj.io", "HTTP://127.0.0.1.example.org", "http://localhost.example.org", "http://10.0.0.1"]) {
      assert.match(typed(text) ?? "", /With http: all on the way could read your secret/, text);
    }
  });

  it("refuses what is no address of a console", () => {
    for (const text of ["https://a@us1.storj.io", "https://us1.storj.io@evil.test/login", "https:///us1.storj.io", "ftp://us1.storj.io", "a b", "https://us1.storj.io\\@evil.test"]) {
      assert.match(typed(text) ?? "", /Write the address of a console, as in/, text);
    }
  });
});
