import * as vscode from "vscode";
import { rewriteGrant, serializeGrant, serializeMacaroon } from "../grant";
import type { KeyFacts } from "../decoder/keyFacts";
import type * as authService from "../edge/authService";
import { readSetting } from "../platform/settings";
import type { SavedRecord } from "../vault/record";
import { askSatellite, type Contact, contactAt } from "./contacting/askSatellite";
import { edgeWords } from "./registering/edgeWords";
import { type AuthService, authServiceFor, type Proposed } from "./registering/endpointOfService";
import { type AccountsProject, linkedProject, projectAt } from "./contacting/projectOfKey";
import { labelOf } from "./asking/label";
import { knownRevocation } from "./revoking/kin";
import { chooseKey } from "./asking/origin";
import { handOutPair, keepPair } from "./registering/registeredPair";
import { publicCautions, registerDetail, type Registering } from "./registering/registerQuestion";
import { isRefusedBySatellite, refusalToRegister, tooLargeWords } from "./registering/registerRefusal";
import { failureText, type FailureWords, satelliteWords } from "./contacting/satelliteWords";
import type { Services } from "./services";

/** Registers a grant with an auth service, which gives S3 credentials for it. */
export async function registerForS3(services: Services, args: readonly unknown[]): Promise<void> {
  const record = await registerGrant(services, args, false);
  if (record) await handOutPair(services, record, false);
}

/** As {@link registerForS3}, so that the access key id alone reads by links. */
export async function registerAsPublic(services: Services, args: readonly unknown[]): Promise<void> {
  const record = await registerGrant(services, args, true);
  if (record) await handOutPair(services, record, true);
}

/** Registers a grant, and saves the S3 credentials. Undefined where none came, which has been told, or where the person left. */
export async function registerGrant(services: Services, args: readonly unknown[], isPublic: boolean): Promise<SavedRecord | undefined> {
  const { ask, decoder, vault } = services;
  const { t } = decoder.voice();
  const origin = await chooseKey(services, args, isPublic ? t("Which grant is to be registered as public?") : t("Which grant is to be registered for S3?"));
  if (origin === undefined) return undefined;
  if (origin === "none") {
    void ask.showWarning(t("There is no access grant here to register. Put the cursor on one, or save one first."));
    return undefined;
  }
  const { facts } = origin;
  const tried = t("Nothing was registered");
  const refuse = (words: FailureWords): void => void ask.showError(failureText(tried, words));
  // Also, lest the only answer meet a vault that can't be read.
  await vault.load();
  const isRevoked = knownRevocation(facts.macaroon, vault.all()) !== undefined;
  const refusal = refusalToRegister(facts, isRevoked, decoder.voice());
  if (refusal || !facts.grant) {
    if (refusal) refuse(refusal);
    return undefined;
  }
  const grant = facts.carriesDefaultKeyInVain ? serializeGrant(rewriteGrant(facts.grant)) : origin.text;
  const { largestBody, registrationBody } = await import("../edge/authService");
  const { length } = Buffer.from(registrationBody(grant, isPublic));
  if (length > largestBody) {
    refuse(tooLargeWords(length, largestBody, decoder.voice()));
    return undefined;
  }
  const contact = await contactAt(services, facts.grant.satelliteAddress, tried);
  const checked = contact && (await checkFirst(services, contact, facts, refuse));
  const service = checked && (await authServiceFor(services, contact, checked.proposed, tried));
  if (!service) return undefined;
  const label = origin.record?.label ?? labelOf(facts, decoder.voice());
  const registering = { facts, isPublic, service, satellite: contact.name, isChecked: checked.isChecked };
  if (!(await isConfirmed(services, label, registering))) return undefined;
  const registration = await send(services, service, grant, isPublic);
  // Who agreed to the satellite's auth service has read of the one that knows its access key ids.
  const linkSharing = service.chosenBy === "satellite" || service.chosenBy === "console" ? checked.proposed.linkSharing : undefined;
  return registration && keepPair(services, { registration, isPublic, label, grant: facts.fingerprint, origin, linkSharing });
}

interface Checked {
  readonly proposed: Proposed;
  readonly isChecked: boolean;
}

/**
 * Asks the satellite whether the grant works: auth services take revoked, unknown and not yet valid ones too. Undefined where it does
 * not, which has been told, or where the person left.
 */
async function checkFirst(
  services: Services,
  contact: Contact,
  facts: KeyFacts,
  refuse: (words: FailureWords) => void,
): Promise<Checked | undefined> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const apiKey = serializeMacaroon(facts.macaroon);
  const outcome = await askSatellite(services, contact, ({ projectInfo }, caller) => projectInfo({ ...caller, apiKey }));
  if (!outcome) return undefined;
  if (!outcome.error) {
    const { edge, publicId } = outcome.value;
    const { authService, publicLinksharing: linkSharing } = edge;
    if (authService) return { proposed: { authService, linkSharing }, isChecked: true };
    return { proposed: proposedBy(await projectAt(services, contact, publicId)), isChecked: true };
  }
  const words = satelliteWords(outcome.error, contact.name, t);
  if (isRefusedBySatellite(outcome.error.code)) {
    refuse(words);
    return undefined;
  }
  const anyway = t("Register Anyway");
  const answer = await ask.showWarning(t("The grant could not be checked: {0}.", words.wrong), {
    modal: true,
    detail: `${t("An auth service registers revoked and unknown grants too, with credentials that open nothing.")}\n\n${words.next}`,
    actions: [anyway],
  });
  if (answer !== anyway) return undefined;
  return { proposed: proposedBy(await linkedProject(services, contact, facts)), isChecked: false };
}

/** What an account's console says of a project, where the satellite says nothing. */
function proposedBy(found: AccountsProject | undefined): Proposed {
  const { authService, publicLinksharing: linkSharing } = found?.project.edge ?? {};
  return { authService, linkSharing, console: found?.account.origin };
}

/** The last word before anything is sent; of what is seldom meant to be public, two. */
async function isConfirmed({ ask, decoder }: Services, label: string, registering: Registering): Promise<boolean> {
  const voice = decoder.voice();
  const { t } = voice;
  const { facts, isPublic, service } = registering;
  const go = isPublic ? t("Register as Public") : t("Register");
  const question = isPublic
    ? t("Register “{0}” as public with {1}?", label, service.name)
    : t("Register “{0}” with {1}?", label, service.name);
  const detail = registerDetail(registering, voice);
  if ((await ask.showWarning(question, { modal: true, detail, actions: [go] })) !== go) return false;
  const cautions = isPublic ? publicCautions(facts, voice) : [];
  if (cautions.length === 0) return true;
  const answer = await ask.showWarning(t("Make it public although {0}?", cautions.join(", ")), {
    modal: true,
    detail: t("The access key id of a public grant stands in every link. If reading for some time is enough, restrict the grant to that first, and register the result."),
    actions: [go],
  });
  return answer === go;
}

/** Sends a grant, and again only where the person says so. Undefined where that failed or was cancelled, which has been told. */
async function send(
  services: Services,
  service: AuthService,
  grant: string,
  isPublic: boolean,
): Promise<authService.Registration | undefined> {
  const { ask, clock, decoder } = services;
  const { url, name } = service;
  const { t } = decoder.voice();
  const { AuthServiceError, registerAccess } = await import("../edge/authService");
  const deadlineMs = 1_000 * readSetting(vscode.workspace, "storjGrants.satellite.timeoutSeconds");
  const outcome = await ask.progress(t("Registering with {0}…", name), async (signal) => {
    try {
      return await registerAccess({ authService: url, grant, isPublic, deadlineMs, clock, signal });
    } catch (error) {
      if (error instanceof AuthServiceError) return error;
      throw error;
    }
  });
  if (outcome === undefined) {
    void ask.showInformation(t("Cancelled. {0} may have got the grant, and may have registered it; nothing was saved.", name));
    return undefined;
  }
  if (!(outcome instanceof AuthServiceError)) return outcome;
  const again = t("Try Again");
  const words = failureText(t("No S3 credentials came"), edgeWords(outcome, name, t));
  const pressed = await ask.showError(words, { actions: mayPass.includes(outcome.code) ? [again] : [] });
  return pressed === again ? send(services, service, grant, isPublic) : undefined;
}

/** What another try may end otherwise. */
const mayPass: readonly authService.AuthServiceErrorCode[] = ["no-host", "unreachable", "timeout", "too-many", "server", "captive-portal"];
