import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { BACK, type Choice } from "../platform/ask";
import { ExplainedError } from "../platform/errors";
import { redact } from "../platform/redact";
import { showOutside } from "../platform/showOutside";
import { readCredentialFile } from "../vault/files/credentialFile";
import { readEnvironment } from "../vault/files/environment";
import type { FoundCredential, FoundCredentials } from "../vault/files/foundCredentials";
import { credentialPlaces } from "../vault/files/places";
import { chooseFileToRead } from "./asking/chooseFile";
import { freeLabel } from "./asking/label";
import type { Services } from "./services";

type Source = { readonly file: string } | "choose" | "environment";

/** Saves what the command line tools keep in their files, what another file holds, or what is in the environment. */
export async function importCredentials(services: Services): Promise<void> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const source = await ask.pick<Source>({ title: t("Import Credentials"), placeholder: t("From where?"), items: sources(services) });
  if (source === undefined || source === BACK) return;
  const found = await read(services, source);
  if (!found) return;
  if (found.found.length === 0) {
    void ask.showWarning(t("There is no Storj credential there that could be read ({0} can't be).", found.skipped));
    return;
  }
  const chosen = await ask.pickSome({
    title: t("Import Credentials"),
    placeholder: t("Which of them?"),
    items: found.found.map((value) => ({ label: nameOf(value), description: kindWord(value, services), value, picked: true })),
  });
  if (chosen === undefined || chosen === BACK || chosen.length === 0) return;
  await saveAll(services, chosen, found.skipped);
}

function sources({ decoder }: Services): Choice<Source>[] {
  const { t } = decoder.voice();
  const { env, platform } = process;
  const places = credentialPlaces({ platform, home: os.homedir(), env }).filter(({ path: file }) => existsSync(file));
  return [
    ...places.map(({ path: file }) => ({ label: showOutside(path.basename(file)), description: showOutside(file), value: { file } })),
    { label: t("Choose a file…"), description: t("access.json, config.yaml, rclone.conf, AWS credentials, .env, JSON"), value: "choose" },
    { label: t("The environment of VS Code"), description: "STORJ_ACCESS_GRANT, UPLINK_ACCESS, AWS_ACCESS_KEY_ID, …", value: "environment" },
  ];
}

async function read(services: Services, source: Source): Promise<FoundCredentials | undefined> {
  const { ask, decoder } = services;
  if (source === "environment") return readEnvironment(process.env);
  const file = source === "choose" ? await chooseFileToRead(services, decoder.voice().t("Import")) : source.file;
  if (file === undefined) return undefined;
  try {
    return await readCredentialFile(file);
  } catch (error) {
    if (!(error instanceof ExplainedError)) throw error;
    void ask.showError(error.message);
    return undefined;
  }
}

/** The name that a file gives: it may hold anything, a credential too. */
function nameOf({ name }: FoundCredential): string {
  return showOutside(redact(name), 80);
}

function kindWord({ credential }: FoundCredential, { decoder }: Services): string {
  const { t } = decoder.voice();
  return { grant: t("access grant"), apiKey: t("API key"), s3: t("S3 credentials") }[credential.kind];
}

async function saveAll({ ask, decoder, saved, vault }: Services, chosen: readonly FoundCredential[], skipped: number): Promise<void> {
  const { t } = decoder.voice();
  await vault.load();
  const labels = new Set<string>();
  const results = await Promise.allSettled(
    chosen.map((found) => {
      const label = freeLabel(nameOf(found).trim() || t("imported"), [...vault.all(), ...[...labels].map((taken) => ({ label: taken }))]);
      labels.add(label);
      return vault.save(found.credential, { label });
    }),
  );
  const done = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const failed = results.find((result) => result.status === "rejected");
  const fresh = done.filter(({ isNew }) => isNew).length;
  const words = t("{0} saved, {1} were saved already, {2} could not be read.", fresh, done.length - fresh, skipped);
  const show = t("Show");
  if (failed) {
    const reason = failed.reason instanceof ExplainedError ? failed.reason.message : "";
    void ask.showError(t("{0} {1} could not be saved. {2}", words, results.length - done.length, reason));
  } else if ((await ask.showInformation(words, { actions: [show] })) === show && done[0]) {
    await saved.reveal(done[0].record.id);
  }
}
