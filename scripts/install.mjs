// Installs what is missing for `npm start` and `npm test`: the project's packages, then the VS Code of the tests.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isInstalled, npm } from "./installed.mjs";
import { installVscode } from "../test/vscode/install.mjs";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Installs what is missing or stale; takes a few milliseconds where nothing is. */
export function install() {
  if (!isInstalled(root)) {
    console.log("Installing the project's packages…");
    npm(root, "ci", "--ignore-scripts");
  }
  installVscode();
}
