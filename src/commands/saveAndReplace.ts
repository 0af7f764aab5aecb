import * as vscode from "vscode";
import type { Credential } from "../decoder/credential";
import { canBeSaved } from "../decoder/saved";
import { decoded } from "../decoder/surfaces/hovers";
import type { Answer } from "../platform/ask";
import { secretVariableOf, variableOf } from "../vault/environmentOf";
import type { SavedRecord } from "../vault/record";
import { addRecordToEnvFile, ignoredEnvFile } from "./addToEnvFile";
import { copyExportLineOf } from "./copyExportLine";
import { openTerminalWith } from "./openTerminal";
import { askForVariable, takenVariables } from "./references/ownVariable";
import { referenceFor, type Replacement } from "./references/reference";
import { importFor } from "./references/referenceImport";
import { canReplace } from "./replaceCredential";
import { partnerOf } from "./asking/savable";
import { saveFound } from "./saveCredential";
import type { Services } from "./services";
import { chooseTarget, type Target } from "./asking/target";
import { variableFrom } from "./references/variableName";

/** Saves a credential of the editor, and puts in its place how the language reads an environment variable. */
export async function saveAndReplace(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, decoder, vault } = services;
  const { t } = decoder.voice();
  const title = t("Save and Replace");
  const target = await chooseTarget(services, args, title, (credential) => canBeSaved(credential) && credential.kind !== "link");
  if (target === "none") {
    void ask.showWarning(t("There is no access grant, API key or S3 credential here to replace. Put the cursor on one."));
    return;
  }
  if (!target) return;
  if (!canReplace(target)) {
    void ask.showError(t("The credential can't be replaced here: the file is read-only, or has changed. Save Credential… keeps it all the same."));
    return;
  }
  const saved = await saveFound(services, decoded(target.credential), target.scan.credentials);
  if (!saved) return;
  const { label, id } = saved.record;
  const start = halves(target)[0]?.start ?? target.credential.start;
  const proposal = variableFrom(target.scan.document.getText(), start, label, takenVariables(services), kindOf(target.credential));
  const variable = await askForVariable(services, saved.record, title, proposal);
  if (variable === undefined) {
    if (saved.isNew) void ask.showInformation(t("“{0}” is saved. The text in the file was not replaced.", label));
    return;
  }
  const isUnchanged = canReplaceAll(target);
  const edits = isUnchanged ? replacementsFor(target, variable) : undefined;
  if (isUnchanged && !edits) {
    void ask.showWarning(t("It is saved as “{0}”, but was not replaced: nothing here surely reads an environment variable. Replace it by hand.", label));
    return;
  }
  // Before the edit: where another window has removed it meanwhile, the text is all that is left of it.
  const record = edits && (await vault.change(id, { variable }));
  if (!record || !canReplaceAll(target) || !(await replaceAll(target, edits))) {
    void ask.showError(t("It is saved as “{0}”, but was not replaced: the file changed meanwhile, or can't be edited. Try again.", label));
    return;
  }
  tellWhatRemains(services, record, target.scan.document);
  await offerToRun(services, record, target.scan.document);
}

/** What a variable's name tells of a credential. */
function kindOf({ kind }: Credential): "grant" | "apiKey" | "accessKeyId" {
  return kind === "apiKey" ? kind : kind === "accessKeyId" || kind === "secretKey" ? "accessKeyId" : "grant";
}

/** The parts of the document that hold the credential: of an S3 pair both, the access key id first. */
function halves({ credential, scan }: Target): readonly Credential[] {
  if (credential.kind !== "accessKeyId" && credential.kind !== "secretKey") return [credential];
  const partner = partnerOf(credential, scan.credentials);
  return [credential, ...(partner ? [partner] : [])].sort((a, b) => a.kind.localeCompare(b.kind));
}

function replacementsFor(target: Target, variable: string): Replacement[] | undefined {
  const { document } = target.scan;
  const text = document.getText();
  const edits = halves(target).map((half) => {
    const name = half.kind === "secretKey" ? secretVariableOf(variable) : variable;
    return referenceFor(document.languageId, document.fileName, text, half.start, half.end, name);
  });
  if (!edits.every((edit) => edit !== undefined)) return undefined;
  const needed = importFor(document.languageId, text);
  return needed ? [{ start: needed.at, end: needed.at, text: needed.text }, ...edits] : edits;
}

/** Whether the document is still the one that was read, and can be edited. */
function canReplaceAll(target: Target): boolean {
  return target.scan.document.version === target.scan.version && canReplace(target);
}

/** One edit, which one Undo takes back. */
async function replaceAll({ scan: { document } }: Target, edits: readonly Replacement[]): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  for (const { start, end, text } of edits) {
    edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  }
  return vscode.workspace.applyEdit(edit);
}

/** What the edit did not take away, and what to do about it. */
function tellWhatRemains(services: Services, { id, label, credential }: SavedRecord, { isDirty }: vscode.TextDocument): void {
  const { ask, decoder, saved } = services;
  const { t } = decoder.voice();
  const restrict = t("Restrict…");
  const isPair = credential.kind === "s3";
  const words = [
    t("“{0}” is saved in the secret storage, and code reads it by its variable.", label),
    isDirty ? t("Save the file: until then the old text is still in it on disk.") : "",
    t("The old text may still be in Git's history, in Undo, in backups and in VS Code's local history."),
    isPair
      ? t("If anyone may have seen it, revoke the grant that it was registered from.")
      : t("If anyone may have seen it, use a restricted one from now on, and revoke this one: uplink access revoke with one of its ancestors, or delete its API key."),
  ];
  const actions = [...(isPair ? [] : [restrict]), t("Show")];
  void ask.showWarning(words.filter(Boolean).join(" "), { actions }).then(async (answer) => {
    const node = answer === undefined ? undefined : await saved.reveal(id);
    if (node && answer === restrict) await (await import("./restrict")).restrict(services, [node]);
  });
}

type Way = "terminal" | "line" | "file";

/** How the program that now reads a variable gets it. */
async function offerToRun(services: Services, record: SavedRecord, document: vscode.TextDocument): Promise<void> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const ignored = await ignoredEnvFile(document.uri);
  // Into the file that it was just taken out of it would only come back.
  const envFile = ignored?.toString() === document.uri.toString() ? undefined : ignored;
  const way: Answer<Way> = await ask.pick<Way>({
    title: t("So That It Still Starts"),
    placeholder: t("The program needs {0} in its environment", variableOf(record)),
    items: [
      {
        label: t("Open Terminal with It"),
        description: document.isDirty && !document.isUntitled ? t("and save the file; for this window only") : t("for this window only; kept nowhere"),
        value: "terminal",
      },
      { label: t("Copy export Line"), description: t("for a terminal of your own"), value: "line" },
      ...(envFile ? [{ label: t("Add to .env"), description: t("which Git ignores"), value: "file" as const }] : []),
    ],
  });
  // The program that is started there is the one on disk.
  if (way === "terminal" && document.isDirty && !document.isUntitled) await document.save();
  if (way === "terminal") openTerminalWith(services, [record]);
  else if (way === "line") await copyExportLineOf(services, record);
  else if (way === "file" && envFile) await addRecordToEnvFile(services, record, envFile);
}
