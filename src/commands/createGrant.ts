import * as vscode from "vscode";
import { type Bytes, type Grant, GrantError, serializeGrant, serializeMacaroon } from "../grant";
import { keyFacts } from "../decoder/keyFacts";
import type { Voice } from "../decoder/voice";
import { type Answer, BACK } from "../platform/ask";
import { readSetting } from "../platform/settings";
import type { ProjectFacts } from "../satellite/console";
import { consoleKeyFor } from "../views/apiKeys/linkedKeys";
import { askSatellite, type Contact, contactOfKey } from "./contacting/askSatellite";
import { checkNames } from "./creating/checkNames";
import { type Draft, nothingAnswered, questionsFor, type Step } from "./creating/createGrantSteps";
import { askForSource, givenSource } from "./creating/grantSource";
import { freeLabel, labelOf } from "./asking/label";
import { tellConsoleFailure } from "./contacting/askConsole";
import { linkedAccounts, loadAccounts } from "./contacting/linkedAccount";
import { sayUntold, tellManaged } from "./creating/managedPassphrase";
import { grantOfPassphrase, type Tenant, withTenantKey } from "./creating/newGrant";
import type { KeyOrigin } from "./asking/origin";
import { projectFactsOf } from "./contacting/projectOfKey";
import { acceptsLeaks } from "./restrict";
import { prefixLabel, prefixRefusal, type Refusal, restrictCredential, type Restricted, sourceRefusal } from "./restricting/restriction";
import { everydayFlags } from "./restricting/restrictionSteps";
import { knownSatellite, type NamedSatellite } from "./contacting/satelliteOfKey";
import { failureText, satelliteWords } from "./contacting/satelliteWords";
import type { Services } from "./services";

/** Makes a grant of an API key and a passphrase, or a tenant's of either; saves it, and offers to try the passphrase. */
export async function createGrant(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, decoder, vault } = services;
  const { t } = decoder.voice();
  await vault.load();
  await loadAccounts(services);
  const given = await givenSource(services, args);
  if (given === "none") {
    void ask.showWarning(t("No grant was made: what was clicked has gone meanwhile, or can't be used for that."));
    return;
  }
  const draft = await askAll(services, args, given);
  const source = draft?.source;
  if (!source) return;
  const grant = source.facts.grant ?? (await grantOfProject(services, source, draft));
  const made = grant && (draft.isForTenant || source.facts.grant ? await grantOfTenant(services, grant, draft) : serializeGrant(grant));
  if (made !== undefined) await save(services, source, made, draft.label);
}

/** Goes through the questions, back where the person goes back. Undefined where they left: then nothing was sent and nothing was saved. */
async function askAll(services: Services, args: readonly unknown[], given: KeyOrigin | undefined): Promise<Draft | undefined> {
  const { ask, decoder } = services;
  const source = async ({ frame }: Step, draft: Draft): Promise<Answer<Draft>> => {
    const chosen = await askForSource(services, args, frame);
    return chosen === undefined || chosen === BACK ? chosen : { ...draft, source: chosen };
  };
  // One draft for each step that was answered, so that going back forgets the later answers.
  const drafts: Draft[] = [{ ...nothingAnswered, source: given }];
  for (;;) {
    const voice = decoder.voice();
    const draft = drafts.at(-1) as Draft;
    const refusal = draft.source && sourceRefusal(draft.source.facts, voice);
    if (refusal !== undefined) {
      void ask.showError(voice.t("No grant can be made of it. {0}", refusal));
      return undefined;
    }
    if (draft.source && !draft.source.facts.grant && !draft.project) {
      const project = await projectOf(services, draft.source);
      if (!project) return undefined;
      drafts[drafts.length - 1] = { ...draft, project };
      continue;
    }
    const questions = questionsFor(services, draft, given ? undefined : source);
    const question = questions[drafts.length - 1];
    if (!question) return draft;
    const title = draft.isForTenant || draft.source?.facts.grant ? voice.t("Create Tenant's Grant") : voice.t("Create Grant");
    const frame = { title, place: { step: drafts.length, of: questions.length }, canGoBack: drafts.length > 1 };
    const clearAfterSeconds = readSetting(vscode.workspace, "storjGrants.clipboard.clearAfterSeconds");
    const answer = await question({ services, voice, clearAfterSeconds, frame }, draft);
    if (answer === undefined) return undefined;
    if (answer === BACK) drafts.pop();
    else drafts.push(answer);
  }
}

/**
 * What the account of a linked API key tells of its project. Undefined where the passphrase is not the person's to choose, or may not be: that has been
 * told; and where they left.
 */
async function projectOf(services: Services, { facts }: KeyOrigin): Promise<ProjectFacts | "not told" | undefined> {
  const { decoder, vault } = services;
  const { t } = decoder.voice();
  const key = consoleKeyFor(facts, vault.all());
  if (key?.isManaged === true) {
    await tellManaged(services, key);
    return undefined;
  }
  for (;;) {
    const told = await projectFactsOf(services, facts);
    if (told === "not told") {
      const isByRestKey = (): boolean => linkedAccounts(services, facts).some(({ account }) => account.way === "restKey");
      if (key && key.isManaged === undefined && (!key.isSaid || isByRestKey())) sayUntold(services, key);
      return told;
    }
    if (!told) return undefined;
    if ("facts" in told) {
      if (told.facts.hasManagedPassphrase) {
        await tellManaged(services, told.key);
        return undefined;
      }
      // Where a person was mistaken about the API key another salt would make keys that open nothing: the satellite knows better.
      return told.key.isSaid ? "not told" : told.facts;
    }
    // It was so when the key was made, and stays so.
    if (key?.isManaged === false) return "not told";
    const tried = t("No grant was made, since it is not known whether the satellite keeps the project's passphrase");
    if (!(await tellConsoleFailure(services, told.account, tried, told.error))) return undefined;
  }
}

/** The grant of an API key and the project's passphrase; undefined where the person cancelled or was told why there is none. */
async function grantOfProject(services: Services, source: KeyOrigin, draft: Draft): Promise<Grant | undefined> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const { macaroon } = source.facts;
  const known = draft.satellite ? { address: draft.satellite, isHearsay: false } : knownSatellite(services, source.facts);
  const salt = known && (await saltOfProject(services, known, source, draft));
  if (!salt) return undefined;
  const { passphrase, pathCipher } = draft;
  const grant = await ask.progress(t("Deriving the encryption key from the passphrase…"), () =>
    grantOfPassphrase(macaroon, { satelliteAddress: known.address, passphrase, salt, pathCipher }),
  );
  // A chain that names encrypted prefixes tells by itself whether the passphrase can be the right one.
  const isClosed = grant && keyFacts(macaroon, grant).prefixes?.some(({ hasKey }) => !hasKey);
  if (!isClosed) return grant;
  const anyway = t("Make It Anyway");
  const answer = await ask.showWarning(t("The passphrase does not open what the API key is restricted to. Make the grant?"), {
    modal: true,
    detail: t("The API key may reach certain prefixes only, and their encrypted names can't be read with the key of this passphrase: it is mistyped, or another one than the prefixes were written with. The grant could not read there."),
    actions: [anyway],
  });
  return answer === anyway ? grant : undefined;
}

/** The project's salt: as its console told, else of the satellite. Where that is hearsay it is asked about in any case: the grant will name it. */
async function saltOfProject(services: Services, known: NamedSatellite, { facts }: KeyOrigin, { project }: Draft): Promise<Bytes | undefined> {
  const told = project && project !== "not told" ? project.salt : undefined;
  if (told && !known.isHearsay) return told;
  const { t } = services.decoder.voice();
  const contact = await contactOfKey(services, known, facts, t("The grant was not made"));
  return contact && (told ?? askForProjectSalt(services, contact, serializeMacaroon(facts.macaroon)));
}

/** The project's salt, of the satellite, which tells at the same time whether the API key works; undefined where it does not come. */
async function askForProjectSalt(services: Services, contact: Contact, apiKey: Bytes): Promise<Bytes | undefined> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  for (;;) {
    const outcome = await askSatellite(services, contact, (metainfo, caller) => metainfo.projectInfo({ ...caller, apiKey }));
    if (!outcome) return undefined;
    if (!outcome.error) return outcome.value.salt;
    const again = t("Try Again");
    const words = failureText(t("The grant was not made"), satelliteWords(outcome.error, contact.name, t));
    if ((await ask.showError(words, { actions: [again] })) !== again) return undefined;
  }
}

/** A tenant's grant's text: a key of its own below the prefix, and nothing beside it; undefined where there can't be one. */
async function grantOfTenant(services: Services, grant: Grant, { place, tenantPassphrase, salt }: Draft): Promise<string | undefined> {
  const { ask, decoder } = services;
  const voice = decoder.voice();
  const { t } = voice;
  const tenant = { place, passphrase: tenantPassphrase, salt };
  const result = await ask.progress(t("Deriving the tenant's key from the passphrase…"), () => restrictToTenant(grant, tenant, voice));
  if (!result) return undefined;
  if ("text" in result) return (await acceptsLeaks(services, result)) ? result.text : undefined;
  void ask.showError(t("The grant was not made. {0}", result.refusal));
  return undefined;
}

/** As the guide of Storj's has it for tenants: the key is overridden, and the grant is shared with the prefix alone. */
async function restrictToTenant(grant: Grant, tenant: Tenant, voice: Voice): Promise<Restricted | Refusal> {
  const { place } = tenant;
  const refusal = prefixRefusal(keyFacts(grant.macaroon, grant), place, voice);
  if (refusal !== undefined) return { refusal };
  const limits = { flags: everydayFlags, prefixes: [place], notBefore: undefined, notAfter: undefined, maxObjectTtl: undefined };
  try {
    const own = await withTenantKey(grant, tenant);
    return restrictCredential(keyFacts(own.macaroon, own), limits, voice);
  } catch (error) {
    if (!(error instanceof GrantError)) throw error;
    return { refusal: voice.t("Its keys contradict one another about {0}.", prefixLabel(place, voice)) };
  }
}

/** Saves what was made, and what it was made of where that is not saved yet, so that the view shows the one under the other. */
async function save(services: Services, source: KeyOrigin, text: string, label: string): Promise<void> {
  const { ask, clipboard, decoder, saved, vault } = services;
  const voice = decoder.voice();
  const { t } = voice;
  const { record, isNew } = await vault.save({ kind: "grant", text }, { label });
  const kind = source.facts.grant ? "grant" : "apiKey";
  const parent = await vault.save({ kind, text: source.text }, { label: freeLabel(labelOf(source.facts, voice), vault.all()) });
  await saved.reveal(record.id);
  const words = isNew
    ? t("The grant was made and saved as “{0}”, in VS Code's secret storage.", record.label)
    : t("The same grant is saved already, as “{0}”.", record.label);
  const also = parent.isNew ? ` ${t("What it was made of is saved as well, as “{0}”.", parent.record.label)}` : "";
  const [check, copy] = [t("Check Passphrase…"), t("Copy")];
  const next = await ask.showInformation(words + also, { actions: [check, copy] });
  if (next === check) await checkNames(services, record);
  if (next === copy) await clipboard.copy(text);
}
