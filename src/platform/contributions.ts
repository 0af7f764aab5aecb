import type * as vscode from "vscode";

/** The commands of the extension, as package.json declares them. A test holds both lists against each other. */
export const commandIds = [
  "storjGrants.inspectCredential",
  "storjGrants.restrictToPrefix",
  "storjGrants.restrict",
  "storjGrants.saveCredential",
  "storjGrants.saveAndReplace",
  "storjGrants.copyCredential",
  "storjGrants.ignoreCredential",
  "storjGrants.decodeMore",
  "storjGrants.importCredentials",
  "storjGrants.showSaved",
  "storjGrants.renameSaved",
  "storjGrants.setVariable",
  "storjGrants.markSaved",
  "storjGrants.insertReference",
  "storjGrants.pasteAsReference",
  "storjGrants.openTerminal",
  "storjGrants.copyExportLine",
  "storjGrants.addToEnvFile",
  "storjGrants.findSaved",
  "storjGrants.exportSaved",
  "storjGrants.removeSaved",
  "storjGrants.reloadSaved",
  "storjGrants.sortSavedByExpiry",
  "storjGrants.sortSavedByLineage",
  "storjGrants.filterSaved",
  "storjGrants.clearSavedFilter",
  "storjGrants.forgetLost",
  "storjGrants.checkWithSatellite",
  "storjGrants.createGrant",
  "storjGrants.registerForS3",
  "storjGrants.registerAsPublic",
  "storjGrants.shareLink",
  "storjGrants.customDomain",
  "storjGrants.presignUrl",
  "storjGrants.revoke",
  "storjGrants.signIn",
  "storjGrants.signInFromEnvironment",
  "storjGrants.signOut",
  "storjGrants.reloadApiKeys",
  "storjGrants.searchApiKeys",
  "storjGrants.clearApiKeySearch",
  "storjGrants.sortApiKeys",
  "storjGrants.loadMoreApiKeys",
  "storjGrants.openInConsole",
  "storjGrants.copyApiKeyId",
  "storjGrants.linkToSavedGrant",
  "storjGrants.showApiKey",
  "storjGrants.createApiKey",
  "storjGrants.deleteApiKeys",
  "storjGrants.exportApiKeys",
] as const;

export type CommandId = (typeof commandIds)[number];

/**
 * What each command does; a forgotten one does not compile. Any extension may call a command: its arguments are a
 * stranger's.
 */
export type CommandHandlers = Readonly<Record<CommandId, (...args: readonly unknown[]) => void | Promise<void>>>;

/**
 * Registers every command. Whoever calls one gets no result, and no error either (its words may be for the person
 * alone): `failed` tells the person.
 */
export function registerCommands(
  commands: Pick<typeof vscode.commands, "registerCommand">,
  handlers: CommandHandlers,
  failed: (command: CommandId, error: unknown) => void,
): vscode.Disposable[] {
  return commandIds.map((id) =>
    commands.registerCommand(id, async (...args: readonly unknown[]) => {
      try {
        await handlers[id](...args);
      } catch (error) {
        failed(id, error);
      }
    }),
  );
}

/** The values of the context keys that `when` clauses in package.json read. */
export interface ContextValues {
  /** The paths of documents in which the scan found something, for `resourcePath in storjGrants.documents`. */
  readonly "storjGrants.documents": readonly string[];
  /** Whether the view "Saved Grants" shows a part only. */
  readonly "storjGrants.savedFilter": boolean;
  readonly "storjGrants.savedOrder": "lineage" | "expiry";
  /** Whether a console and a REST API key are named by the environment that VS Code was started in. */
  readonly "storjGrants.environmentSignIn": boolean;
}

/** Sets a context key. */
export async function setContext<Key extends keyof ContextValues>(
  commands: Pick<typeof vscode.commands, "executeCommand">,
  key: Key,
  value: ContextValues[Key],
): Promise<void> {
  await commands.executeCommand("setContext", key, value);
}
