// npm run pictures: takes the README's pictures, media/pictures/*.webp, from the packaged extension in a real VS Code.
import { spawnSync } from "node:child_process";
import { install, root } from "./install.mjs";
import { packageExtension } from "./packageExtension.mjs";

install();
packageExtension();
for (const args of [["esbuild.mjs", "--tests"], ["out/test/e2e/pictures.js"]]) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
