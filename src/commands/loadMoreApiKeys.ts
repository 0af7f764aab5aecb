import { showOutside } from "../platform/showOutside";
import { chooseProject, clickedKeyNodes } from "./asking/chooseApiKey";
import type { Services } from "./services";

/** Shows the next API keys of a project: of the one whose line was clicked, else of the one that the person picks. */
export async function loadMoreApiKeys(services: Services, args: readonly unknown[]): Promise<void> {
  const { apiKeys, ask, decoder } = services;
  const { t } = decoder.voice();
  const [clicked] = clickedKeyNodes(args);
  if (clicked?.kind === "more") {
    await apiKeys.loadMore(clicked.account, clicked.project);
    return;
  }
  const chosen = await chooseProject(services, args, t("Load More API Keys"));
  if (!chosen) return;
  const { account, project } = chosen;
  // What goes wrong is a line of the view.
  const loaded = await apiKeys.loadMore(account.id, project.id);
  await apiKeys.reveal(account.id, project.id);
  if (loaded && loaded.shown >= loaded.total) void ask.showInformation(t("All API keys of {0} are shown: {1}.", showOutside(project.name, 60), loaded.total));
}
