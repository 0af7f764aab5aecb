// npm run check:size: what is in the package, and how much of it. Fails where there is a file that is not named here, or too much of anything.
import { readFileSync } from "node:fs";
import { packageExtension, vsix } from "./packageExtension.mjs";
import { readZip } from "./readZip.mjs";

/** In kilobytes of 1,000 bytes. */
const budgets = { "scripts loaded at activation": 150, "all scripts": 600, "the package": 1000 };

const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/package(\.nls)?\.json$/,
  /^extension\/(readme|changelog)\.md$/,
  /^extension\/LICENSE\.txt$/,
  /^extension\/media\/activity\.svg$/,
  /^extension\/media\/(icon\.png|pictures\/[a-z]+\.webp)$/,
  /^extension\/(CONTRIBUTING|SECURITY|docs\/(architecture|from-the-cli))\.md$/,
  /^extension\/dist\/extension\.mjs$/,
  /^extension\/dist\/third-party-licences\.txt$/,
  /^extension\/dist\/[A-Za-z0-9]+-[0-9A-Z]{8}\.mjs$/,
];

/** What is seldom needed is a script of its own, which comes at first use. */
const apart = ["apiKeysDrawing", "argon2", "authService", "console", "customDomain", "metainfo"];

/** A script and what it imports at once; what it imports at first use is not among them. */
function loadedAtOnce(scripts, name, seen = new Set()) {
  if (seen.has(name)) return seen;
  const content = scripts.get(name);
  if (content === undefined) throw new Error(`${name} is not in the package`);
  seen.add(name);
  for (const [, imported] of content.toString("utf8").matchAll(/\b(?:from|import)\s*"\.\/([^"]+)"/g)) {
    loadedAtOnce(scripts, `extension/dist/${imported}`, seen);
  }
  return seen;
}

packageExtension();
const archive = readFileSync(vsix);
const files = readZip(archive);
const scripts = new Map([...files].filter(([name]) => /\.[cm]?js$/.test(name)));
const kilobytes = (names) => [...names].reduce((sum, name) => sum + files.get(name).length, 0) / 1000;
const measured = {
  "scripts loaded at activation": kilobytes(loadedAtOnce(scripts, "extension/dist/extension.mjs")),
  "all scripts": kilobytes(scripts.keys()),
  "the package": archive.length / 1000,
};

const faults = [];
for (const [what, budget] of Object.entries(budgets)) {
  const size = measured[what];
  console.log(`${what}: ${size.toFixed(1)} KB of ${budget} KB`);
  if (size > budget) faults.push(`${what}: ${(size - budget).toFixed(1)} KB too much`);
}
for (const name of files.keys()) {
  if (!allowed.some((pattern) => pattern.test(name))) faults.push(`${name} does not belong into the package`);
}
for (const name of apart) {
  if (![...scripts.keys()].some((file) => file.startsWith(`extension/dist/${name}-`))) faults.push(`${name} is no script of its own`);
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
