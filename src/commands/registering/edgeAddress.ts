import * as vscode from "vscode";
import { chooseEndpoint, defaultEndpoints } from "../../edge/endpoints";
import { readSetting, type SettingId } from "../../platform/settings";
import { showOutside } from "../../platform/showOutside";
import type { S3Pair } from "../sharing/s3Pair";
import type { Services } from "../services";

type AddressSetting = Extract<SettingId, `storjGrants.edge.${string}`>;

/**
 * The service that a setting names, else the satellite's own where one is known, else the standard one. Undefined where that is no
 * address that can be used: it is told.
 */
export function settledAddress({ ask, decoder }: Services, setting: AddressSetting, standard: string, proposed?: string): URL | undefined {
  const endpoint = chooseEndpoint(readSetting(vscode.workspace, setting), proposed, standard);
  if (endpoint.problem === undefined) return endpoint.url;
  const { t } = decoder.voice();
  const written = showOutside(endpoint.text, 100);
  const open = t("Open Setting");
  const wrong =
    endpoint.problem === "setting"
      ? t("the setting {0} is no address that can be used: “{1}”. Write one like {2}.", setting, written, standard)
      : t("the satellite names a service whose address can't be used: “{0}”. Choose one yourself with the setting {1}.", written, setting);
  void ask.showError(t("Nothing was made: {0}", wrong), { actions: [open] }).then((answer) => {
    if (answer === open) void vscode.commands.executeCommand("workbench.action.openSettings", setting);
  });
  return undefined;
}

/** The link service that a pair's links are for; no request is made to find out. Undefined where it can't be used: that is told. */
export function linkServiceOf(services: Services, { credential }: S3Pair): URL | undefined {
  return settledAddress(services, "storjGrants.edge.linkSharing", defaultEndpoints.linkSharing, credential.linkSharing);
}
