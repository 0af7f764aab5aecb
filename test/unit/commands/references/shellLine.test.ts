import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { exportLine, shellOf } from "../../../../src/commands/references/shellLine";

describe("the line that sets a variable", () => {
  it("is each shell's own", () => {
    assert.equal(exportLine("posix", "X", "1a"), " export X='1a'");
    assert.equal(exportLine("fish", "X", "1a"), " set -gx X '1a'");
    assert.equal(exportLine("powershell", "X", "1a"), "$env:X = '1a'");
    assert.equal(exportLine("cmd", "X", "1a"), 'set "X=1a"');
  });

  it("quotes what is not plain", () => {
    assert.equal(exportLine("fish", "X", "a'b\\c$d"), " set -gx X 'a\\'b\\\\c$d'");
    assert.equal(exportLine("powershell", "X", "a'b\u2019c$d"), "$env:X = 'a''b\u2019\u2019c$d'");
    assert.equal(exportLine("cmd", "X", "a&b|c"), 'set "X=a&b|c"');
  });

  it("is what sh takes it for", function () {
    if (process.platform === "win32") this.skip();
    const value = "a'b\"c$HOME`d`\\e!f*;#é";
    const line = exportLine("posix", "X", value);
    assert.equal(execFileSync("sh", ["-c", `${line}\nprintf %s "$X"`], { encoding: "utf8" }), value);
  });

  it("is none where a value does not fit on it", () => {
    for (const shell of ["posix", "fish", "powershell", "cmd"] as const)
      for (const value of ["a\nb", "a\rb", "\0", "\u001b[0m"]) assert.equal(exportLine(shell, "X", value), undefined);
    for (const value of ['a"', "%PATH%", "a!", "a^"]) assert.equal(exportLine("cmd", "X", value), undefined);
  });
});

describe("the shell of a program", () => {
  it("is known by its name", () => {
    const shells = {
      "/bin/bash": "posix",
      "/usr/local/bin/zsh": "posix",
      sh: "posix",
      "C:\\Program Files\\Git\\bin\\bash.exe": "posix",
      "/opt/homebrew/bin/fish": "fish",
      "C:\\WINDOWS\\System32\\WindowsPowerShell\\v1.0\\powershell.exe": "powershell",
      "/usr/bin/pwsh": "powershell",
      "C:\\Windows\\System32\\CMD.EXE": "cmd",
      "/usr/bin/nu": undefined,
      "/bin/tcsh": undefined,
      "": undefined,
    };
    for (const [program, shell] of Object.entries(shells)) assert.equal(shellOf(program), shell, program);
  });
});
