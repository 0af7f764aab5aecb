import type * as vscode from "vscode";

/**
 * The settings of the extension, as package.json declares them. A test holds ids and defaults of both against each
 * other.
 */
export interface SettingValues {
  /** The master switch. */
  readonly "storjGrants.decoder.enabled": boolean;
  readonly "storjGrants.decoder.codeLens": boolean;
  readonly "storjGrants.decoder.inlayHints": boolean;
  readonly "storjGrants.decoder.hover": boolean;
  readonly "storjGrants.decoder.problems": boolean;
  /** Fingerprints (12 hex digits each) of the credentials that no Problem is reported for. */
  readonly "storjGrants.ignoredCredentials": readonly string[];
  /** Seconds until a copied credential is taken off the clipboard; 0 = never. */
  readonly "storjGrants.clipboard.clearAfterSeconds": number;
  /** Seconds until a request is given up. */
  readonly "storjGrants.satellite.timeoutSeconds": number;
  /** Where a grant or a link goes; empty where the person has not said. As written: `edge/endpoints` reads it. */
  readonly "storjGrants.edge.authService": string;
  readonly "storjGrants.edge.linkSharing": string;
  readonly "storjGrants.edge.gateway": string;
}

export type SettingId = keyof SettingValues;

export const settingDefaults: SettingValues = {
  "storjGrants.decoder.enabled": true,
  "storjGrants.decoder.codeLens": true,
  "storjGrants.decoder.inlayHints": true,
  "storjGrants.decoder.hover": true,
  "storjGrants.decoder.problems": true,
  "storjGrants.ignoredCredentials": [],
  "storjGrants.clipboard.clearAfterSeconds": 60,
  "storjGrants.satellite.timeoutSeconds": 15,
  "storjGrants.edge.authService": "",
  "storjGrants.edge.linkSharing": "",
  "storjGrants.edge.gateway": "",
};

const A_DAY_IN_SECONDS = 86_400;
const LONGEST_WAIT_IN_SECONDS = 120;

/** What a value that somebody wrote into a settings file means; `undefined` where it means nothing. */
const readers: { readonly [Id in SettingId]: (written: unknown) => SettingValues[Id] | undefined } = {
  "storjGrants.decoder.enabled": readSwitch,
  "storjGrants.decoder.codeLens": readSwitch,
  "storjGrants.decoder.inlayHints": readSwitch,
  "storjGrants.decoder.hover": readSwitch,
  "storjGrants.decoder.problems": readSwitch,
  "storjGrants.ignoredCredentials": (written) => (Array.isArray(written) ? written.filter(isFingerprint) : undefined),
  "storjGrants.clipboard.clearAfterSeconds": (written) =>
    typeof written === "number" && written >= 0 ? Math.min(written, A_DAY_IN_SECONDS) : undefined,
  "storjGrants.satellite.timeoutSeconds": (written) =>
    typeof written === "number" && written >= 1 ? Math.min(written, LONGEST_WAIT_IN_SECONDS) : undefined,
  "storjGrants.edge.authService": readText,
  "storjGrants.edge.linkSharing": readText,
  "storjGrants.edge.gateway": readText,
};

type Workspace = Pick<typeof vscode.workspace, "getConfiguration">;

/** The value of a setting for a document, or its default where the settings file has something else than it should. */
export function readSetting<Id extends SettingId>(
  workspace: Workspace,
  id: Id,
  document?: vscode.Uri,
): SettingValues[Id] {
  return readers[id](workspace.getConfiguration(undefined, document).get(id)) ?? settingDefaults[id];
}

/**
 * The fingerprints ignored by the user, the workspace and the folder together: VS Code itself lets the narrower list
 * replace the wider. Lists of a workspace that is not trusted are not among them (`restrictedConfigurations` in
 * package.json).
 */
export function readIgnoredCredentials(workspace: Workspace, document?: vscode.Uri): ReadonlySet<string> {
  const id = "storjGrants.ignoredCredentials";
  const found = workspace.getConfiguration(undefined, document).inspect(id);
  const lists = [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue];
  return new Set(lists.flatMap((list) => readers[id](list) ?? []));
}

function readSwitch(written: unknown): boolean | undefined {
  return typeof written === "boolean" ? written : undefined;
}

function readText(written: unknown): string | undefined {
  return typeof written === "string" ? written.trim() : undefined;
}

function isFingerprint(written: unknown): written is string {
  return typeof written === "string" && /^[0-9a-f]{12}$/.test(written);
}
