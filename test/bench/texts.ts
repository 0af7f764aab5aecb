import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { instantFromMilliseconds, restrictGrant, serializeGrant } from "../../src/grant";
import { demoCredentials, demoGrant, prefix, readOnly } from "../support/demoCredentials";
import { sampleFiles } from "../support/sampleWorkspace";

export const mebibyte = 1 << 20;

/** The length of which the design's budgets speak: a root, a read-only link, and one with a prefix of two components and an end. */
const grantLength = 644;

export interface SampleGrant {
  readonly text: string;
  readonly bucket: string;
  /** A prefix inside its own, to restrict it to. */
  readonly innerPrefix: string;
}

/** A grant of exactly 644 characters; what a path adds depends on its random ciphertext, so that it takes some tries. */
export function makeGrant(now: number): SampleGrant {
  const bucket = "photos";
  const notAfter = instantFromMilliseconds(now + 8 * 86_400_000);
  for (let letters = 0; ; letters = (letters + 1) % 16) {
    const own = `tenant1/2026${"x".repeat(letters)}/`;
    const grant = restrictGrant(restrictGrant(demoGrant(), readOnly, []), { ...readOnly, notAfter }, [prefix(bucket, own)]);
    const text = serializeGrant(grant);
    if (text.length === grantLength) return { text, bucket, innerPrefix: `${own}summer/` };
  }
}

/** A configuration with so many grants, each on a line of its own. */
export function makeTenants(count: number, now: number): string {
  const lines = Array.from({ length: count }, (_, at) => `  tenant${at + 1}:\n    access_grant: ${makeGrant(now).text}\n`);
  return `tenants:\n${lines.join("")}`;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return sources(file);
    return entry.name.endsWith(".ts") ? [readFileSync(file, "utf8")] : [];
  });
}

/** A text of so many characters, one byte each in memory, made of a shorter one. */
function repeated(text: string, length: number): string {
  return Buffer.from(text.repeat(Math.ceil(length / text.length)), "latin1").toString("latin1", 0, length);
}

/**
 * Texts of so many characters: what the scan meets every day, and what was hard for an expression. All are flat strings, as
 * VS Code gives them.
 */
export function makeTexts(length: number, now: number): Readonly<Record<string, string>> {
  const own = [...sources("src"), readFileSync("package-lock.json", "utf8"), ...Object.values(sampleFiles(demoCredentials(now)))].join("\n");
  const code = repeated(own, length);
  const random = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(48_000))).toString("base64");
  return {
    "code with demo credentials": code,
    "the same, two bytes a character": Buffer.from(`·${code.slice(1)}`, "utf16le").toString("utf16le"),
    "base64, one line": repeated(random(), length),
    "1111…, one line": repeated("1", length),
  };
}
