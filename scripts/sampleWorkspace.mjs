// Makes the sample workspace anew, in .sample/: its credentials are of this moment and open nothing. The tests must have been compiled.
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./install.mjs";

export const sample = path.join(root, ".sample");

/** With a satellite beside it, of which `satellite` says what it opens, also what to try with that. */
export async function makeSample(satellite) {
  const { writeSampleWorkspace } = await import("../out/test/support/sampleWorkspace.js");
  rmSync(sample, { recursive: true, force: true });
  writeSampleWorkspace(sample, Date.now());
  if (satellite === undefined) return;
  const { satelliteFiles } = await import("../out/test/support/sampleSatellite.js");
  for (const [name, text] of Object.entries(satelliteFiles(satellite))) writeFileSync(path.join(sample, name), text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await makeSample();
