import * as vscode from "vscode";
import type { Services } from "./commands/services";
import { Decoder } from "./decoder/surfaces/decoder";
import { ReadOnlyDocuments } from "./decoder/surfaces/readOnlyDocuments";
import { createAsk } from "./platform/askInWindow";
import { type Clock, systemClock } from "./platform/clock";
import { registerCommands } from "./platform/contributions";
import { createLog } from "./platform/log";
import { readSetting } from "./platform/settings";
import { type ClipboardNews, ForgettingClipboard } from "./vault/forgettingClipboard";

let clipboard: ForgettingClipboard | undefined;

/** What a test gets from {@link activate}, and nobody else. */
export interface TestSeam {
  /** Starts the extension anew, with a clock that the test turns and a recorder of every text that is logged, or shown in boxes and messages. */
  restart(clock: Clock, record: (text: string) => void): Services;
}

/** Builds the services, registers what VS Code may call, and returns; documents are looked at afterwards. */
export function activate(context: vscode.ExtensionContext): TestSeam | undefined {
  const channel = vscode.window.createOutputChannel("Storj Grants", { log: true });
  const running = start(systemClock, channel, () => undefined);
  context.subscriptions.push(channel, running.disposable);
  if (context.extensionMode !== vscode.ExtensionMode.Test) return undefined;
  let latest = running;
  return {
    restart: (clock, record) => {
      latest.disposable.dispose();
      const level = (text: string): void => { record(text); };
      latest = start(clock, { trace: level, debug: level, info: level, warn: level, error: level }, record);
      context.subscriptions.push(latest.disposable);
      return latest.services;
    },
  };
}

interface Running {
  readonly services: Services;
  readonly disposable: vscode.Disposable;
}

function start(clock: Clock, channel: Parameters<typeof createLog>[0], record: (text: string) => void): Running {
  const { t } = vscode.l10n;
  const ask = createAsk(vscode, record);
  const decoder = new Decoder(clock, createLog(channel, "decoder"), t);
  const pages = new ReadOnlyDocuments(t);
  clipboard = new ForgettingClipboard({
    clipboard: vscode.env.clipboard,
    clock,
    clearAfterSeconds: () => readSetting(vscode.workspace, "storjGrants.clipboard.clearAfterSeconds"),
    tell: (news) => { ask.showStatus(clipboardText(news), 5_000); },
  });
  const services: Services = { ask, decoder, pages, clipboard };
  const log = createLog(channel, "commands");
  const commands = registerCommands(
    vscode.commands,
    {
      // Loaded at first use: what a person seldom does need not be read at every start.
      "storjGrants.inspectCredential": async (...args) => (await import("./commands/inspectCredential")).inspectCredential(services, args),
      "storjGrants.restrictToPrefix": async (...args) => (await import("./commands/restrict")).restrictToPrefix(services, args),
      "storjGrants.restrict": async (...args) => (await import("./commands/restrict")).restrict(services, args),
      "storjGrants.copyCredential": async (...args) => (await import("./commands/copyCredential")).copyCredential(services, args),
      "storjGrants.ignoreCredential": async (...args) => (await import("./commands/ignoreCredential")).ignoreCredential(services, args),
      "storjGrants.decodeMore": async (...args) => { (await import("./commands/decodeMore")).decodeMore(services, args); },
    },
    (command, error) => {
      log.error(`${command} failed.`, error);
      void ask.showError(t("The command failed. The log “Storj Grants” in the Output view tells more."));
    },
  );
  setImmediate(() => { decoder.refreshAll(); });
  return { services, disposable: vscode.Disposable.from(decoder, pages, clipboard, ...commands) };
}

/** Takes a copied credential off the clipboard, if it still is there. */
export async function deactivate(): Promise<void> {
  await clipboard?.clear();
}

function clipboardText(news: ClipboardNews): string {
  const { t } = vscode.l10n;
  switch (news.kind) {
    case "will-clear":
      return t("Storj: copied. The clipboard forgets it in {0} seconds.", news.seconds);
    case "cleared":
      return t("Storj: the credential was taken off the clipboard.");
    case "stays":
      return news.because === "reading-refused"
        ? t("Storj: the copy stays on the clipboard, which can't be read here. Copy something else afterwards.")
        : t("Storj: the copy stays on the clipboard, which can't be emptied here. Copy something else.");
  }
}
