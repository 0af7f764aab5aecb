// npm start: a sample workspace in a real VS Code with the extension, in a browser tab or (--desktop) in desktop VS Code, and beside it a
// satellite, its console and an auth service on this machine alone. Ctrl+C ends it.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { desktopVscode } from "./desktopVscode.mjs";
import { install, root } from "./install.mjs";
import { packageExtension, vsix } from "./packageExtension.mjs";
import { makeSample, sample } from "./sampleWorkspace.mjs";
import { runsHere } from "../test/vscode/install.mjs";

const { values } = parseArgs({
  options: {
    desktop: { type: "boolean", default: !runsHere },
    port: { type: "string" },
    theme: { type: "string", default: "dark" },
  },
});
const usualPort = 7717;

function build(...flags) {
  if (spawnSync(process.execPath, ["esbuild.mjs", ...flags], { stdio: "inherit" }).status !== 0) process.exit(1);
}

/** Until Ctrl+C, or whatever else asks this process to end. */
const interrupted = new Promise((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, resolve);
});

function sayWhatToTry() {
  console.log(`What to try:
  1. Open .env, server.ts or tenants.yaml: a line above each grant tells what it allows, a hint at its start how long.
  2. Hold the mouse over a grant: every caveat, every prefix in clear text.
  3. Right-click a grant, "Restrict to Prefix…", sj://photos/tenant1/
  4. Ctrl+Shift+M: what is dangerous, expired or damaged. Click a code for its explanation.
  5. Right-click the grant in count.mjs, "Save and Replace with Reference…", Open Terminal with It: node count.mjs
  6. Copy a grant, paste it between the quotes in upload.mjs, press Ctrl+. at once: "Paste as Reference".
  7. Storj's icon at the side, the second icon above the view: import access.json. Right-click a line: restrict, copy, export, remove, undo.
  8. API Keys, below Saved Grants: "Sign In with the REST API Key of the Environment". A project of 120 API keys, of a satellite beside it.
  9. SATELLITE.md: create an API key and a grant, check, register, share, presign and revoke it, delete the key.
All credentials in it were made just now. They open nothing, but for those in satellite.env, which open what that satellite holds.
Ctrl+C ends it, and the satellite too.`);
}

async function startInBrowser(satelliteSettings, environment) {
  packageExtension();
  const { startServer } = await import("../out/test/vscode/server.js");
  const { workbenchAddress } = await import("../out/test/vscode/address.js");
  const options = {
    vsix,
    settings: {
      "workbench.colorTheme": values.theme === "light" ? "Light Modern" : "Dark Modern",
      "workbench.startupEditor": "readme",
      ...satelliteSettings,
    },
    environment,
  };
  const start = (port) => startServer({ ...options, port });
  const server =
    values.port === undefined ? await start(usualPort).catch(() => start(0)) : await start(Number(values.port));
  console.log(`\nOpen  ${workbenchAddress(server.address, sample)}\n`);
  sayWhatToTry();
  await interrupted;
  await server.stop();
}

/** Adds to a settings file; what else is in it stays. */
function addSettings(file, settings) {
  mkdirSync(path.dirname(file), { recursive: true });
  const before = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  writeFileSync(file, JSON.stringify({ ...before, ...settings }, undefined, 2));
}

async function startOnDesktop(satelliteSettings, environment) {
  build();
  const { downloadAndUnzipVSCode } = await import("@vscode/test-electron");
  const code = await desktopVscode(downloadAndUnzipVSCode).catch(({ message }) => {
    console.error(message);
    process.exit(1);
  });
  const kept = path.join(root, ".vscode-test");
  addSettings(path.join(kept, "user-data/User/settings.json"), satelliteSettings);
  const child = spawn(
    code,
    [
      sample,
      `--extensionDevelopmentPath=${root}`,
      `--user-data-dir=${path.join(kept, "user-data")}`,
      `--extensions-dir=${path.join(kept, "extensions")}`,
      "--disable-workspace-trust",
      "--skip-welcome",
    ],
    { stdio: "inherit", env: { ...process.env, ...environment } },
  );
  sayWhatToTry();
  await Promise.race([interrupted, new Promise((resolve) => child.once("exit", resolve))]);
  child.kill();
}

install();
process.chdir(root);
build("--tests");
const { startSatellite } = await import("../out/test/support/satellite/index.js");
const { satelliteEnvironment, satelliteSettings } = await import("../out/test/support/sampleSatellite.js");
// It remembers nothing: what is revoked is refused at once, and not after a minute.
const satellite = await startSatellite({ cacheMs: 0, many: 250, console: { keys: 120 } });
await makeSample(satellite.ready);
await (values.desktop ? startOnDesktop : startInBrowser)(satelliteSettings(satellite.ready), satelliteEnvironment(satellite.ready));
await satellite.stop();
process.exit(0);
