import { BACK } from "../platform/ask";
import { showOutside } from "../platform/showOutside";
import { type ChosenProject, clickedKeyNodes } from "./asking/chooseApiKey";
import { consoleName } from "./contacting/consoleWords";
import type { Services } from "./services";

/** Shows all API keys again of the project that was clicked, else of one that was searched. */
export async function clearApiKeySearch(services: Services, args: readonly unknown[]): Promise<void> {
  const { apiKeys } = services;
  const [clicked] = clickedKeyNodes(args);
  const chosen = clicked?.project ? { account: clicked.account, project: clicked.project } : await chooseSearched(services);
  if (chosen) await apiKeys.arrange(chosen.account, chosen.project, { search: "" });
}

async function chooseSearched({ accounts, apiKeys, ask, decoder }: Services): Promise<{ readonly account: string; readonly project: string } | undefined> {
  const { t } = decoder.voice();
  await accounts.load();
  const searched = accounts.all().flatMap((account): ChosenProject[] =>
    apiKeys.projects(account.id).flatMap((project) => (apiKeys.query(account.id, project.id).search === "" ? [] : { account, project })),
  );
  if (searched.length === 0) {
    void ask.showInformation(t("No project shows a search."));
    return undefined;
  }
  const picked =
    searched.length === 1
      ? searched[0]
      : await ask.pick({
          title: t("Clear Search of API Keys"),
          placeholder: t("Of which project?"),
          items: searched.map((one) => ({ label: showOutside(one.project.name), description: consoleName(one.account.origin), value: one })),
        });
  return picked === undefined || picked === BACK ? undefined : { account: picked.account.id, project: picked.project.id };
}
