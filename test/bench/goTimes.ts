import { hex, utf8 } from "../../src/grant";
import { GoMissing, Oracle } from "../oracle/oracle";
import type { SampleGrant } from "./texts";

/** Milliseconds a call of the Go library's, without process start and JSON; undefined where there is no Go. */
export interface GoTimes {
  readonly parse: number | undefined;
  readonly restrict: number | undefined;
  /** Why there are none. */
  readonly missing: string | undefined;
}

const calls = 20_000;

/** What the Go library takes to read a grant, and to restrict it to a prefix: uplink's ParseAccess and Access.Share. */
export async function goTimes({ text, bucket, innerPrefix }: SampleGrant): Promise<GoTimes> {
  let oracle: Oracle;
  try {
    oracle = new Oracle();
  } catch (error) {
    if (error instanceof GoMissing) return { parse: undefined, restrict: undefined, missing: "Go is not installed" };
    throw error;
  }
  try {
    const parse = { text };
    const restrict = {
      grant: text,
      via: "uplink",
      permission: { allow_download: true, allow_list: true, not_before: null, not_after: null, max_object_ttl: null },
      prefixes: [{ bucket: hex(utf8(bucket)), prefix: hex(utf8(innerPrefix)) }],
      nonce: "",
    };
    const questions = [["parse", parse], ["restrict", restrict]] as const;
    const ask = async (): Promise<number[]> => {
      const answers = await oracle.ask(questions.map(([what, request]) => ({ op: "bench", what, n: calls, request })));
      return answers.map((answer) => (answer["ns"] as number) / 1e6);
    };
    await ask();
    const [parsing, restricting] = await ask();
    return { parse: parsing, restrict: restricting, missing: undefined };
  } finally {
    oracle.stop();
  }
}
