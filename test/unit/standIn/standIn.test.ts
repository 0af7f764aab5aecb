import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { startSatellite } from "../../support/satellite";

describe("the stand-in for a satellite", () => {
  it("is of Node's own modules alone: what is wrong in src/ does not go unseen for being wrong here too", () => {
    const folder = "test/support/satellite";
    for (const file of readdirSync(folder)) {
      const imports = readFileSync(`${folder}/${file}`, "utf8").matchAll(/from "([^"]*)"/g);
      for (const [, from = ""] of imports) assert.ok(isOwn(from), `${file} imports ${from}`);
    }
  });

  it("says what it was asked, and leaves nothing open when it stops", async () => {
    const standIn = await startSatellite();
    const { authURL } = standIn.ready;
    const response = await fetch(`${authURL}/v1/access`, { method: "POST", body: "{}" });
    assert.equal(response.status, 400);
    assert.deepEqual(standIn.requests(), [{ to: "auth", method: "POST", path: "/v1/access" }]);
    assert.equal(standIn.connections(), 1);
    await standIn.stop();
    await assert.rejects(fetch(authURL));
  });
});

function isOwn(from: string): boolean {
  const isBuiltin = from.startsWith("node:") && builtinModules.includes(from.slice(5));
  return isBuiltin || from === "." || /^\.\/\w+$/.test(from);
}
