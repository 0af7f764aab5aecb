// Runs one of the compiled programs below test/, with what follows: installs and compiles first what is missing.
import { spawnSync } from "node:child_process";
import { installPackages, root } from "./install.mjs";

installPackages();
for (const args of [["esbuild.mjs", "--tests"], process.argv.slice(2)]) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
