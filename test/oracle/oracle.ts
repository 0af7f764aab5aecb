import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Answer } from "./requests";

/** Thrown where there is no Go to build the oracle with. */
export class GoMissing extends Error {
  constructor() {
    super("the oracle needs Go 1.25 or later, and there is no `go` on the path: get it from https://go.dev/dl and run this again");
  }
}

function build(): string {
  const program = path.resolve("out", "oracle", process.platform === "win32" ? "oracle.exe" : "oracle");
  mkdirSync(path.dirname(program), { recursive: true });
  const { error, status, stderr } = spawnSync("go", ["build", "-trimpath", "-o", program, "."], {
    cwd: path.resolve("test", "oracle"),
    encoding: "utf8",
  });
  if (error && "code" in error && error.code === "ENOENT") throw new GoMissing();
  if (error) throw error;
  if (status !== 0) throw new Error(`the oracle does not build:\n${stderr}`);
  return program;
}

/** The Go program of this folder, running: it answers requests line by line, in their order. */
export class Oracle {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  /** Builds and starts it. Errors: {@link GoMissing}. Run from the repository's root. */
  constructor() {
    this.#process = spawn(build(), { stdio: ["pipe", "pipe", "pipe"] });
    this.#process.stderr.pipe(process.stderr);
    this.#lines = createInterface({ input: this.#process.stdout, crlfDelay: Infinity })[Symbol.asyncIterator]();
  }

  /** Answers to some requests, asked all at once: those of requests.ts, and bench.go's. */
  async ask(requests: readonly object[]): Promise<Answer[]> {
    this.#process.stdin.write(requests.map((request) => `${JSON.stringify(request)}\n`).join(""));
    const answers: Answer[] = [];
    for (const request of requests) {
      const line = await this.#lines.next();
      if (line.done) throw new Error("the oracle ended before it had answered");
      const answer = JSON.parse(line.value) as Answer;
      if (answer["fault"] !== undefined) throw new Error(`the oracle did not understand ${JSON.stringify(request)}: ${line.value}`);
      answers.push(answer);
    }
    return answers;
  }

  stop(): void {
    this.#process.stdin.end();
  }
}
