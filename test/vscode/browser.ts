// The browser half of a real VS Code: headless Chromium, in a window of its own and with no way to any host but this one.
import { createRequire } from "node:module";
import path from "node:path";
import type { BrowserContext, chromium as Chromium } from "playwright-core";
import { privateEnvironment } from "./server";

export type { Frame, FrameLocator, Locator, Page } from "playwright-core";

const folder = path.resolve("test/vscode");

export interface Browser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/** Starts Chromium with the home folder and temporary folder of a server. */
export async function launchBrowser(home: string, colorScheme: "dark" | "light" = "dark"): Promise<Browser> {
  // The package stands in the folder of the tests' VS Code, where a plain import would not find it.
  const { chromium } = createRequire(path.join(folder, "package.json"))("playwright-core") as { chromium: typeof Chromium };
  const browser = await chromium.launch({
    executablePath: path.join(folder, ".cache/chromium/chromium"),
    // The libraries are there only where the system lacks them: see install.mjs.
    env: { ...privateEnvironment(home), LD_LIBRARY_PATH: path.join(folder, ".cache/chromium/al2023/lib") },
    args: [
      // Chromium has no sandbox for root, which is who runs a build in a container. It opens our own pages only.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
    colorScheme,
    locale: "en-US",
    timezoneId: "UTC",
  });
  return { context, close: () => browser.close() };
}
