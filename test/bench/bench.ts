// `npm run bench`: the budgets of docs/architecture.md, each beside what it was measured against, in one run. It asserts nothing: a
// machine that is busy is slow. Tests assert the causes instead: slices, calls, requests.
import os from "node:os";
import { activationTimes } from "./activationTimes";
import { apiKeyTimes } from "./apiKeys";
import { base58Times, credentialTimes, hoverTimes } from "./credentials";
import { goTimes } from "./goTimes";
import { missed, type Section, table } from "./report";
import { requestTimes } from "./requests";
import { savedTimes } from "./saved";
import { scanTimes } from "./scanning";
import { sizes } from "./sizes";
import { makeGrant } from "./texts";

async function main(): Promise<void> {
  const now = Date.now();
  const processor = os.cpus()[0]?.model ?? "unknown processor";
  console.log(`Node ${process.versions.node} on ${os.cpus().length} × ${processor}, load ${(os.loadavg()[0] ?? 0).toFixed(1)}. Medians, after a warm-up.\n`);
  const grant = makeGrant(now);
  const go = await goTimes(grant);
  const measures: (() => Section | Promise<Section>)[] = [
    () => credentialTimes(now, grant, go),
    () => hoverTimes(now),
    () => savedTimes(now),
    () => base58Times(now),
    requestTimes,
    () => apiKeyTimes(now),
    () => scanTimes(now),
    sizes,
    () => activationTimes("dist/extension.mjs"),
  ];
  const sections: Section[] = [];
  for (const take of measures) {
    const section = await take();
    console.log(`${table(section)}\n`);
    sections.push(section);
  }
  const over = missed(sections);
  console.log(over.length === 0 ? "Every budget is kept." : `Missed: ${over.map((what) => what.trim()).join("; ")}.`);
}

void main();
