import * as vscode from "vscode";
import { chooseEndpoint } from "../edge/endpoints";
import { readSetting, type SettingId } from "../platform/settings";
import { showOutside } from "../platform/showOutside";
import type { Services } from "./services";

type AddressSetting = Extract<SettingId, `storjGrants.edge.${string}`>;

/** The service that a setting names, else the standard one. Undefined where what is set can't be used: that is told. */
export function settledAddress({ ask, decoder }: Services, setting: AddressSetting, standard: string): URL | undefined {
  const endpoint = chooseEndpoint(readSetting(vscode.workspace, setting), undefined, standard);
  if (endpoint.problem === undefined) return endpoint.url;
  const { t } = decoder.voice();
  void ask.showError(t("Nothing was made: the setting {0} is no address that can be used: {1}. Write one like {2}.", setting, showOutside(endpoint.text), standard));
  return undefined;
}
