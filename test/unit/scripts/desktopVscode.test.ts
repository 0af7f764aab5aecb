import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";

type Download = () => Promise<string>;

describe("desktop VS Code for npm start", () => {
  let desktopVscode: (download: Download) => Promise<string>;

  before(async () => {
    const address = pathToFileURL(path.resolve("scripts/desktopVscode.mjs")).href;
    ({ desktopVscode } = (await import(address)) as { desktopVscode: typeof desktopVscode });
  });

  it("is the executable that was there or was downloaded", async () => {
    assert.equal(await desktopVscode(() => Promise.resolve("/somewhere/code")), "/somewhere/code");
  });

  const failures: readonly (readonly [what: string, thrown: Error, reason: string])[] = [
    [
      "a network error",
      Object.assign(new Error("getaddrinfo ENOTFOUND example.com"), { code: "ENOTFOUND" }),
      "getaddrinfo ENOTFOUND example.com",
    ],
    ["an error of several addresses", Object.assign(new AggregateError([]), { code: "ECONNREFUSED" }), "ECONNREFUSED"],
    [
      "a text, which is no error",
      "Failed to get\nVS Code archive location" as unknown as Error,
      "Failed to get VS Code archive location",
    ],
    ["nothing at all", new Error(""), "no reason was given"],
  ];
  for (const [what, thrown, reason] of failures) {
    it(`says what was tried, what went wrong and what to do, after ${what}`, async () => {
      const failing: Download = () => Promise.reject(thrown);
      const error = await desktopVscode(failing).then(
        () => assert.fail("it did not throw"),
        (caught: unknown) => caught,
      );
      assert.ok(error instanceof Error);
      const [tried, ...next] = error.message.split("\n");
      assert.equal(tried, `Desktop VS Code is not in .vscode-test/ and could not be downloaded: ${reason}.`);
      assert.match(next.join(" "), /^Connect to the internet.*try again\..*npm start without --desktop/);
      assert.equal(error.cause, thrown);
    });
  }
});
