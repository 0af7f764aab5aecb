import { runs } from "../../src/decoder/candidates";
import { detectAll } from "../support/detectAll";
import { measure } from "./measure";
import type { Row, Section } from "./report";
import { scannerTimes } from "./scanners";
import { makeTexts, mebibyte } from "./texts";

const mebibytes = 5;

function countRuns(text: string): number {
  let count = 0;
  for (const { start, end } of runs(text)) if (end > start) count++;
  return count;
}

/** Milliseconds per MiB: the search for candidates, and with what is done about each of them. */
export function scanTimes(now: number): Section {
  const texts = makeTexts(mebibytes * mebibyte, now);
  const code = Object.values(texts)[0] as string;
  const scanners = scannerTimes(code);
  const ours = (call: () => unknown): number => measure(call) / mebibytes;
  const rows = Object.entries(texts).map(([what, text], at): Row => {
    const scanner = at === 0 ? scanners[0] : undefined;
    return {
      what: `candidates: ${what}`,
      budget: 2,
      measured: ours(() => countRuns(text)),
      ...(scanner ? beside(scanner) : {}),
    };
  });
  const detection = ours(() => detectAll(code));
  const others = scanners.slice(1);
  return {
    title: "Scanning text",
    unit: "ms/MiB",
    rows: [
      ...rows,
      ...others.map((scanner, at): Row => ({
        what: at === 0 ? "credentials found and decoded, in the code" : "  the same",
        measured: detection,
        ...beside(scanner),
      })),
    ],
  };
}

function beside({ name, perMebibyte }: { name: string; perMebibyte: number | undefined }): Pick<Row, "reference" | "referenceMeasured"> {
  return { reference: perMebibyte === undefined ? `${name}: not installed` : name, referenceMeasured: perMebibyte };
}
