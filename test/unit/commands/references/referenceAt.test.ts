import assert from "node:assert/strict";
import { languageOf } from "../../../../src/commands/references/languageOf";
import { referenceFor } from "../../../../src/commands/references/reference";
import { referenceAt } from "../../../../src/commands/references/referenceAt";

/** A text with `|` at both ends of a selection, or once where it is empty, with the reference in its place. */
function written(languageId: string, fileName: string, marked: string): string {
  const text = marked.replaceAll("|", "");
  const start = marked.indexOf("|");
  const end = marked.lastIndexOf("|") - (marked.lastIndexOf("|") > start ? 1 : 0);
  const reference = referenceAt(languageId, fileName, text, start, end, "X");
  return text.slice(0, reference.start) + reference.text + text.slice(reference.end);
}

describe("referenceAt", () => {
  const cases: readonly [languageId: string, fileName: string, marked: string, after: string][] = [
    ["javascript", "a.mjs", 'const a = "|";', "const a = process.env.X;"],
    ["javascript", "a.mjs", 'const a = "|old|";', "const a = process.env.X;"],
    ["javascript", "a.mjs", "const a = |;", "const a = process.env.X;"],
    ["javascript", "a.mjs", "const a = `sj://|/b`;", "const a = `sj://${process.env.X}/b`;"],
    ["python", "a.py", 'A = "|"', 'A = os.environ["X"]'],
    ["go", "a.go", 'var a = "|"', 'var a = os.Getenv("X")'],
    ["shellscript", "a.sh", "export A=|", 'export A="$X"'],
    ["dotenv", ".env", "A=|", "A=${X}"],
    ["json", "a.json", '{"a": "|"}', '{"a": "${X}"}'],
    ["plaintext", "a.kt", 'val a = "|"', 'val a = System.getenv("X")'],
    ["plaintext", "notes", "a: |", "a: ${X}"],
  ];
  for (const [languageId, fileName, marked, after] of cases) {
    it(`writes ${after} for ${marked} in ${fileName}`, () => {
      assert.equal(written(languageId, fileName, marked), after);
    });
  }
});

describe("languageOf", () => {
  it("goes by the file's ending where VS Code knows nothing but plain text, and nowhere else", () => {
    assert.equal(languageOf("plaintext", "/a/App.kt"), "kotlin");
    assert.equal(languageOf("plaintext", "C:\\a\\main.TF"), "terraform");
    assert.equal(languageOf("plaintext", "/a.kt/notes"), "plaintext");
    assert.equal(languageOf("plaintext", "x.constructor"), "plaintext");
    assert.equal(languageOf("java", "App.kt"), "java");
    assert.equal(languageOf("shellscript", "a.fish"), "fish");
    assert.equal(languageOf("shellscript", "a.sh"), "shellscript");
  });

  it("so that nothing is replaced in Terraform, whose strings read no environment", () => {
    const text = 'default = "1abc"';
    assert.equal(referenceFor("plaintext", "main.tf", text, 11, 15, "X"), undefined);
  });
});
