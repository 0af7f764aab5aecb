import { isDeepStrictEqual, parseArgs } from "node:util";
import { answer, answerCreation, isRefused } from "./answers";
import { creationCase, operations, randomCase } from "./cases";
import { GoMissing, Oracle } from "./oracle";
import { Random } from "./random";
import type { Answer, CreateRequest, Json, Request } from "./requests";

// Random requests to Storj's own Go libraries and to the TypeScript one, whose answers must be equal.

const batch = 500;
const creations = 6;

/** Messages are each library's own; that there is one must be equal. */
function withoutMessages(json: Json): Json {
  if (Array.isArray(json)) return json.map(withoutMessages);
  if (json === null || typeof json !== "object") return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [name, /(^|_)error$/.test(name) ? "refused" : withoutMessages(value)]),
  );
}

type AnyRequest = Request | CreateRequest;

async function answerOrCrash(request: AnyRequest): Promise<Answer> {
  try {
    return request.op === "create" ? await answerCreation(request) : answer(request);
  } catch (error) {
    return { crash: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

interface Count {
  asked: number;
  refused: number;
}

async function run(oracle: Oracle, seed: number, cases: number): Promise<boolean> {
  const random = new Random(seed);
  const counts = new Map([...operations, "create"].map((operation): [string, Count] => [operation, { asked: 0, refused: 0 }]));
  let passed = 0;
  let failed = 0;
  const compare = async (requests: readonly AnyRequest[]): Promise<void> => {
    const pending = oracle.ask(requests);
    const ours: Answer[] = [];
    for (const request of requests) ours.push(await answerOrCrash(request));
    for (const [at, go] of (await pending).entries()) {
      const request = requests[at] as AnyRequest;
      const count = counts.get(request.op) as Count;
      count.asked++;
      if (isRefused(go)) count.refused++;
      if (isDeepStrictEqual(withoutMessages(go), withoutMessages(ours[at] as Answer))) {
        passed++;
        continue;
      }
      failed++;
      report(seed, passed, request, go, ours[at] as Answer);
      return;
    }
  };
  while (passed < cases && failed === 0) {
    await compare(Array.from({ length: Math.min(batch, cases - passed) }, () => randomCase(random)));
  }
  // Beside the others, and few: each takes a second.
  if (failed === 0) await compare(Array.from({ length: creations }, () => creationCase(random)));
  summarize(counts);
  console.log(`${String(passed)} passed, ${String(failed)} failed`);
  return failed === 0;
}

function report(seed: number, number: number, request: AnyRequest, go: Answer, typescript: Answer): void {
  console.error(`Different answers to case ${String(number)} of seed ${String(seed)}.`);
  console.error(`case        ${JSON.stringify(request)}`);
  console.error(`Go          ${JSON.stringify(go)}`);
  console.error(`TypeScript  ${JSON.stringify(typescript)}`);
  for (const difference of differences("", withoutMessages(go), withoutMessages(typescript))) console.error(difference);
}

/** Where two answers part, as deep inside as they can be told apart. */
function differences(at: string, go: Json, typescript: Json): string[] {
  if (isDeepStrictEqual(go, typescript)) return [];
  if (go === null || typescript === null || typeof go !== "object" || typeof typescript !== "object") {
    return [`at ${at}\n  Go          ${JSON.stringify(go)}\n  TypeScript  ${JSON.stringify(typescript)}`];
  }
  const [theirs, ours] = [new Map(Object.entries(go)), new Map(Object.entries(typescript))];
  return [...new Set([...theirs.keys(), ...ours.keys()])].flatMap((name) =>
    differences(`${at}/${name}`, theirs.get(name) ?? null, ours.get(name) ?? null),
  );
}

function summarize(counts: ReadonlyMap<string, Count>): void {
  const total = { asked: 0, refused: 0 };
  for (const [operation, { asked, refused }] of counts) {
    console.log(`${operation.padEnd(14)}${String(asked).padStart(7)} cases${String(refused).padStart(7)} refused by Go`);
    total.asked += asked;
    total.refused += refused;
  }
  console.log(`${"all".padEnd(14)}${String(total.asked).padStart(7)} cases${String(total.refused).padStart(7)} refused by Go`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { cases: { type: "string", default: "20000" }, seed: { type: "string" }, optional: { type: "boolean", default: false } },
  });
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(values.seed);
  const cases = Number(values.cases);
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(cases) || cases < 1) throw new Error("--seed and --cases take whole numbers");
  console.log(`seed ${String(seed)}`);
  let oracle;
  try {
    oracle = new Oracle();
  } catch (error) {
    if (!(error instanceof GoMissing)) throw error;
    console.error(values.optional ? `Skipped: ${error.message}` : error.message);
    process.exitCode = values.optional ? 0 : 1;
    return;
  }
  try {
    if (!(await run(oracle, seed, cases))) process.exitCode = 1;
  } finally {
    oracle.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
