// Runs the suites in the extension host of the packaged VS Code, with a headless browser as its window.
import { createWriteStream } from "node:fs";
import path from "node:path";
import { format } from "node:util";
import { remoteUri, workbenchAddress } from "../vscode/address";
import { launchBrowser } from "../vscode/browser";
import { startServer } from "../vscode/server";

/** Resolves with the exit code that VS Code reports, which is 0 too where the extension host died half-way: believe the result file alone. */
export async function runInBrowser(folder: string, tests: string, environment: Record<string, string>): Promise<number> {
  const server = await startServer({ testDriver: true, environment });
  try {
    const browser = await launchBrowser(server.home);
    const log = createWriteStream(path.join(server.home, "workbench.log"));
    try {
      const page = await browser.context.newPage();
      const ended = new Promise<number>((resolve, reject) => {
        page.once("crash", () => reject(new Error("The workbench's page crashed")));
        page.once("close", () => reject(new Error("The workbench's page was closed")));
        void page.exposeFunction("codeAutomationLog", (type: string, values: unknown[]) => log.write(`[${type}] ${format(...values)}\n`));
        void page.exposeFunction("codeAutomationExit", resolve);
      });
      await page.goto(
        workbenchAddress(server.address, folder, [
          ["extensionDevelopmentPath", remoteUri(server.address, ".")],
          ["extensionTestsPath", remoteUri(server.address, tests)],
          ["skipWelcome", "true"],
          ["skipReleaseNotes", "true"],
        ]),
      );
      return await ended;
    } finally {
      await browser.close();
      log.end();
    }
  } finally {
    await server.stop();
  }
}
