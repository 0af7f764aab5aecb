import * as vscode from "vscode";
import { BACK } from "../platform/ask";
import { environmentOf } from "../vault/environmentOf";
import type { SavedRecord } from "../vault/record";
import { chooseOneSaved } from "./asking/chooseSaved";
import { exportLine, type Shell, shellOf } from "./references/shellLine";
import type { Services } from "./services";

/** Copies the line that sets a saved credential's variable in a shell; the clipboard forgets it again. */
export async function copyExportLine(services: Services, args: readonly unknown[]): Promise<void> {
  const record = await chooseOneSaved(services, args, services.decoder.voice().t("Copy export Line"));
  if (record) await copyExportLineOf(services, record);
}

export async function copyExportLineOf(services: Services, record: SavedRecord): Promise<void> {
  const { ask, clipboard, decoder } = services;
  const { t } = decoder.voice();
  const shell = shellOf(vscode.env.shell) ?? (await askForShell(services));
  if (!shell) return;
  const lines = environmentOf(record).map(({ name, value }) => exportLine(shell, name, value));
  if (lines.every((line) => line !== undefined)) await clipboard.copy(lines.join("\n"));
  else void ask.showError(t("No line was copied: what is saved can't be written in one for this shell. Open Terminal with It does without."));
}

async function askForShell({ ask, decoder }: Services): Promise<Shell | undefined> {
  const shell = await ask.pick<Shell>({
    title: decoder.voice().t("Copy export Line"),
    placeholder: decoder.voice().t("For which shell?"),
    items: [
      { label: "bash, zsh, sh", value: "posix" },
      { label: "fish", value: "fish" },
      { label: "PowerShell", value: "powershell" },
      { label: "cmd", value: "cmd" },
    ],
  });
  return shell === BACK ? undefined : shell;
}
