// Installs what is missing for `npm start` and `npm test`: the project's packages, then the VS Code of the tests.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isInstalled, npm } from "./installed.mjs";
import { installVscode } from "../test/vscode/install.mjs";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Installs the project's packages where they are missing or not those of the lock. */
export function installPackages() {
  if (isInstalled(root)) return;
  console.log("Installing the project's packages…");
  // No package needs its install script, and some would ask other hosts than the registry.
  npm(root, "ci", "--ignore-scripts");
}

/** Installs all that is missing or stale; takes a few milliseconds where nothing is. */
export function install() {
  installPackages();
  installVscode();
}
