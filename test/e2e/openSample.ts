// A sample workspace of its own, open in a workbench.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { DemoCredentials } from "../support/demoCredentials";
import { writeSampleWorkspace } from "../support/sampleWorkspace";
import { openWorkbench, type Workbench, type WorkbenchOptions } from "./workbench";

export interface Sample {
  readonly workbench: Workbench;
  readonly demo: DemoCredentials;
  /** The absolute path of a file in the workspace. */
  file(name: string): string;
  /** Ends the workbench and removes the workspace. */
  close(): Promise<void>;
}

/** The beginning of a credential: what of its text surely stands on the screen. */
export function start(credential: string): string {
  return credential.slice(0, 12);
}

/** Writes the sample workspace, and more files where `more` gives some, and opens it. */
export async function openSample(
  options: Omit<WorkbenchOptions, "folder"> = {},
  more: (demo: DemoCredentials) => Readonly<Record<string, string>> = () => ({}),
): Promise<Sample> {
  const around = mkdtempSync(path.join(os.tmpdir(), "storj-grants-"));
  const folder = path.join(around, "photo-service");
  const demo = writeSampleWorkspace(folder, Date.now());
  for (const [name, text] of Object.entries(more(demo))) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const workbench = await openWorkbench({ folder, ...options });
  return {
    workbench,
    demo,
    file: (name) => path.join(folder, name),
    close: async () => {
      await workbench.dispose();
      rmSync(around, { recursive: true, force: true });
    },
  };
}
