import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { referenceFor } from "../../../../src/commands/references/reference";

const credential = "1Credentia1";

/** What becomes of a document in which ¤ stands for the credential; undefined where nothing does. */
function replaced(languageId: string, source: string, fileName = "file", variable = "X"): string | undefined {
  const start = source.indexOf("¤");
  const text = source.replace("¤", credential);
  const replacement = referenceFor(languageId, fileName, text, start, start + credential.length, variable);
  return replacement && text.slice(0, replacement.start) + replacement.text + text.slice(replacement.end);
}

type Row = readonly [language: string, before: string, after: string | undefined];

describe("a reference in place of a whole string", () => {
  const dotnet = 'System.Environment.GetEnvironmentVariable("X")';
  const rows: readonly Row[] = [
    ["javascript", 'const g = "¤";', "const g = process.env.X;"],
    ["javascript", "f('¤').then()", "f(process.env.X).then()"],
    ["typescript", "const g: string = `¤`;", "const g: string = process.env.X;"],
    ["typescriptreact", '<Storj grant="¤" />', "<Storj grant={process.env.X} />"],
    ["typescriptreact", "const g = '¤'", "const g = process.env.X"],
    ["javascriptreact", 'this.g="¤"', "this.g=process.env.X"],
    ["vue", '<p>it\'s</p><script>\ng = "¤"\n</script>', "<p>it's</p><script>\ng = process.env.X\n</script>"],
    ["astro", '---\nconst g = "¤";\n---\n<p/>', "---\nconst g = process.env.X;\n---\n<p/>"],
    ["python", 'g = "¤"', 'g = os.environ["X"]'],
    ["python", "g = r'¤'", "g = os.environ['X']"],
    ["python", 'g = """¤"""', 'g = os.environ["X"]'],
    ["python", 'g = b"¤"', 'g = os.environ["X"].encode()'],
    ["python", "f\"{open('¤')}\"", "f\"{open(os.environ['X'])}\""],
    ["go", 'grant := "¤"', 'grant := os.Getenv("X")'],
    ["go", "f(`¤`)", 'f(os.Getenv("X"))'],
    ["go", 'const grant = "¤"', 'var grant = os.Getenv("X")'],
    ["go", '\tconst grant string = "¤" // it\'s', '\tvar grant string = os.Getenv("X") // it\'s'],
    ["rust", 'open("¤")', 'open(&std::env::var("X").unwrap())'],
    ["rust", 'let a: &\'a str = r#"¤"#;', 'let a: &\'a str = &std::env::var("X").unwrap();'],
    ["rust", 'let g = "¤".to_string();', 'let g = std::env::var("X").unwrap().to_string();'],
    ["java", 'static final String G = "¤";', 'static final String G = System.getenv("X");'],
    ["java", "char q = '\"'; f(\"¤\");", "char q = '\"'; f(System.getenv(\"X\"));"],
    ["kotlin", 'const val GRANT = "¤"', 'val GRANT = System.getenv("X")'],
    ["scala", 'val g = "¤"', 'val g = sys.env("X")'],
    ["groovy", "def g = '¤'", 'def g = System.getenv("X")'],
    ["csharp", 'var g = @"¤";', `var g = ${dotnet};`],
    ["fsharp", 'parse "¤"', `parse (${dotnet})`],
    ["vb", 'Dim g = "¤"', `Dim g = ${dotnet}`],
    ["ruby", "g = '¤'", 'g = ENV["X"]'],
    ["php", "<p>don't</p><?php $g = '¤';", "<p>don't</p><?php $g = getenv('X');"],
    ["perl", "my $g = '¤';", "my $g = $ENV{X};"],
    ["lua", 'local g = "¤"', 'local g = os.getenv("X")'],
    ["lua", "open [[¤]]", 'open (os.getenv("X"))'],
    ["r", 'g <- "¤"', 'g <- Sys.getenv("X")'],
    ["julia", 'g = "¤"', 'g = ENV["X"]'],
    ["swift", 'let g = #"¤"#', 'let g = ProcessInfo.processInfo.environment["X"]!'],
    ["dart", "final g = '¤';", "final g = Platform.environment['X']!;"],
    ["elixir", 'g = "¤"', 'g = System.fetch_env!("X")'],
    ["c", '  f("¤");', '  f(getenv("X"));'],
    ["c", '#define GRANT "¤"', '#define GRANT getenv("X")'],
    ["cpp", 'const char *g = "¤";', 'const char *g = getenv("X");'],
    ["shellscript", "g='¤'", 'g="$X"'],
    ["shellscript", "export G=¤", 'export G="$X"'],
    ["shellscript", "uplink --access=¤ ls", 'uplink --access="$X" ls'],
    ["powershell", '$g = "¤"', "$g = $env:X"],
    ["powershell", "uplink --access ¤", "uplink --access $env:X"],
  ];
  for (const [language, before, after] of rows) {
    it(`${language}: ${before}`, () => assert.equal(replaced(language, before), after));
  }
});

describe("a reference in a part of a string", () => {
  const rows: readonly Row[] = [
    ["javascript", "f(`a ${b(`x`)} ¤`)", "f(`a ${b(`x`)} ${process.env.X}`)"],
    ["javascript", 'f("a=¤&\\"b\\"".length)', 'f(`a=${process.env.X}&\\"b\\"`.length)'],
    ["javascript", 'r = /["`]/; g = "¤"', 'r = /["`]/; g = process.env.X'],
    ["javascript", "gql`¤`", "gql`${process.env.X}`"],
    ["javascript", `f('{"grant":"¤"}')`, 'f(`{"grant":"${process.env.X}"}`)'],
    ["javascriptreact", '<a href="s/¤/b" />', "<a href={`s/${process.env.X}/b`} />"],
    ["python", `f('{"g": "¤"}' % x)`, `f(f'{{"g": "{os.environ["X"]}"}}' % x)`],
    ["python", 'f"{a} ¤"', "f\"{a} {os.environ['X']}\""],
    ["python", 'a = "b" "¤"', "a = \"b\" f\"{os.environ['X']}\""],
    ["go", 'f("a=¤&b")', 'f(("a=" + os.Getenv("X") + "&b"))'],
    ["java", 'f("a=¤".length())', 'f(("a=" + System.getenv("X")).length())'],
    ["kotlin", '"a=¤"', '"a=${System.getenv("X")}"'],
    ["scala", 's"a=$b¤"', 's"a=$b${sys.env("X")}"'],
    ["groovy", '"a ¤"', "\"a ${System.getenv('X')}\""],
    ["csharp", '"a ¤"', '("a " + System.Environment.GetEnvironmentVariable("X"))'],
    ["ruby", '"a #{b("c")} ¤"', '"a #{b("c")} #{ENV["X"]}"'],
    ["ruby", "f('a ¤')", "f(('a ' + ENV[\"X\"]))"],
    ["php", '<?php f("a ¤");', "<?php f((\"a \" . getenv('X')));"],
    ["perl", "print 'a ¤ b', 1;", 'print "a $ENV{X} b", 1;'],
    ["lua", 'f("a ¤")', 'f(("a " .. os.getenv("X")))'],
    ["r", 'f("a ¤")', 'f(paste0("a ", Sys.getenv("X")))'],
    ["julia", '"a ¤"', '"a $(ENV["X"])"'],
    ["swift", '"a ¤"', '"a \\(ProcessInfo.processInfo.environment["X"]!)"'],
    ["dart", '"a ¤"', "\"a ${Platform.environment['X']!}\""],
    ["elixir", '"a ¤"', '"a #{System.fetch_env!("X")}"'],
    ["shellscript", 'f "a ¤b"', 'f "a ${X}b"'],
    ["shellscript", "f 'a ¤b'", "f 'a '\"$X\"'b'"],
    ["shellscript", 'f "$(g "a\'s" \'¤\')"', 'f "$(g "a\'s" "$X")"'],
    ["shellscript", "cat <<EOF\nit's ¤\nEOF", "cat <<EOF\nit's ${X}\nEOF"],
    ["powershell", 'f "a ¤"', 'f "a ${env:X}"'],
    ["powershell", "f 'a ¤'", "f ('a ' + $env:X)"],
  ];
  for (const [language, before, after] of rows) {
    it(`${language}: ${before}`, () => assert.equal(replaced(language, before), after));
  }

  it("closes and opens fish's quotes, which know no braces", () => {
    assert.equal(replaced("shellscript", 'f "a ¤b"', "run.fish"), 'f "a ""$X""b"');
  });
});

describe("a reference where nothing is code", () => {
  const rows: readonly (readonly [...Row, file?: string])[] = [
    ["dotenv", "X=¤", "X=${X}", ".env"],
    ["dotenv", 'export X="¤" # it', 'export X="${X}" # it', ".env"],
    ["dotenv", "X='¤'", 'X="${X}"', ".env"],
    ["properties", "X='¤'", 'X="${X}"', ".env.local"],
    ["plaintext", "X='¤'", "X='${X}'"],
    ["properties", "storj.grant=¤", "storj.grant=${X}"],
    ["ini", "access_grant = ¤", "access_grant = ${X}"],
    ["toml", 'grant = "¤"', 'grant = "${X}"'],
    ["json", '{"grant": "¤"}', '{"grant": "${X}"}'],
    ["jsonc", '{"a": "b=¤"} // it\'s', '{"a": "b=${X}"} // it\'s'],
    ["yaml", "grant: ¤", "grant: ${X}"],
    ["yaml", "{grant: ¤}", '{grant: "${X}"}'],
    ["yaml", "{grant: '¤'}", "{grant: '${X}'}"],
    ["yaml", "env:\n  G: ¤", "env:\n  G: ${{ secrets.X }}", "/p/.github/workflows/ci.yml"],
    ["dockercompose", "- G=¤", "- G=${X}"],
    ["dockerfile", "ENV G=¤", "ENV G=${X}"],
    ["bat", 'set "G=¤"', 'set "G=%X%"'],
    ["makefile", "G = ¤", "G = ${X}"],
    ["makefile", "X = ¤", "X := ${X}"],
    ["makefile", "export X ?= ¤", "export X := ${X}"],
    ["markdown", "It's `¤`", "It's `${X}`"],
    ["terraform", 'g = "¤"', undefined],
    ["hcl", 'g = "¤"', 'g = get_env("X")', "/p/terragrunt.hcl"],
  ];
  for (const [language, before, after, file] of rows) {
    it(`${language}: ${before}`, () => assert.equal(replaced(language, before, file), after));
  }

  it("is a variable of Terraform's own where it is named so", () => {
    assert.equal(replaced("terraform", 'g = "¤"', "main.tf", "TF_VAR_grant"), "g = var.grant");
    assert.equal(replaced("terraform-vars", 'g = "¤"', "a.tfvars", "TF_VAR_grant"), undefined);
  });
});

describe("a reference in a comment", () => {
  const rows: readonly Row[] = [
    ["javascript", '// it\'s const g = "¤"', "// it's const g = process.env.X"],
    ["go", "/* don't use ¤ */", '/* don\'t use os.Getenv("X") */'],
    ["python", "# g = '¤'", "# g = os.environ['X']"],
    ["shellscript", "# G=¤", '# G="$X"'],
  ];
  for (const [language, before, after] of rows) {
    it(`${language}: ${before}`, () => assert.equal(replaced(language, before), after));
  }
});

describe("no reference", () => {
  const rows: readonly (readonly [language: string, source: string])[] = [
    ["javascript", 'f({ "¤": 1 })'],
    ["javascript", "f(¤)"],
    ["javascript", "f(`a ${¤"],
    ["javascript", '"a` ¤"'],
    ["vue", '<template><a href="¤"/></template>'],
    ["php", '<a href="¤">'],
    ["python", 'b"a ¤"'],
    ["go", 'const (\n\tgrant = "¤"\n)'],
    ["go", 'const a, b = "¤", ""'],
    ["rust", 'const G: &str = "¤";'],
    ["rust", 'println!("¤")'],
    ["rust", 'f(b"¤")'],
    ["rust", '"a ¤"'],
    ["java", '@Value("¤")'],
    ["csharp", 'const string G = "¤";'],
    ["csharp", 'f("¤"u8)'],
    ["dart", "const g = '¤';"],
    ["php", "<?php class A { private $g = '¤'; }"],
    ["elixir", "g = '¤'"],
    ["c", 'static const char *g = "¤";'],
    ["c", '  char g[] = "¤";'],
    ["cpp", 'f("a" "¤");'],
    ["cpp", 'f("a ¤");'],
    ["shellscript", "cat <<'EOF'\n¤\nEOF"],
    ["julia", 'raw"a ¤"'],
  ];
  for (const [language, source] of rows) {
    it(`${language}: ${source}`, () => assert.equal(replaced(language, source), undefined));
  }

  it("and no error comes of a hostile text", () => {
    const languages = ["javascript", "python", "rust", "shellscript", "perl", "c", "kotlin", "powershell"];
    for (const piece of ["`${", '"', "'\"", 'r#"', "<<a\n", "=/[", "/*", "//", "\\", "$(", 'f"{', "'''"]) {
      const text = `${piece.repeat(10_000)}"${credential}"`;
      for (const language of languages) {
        const start = text.length - credential.length - 1;
        assert.doesNotThrow(() => referenceFor(language, "f", text, start, start + credential.length, "X"));
      }
    }
  });
});

describe("a program with a reference", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "reference-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const programs: readonly (readonly [program: string, language: string, file: string, source: string])[] = [
    ["node", "javascript", "a.mjs", 'const g = "¤"; console.log(g + "|a=¤&\\"".slice(0, -1));'],
    ["python3", "python", "a.py", `import os\ng = "¤"\nprint(g + '|{"a": "¤", %d}' % 1)`],
    [
      "go",
      "go",
      "a.go",
      'package main\nimport "os"\nconst g = "¤"\nfunc main() { os.Stdout.WriteString(g + "|a=¤&b") }',
    ],
    [
      "java",
      "java",
      "A.java",
      'class A { public static void main(String[] a) { System.out.print("¤" + "|a=¤&b".trim()); } }',
    ],
    ["perl", "perl", "a.pl", "my $g = '¤'; print $g . '|a=¤&b', '';"],
    ["sh", "shellscript", "a.sh", "g='¤'\necho \"$g|a=¤\"'&b=¤' ¤\ncat <<E\nit's ¤\nE"],
    ["bash", "shellscript", "a.sh", "g=$'¤'\necho \"$(echo '¤' \"b\")\" \"$g\" --a=¤x"],
    ["make", "makefile", "Makefile", "STORJ_GRANT = ¤\nall:\n\t@echo $(STORJ_GRANT) '¤'"],
  ];
  for (const [program, language, file, source] of programs) {
    const isThere = spawnSync(program, [program === "go" ? "version" : "--version"]).error === undefined;
    (isThere ? it : it.skip)(`prints in ${program} what it printed before`, function () {
      this.timeout(60_000);
      const original = source.replaceAll("¤", credential);
      let text = original;
      for (let at = text.indexOf(credential); at >= 0; at = text.indexOf(credential)) {
        const got = referenceFor(language, file, text, at, at + credential.length, "STORJ_GRANT");
        assert.ok(got, text);
        text = text.slice(0, got.start) + got.text + text.slice(got.end);
      }
      const print = (code: string, env: NodeJS.ProcessEnv): string => {
        const at = path.join(folder, file);
        writeFileSync(at, code);
        const args = program === "go" ? ["run", at] : program === "make" ? ["-f", at] : [at];
        return execFileSync(program, args, { encoding: "utf8", env: { ...process.env, ...env } });
      };
      const { STORJ_GRANT: _, ...without } = process.env;
      assert.ok(print(original, without).includes(credential));
      assert.equal(print(text, { ...without, STORJ_GRANT: credential }), print(original, without));
    });
  }
});
