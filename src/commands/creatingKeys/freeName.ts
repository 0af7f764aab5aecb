import { BACK } from "../../platform/ask";
import { showOutside } from "../../platform/showOutside";
import { largestPage } from "../../satellite/console/api";
import { searchFor } from "../../satellite/console/keySearch";
import type { ChosenProject } from "../asking/chooseApiKey";
import { askConsoleOrTell } from "../contacting/askConsole";
import { consoleName } from "../contacting/consoleWords";
import { askForFacts } from "../contacting/projectOfKey";
import type { Services } from "../services";
import { keyNameProblem } from "./keyName";

/** What is known of a project before an API key is made in it. */
export interface FreeName {
  readonly name: string;
  /** The satellite keeps the project's passphrase: nobody is to choose another. Undefined where the console does not tell. */
  readonly isManaged: boolean | undefined;
}

/**
 * Asks for a name until one is free, as far as the project's keys tell. `taken` are names that it is known to have already: what turns out to be taken
 * is added. Undefined where the person left.
 */
export async function askForFreeName(services: Services, chosen: ChosenProject, taken: Set<string>, proposal: string): Promise<FreeName | undefined> {
  const { ask, decoder } = services;
  let value = proposal;
  for (;;) {
    const { t } = decoder.voice();
    const project = showOutside(chosen.project.name, 60);
    const prompt = t("A name for the API key, which all members of {0} see", project);
    const text = await ask.input({
      title: t("Create API Key"),
      prompt: taken.has(value) ? `${t("{0} has an API key “{1}” already.", project, showOutside(value, 60))} ${prompt}` : prompt,
      value,
      validate: (typed) => keyNameProblem(typed, taken, t),
    });
    if (text === undefined || text === BACK) return undefined;
    value = text.trim();
    const found = await look(services, chosen, value);
    if (!found) return undefined;
    if (!found.isTaken) return { name: value, isManaged: found.isManaged };
    taken.add(value);
  }
}

/**
 * Whether a project has a key of a name, and keeps its passphrase: two requests at once. Of a name that is a part of hundreds of others the
 * console itself has to tell, when the key is to be made. Undefined where the person left.
 */
async function look(
  services: Services,
  { account, project }: ChosenProject,
  name: string,
): Promise<{ readonly isTaken: boolean; readonly isManaged: boolean | undefined } | undefined> {
  const { t } = services.decoder.voice();
  const query = { order: "name", isDescending: false, search: searchFor(name) } as const;
  const words = { title: t("Asking {0} whether the name is free…", consoleName(account.origin)), tried: t("No API key was made") };
  return askConsoleOrTell(services, account, words, async (api, signal) => {
    const [{ keys }, facts] = await Promise.all([
      api.keys(project.id, query, 1, largestPage, signal),
      askForFacts(api, project.id, signal),
    ]);
    return { isTaken: keys.some((key) => key.name === name), isManaged: facts?.hasManagedPassphrase };
  });
}
