import * as vscode from "vscode";
import { chooseApiKeys, clickedKeyNodes } from "./asking/chooseApiKey";
import type { Services } from "./services";

/** Copies the IDs of the projects and API keys that are selected, a line each; else of API keys that the person picks. */
export async function copyApiKeyId(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const clicked = clickedKeyNodes(args).flatMap(({ kind, key, project }) => (kind === "key" ? key : kind === "project" ? project : []));
  const chosen = clicked.length > 0 ? undefined : await chooseApiKeys(services, args, t("Copy ID"));
  const ids = chosen ? chosen.keys.map(({ id }) => id) : clicked;
  if (ids.length === 0) return;
  // They open nothing, and stay.
  await vscode.env.clipboard.writeText(ids.join("\n"));
  ask.showStatus(ids.length === 1 ? t("Storj: the ID was copied.") : t("Storj: {0} IDs were copied.", ids.length), 5_000);
}
