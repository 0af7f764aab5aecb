import * as vscode from "vscode";
import { fingerprintOf } from "../decoder/describe";
import { factsOf } from "../decoder/factsOf";
import { hasWorkspaceSettings } from "../decoder/surfaces/quickFixes";
import { BACK } from "../platform/ask";
import type { SettingId } from "../platform/settings";
import type { Services } from "./services";
import { chooseTarget } from "./asking/target";

const setting = "storjGrants.ignoredCredentials" satisfies SettingId;
const shape = /^[0-9a-f]{12}$/;

type Where = "user" | "workspace";

/** The fingerprint and place that a quick fix names; what is not of this shape counts as none. */
function readArguments([fingerprint, where]: readonly unknown[]): { fingerprint: string; where: Where } | undefined {
  if (typeof fingerprint !== "string" || !shape.test(fingerprint)) return undefined;
  return where === "user" || (where === "workspace" && hasWorkspaceSettings()) ? { fingerprint, where } : undefined;
}

/** Asks what a quick fix would have told: which credential, and in whose settings. */
async function askForArguments(services: Services, args: readonly unknown[]): Promise<{ fingerprint: string; where: Where } | undefined> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const title = t("Ignore Credential");
  const target = await chooseTarget(services, args, title, () => true);
  if (target === "none") void ask.showWarning(t("There is no Storj credential here to ignore. Put the cursor on one."));
  if (target === "none" || !target) return undefined;
  const where = await ask.pick<Where>({
    title,
    placeholder: t("Its Problems are no longer reported"),
    items: [
      { label: t("In my user settings"), value: "user" },
      ...(hasWorkspaceSettings() ? [{ label: t("In this workspace's settings"), value: "workspace" as const }] : []),
    ],
  });
  if (where === undefined || where === BACK) return undefined;
  return { fingerprint: fingerprintOf(target.credential, factsOf(target.credential)), where };
}

/** Stops reporting Problems of one credential, which is known by its fingerprint wherever it stands. */
export async function ignoreCredential(services: Services, args: readonly unknown[]): Promise<void> {
  const chosen = readArguments(args) ?? (await askForArguments(services, args));
  if (!chosen) return;
  const place = chosen.where === "user" ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
  const configuration = vscode.workspace.getConfiguration();
  const found = configuration.inspect<unknown>(setting);
  const written = chosen.where === "user" ? found?.globalValue : found?.workspaceValue;
  const list = Array.isArray(written) ? (written as unknown[]) : [];
  await configuration.update(setting, [...new Set([...list, chosen.fingerprint])], place);
}
