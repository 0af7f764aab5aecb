import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Section } from "./report";

/** The script that VS Code loads at activation and what it imports at once; chunks that come at first use are not among them. */
function loadedAtOnce(folder: string, name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  const script = readFileSync(path.join(folder, name), "utf8");
  for (const [, imported] of script.matchAll(/\b(?:from|import)\s*"\.\/([^"]+)"/g)) loadedAtOnce(folder, imported as string, seen);
  return seen;
}

/** Kilobytes (of 1,000 bytes) of what was built and packaged. */
export function sizes(folder: string, vsix: string): Section {
  const kilobytes = (files: Iterable<string>): number => [...files].reduce((sum, file) => sum + statSync(file).size, 0) / 1000;
  const inFolder = (names: Iterable<string>): string[] => [...names].map((name) => path.join(folder, name));
  const scripts = readdirSync(folder).filter((name) => name.endsWith(".mjs"));
  return {
    title: "Sizes",
    unit: "KB",
    rows: [
      { what: "scripts loaded at activation", budget: 150, measured: kilobytes(inFolder(loadedAtOnce(folder, "extension.mjs"))), reference: "op-vscode, from the design", referenceMeasured: 153 },
      { what: "all scripts", budget: 350, measured: kilobytes(inFolder(scripts)) },
      existsSync(vsix)
        ? { what: "VSIX", budget: 1000, measured: kilobytes([vsix]) }
        : { what: "VSIX", budget: 1000, measured: undefined, reference: "not there: npm run package" },
    ],
  };
}
