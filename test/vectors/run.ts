import path from "node:path";
import { runFolder } from "./runFolder";

const shownFailures = 50;

/**
 * `npm run vectors -- FOLDER`: prints what failed and, last, the counts; the exit code is 1 where anything failed or
 * nothing ran.
 */
async function run(folder: string): Promise<void> {
  const { passed, failures } = await runFolder(folder);
  for (const failure of failures.slice(0, shownFailures)) console.log(failure);
  if (failures.length > shownFailures) console.log(`… and ${failures.length - shownFailures} more`);
  console.log(`${passed} passed, ${failures.length} failed`);
  if (failures.length > 0 || passed === 0) process.exitCode = 1;
}

run(process.argv[2] ?? path.join("test", "fixtures", "vectors")).catch((error: unknown) => {
  console.log(`${String(error)}\n0 passed, 1 failed`);
  process.exitCode = 1;
});
