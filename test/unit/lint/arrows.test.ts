import assert from "node:assert/strict";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";

/** The arrows of docs/architecture.md, as the project's own ESLint configuration enforces them. */
describe("imports", function () {
  this.timeout(30_000);
  // Without type information, which files that do not exist have none of.
  const eslint = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked] });

  async function objections(file: string, code: string): Promise<string[]> {
    const [result] = await eslint.lintText(code, { filePath: file });
    assert.equal(result?.fatalErrorCount, 0);
    return result.messages.filter(({ ruleId }) => ruleId === "storj/arrows").map(({ message }) => message);
  }

  const middle = ["decoder", "satellite", "edge", "vault"];
  const outer = ["commands", "views"];
  const rooms = ["platform", "grant", ...middle, ...outer];
  const allowed = new Map<string, readonly string[]>([
    ["platform", []],
    ["grant", []],
    ...middle.map((room) => [room, ["grant", "platform"]] as const),
    ...outer.map((room) => [room, ["grant", "platform", ...middle, ...outer]] as const),
  ]);

  for (const [room, mayImport] of allowed) {
    for (const other of [...rooms.filter((name) => name !== room), "extension"]) {
      const isAllowed = mayImport.includes(other);
      it(`of ${other} ${isAllowed ? "may" : "may not"} stand in ${room}`, async () => {
        const from = other === "extension" ? "../extension" : `../${other}/thing`;
        const found = await objections(`src/${room}/probe.ts`, `import { thing } from "${from}";\nthing();\n`);
        assert.equal(found.length, isAllowed ? 0 : 1, found.join());
      });
    }

    it(`of its own files may stand in ${room}`, async () => {
      assert.deepEqual(
        await objections(`src/${room}/probe.ts`, `import { a } from "./a";\nimport { b } from "./sub/b";\na(b);\n`),
        [],
      );
    });
  }

  it("of every room may stand in extension.ts", async () => {
    const code = rooms.map((room) => `export * from "./${room}/thing";`).join("\n");
    assert.deepEqual(await objections("src/extension.ts", code), []);
  });

  const forms = [
    `import type { T } from "SOURCE";`,
    `import "SOURCE";`,
    `export { t } from "SOURCE";`,
    `export * from "SOURCE";`,
    `export const t = await import("SOURCE");`,
    `export type T = import("SOURCE").T;`,
    `export const t = require("SOURCE");`,
  ];
  for (const form of forms) {
    it(`are seen in every form: ${form}`, async () => {
      assert.equal((await objections("src/grant/sub/probe.ts", form.replace("SOURCE", "../../vault/thing"))).length, 1);
      assert.equal((await objections("src/grant/sub/probe.ts", form.replace("SOURCE", "vscode"))).length, 1);
      assert.equal((await objections("src/grant/sub/probe.ts", form.replace("SOURCE", "node:fs"))).length, 1);
      assert.equal((await objections("src/grant/sub/probe.ts", form.replace("SOURCE", "../thing"))).length, 0);
    });
  }

  it("of vscode and node stand in any room but grant and the pure half of decoder", async () => {
    const code = `import "vscode";\nimport "node:fs";\n`;
    for (const file of [
      "decoder/surfaces/hover.ts",
      "satellite/a.ts",
      "edge/a.ts",
      "vault/a.ts",
      "commands/a.ts",
      "platform/a.ts",
    ]) {
      assert.deepEqual(await objections(`src/${file}`, code), [], file);
    }
    for (const file of ["grant/a.ts", "decoder/a.ts", "decoder/findings/a.ts", "decoder/surfacesList.ts"]) {
      assert.equal((await objections(`src/${file}`, code)).length, 2, file);
    }
  });

  it("of the decoder's surfaces may not stand in its pure half, the other way round they may", async () => {
    assert.equal((await objections("src/decoder/a.ts", `import "./surfaces/hover";`)).length, 1);
    assert.equal((await objections("src/decoder/a.ts", `import "./surfaces";`)).length, 1);
    assert.equal((await objections("src/decoder/surfaces/hover.ts", `import "../a";`)).length, 0);
  });

  it("of test/ may not stand anywhere under src/", async () => {
    for (const file of ["src/extension.ts", "src/commands/a.ts", "src/platform/a.ts"]) {
      const up = "../".repeat(file.split("/").length - 1);
      assert.equal((await objections(file, `import "${up}test/support/manualClock";`)).length, 1, file);
    }
    assert.equal((await objections("test/unit/a.test.ts", `import "../../src/vault/a";`)).length, 0);
  });
});
