// npm run package: builds the extension and packs it into storj-grants.vsix.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { installPackages, root } from "./install.mjs";

export const vsix = path.join(root, "storj-grants.vsix");

/** vsce builds first, by the script "vscode:prepublish". It is quiet but where it fails; then it throws. */
export function packageExtension() {
  installPackages();
  const vsce = fileURLToPath(import.meta.resolve("@vscode/vsce/vsce"));
  // There is no public repository whose address could be put before relative links.
  const flags = ["--allow-missing-repository", "--no-rewrite-relative-links", "--no-dependencies", "--out", vsix];
  const { status, stdout, stderr } = spawnSync(process.execPath, [vsce, "package", ...flags], { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`The extension could not be packaged:\n${stdout}${stderr}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  packageExtension();
  console.log(`storj-grants.vsix: ${(statSync(vsix).size / 1000).toFixed(1)} KB`);
}
