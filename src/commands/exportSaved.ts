import os from "node:os";
import { BACK, type Choice } from "../platform/ask";
import { ExplainedError } from "../platform/errors";
import { showOutside } from "../platform/showOutside";
import { canBeAddedTo, type ExportFormat, exportText } from "../vault/files/exportText";
import { mergeAccessJson, type NamedGrant } from "../vault/files/mergeAccessJson";
import { modesApply, uplinkAccessFile } from "../vault/files/places";
import { FileReadError, readTextFile, type TextFile } from "../vault/files/readTextFile";
import { writePrivately } from "../vault/files/writePrivately";
import type { SavedRecord } from "../vault/record";
import { chooseFileToWrite } from "./asking/chooseFile";
import { chooseSaved } from "./asking/chooseSaved";
import type { Services } from "./services";

type Translate = (message: string, ...args: (string | number)[]) => string;

/** Writes saved credentials out: into uplink's access.json, or as text for other programs. */
export async function exportSaved(services: Services, args: readonly unknown[]): Promise<void> {
  const { t } = services.decoder.voice();
  const title = t("Export Saved Grants");
  const records = await chooseSaved(services, args, title);
  if (records.length > 0) await exportRecords(services, records, title, t("For which program?"));
}

/** Asks for which program credentials are to be written, and where to. */
export async function exportRecords(
  services: Services,
  records: readonly SavedRecord[],
  title: string,
  placeholder: string,
): Promise<void> {
  const { ask, decoder } = services;
  const items = formatChoices(records, decoder.voice().t);
  const format = await ask.pick<ExportFormat | "uplink">({ title, placeholder, items });
  if (format === undefined || format === BACK) return;
  try {
    if (format === "uplink") await exportToUplink(services, records);
    else await exportAs(services, format, records, title);
  } catch (error) {
    if (!(error instanceof ExplainedError)) throw error;
    void ask.showError(error.message);
  }
}

/** The programs that credentials can be written for: uplink has no place for S3 credentials, and code that speaks S3 for others. */
function formatChoices(records: readonly SavedRecord[], t: Translate): Choice<ExportFormat | "uplink">[] {
  const pairs = records.filter(({ credential }) => credential.kind === "s3");
  const uplink: Choice<"uplink"> = { label: "uplink", description: t("added to access.json"), value: "uplink" };
  const programs: Choice<ExportFormat>[] = [
    { label: "boto3", description: "Python", value: "boto3" },
    { label: "aws-sdk-js", description: t("JavaScript, version 3 of the SDK"), value: "awsSdkJs" },
    { label: "mc", description: t("lines for a shell, with MinIO's client"), value: "mc" },
  ];
  return [
    ...(pairs.length < records.length ? [uplink] : []),
    { label: t("Environment"), description: t("lines of a .env file"), value: "env" },
    { label: "AWS", description: t("a profile of ~/.aws/credentials, of S3 credentials"), value: "aws" },
    { label: "rclone", description: "rclone.conf", value: "rclone" },
    { label: "JSON", value: "json" },
    ...(pairs.length > 0 ? programs : []),
  ];
}

/** What a person is told of where credentials were written, since files are read by more than their owner. */
function writtenWords(file: string, t: Translate): string {
  const words = t("Written to {0}, in clear text.", showOutside(file));
  return modesApply(process.platform)
    ? t("{0} Only you may read it.", words)
    : t("{0} On Windows file modes don't apply: whoever may read its folder may read it.", words);
}

async function exportToUplink(services: Services, records: readonly SavedRecord[]): Promise<void> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const grants = records.flatMap(({ label, credential }): NamedGrant[] =>
    credential.kind === "grant" ? [{ name: label, grant: credential.text }] : [],
  );
  if (grants.length === 0) {
    void ask.showWarning(t("uplink's access.json holds access grants only. Choose a saved grant, or another format."));
    return;
  }
  const leftOut = records.filter(({ credential }) => credential.kind !== "grant").map(({ label }) => label);
  const file = await askForUplinkFile(services, leftOut);
  if (file === undefined) return;
  const before = await readIfThere(file);
  let merged = mergeAccessJson(before?.text, grants);
  if (merged.conflicts.length > 0) {
    const overwrite = t("Overwrite");
    const names = merged.conflicts.map((name) => showOutside(name, 60)).join(", ");
    const detail = t("The grant that it has there now is lost, unless you have it elsewhere. Rename the saved one to keep both.");
    const question = t("access.json has another grant by that name: {0}. Overwrite it?", names);
    if ((await ask.showWarning(question, { modal: true, detail, actions: [overwrite] })) !== overwrite) return;
    merged = mergeAccessJson(before?.text, grants, new Set(merged.conflicts));
  }
  if (merged.added.length + merged.replaced.length + merged.conflicts.length === 0) {
    void ask.showInformation(t("access.json holds them already: nothing was written."));
    return;
  }
  await writePrivately(file, merged.text, before?.state);
  const left = merged.conflicts.map((name) => showOutside(name, 60)).join(", ");
  if (left === "") void ask.showInformation(writtenWords(file, t));
  else void ask.showWarning(t("{0} Not written, for another one of these has that name: {1}. Rename it and export again.", writtenWords(file, t), left));
}

async function askForUplinkFile(services: Services, leftOut: readonly string[]): Promise<string | undefined> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const { env, platform } = process;
  const usual = uplinkAccessFile({ platform, home: os.homedir(), env });
  const chosen = await ask.pick<{ readonly file: string | undefined }>({
    title: t("Export to uplink"),
    placeholder: leftOut.length > 0 ? withoutWords(leftOut, t) : t("What is there stays; the grants are added"),
    items: [
      { label: showOutside(usual), description: t("which uplink reads"), value: { file: usual } },
      { label: t("Choose a file…"), description: t("VS Code may ask whether to overwrite it: it is added to"), value: { file: undefined } },
    ],
  });
  if (chosen === undefined || chosen === BACK) return undefined;
  return chosen.file ?? chooseFileToWrite(services, t("Export"), "access.json");
}

async function readIfThere(file: string): Promise<TextFile | undefined> {
  try {
    return await readTextFile(file);
  } catch (error) {
    if (error instanceof FileReadError && error.code === "not-found") return undefined;
    throw error;
  }
}

function withoutWords(names: readonly string[], t: Translate): string {
  return t("Without {0}, for which the format has no place", names.join(", "));
}

const fileNames: Readonly<Record<ExportFormat, string>> = {
  rclone: "rclone.conf",
  aws: "credentials",
  env: ".env.storj",
  json: "storj-credentials.json",
  boto3: "storj_s3.py",
  awsSdkJs: "storj-s3.mjs",
  mc: "storj-mc.sh",
};

async function exportAs(
  services: Services,
  format: ExportFormat,
  records: readonly SavedRecord[],
  title: string,
): Promise<void> {
  const { ask, clipboard, decoder } = services;
  const { t } = decoder.voice();
  const { text, leftOut } = exportText(format, records);
  const names = leftOut.map(({ label }) => label);
  if (text === "") {
    void ask.showWarning(t("That format has no place for {0}. Choose another one.", names.join(", ")));
    return;
  }
  const where = await ask.pick<"clipboard" | "file">({
    title,
    placeholder: names.length > 0 ? withoutWords(names, t) : t("Where to?"),
    items: [
      { label: t("To the clipboard"), description: t("which forgets it again"), value: "clipboard" },
      { label: t("To a file…"), description: t("in clear text"), value: "file" },
    ],
  });
  if (where === "clipboard") await clipboard.copy(text);
  if (where !== "file") return;
  const file = await chooseFileToWrite(services, t("Export"), fileNames[format]);
  if (file === undefined) return;
  const before = await readIfThere(file);
  const whole = before && before.text.trim() !== "" ? await joined(services, file, format, before.text, records) : text;
  if (whole === undefined) return;
  await writePrivately(file, whole, before?.state);
  void ask.showInformation(writtenWords(file, t));
}

/** What a file that holds something is to hold. */
async function joined(
  { ask, decoder }: Services,
  file: string,
  format: ExportFormat,
  before: string,
  records: readonly SavedRecord[],
): Promise<string | undefined> {
  const { t } = decoder.voice();
  const add = t("Add at Its End");
  const replace = t("Replace All of It");
  const answer = await ask.showWarning(t("{0} holds something already.", showOutside(file)), {
    modal: true,
    detail: t("Replaced, what is in it now is lost."),
    actions: canBeAddedTo(format) ? [add, replace] : [replace],
  });
  if (answer === undefined) return undefined;
  if (answer === replace) return exportText(format, records).text;
  return `${before.replace(/\n*$/, "\n")}${format === "env" || format === "mc" ? "" : "\n"}${exportText(format, records, before).text}`;
}
