import { showOutside } from "../platform/showOutside";
import type { ConsoleErrorCode, CreatedKey } from "../satellite/console";
import { ConsoleError } from "../satellite/console/consoleError";
import { ApiKeyNode } from "../views/apiKeys/apiKeyNode";
import { SavedNode } from "../views/savedNode";
import { type ChosenProject, chooseProject } from "./asking/chooseApiKey";
import { askConsole, tellConsoleFailure } from "./contacting/askConsole";
import { consoleName, consoleWords } from "./contacting/consoleWords";
import { whyNoGrant } from "./creating/managedPassphrase";
import { askForFreeName, type FreeName } from "./creatingKeys/freeName";
import { keepKey } from "./creatingKeys/keepKey";
import type { Services } from "./services";

/** Makes an API key in a project, saves it at once, and offers to make a grant of it. */
export async function createApiKey(services: Services, args: readonly unknown[]): Promise<void> {
  const { decoder, vault } = services;
  // First, lest the key meet a vault that can't be read.
  await vault.load();
  const chosen = await chooseProject(services, args, decoder.voice().t("Create API Key"));
  if (!chosen) return;
  const taken = new Set<string>();
  let proposal = "";
  let isAgreed = false;
  for (;;) {
    const free = await askForFreeName(services, chosen, taken, proposal);
    if (!free) return;
    const { name, isManaged } = free;
    isAgreed ||= isManaged !== true || (await agreesWithoutGrant(services, chosen));
    if (!isAgreed) return;
    const made = await make(services, chosen, name);
    if (!made) return;
    if (made !== "name-taken") {
      await keep(services, chosen, free, made);
      return;
    }
    taken.add(name);
    proposal = name;
  }
}

/** A passphrase of one's own would encrypt what the web console, and all other members, can't read. True where the key is wanted all the same. */
async function agreesWithoutGrant(services: Services, { account, project }: ChosenProject): Promise<boolean> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const [go, open] = [t("Create API Key"), t("Open Web Console")];
  const pressed = await ask.showWarning(t("The satellite keeps the passphrase of “{0}”. Make an API key in it, without a grant?", showOutside(project.name, 60)), {
    modal: true,
    detail: `${whyNoGrant(t)} ${t("An API key alone opens nothing that is encrypted.")}`,
    actions: [go, open],
  });
  if (pressed === open) {
    const { openInConsole } = await import("./openInConsole");
    await openInConsole(services, [new ApiKeyNode("project", account.id, project.id)]);
  }
  return pressed === go;
}

/** After these the key may be there: they may come after the console has done as it was asked. */
const undecided: readonly ConsoleErrorCode[] = ["unreachable", "timeout", "not-console", "server"];

/** The new key; undefined where there is none that could be kept, which has been told. */
async function make(services: Services, chosen: ChosenProject, name: string): Promise<CreatedKey | "name-taken" | undefined> {
  const { account, project } = chosen;
  const { t } = services.decoder.voice();
  const host = consoleName(account.origin);
  for (;;) {
    const outcome = await askConsole(services, account, t("{0} makes the API key…", host), (api, signal) => api.createKey(project.id, name, signal));
    if (!outcome) {
      await tellUndecided(services, chosen, name, t("Cancelled."));
      return undefined;
    }
    const { error } = outcome;
    if (!error) return outcome.value;
    if (error.code === "name-taken") return "name-taken";
    if (undecided.includes(error.code)) {
      await tellUndecided(services, chosen, name, t("No API key came: {0}.", consoleWords(error, host, t).wrong));
      return undefined;
    }
    if (!(await tellConsoleFailure(services, account, t("No API key was made"), error))) return undefined;
  }
}

/** What the console made although its answer never came is of no use to anybody. */
async function tellUndecided({ apiKeys, ask, decoder }: Services, { account, project }: ChosenProject, name: string, why: string): Promise<void> {
  const { t } = decoder.voice();
  const refresh = t("Refresh");
  const words = t("{0} “{1}” may have been made all the same, and then its text is lost: refresh the project, and delete the key where it is there.", why, showOutside(name, 60));
  if ((await ask.showWarning(words, { actions: [refresh] })) !== refresh) return;
  await apiKeys.reloadProject(account.id, project.id);
  await apiKeys.reveal(account.id, project.id);
}

async function keep(services: Services, chosen: ChosenProject, free: FreeName, made: CreatedKey): Promise<void> {
  const { apiKeys, ask, clipboard, decoder } = services;
  const { account, project } = chosen;
  const { t } = decoder.voice();
  const record = await keepKey(services, chosen, free, made);
  // What is saved is told at once, however long the view takes.
  const shown = apiKeys.reloadProject(account.id, project.id).then(() => apiKeys.reveal(account.id, project.id, made.listed.id)).catch((error: unknown) => {
    // The view says it.
    if (!(error instanceof ConsoleError)) throw error;
  });
  shown.catch(() => undefined);
  const [create, copy] = [t("Create Grant…"), t("Copy")];
  const words = record && t("The API key was made and saved as “{0}”, in VS Code's secret storage.", showOutside(record.label, 80));
  const pressed = words && (await ask.showInformation(words, { actions: free.isManaged === true ? [copy] : [create, copy] }));
  if (pressed === copy) await clipboard.copy(made.key);
  // Before a question: the view takes the focus.
  await shown;
  if (record && pressed === create) {
    const { createGrant } = await import("./createGrant");
    await createGrant(services, [new SavedNode("record", record.id)]);
  }
}
