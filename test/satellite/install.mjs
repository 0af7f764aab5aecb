// Builds and installs what `npm run test:satellite` runs besides our own scripts: the Go stand-in, Bun, and a server that speaks S3. Does
// nothing where all is there.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isInstalled, npm } from "../../scripts/installed.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const executable = (name) => (process.platform === "win32" ? `${name}.exe` : name);

const versitygw = "v1.8.0";

function go(folder, args, environment = {}) {
  const { status, error } = spawnSync("go", args, { cwd: folder, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...environment } });
  if (status !== 0) throw new Error(`go ${args.join(" ")} failed in ${folder}${error ? `: ${error.message}` : ""}`);
}

/** Whether there is a Go to build with. */
export const hasGo = () => spawnSync("go", ["version"], { stdio: "ignore" }).status === 0;

/** Builds the stand-in; returns the path of its program. */
export function buildSatellite() {
  const program = path.resolve(here, "../../out/satellite", executable("satellite"));
  mkdirSync(path.dirname(program), { recursive: true });
  go(here, ["build", "-trimpath", "-o", program, "."]);
  return program;
}

/** Installs versitygw, an S3 server on a folder; returns the path of its program. */
export function installVersitygw() {
  const folder = path.join(here, ".cache", `versitygw-${versitygw}`);
  const program = path.join(folder, executable("versitygw"));
  if (existsSync(program)) return program;
  console.log("Building versitygw (once, about two minutes)…");
  // Whole or not at all: what was broken off is not taken for it the next time.
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  go(here, ["install", `github.com/versity/versitygw/cmd/versitygw@${versitygw}`], { GOBIN: unfinished });
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
  return program;
}

/** Installs Bun from its npm package, without scripts; returns the path of its program, undefined where the package is for other computers. */
export function installBun() {
  if (!isInstalled(here)) {
    console.log("Installing the Bun of the tests (once, 0.1 GB)…");
    npm(here, "ci", "--ignore-scripts");
  }
  const program = path.join(here, "node_modules/@oven/bun-linux-x64/bin/bun");
  return existsSync(program) ? program : undefined;
}
