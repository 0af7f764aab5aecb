import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { findProgram, timeOfProgram } from "./programs";
import { mebibyte } from "./texts";

/** Another program that looks for secrets or expressions in files. */
interface Scanner {
  readonly name: string;
  readonly programs: readonly string[];
  /** It runs in the folder of the file. */
  readonly arguments: (file: string) => readonly string[];
  /** How much text it gets: enough that its start does not count, and no more than it can do in a few seconds. */
  readonly characters: number;
}

const platform = `${process.platform}-${process.arch}`;
const vscodeOfTests = "test/vscode/node_modules/code-server/lib/vscode/node_modules";

const scanners: readonly Scanner[] = [
  {
    // Every run of letters and digits as long as the shortest credential: what `runs` of the decoder finds.
    name: "ripgrep, same expression",
    programs: ["rg", `${vscodeOfTests}/@vscode/ripgrep-universal/bin/${platform}/rg`],
    arguments: (file) => ["--no-config", "--text", "--count-matches", "[0-9A-Za-z]{28,}", file],
    characters: 64 * mebibyte,
  },
  {
    name: "gitleaks, its own rules",
    programs: ["gitleaks"],
    arguments: (file) => ["dir", file, "--no-banner", "--exit-code=0", "--log-level=error"],
    characters: 4 * mebibyte,
  },
  {
    name: "secretlint, recommended rules",
    programs: ["secretlint"],
    arguments: (file) => ["--secretlintrc", "secretlintrc.json", file],
    characters: 16 * mebibyte,
  },
];

/** Milliseconds that each scanner takes for a MiB of a text, its start not counted; undefined where it is not installed. */
export function scannerTimes(text: string): { name: string; perMebibyte: number | undefined }[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), "storj-grants-bench-"));
  try {
    const empty = path.join(folder, "empty.txt");
    writeFileSync(empty, "");
    writeFileSync(path.join(folder, "secretlintrc.json"), '{"rules":[{"id":"@secretlint/secretlint-rule-preset-recommend"}]}');
    return scanners.map((scanner) => {
      const program = findProgram(scanner.programs);
      if (program === undefined) return { name: scanner.name, perMebibyte: undefined };
      const file = path.join(folder, "text.txt");
      writeFileSync(file, text.repeat(Math.ceil(scanner.characters / text.length)).slice(0, scanner.characters));
      const time = (one: string): number => timeOfProgram(program, scanner.arguments(one), folder, 3);
      return { name: scanner.name, perMebibyte: (Math.max(0, time(file) - time(empty)) * mebibyte) / scanner.characters };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
