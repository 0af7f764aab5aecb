import * as vscode from "vscode";
import { some } from "../decoder/keyWords";
import type { ListedKey } from "../satellite/console";
import type { SavedRecord } from "../vault/record";
import { revokedAt } from "../views/revocation";
import { consoleKeyOf, savedOfKey } from "../views/apiKeys/linkedKeys";
import { type ChosenKeys, chooseApiKeys } from "./asking/chooseApiKey";
import { askConsole, tellConsoleFailure } from "./contacting/askConsole";
import { consoleName } from "./contacting/consoleWords";
import { nameOfSaved } from "./contacting/nameOfKey";
import type { Fate } from "./deleting/deleteKeys";
import { deletedText, deleteQuestion, doomedPage, fatesPage, mayPass, mostNamed, sorted, type Sorted } from "./deleting/deleteWords";
import { noteEnded } from "./revoking/noteRevoked";
import type { Services } from "./services";

/** Deletes API keys of a project, and with them everything that was made from them. */
export async function deleteApiKeys(services: Services, args: readonly unknown[]): Promise<void> {
  const { apiKeys, decoder, vault } = services;
  await vault.load();
  const chosen = await chooseApiKeys(services, args.length > 0 ? args : apiKeys.selection, decoder.voice().t("Delete API Keys"));
  if (!chosen || chosen.keys.length === 0 || !(await agrees(services, chosen))) return;
  const { account, project } = chosen;
  const ended = new Set<ListedKey>();
  for (let keys = chosen.keys; keys.length > 0;) {
    const fates = await send(services, { ...chosen, keys });
    const outcome = sorted(keys, fates);
    for (const key of [...outcome.deleted, ...outcome.gone]) ended.add(key);
    const hasChanged = outcome.kept.every(({ keys: kept }) => kept.length < keys.length);
    // The report does not wait for the view.
    const shown = hasChanged ? apiKeys.reloadProject(account.id, project.id) : Promise.resolve();
    const [isAgain] = await Promise.all([tell(services, { ...chosen, keys }, fates, outcome, [...ended]), shown]);
    keys = isAgain ? keys.filter((key) => !ended.has(key)) : [];
  }
}

/** What is saved here and known or said to be made from any of these keys. */
function heirsOf({ vault }: Services, { account, keys }: ChosenKeys): readonly SavedRecord[] {
  return keys.flatMap(({ id }) => savedOfKey(account.origin, id, vault.all()));
}

/** Asks before anything is sent; where more than ten are named, all of them can be looked at first. */
async function agrees(services: Services, chosen: ChosenKeys): Promise<boolean> {
  const { ask, decoder, pages, vault } = services;
  const { t } = decoder.voice();
  const [go, showAll, goOn] = [t("Delete"), t("Show All"), t("Go On…")];
  for (;;) {
    const heirs = heirsOf(services, chosen);
    const said = new Set(heirs.filter((heir) => consoleKeyOf(heir, vault.all())?.isSaid).map(({ id }) => id));
    const doomed = { ...chosen, heirs, said };
    const voice = decoder.voice();
    const { question, detail } = deleteQuestion(doomed, voice);
    const actions = Math.max(doomed.keys.length, doomed.heirs.length) > mostNamed ? [go, showAll] : [go];
    const pressed = await ask.showWarning(question, { modal: true, detail, actions });
    if (pressed !== showAll) return pressed === go;
    await openPage(pages.add(t("API Keys to Delete.txt"), doomedPage(doomed, voice)));
    // A modal box would stand in front of the list.
    if ((await ask.showWarning(t("What is to be deleted is listed in the editor. Go on when you have read it."), { actions: [goOn] })) !== goOn) return false;
  }
}

async function openPage(uri: vscode.Uri): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
}

/** Sends the deletion, and gives what became of each. Where the person cancelled, the list tells. */
async function send(services: Services, { account, keys, project }: ChosenKeys): Promise<ReadonlyMap<string, Fate>> {
  const { decoder } = services;
  const { t } = decoder.voice();
  const host = consoleName(account.origin);
  const fates = new Map<string, Fate>();
  const { deleteKeys } = await import("./deleting/deleteKeys");
  const outcome = await askConsole(services, account, t("{0} deletes API keys…", host), (api, signal, say) =>
    deleteKeys({ api, project: project.id, keys, fates, signal, say: (done) => { say(t("{0} of {1}", done, keys.length)); } }),
  );
  if (outcome?.error) for (const { id } of keys) if (!fates.has(id)) fates.set(id, outcome.error);
  if (outcome) return fates;
  const known = new Map(fates);
  const open = keys.filter(({ id }) => !known.has(id));
  const { stillThere } = await import("./deleting/stillThere");
  const looked = await askConsole(services, account, t("Cancelled. Asking {0} which of them are still there…", host), (api, signal) =>
    stillThere(api, project.id, open, signal),
  );
  for (const { id } of open) {
    if (!looked || looked.error) known.set(id, "unknown");
    else if (!looked.value.has(id)) known.set(id, "deleted");
  }
  return known;
}

/** Reports; `allEnded` are those that are gone, now or since an earlier try. True where the rest is to be tried again. */
async function tell(
  services: Services,
  chosen: ChosenKeys,
  fates: ReadonlyMap<string, Fate>,
  outcome: Sorted,
  allEnded: readonly ListedKey[],
): Promise<boolean> {
  const { ask, clock, decoder, pages, vault } = services;
  const { t } = decoder.voice();
  const { deleted, kept, unknown } = outcome;
  const [only] = kept;
  // Where nothing happened at all, for one reason, that is what is told.
  if (only?.error && only.error.code !== "forbidden" && only.keys.length === chosen.keys.length) {
    return tellConsoleFailure(services, chosen.account, t("No API key was deleted"), only.error);
  }
  const at = clock.now();
  const ended = heirsOf(services, { ...chosen, keys: allEnded }).filter((record) => revokedAt(record, vault.all()) === undefined);
  const [mark, again, showAll] = [t("Mark as Ended"), t("Try Again"), t("Show All")];
  const said = ended.filter((record) => consoleKeyOf(record, vault.all())?.isSaid);
  await markEnded(services, ended.filter((record) => !said.includes(record)), at);
  const words = [deletedText(chosen, outcome, at, decoder.voice())];
  if (ended.length > 0) words.push(t("Saved here, and ended as well: {0}.", ended.length));
  if (said.length > 0) words.push(t("That {0} of them were made from it is what you said: mark them as ended?", said.length));
  const actions = [
    ...(said.length > 0 ? [mark] : []),
    ...(mayPass(outcome) ? [again] : []),
    ...(chosen.keys.length > deleted.length && chosen.keys.length > mostNamed ? [showAll] : []),
  ];
  const isAll = kept.length + unknown.length === 0;
  const pressed = await (isAll ? ask.showInformation(words.join(" "), { actions }) : ask.showWarning(words.join(" "), { actions }));
  if (pressed === mark) await markEnded(services, said, at);
  if (pressed === showAll) await openPage(pages.add(t("Deleted API Keys.txt"), fatesPage(chosen, fates, decoder.voice())));
  return pressed === again;
}

/** Notes with saved ones that they ended, so that the view says so. */
async function markEnded({ ask, decoder, vault }: Services, ended: readonly SavedRecord[], at: number): Promise<void> {
  const voice = decoder.voice();
  const { failed } = await noteEnded(vault, ended, at);
  const [first] = failed;
  if (!first) return;
  const names = some(failed.map(({ record }) => nameOfSaved(record, voice)), 5, voice);
  void ask.showWarning(voice.t("That could not be noted here of {0}: {1}. They have ended all the same.", names, first.why));
}
