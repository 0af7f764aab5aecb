import * as vscode from "vscode";
import { serializeMacaroon } from "../grant";
import type { KeyFacts } from "../decoder/keyFacts";
import type { ProjectInfo } from "../satellite/metainfo";
import type { SavedRecord } from "../vault/record";
import { consoleKeyFor } from "../views/apiKeys/linkedKeys";
import { SavedNode } from "../views/savedNode";
import { factsOfRecord } from "../views/savedFacts";
import { askSatellite, type Contact, contactOfKey, type Outcome } from "./contacting/askSatellite";
import { type Answered, refusalCause, refusalText, worksText } from "./contacting/checkWords";
import { knownRevocation, savedAncestors } from "./revoking/kin";
import { nameOfKey } from "./contacting/nameOfKey";
import { chooseKey } from "./asking/origin";
import { projectAt } from "./contacting/projectOfKey";
import { removeSaved } from "./removeSaved";
import { failureText, mayPass, satelliteWords } from "./contacting/satelliteWords";
import { satelliteOfKey } from "./contacting/satelliteOfKey";
import type { Services } from "./services";

/** A grant or API key that a satellite is asked about; `record` where it is saved. */
export interface Checked {
  readonly facts: KeyFacts;
  readonly record: SavedRecord | undefined;
}

/** Asks the satellite of a grant or API key whether it takes it now, and says so. */
export async function checkWithSatellite(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, decoder, vault } = services;
  const { t } = decoder.voice();
  const origin = await chooseKey(services, args, t("Which credential is to be checked?"));
  if (origin === undefined) return;
  if (origin === "none") {
    void ask.showWarning(t("There is no access grant or API key here to check. Open a file that holds one, or save one first."));
    return;
  }
  await vault.load();
  const { facts } = origin;
  await checkKey(services, { facts, record: origin.record ?? vault.find(facts.fingerprint) });
}

/** Checks one that has been chosen, again as long as the person wants to. */
export async function checkKey(services: Services, checked: Checked): Promise<void> {
  const { ask, decoder, vault } = services;
  const { t } = decoder.voice();
  const { facts, record } = checked;
  const name = nameOfKey(record, facts, decoder.voice());
  const tried = t("The check of {0} gave no answer", name);
  const named = await satelliteOfKey(services, facts, t("Check with Satellite"));
  const contact = named && (await contactOfKey(services, named, facts, tried));
  if (!contact) return;
  for (;;) {
    const outcome = await askForProject(services, contact, facts);
    if (!outcome) return;
    const { error, ms } = outcome;
    const revokedAt = knownRevocation(facts.macaroon, vault.all());
    const answered = { name, facts, satellite: contact.name, ms: Math.round(ms), revokedAt };
    if (!error) {
      await tellThatItWorks(services, contact, answered, outcome.value);
      return;
    }
    if (error.code === "unauthorized") {
      await tellOfRefusal(services, checked, answered);
      return;
    }
    const words = satelliteWords(error, contact.name, t);
    if (error.code === "unregistered-tail") {
      await ask.showWarning(failureText(t("The satellite {0} refuses {1}", contact.name, name), words));
      return;
    }
    const again = t("Try Again");
    const text = failureText(tried, words);
    if ((await ask.showError(text, { actions: mayPass(error) ? [again] : [] })) !== again) return;
  }
}

/** Asks with no more than the API key: whatever it allows, it may ask for its project. */
export function askForProject(services: Services, contact: Contact, { macaroon }: KeyFacts): Promise<Outcome<ProjectInfo> | undefined> {
  return askSatellite(services, contact, ({ projectInfo }, caller) => projectInfo({ ...caller, apiKey: serializeMacaroon(macaroon) }));
}

async function tellThatItWorks(services: Services, contact: Contact, answered: Answered, { publicId }: ProjectInfo): Promise<void> {
  const { ask, decoder, vault } = services;
  const project = (await projectAt(services, contact, publicId))?.project;
  const linked = consoleKeyFor(answered.facts, vault.all());
  const isLinkedElsewhere = linked?.isSaid === true && linked.project.toLowerCase() !== publicId;
  const voice = decoder.voice();
  const copy = voice.t("Copy Project ID");
  const words = worksText(answered, { id: publicId, name: project?.name, isLinkedElsewhere }, voice);
  const pressed = await ask.showInformation(words, { actions: [copy] });
  if (pressed !== copy) return;
  await vscode.env.clipboard.writeText(publicId);
  ask.showStatus(voice.t("Storj: the project ID was copied."), 5_000);
}

/** Tells of a refusal, and of what can be done: to see whether what it was made from is refused too, and to clear it away. */
async function tellOfRefusal(services: Services, { facts, record }: Checked, answered: Answered): Promise<void> {
  const { ask, decoder, vault } = services;
  const voice = decoder.voice();
  const { t } = voice;
  const [parent, remove] = [t("Check Its Parent"), t("Remove from Saved Grants")];
  const [ancestor] = refusalCause(answered, voice) === undefined ? savedAncestors(facts.macaroon, vault.all()) : [];
  const ancestorFacts = ancestor && factsOfRecord(ancestor);
  const actions = [...(ancestorFacts ? [parent] : []), ...(record ? [remove] : [])];
  const pressed = await ask.showWarning(refusalText(answered, voice), { actions });
  if (pressed === parent && ancestorFacts) await checkKey(services, { facts: ancestorFacts, record: ancestor });
  if (pressed === remove && record) await removeSaved(services, [new SavedNode("record", record.id)]);
}
