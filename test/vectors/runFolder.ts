import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { apiKeys } from "./apiKeys";
import { cliRestrict } from "./cliRestrict";
import { dates } from "./dates";
import { differences, type Fields, isFields } from "./compare";
import { drpc } from "./drpc";
import { evaluate } from "./evaluate";
import { fieldsOf } from "./given";
import { grants } from "./grants";
import { inspect } from "./inspect";
import { answerOf, type Kind, type VectorFile } from "./kinds";
import { lineage } from "./lineage";
import { malformed } from "./malformed";
import { nodeUrls } from "./nodeUrls";
import { paths } from "./paths";
import { presign } from "./presign";
import { restrict } from "./restrict";
import { rootKey } from "./rootKey";
import { tls } from "./tls";

export const vectorFiles: Readonly<Record<string, VectorFile>> = {
  "api_keys.json": apiKeys,
  "cli-restrict.json": cliRestrict,
  "dates.json": dates,
  "drpc.json": drpc,
  "evaluate.json": evaluate,
  "grants.json": grants,
  "inspect.json": inspect,
  "lineage.json": lineage,
  "malformed.json": malformed,
  "nodeurls.json": nodeUrls,
  "paths.json": paths,
  "presign.json": presign,
  "restrict.json": restrict,
  "rootkey.json": rootKey,
  "tls.json": tls,
};

export interface Report {
  passed: number;
  /** One text a failed case: where it stands and every difference. */
  readonly failures: string[];
}

const kindText = (given: Fields): string => (typeof given["kind"] === "string" ? given["kind"] : "");

/** The differences of one case; an error that the library should not throw is one too. */
async function check(kinds: Readonly<Record<string, Kind>>, given: Fields, file: Fields): Promise<string[]> {
  const kind = Object.hasOwn(kinds, kindText(given)) ? kinds[kindText(given)] : undefined;
  if (!kind) return [`the kind "${kindText(given)}" is unknown`];
  const inputs = ["name", "kind", ...kind.given].filter((name) => !kind.found.includes(name));
  const expected = Object.fromEntries(Object.entries(given).filter(([name]) => !inputs.includes(name)));
  try {
    const unanswered = Object.fromEntries(kind.found.map((name) => [name, undefined]));
    return differences(expected, { ...unanswered, ...(await answerOf(kind, given, file)) });
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

async function runList(
  name: string,
  kinds: Readonly<Record<string, Kind>> | undefined,
  list: unknown[],
  file: Fields,
  report: Report,
): Promise<void> {
  for (const [at, item] of list.entries()) {
    const given = isFields(item) ? item : {};
    const found = kinds ? await check(kinds, given, file) : [`the list "${name}" is unknown`];
    if (found.length === 0) report.passed++;
    else
      report.failures.push(
        `${typeof given["name"] === "string" ? given["name"] : `${name}[${at}]`}\n    ${found.join("\n    ")}`,
      );
  }
}

async function runFile(name: string, file: Fields, report: Report): Promise<void> {
  const lists = Object.hasOwn(vectorFiles, name) ? vectorFiles[name] : {};
  for (const [field, value] of Object.entries(file)) {
    if (Array.isArray(value)) await runList(field, lists?.[field], value, file, report);
    else if (field !== "about" && field !== "source") report.failures.push(`the field "${field}" is unknown`);
  }
}

/**
 * Runs every file of a folder shaped like test/fixtures/vectors through the library. Each case of an unknown file,
 * list, kind or field fails. The files hold the answers; nothing here does.
 */
export async function runFolder(folder: string): Promise<Report> {
  const report: Report = { passed: 0, failures: [] };
  const names = readdirSync(folder).filter((entry) => entry.endsWith(".json"));
  for (const name of names.sort()) {
    const own: Report = { passed: 0, failures: [] };
    try {
      await runFile(name, fieldsOf(JSON.parse(readFileSync(path.join(folder, name), "utf8")), "file"), own);
    } catch (error) {
      own.failures.push(String(error));
    }
    report.passed += own.passed;
    for (const failure of own.failures) report.failures.push(`${name}: ${failure}`);
  }
  return report;
}
