import { parseGrant } from "../../src/grant";
import { inspect as printed } from "../support/cli/inspect";
import { CliRefusal } from "../support/cli/refusal";
import { type Check, differences, type Fields, refused } from "./compare";
import { textOf } from "./given";
import type { VectorFile } from "./kinds";
import { isTextExact } from "./shapes";

/** The store entries in one order: no text in them holds a line break. */
function sorted(stdout: string): string {
  return stdout.replace(
    /("store_entries": \[\n)([^]*?)(\n {4}\])/,
    (_, before: string, entries: string, after: string) => {
      return (
        before +
        entries
          .split(/(?<=\}),\n/)
          .sort()
          .join(",\n") +
        after
      );
    },
  );
}

const inAnyOrder =
  (stdout: string): Check =>
  (expected) =>
    differences(typeof expected === "string" ? sorted(expected) : expected, sorted(stdout));

export const inspect: VectorFile = {
  cases: {
    "": {
      given: ["grant"],
      found: ["stdout", "stdout_exact", "exit_code", "go_error"],
      answer: (given): Fields => {
        try {
          const stdout = printed(textOf(given, "grant"));
          const isExact = isTextExact(parseGrant(textOf(given, "grant")));
          return { stdout: isExact ? stdout : inAnyOrder(stdout), stdout_exact: isExact, exit_code: 0 };
        } catch (error) {
          if (!(error instanceof CliRefusal)) throw error;
          return { stdout: "", stdout_exact: (): string[] => [], exit_code: 1, go_error: refused(error.message) };
        }
      },
    },
  },
};
