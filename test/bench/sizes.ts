import { spawnSync } from "node:child_process";
import type { Row, Section } from "./report";

const line = /^(.+): ([\d.]+) KB of ([\d.]+) KB$/gm;

/** Kilobytes (of 1,000 bytes) of what is built and packaged, as `npm run check:size` finds them. */
export function sizes(): Section {
  const { stdout } = spawnSync(process.execPath, ["scripts/checkSize.mjs"], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  const rows = [...stdout.matchAll(line)].map(([, what = "", measured, budget], at): Row => ({
    what,
    budget: Number(budget),
    measured: Number(measured),
    ...(at === 0 ? { reference: "op-vscode (the design)", referenceMeasured: 153 } : {}),
  }));
  return { title: "Sizes", unit: "KB", rows };
}
