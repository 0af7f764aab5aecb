import { BACK } from "../../platform/ask";
import { environmentOf } from "../../vault/environmentOf";
import type { SavedRecord } from "../../vault/record";
import type { Services } from "../services";
import { isVariable, variableFrom } from "./variableName";

/** The variables that saved credentials are read from; of an S3 pair also those that go with it. */
export function takenVariables({ vault }: { readonly vault: Pick<Services["vault"], "all"> }): ReadonlySet<string> {
  const named = vault.all().filter(({ variable }) => variable !== undefined);
  return new Set(named.flatMap((record) => environmentOf(record).map(({ name }) => name)));
}

/** A variable for a saved credential that stands nowhere in code yet: made of its label. */
export function ownVariable({ label, credential }: SavedRecord, taken: ReadonlySet<string>): string {
  return variableFrom("", 0, label, taken, credential.kind === "s3" ? "accessKeyId" : credential.kind);
}

/**
 * The environment variable that code reads a saved credential from: its own, or the one that is asked for and then remembered. Undefined
 * where the person left.
 */
export async function askForVariable(services: Services, record: SavedRecord, title: string, proposal: string): Promise<string | undefined> {
  return record.variable ?? inputVariable(services, record, title, proposal);
}

/** Asks for a variable that no other saved credential has; undefined where the person left. */
export async function inputVariable(services: Services, record: SavedRecord, title: string, proposal: string): Promise<string | undefined> {
  const { ask, decoder, vault } = services;
  const { t } = decoder.voice();
  const taken = takenVariables({ vault: { all: () => vault.all().filter(({ id }) => id !== record.id) } });
  const variable = await ask.input({
    title,
    prompt: t("The environment variable that holds it instead"),
    value: proposal,
    validate: (text) => {
      if (!isVariable(text.trim())) return t("Capitals, digits and _, and none that steers programs, such as PATH");
      return taken.has(text.trim()) ? t("Another saved credential has that variable") : undefined;
    },
  });
  return variable === undefined || variable === BACK ? undefined : variable.trim();
}
