import * as vscode from "vscode";
import { ApprovedHosts } from "./commands/contacting/approvedHosts";
import { clipboardText } from "./commands/asking/clipboardText";
import { commandHandlers } from "./commands/handlers";
import { registerReferences } from "./commands/references/registerReferences";
import type { Services } from "./commands/services";
import { environmentSignIn } from "./commands/signingIn/environment";
import { FailedSignIns } from "./commands/signingIn/failedSignIns";
import { Decoder } from "./decoder/surfaces/decoder";
import { ReadOnlyDocuments } from "./decoder/surfaces/readOnlyDocuments";
import type { Voice } from "./decoder/voice";
import { createAsk } from "./platform/askInWindow";
import { type Clock, systemClock } from "./platform/clock";
import { registerCommands, setContext } from "./platform/contributions";
import { ExplainedError } from "./platform/errors";
import { createLog } from "./platform/log";
import { readSetting } from "./platform/settings";
import { Accounts } from "./vault/accounts";
import { ForgettingClipboard } from "./vault/forgettingClipboard";
import { Journal } from "./vault/journal";
import { Vault } from "./vault/vault";
import type { ConsoleWords } from "./views/apiKeys/apiKeysDrawing";
import { ApiKeysView } from "./views/apiKeys/apiKeysView";
import { ConsoleSessions } from "./views/apiKeys/consoleSessions";
import { SavedForDecoder } from "./views/savedForDecoder";
import { SavedGrantsView } from "./views/savedGrantsView";

let clipboard: ForgettingClipboard | undefined;

/** What a test gets from {@link activate}, and nobody else. */
export interface TestSeam {
  /** Where the extension keeps secrets: for what other windows and versions write there. */
  readonly secrets: vscode.SecretStorage;
  /** Starts the extension anew, with a clock that the test turns and a recorder of every text that is logged, or shown in boxes and messages. */
  restart(clock: Clock, record: (text: string) => void): Services;
}

/** Builds the services, registers what VS Code may call, and returns; documents are looked at afterwards. */
export function activate(context: vscode.ExtensionContext): TestSeam | undefined {
  const channel = vscode.window.createOutputChannel("Storj Grants", { log: true });
  const running = start(context, systemClock, channel, () => undefined);
  context.subscriptions.push(channel, running.disposable);
  if (context.extensionMode !== vscode.ExtensionMode.Test) return undefined;
  let latest = running;
  return {
    secrets: context.secrets,
    restart: (clock, record) => {
      latest.disposable.dispose();
      const level = (text: string): void => { record(text); };
      latest = start(context, clock, { trace: level, debug: level, info: level, warn: level, error: level }, record);
      context.subscriptions.push(latest.disposable);
      return latest.services;
    },
  };
}

interface Running {
  readonly services: Services;
  readonly disposable: vscode.Disposable;
}

function start(context: vscode.ExtensionContext, clock: Clock, channel: Parameters<typeof createLog>[0], record: (text: string) => void): Running {
  const { t } = vscode.l10n;
  const ask = createAsk(vscode, record);
  const journal = new Journal(context.globalStorageUri.fsPath, clock);
  const vault = new Vault({ secrets: context.secrets, journal, clock, log: createLog(channel, "vault") });
  const decoder = new Decoder(clock, createLog(channel, "decoder"), t, new SavedForDecoder(vault));
  const pages = new ReadOnlyDocuments(t);
  clipboard = new ForgettingClipboard({
    clipboard: vscode.env.clipboard,
    clock,
    clearAfterSeconds: () => readSetting(vscode.workspace, "storjGrants.clipboard.clearAfterSeconds"),
    tell: (news) => { ask.showStatus(clipboardText(news, t), 5_000); },
  });
  const voice = (): Voice => decoder.voice();
  const saved = new SavedGrantsView({ vault, clock, voice, state: context.globalState });
  const approved = new ApprovedHosts(context.globalState);
  const accounts = new Accounts({ secrets: context.secrets, clock, log: createLog(channel, "accounts") });
  const deadlineMs = (): number => 1_000 * readSetting(vscode.workspace, "storjGrants.satellite.timeoutSeconds");
  const sessions = new ConsoleSessions({ accounts, clock, log: createLog(channel, "sessions"), deadlineMs });
  const words = (): Promise<ConsoleWords> => import("./commands/contacting/consoleWords");
  const apiKeys = new ApiKeysView({ accounts, sessions, vault, clock, log: createLog(channel, "apiKeys"), voice, words });
  const failedSignIns = new FailedSignIns();
  const services: Services = { ask, decoder, pages, clipboard, vault, saved, approved, accounts, sessions, apiKeys, failedSignIns, clock };
  const log = createLog(channel, "commands");
  const commands = registerCommands(vscode.commands, commandHandlers(services), (command, error) => {
    log.error(`${command} failed.`, error);
    const words = t("The command failed. The log “Storj Grants” in the Output view tells more.");
    void ask.showError(error instanceof ExplainedError ? error.message : words);
  });
  if (environmentSignIn()) void setContext(vscode.commands, "storjGrants.environmentSignIn", true);
  setImmediate(() => { decoder.refreshAll(); });
  return { services, disposable: vscode.Disposable.from(saved, apiKeys, sessions, accounts, decoder, vault, pages, clipboard, ...registerReferences(services), ...commands) };
}

/** Takes a copied credential off the clipboard, if it still is there. */
export async function deactivate(): Promise<void> {
  await clipboard?.clear();
}
