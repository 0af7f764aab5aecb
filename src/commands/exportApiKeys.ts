import { BACK, type Choice } from "../platform/ask";
import { ExplainedError } from "../platform/errors";
import { showOutside } from "../platform/showOutside";
import { FileReadError, type FileState, readTextFile } from "../vault/files/readTextFile";
import { writePrivately } from "../vault/files/writePrivately";
import { type ChosenProject, chooseProject } from "./asking/chooseApiKey";
import { chooseFileToWrite } from "./asking/chooseFile";
import { askConsoleOrTell } from "./contacting/askConsole";
import { consoleName } from "./contacting/consoleWords";
import { type AllKeys, allKeys } from "./exporting/allKeys";
import { keysCsv, keysJson } from "./exporting/keysText";
import type { Services } from "./services";

type Format = "csv" | "json";

/** Writes the list of a project's API keys into a file: what the console tells of them, and none of the keys themselves. */
export async function exportApiKeys(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const chosen = await chooseProject(services, args, t("Export API Keys"));
  const search = chosen && (await askWhich(services, chosen));
  const format = search === undefined ? undefined : await askForFormat(services);
  if (!chosen || search === undefined || format === undefined) return;
  const file = await chooseFileToWrite(services, t("Export"), `api-keys.${format}`);
  if (file === undefined) return;
  try {
    const before = await stateOf(file);
    const listed = await list(services, chosen, search);
    if (!listed) {
      ask.showStatus(t("Storj: nothing was written."), 5_000);
      return;
    }
    const origin = { project: chosen.project.name, projectId: chosen.project.id, satellite: consoleName(chosen.account.origin) };
    await writePrivately(file, (format === "csv" ? keysCsv : keysJson)(listed.keys, origin), before);
    const words = t("{0} API keys of {1} were written to {2}.", numberIn(services, listed.keys.length), showOutside(chosen.project.name, 60), showOutside(file));
    if (!listed.hasChanged) void ask.showInformation(words);
    else void ask.showWarning(t("{0} The list changed while it was read: one may be missing. Export again to be sure.", words));
  } catch (error) {
    if (!(error instanceof ExplainedError)) throw error;
    void ask.showError(error.message);
  }
}

/** Which keys, where the view shows those alone that match a search: what they have to match. */
async function askWhich({ apiKeys, ask, decoder }: Services, { account, project }: ChosenProject): Promise<string | undefined> {
  const { t } = decoder.voice();
  const { search } = apiKeys.query(account.id, project.id);
  if (search === "") return "";
  const answer = await ask.pick<string>({
    title: t("Export API Keys"),
    placeholder: t("Which API keys of {0}?", showOutside(project.name, 60)),
    items: [
      { label: t("All"), value: "" },
      { label: t("Those that match “{0}”", showOutside(search, 60)), description: t("as the view shows them"), value: search },
    ],
  });
  return answer === BACK ? undefined : answer;
}

async function askForFormat({ ask, decoder }: Services): Promise<Format | undefined> {
  const { t } = decoder.voice();
  const items: Choice<Format>[] = [
    { label: "CSV", description: t("for spreadsheets"), detail: t("What could be a formula, or can't be seen, is written so that it is harmless."), value: "csv" },
    { label: "JSON", description: t("for programs"), detail: t("Every name is exactly what it is."), value: "json" },
  ];
  const answer = await ask.pick({ title: t("Export API Keys"), placeholder: t("In which format? No API key itself is in it: nobody shows them."), items });
  return answer === BACK ? undefined : answer;
}

/** The file that is to be replaced, which VS Code has asked about; undefined where there is none. Errors: FileReadError. */
async function stateOf(file: string): Promise<FileState | undefined> {
  try {
    return (await readTextFile(file)).state;
  } catch (error) {
    if (error instanceof FileReadError && error.code === "not-found") return undefined;
    throw error;
  }
}

/** All pages; undefined where the person cancelled, or was told why they did not come: then nothing is to be written. */
async function list(services: Services, { account, project }: ChosenProject, search: string): Promise<AllKeys | undefined> {
  const { t } = services.decoder.voice();
  const words = { title: t("{0} lists API keys…", consoleName(account.origin)), tried: t("Nothing was written") };
  return askConsoleOrTell(services, account, words, (api, signal, say) => {
    const sayHowFar = (found: number, total: number): void => { say(t("{0} of {1}", numberIn(services, found), numberIn(services, total))); };
    return allKeys(api, project.id, search, sayHowFar, signal);
  });
}

/** `1,230` */
function numberIn({ decoder }: Services, number: number): string {
  return number.toLocaleString(decoder.voice().locale);
}
