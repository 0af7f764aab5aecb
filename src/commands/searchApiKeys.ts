import { BACK } from "../platform/ask";
import { showOutside } from "../platform/showOutside";
import { chooseProject } from "./asking/chooseApiKey";
import type { Services } from "./services";

/** Has the satellite look for API keys of a project by a part of the name, and shows those. */
export async function searchApiKeys(services: Services, args: readonly unknown[]): Promise<void> {
  const { apiKeys, ask, decoder } = services;
  const { t } = decoder.voice();
  const title = t("Search API Keys");
  const chosen = await chooseProject(services, args, title);
  if (!chosen) return;
  const { account, project } = chosen;
  const name = showOutside(project.name, 60);
  const search = await ask.input({
    title,
    prompt: t("A part of the name, whatever its case, among the API keys of {0}. % stands for anything, and _ for any one character. Empty: all of them.", name),
    value: apiKeys.query(account.id, project.id).search,
  });
  if (search === undefined || search === BACK) return;
  await apiKeys.arrange(account.id, project.id, { search: search.trim() });
  await apiKeys.reveal(account.id, project.id);
}
