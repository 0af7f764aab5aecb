// The steps of smoke.ts as one program: `runSmoke.js READY RESULT`, a file with a satellite's ready line and one for the counts.
import { readFileSync, writeFileSync } from "node:fs";
import { smoke, type SmokeSubject } from "./smoke";

async function run(ready: string, result: string): Promise<void> {
  const subject = JSON.parse(readFileSync(ready, "utf8")) as SmokeSubject;
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [title, step] of Object.entries(smoke)) {
    try {
      await step(subject);
      counts.passed++;
      console.log(`  ✔ ${title}`);
    } catch (error) {
      counts.failed++;
      console.error(`  ${counts.failed}) ${title}`, error);
    }
  }
  writeFileSync(result, JSON.stringify(counts));
}

const [ready, result] = process.argv.slice(2);
if (ready === undefined || result === undefined) throw new Error("runSmoke.js READY RESULT");
void run(ready, result);
