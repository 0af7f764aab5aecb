/** Shells by how they set a variable and quote a value; `posix` is sh, bash, zsh and their kin. */
export type Shell = "posix" | "fish" | "powershell" | "cmd";

/** The shell that a program is, by its path or name: `/bin/zsh`, `C:\…\pwsh.exe`. Undefined where it is another. */
export function shellOf(program: string): Shell | undefined {
  const name = program.replace(/^.*[\\/]/s, "").replace(/\.exe$/i, "").toLowerCase();
  if (/^(?:ba|z|da|k|mk|a)?sh$/.test(name)) return "posix";
  if (name === "fish" || name === "cmd") return name;
  return /^(?:powershell|pwsh)(?:-preview)?$/.test(name) ? "powershell" : undefined;
}

/**
 * The line that sets a variable for what is started from a shell. It begins with a blank where shells can be told by
 * that to keep a line out of their history. Undefined where a value can't be written on one line: control characters,
 * and in cmd also `"`, `%`, `!` and `^`, which have no sure escape at its prompt.
 */
export function exportLine(shell: Shell, variable: string, value: string): string | undefined {
  if (/\p{Cc}/u.test(value)) return undefined;
  switch (shell) {
    case "posix":
      return ` export ${variable}='${value.replaceAll("'", "'\\''")}'`;
    case "fish":
      return ` set -gx ${variable} '${value.replace(/[\\']/g, "\\$&")}'`;
    case "powershell":
      // PowerShell takes typographic quotes for plain ones.
      return `$env:${variable} = '${value.replace(/['\u2018-\u201b]/g, "$&$&")}'`;
    case "cmd":
      return /["%!^]/.test(value) ? undefined : `set "${variable}=${value}"`;
  }
}
