import assert from "node:assert/strict";
import { ESLint } from "eslint";

/** What the compiler lets pass and the project's ESLint configuration, with type information, does not. */
describe("ESLint refuses", () => {
  const eslint = new ESLint();
  const faults: readonly (readonly [what: string, code: string, rule: string])[] = [
    ["a promise nobody waits for", "export function f(p: Promise<void>): void {\n  p;\n}", "no-floating-promises"],
    [
      "a promise as a condition",
      "export const f = (p: Promise<boolean>): number => (p ? 1 : 2);",
      "no-misused-promises",
    ],
    [
      "an async function where nobody looks at its result",
      "export const f = (all: number[]): void => all.forEach(async () => Promise.resolve());",
      "no-misused-promises",
    ],
    [
      "a switch with a hole",
      'export function f(x: "a" | "b"): void {\n  switch (x) {\n    case "a":\n      break;\n  }\n}',
      "switch-exhaustiveness-check",
    ],
    ["a variable that is not used", "const unused = 1;\nexport {};", "no-unused-vars"],
    ["any", "export const f = (x: any): unknown => x;", "no-explicit-any"],
  ];
  for (const [what, code, rule] of faults) {
    it(what, async () => {
      // In the place of a file that exists: only those have types.
      const [result] = await eslint.lintText(`${code}\n`, { filePath: "src/platform/errors.ts" });
      const rules = result?.messages.filter(({ severity }) => severity === 2).map(({ ruleId }) => ruleId);
      assert.ok(rules?.includes(`@typescript-eslint/${rule}`), JSON.stringify(result?.messages));
    }).timeout(30_000);
  }
});
