// Runs the suites of test/host inside a VS Code, prints their report and believes nothing but their result file.
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { isatty } from "node:tty";
import { parseArgs } from "node:util";
import { runTests } from "@vscode/test-electron";
import type { HostOrder } from "./index";
import { runInBrowser } from "./runInBrowser";

export interface HostSummary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Of each failure, which test and why. */
  readonly told: readonly string[];
}

export interface HostOptions {
  readonly suite: string;
  readonly desktop?: boolean;
  readonly grep?: string;
  readonly print?: (text: string) => void;
}

/** Milliseconds without a printed line after which the extension host counts as stuck: twelve times what a start takes on a slow machine. */
const SILENCE = 120_000;

/** Prints what is appended to a file, until stopped; `silent` rejects where nothing is for too long. */
function follow(file: string, print: (text: string) => void): { stop: () => void; silent: Promise<never> } {
  writeFileSync(file, "");
  const descriptor = openSync(file, "r");
  const buffer = Buffer.alloc(65_536);
  const decoder = new TextDecoder();
  let lastRead = Date.now();
  const drain = (): void => {
    for (let read; (read = readSync(descriptor, buffer)) > 0; lastRead = Date.now()) {
      print(decoder.decode(buffer.subarray(0, read), { stream: true }));
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const silent = new Promise<never>((_resolve, reject) => {
    timer = setInterval(() => {
      drain();
      if (Date.now() - lastRead > SILENCE) reject(new Error("The extension host printed nothing for two minutes"));
    }, 100);
  });
  const stop = (): void => {
    clearInterval(timer);
    drain();
    closeSync(descriptor);
  };
  return { stop, silent };
}

/** Desktop VS Code, downloaded once into .vscode-test/. */
async function runOnDesktop(folder: string, tests: string, environment: Record<string, string>): Promise<number> {
  return runTests({
    extensionDevelopmentPath: path.resolve("."),
    extensionTestsPath: tests,
    extensionTestsEnv: environment,
    launchArgs: [folder, "--disable-extensions", "--disable-workspace-trust", "--skip-welcome"],
  });
}

/** Runs `suite`, a compiled file or folder; throws where the extension host ended before its tests did. */
export async function runHost(options: HostOptions): Promise<HostSummary> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), "storj-grants-host-"));
  const folder = path.join(scratch, "workspace");
  mkdirSync(folder);
  const order: HostOrder = {
    suite: path.resolve(options.suite),
    output: path.join(scratch, "output"),
    result: path.join(scratch, "result.json"),
    color: options.print === undefined && isatty(1),
    ...(options.grep === undefined ? {} : { grep: options.grep }),
  };
  const { SATELLITE_READY } = process.env;
  const environment = {
    STORJ_GRANTS_HOST_TESTS: JSON.stringify(order),
    // The extension host gets what is named here, and nothing else of our environment.
    ...(SATELLITE_READY === undefined ? {} : { SATELLITE_READY: path.resolve(SATELLITE_READY) }),
  };
  const report = follow(order.output, options.print ?? ((text) => process.stdout.write(text)));
  const tests = path.resolve("out/test/host/index.js");
  try {
    // A failed test gives another code than 0, or on the desktop an exception: the result file says which, and how many.
    const ending = (options.desktop ? runOnDesktop : runInBrowser)(folder, tests, environment);
    const ended = await Promise.race([ending, report.silent]).catch((error: unknown) => error);
    if (existsSync(order.result)) return JSON.parse(readFileSync(order.result, "utf8")) as HostSummary;
    throw new Error("The extension host ended before its tests did", { cause: ended });
  } finally {
    report.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (require.main === module) {
  const { values } = parseArgs({ options: { desktop: { type: "boolean", default: false }, grep: { type: "string" }, result: { type: "string" } } });
  const { desktop, grep, result } = values;
  runHost({ suite: "out/test/host", desktop, ...(grep === undefined ? {} : { grep }) }).then(
    (summary) => {
      if (result !== undefined) writeFileSync(result, JSON.stringify(summary));
      process.exit(summary.failed === 0 && summary.passed > 0 ? 0 : 1);
    },
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}
