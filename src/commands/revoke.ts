import * as vscode from "vscode";
import { serializeMacaroon } from "../grant";
import type { MetainfoError, MetainfoErrorCode } from "../satellite/metainfo";
import type { SavedRecord } from "../vault/record";
import { factsOfRecord } from "../views/savedFacts";
import { askSatellite, type Contact, contactOfKey } from "./contacting/askSatellite";
import { loadAccounts } from "./contacting/linkedAccount";
import { tellWhyNot } from "./revoking/cannotRevoke";
import { checkKey } from "./checkWithSatellite";
import { chooseDoomed, type Doomed } from "./revoking/doomed";
import { knownRevocation, savedAncestors, savedHeirs } from "./revoking/kin";
import { nameOfKey, nameOfSaved } from "./contacting/nameOfKey";
import { noteRevoked } from "./revoking/noteRevoked";
import { heirsPage, mostNamed, type Revocation, revocationQuestion, revokedText } from "./revoking/revokeWords";
import { tellRevoked, tellRevokedBefore } from "./revoking/revoked";
import { failureText, mayPass, reasonOf, satelliteWords } from "./contacting/satelliteWords";
import { namedSatellites, satelliteOfKey } from "./contacting/satelliteOfKey";
import type { Services } from "./services";

/**
 * Revokes a grant or API key, or the grant of S3 credentials, by the nearest saved ancestor; by the next one where the satellite does not
 * take that. Whether an ancestor is revoked or has expired itself does not matter to the satellite (storj satellite/metainfo
 * RevokeAPIKey).
 */
export async function revoke(services: Services, args: readonly unknown[]): Promise<void> {
  const { decoder, vault } = services;
  const doomed = await chooseDoomed(services, args, decoder.voice().t("Which credential is to be revoked?"));
  if (!doomed) return;
  const ancestors = savedAncestors(doomed.facts.macaroon, vault.all());
  if (ancestors.length === 0) {
    await tellWhyNot(services, doomed);
    return;
  }
  for (const [at, ancestor] of ancestors.entries()) {
    const contact = await contactBy(services, doomed, ancestor);
    if (!contact || !(await agrees(services, doomed, ancestor, contact))) return;
    if (!(await revokeBy(services, doomed, ancestor, contact, ancestors[at + 1]))) return;
  }
}

/**
 * The satellite that is to get an ancestor's API key: the one that the ancestor itself names. What is to be revoked may come from a
 * stranger, and name a host that lies in wait for the key; it counts only where nothing that is saved names one, and is hearsay.
 */
async function contactBy(services: Services, doomed: Doomed, ancestor: SavedRecord): Promise<Contact | undefined> {
  const { grant } = doomed.facts;
  const facts = factsOfRecord(ancestor);
  if (!facts) return undefined;
  await loadAccounts(services);
  const named =
    grant && namedSatellites(services, facts).length === 0
      ? { address: grant.satelliteAddress, isHearsay: true }
      : await satelliteOfKey(services, facts, services.decoder.voice().t("Revoke"));
  return named && contactOfKey(services, named, facts, triedOf(services, doomed));
}

function triedOf({ decoder }: Services, { facts, record }: Doomed): string {
  return decoder.voice().t("The revocation of {0} failed", nameOfKey(record, facts, decoder.voice()));
}

/** Asks before anything is sent; where more than ten end, all of them can be looked at first. */
async function agrees(services: Services, doomed: Doomed, ancestor: SavedRecord, { name: satellite }: Contact): Promise<boolean> {
  const { ask, decoder, pages, vault } = services;
  const { t } = decoder.voice();
  const [go, showAll, goOn] = [t("Revoke"), t("Show All"), t("Go On…")];
  for (;;) {
    const { facts, pair, record } = doomed;
    const { macaroon } = facts;
    const heirs = savedHeirs(macaroon, vault.all()).filter(({ id }) => id !== record?.id && id !== pair?.id);
    const revokedAt = knownRevocation(macaroon, vault.all());
    const revocation: Revocation = { ...doomed, ancestor, heirs, satellite, revokedAt };
    const voice = decoder.voice();
    const { question, detail } = revocationQuestion(revocation, voice);
    const actions = heirs.length > mostNamed ? [go, showAll] : [go];
    const pressed = await ask.showWarning(question, { modal: true, detail, actions });
    if (pressed !== showAll) return pressed === go;
    const uri = pages.add(t("What Ends Too.txt"), heirsPage(revocation, voice));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
    // A modal box would stand in front of the list.
    const words = t("What ends with {0} is listed in the editor. Go on when you have read it.", nameOfKey(record, facts, voice));
    if ((await ask.showWarning(words, { actions: [goOn] })) !== goOn) return false;
  }
}

/** Has an ancestor revoke it. True where the satellite does not take that ancestor, and the person wants the next one to try. */
async function revokeBy(
  services: Services,
  doomed: Doomed,
  ancestor: SavedRecord,
  contact: Contact,
  next: SavedRecord | undefined,
): Promise<boolean> {
  const { clock, decoder, vault } = services;
  const { facts } = doomed;
  const by = factsOfRecord(ancestor);
  while (by) {
    const outcome = await askSatellite(services, contact, ({ revokeApiKey }, caller) =>
      revokeApiKey({ ...caller, apiKey: serializeMacaroon(by.macaroon) }, serializeMacaroon(facts.macaroon)),
    );
    if (outcome && !outcome.error) {
      const now = clock.now();
      const voice = decoder.voice();
      const noted = await noteRevoked(vault, facts.macaroon, now);
      await tellRevoked(services, doomed, noted, (others) => revokedText(doomed, others, now, voice));
      return false;
    }
    if (outcome?.error.code === "internal") {
      await tellRevokedBefore(services, doomed, contact, outcome.error);
      return false;
    }
    if (outcome?.error.code === "unauthorized" || outcome?.error.code === "unregistered-tail") {
      return offersNext(services, doomed, ancestor, outcome.error, next);
    }
    if (!(await wantsAgain(services, doomed, contact, outcome?.error))) return false;
  }
  return false;
}

/** Tells that no answer came, of a failure or since the person left: then it may be revoked all the same. True where another try is wanted. */
async function wantsAgain(services: Services, doomed: Doomed, contact: Contact, error: MetainfoError | undefined): Promise<boolean> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const [again, check] = [t("Try Again"), t("Check with Satellite")];
  const isUndecided = error === undefined || undecided.includes(error.code);
  const words = [
    error
      ? failureText(triedOf(services, doomed), satelliteWords(error, contact.name, t))
      : t("The satellite {0} had not answered yet when you cancelled the revocation of {1}.", contact.name, nameOfKey(doomed.record, doomed.facts, decoder.voice())),
    ...(isUndecided ? [t("Perhaps it was revoked all the same: a check tells.")] : []),
  ];
  const actions = [...(error && mayPass(error) ? [again] : []), ...(isUndecided ? [check] : [])];
  const pressed = await ask.showError(words.join(" "), { actions });
  if (pressed === check) await checkKey(services, doomed);
  return pressed === again;
}

/** What may come after the satellite has done as it was asked. */
const undecided: readonly MetainfoErrorCode[] = ["reset", "closed", "timeout", "too-large", "protocol", "canceled", "other"];

/** Tells that the satellite does not take an ancestor. True where the person wants the next one to try. */
async function offersNext(
  services: Services,
  doomed: Doomed,
  ancestor: SavedRecord,
  error: MetainfoError,
  next: SavedRecord | undefined,
): Promise<boolean> {
  const { ask, decoder } = services;
  const voice = decoder.voice();
  const { t } = voice;
  const name = nameOfSaved(ancestor, voice);
  const [tryNext, check] = [t("Try the Next One…"), t("Check with Satellite")];
  const refused =
    error.code === "unregistered-tail"
      ? t("the satellite does not take {0}, a restriction of an auditable API key that is not registered there", name)
      : t("the satellite does not take {0} for it: {1}", name, reasonOf(error, 200));
  const advice = next
    ? t("It was made from {0}, which may be taken.", nameOfSaved(next, voice))
    : t("Perhaps the API key was deleted; then all that was made from it has ended: a check tells.");
  const text = failureText(triedOf(services, doomed), { wrong: refused, next: advice });
  const pressed = await ask.showError(text, { actions: [...(next ? [tryNext] : []), check] });
  if (pressed === check) await checkKey(services, doomed);
  return pressed === tryNext;
}
