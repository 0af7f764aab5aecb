// Builds the extension (dist/) or, with --tests, every source and test file on its own (out/), so that coverage and stack traces name the files people edit.
import { build, context } from "esbuild";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const flags = new Set(process.argv.slice(2));

/** The options of the packaged extension: what the host loads at activation, and chunks that come at first use. */
const extension = {
  entryPoints: ["src/extension.ts"],
  outdir: "dist",
  outExtension: { ".js": ".mjs" },
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // protobufjs does without `long` (11 KB at every start) where it is not there: we give its writer halves of 64 bits.
  external: ["vscode", "long"],
  minify: !flags.has("--dev"),
  sourcemap: flags.has("--dev"),
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  // A watcher's beginning and end of a build are what .vscode/tasks.json waits for.
  logLevel: flags.has("--watch") ? "info" : "warning",
};

function typescriptFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : typescriptFiles(file);
    return entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts") ? [file] : [];
  });
}

/** Sources and tests file by file, as CommonJS. */
const tests = (folder) => ({
  entryPoints: typescriptFiles(folder),
  outdir: "out",
  outbase: ".",
  format: "cjs",
  platform: "node",
  target: "node20",
  sourcemap: true,
  logLevel: "warning",
  // What our sources load at first use is named without its ending: `require` finds that. Tests load real modules too.
  supported: { "dynamic-import": folder !== "src" },
});

/** What was compiled from a file that is no more would still be run as a test. */
function removeOrphans(folder) {
  if (!existsSync(folder)) return;
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const source = path.relative("out", path.join(folder, file)).replace(/\.js(\.map)?$/, ".ts");
    if (source.endsWith(".ts") && !existsSync(source)) rmSync(path.join(folder, file));
  }
}

/** The licences of the packages that are in the bundle: each asks to go along with it. */
function thirdPartyLicences({ inputs }) {
  const names = Object.keys(inputs).map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]);
  const packages = [...new Set(names.filter((name) => name !== undefined))].sort();
  const licence = (name) => {
    const file = ["LICENSE", "LICENSE.md"].map((wanted) => `node_modules/${name}/${wanted}`).find(existsSync);
    if (file === undefined) throw new Error(`${name} has no licence to go along`);
    return readFileSync(file, "utf8").trim();
  };
  return packages.map((name) => `${name}\n\n${licence(name)}\n`).join("\n----\n\n");
}

if (!flags.has("--tests")) rmSync("dist", { recursive: true, force: true });
else for (const folder of ["out/src", "out/test"]) removeOrphans(folder);
if (flags.has("--watch")) await (await context(extension)).watch();
else if (flags.has("--tests")) await Promise.all(["src", "test"].map((folder) => build(tests(folder))));
else writeFileSync("dist/third-party-licences.txt", thirdPartyLicences((await build(extension)).metafile));
