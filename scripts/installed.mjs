// Says whether a folder's node_modules is what its package-lock.json asks for, and makes it so. Node's own modules only: nothing is installed yet when this runs.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/**
 * True where every package of package-lock.json stands in node_modules at the same version.
 * npm writes node_modules/.package-lock.json last, so a broken-off installation counts as missing.
 */
export function isInstalled(folder) {
  const record = path.join(folder, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const wanted = readJson(path.join(folder, "package-lock.json")).packages;
  const present = readJson(record).packages;
  return Object.entries(wanted).every(
    ([name, entry]) => name === "" || (present[name] === undefined ? entry.optional : present[name].version === entry.version),
  );
}

/** Runs npm in a folder, its output on this terminal; throws an Error that names folder and command where it fails. */
export function npm(folder, ...args) {
  // Asked by `npm start`, npm is the very one that runs us; NODE_ENV=production must not leave the tools out.
  const own = process.env.npm_execpath;
  const [command, before] = own?.endsWith(".js") ? [process.execPath, [own]] : ["npm", []];
  const all = [...args, "--no-audit", "--no-fund", "--loglevel=error"];
  const { status, error } = spawnSync(command, [...before, ...all], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NODE_ENV: "development" },
    shell: command === "npm" && process.platform === "win32",
  });
  if (status !== 0) throw new Error(`npm ${args.join(" ")} failed in ${folder}${error ? `: ${error.message}` : ""}`);
}
