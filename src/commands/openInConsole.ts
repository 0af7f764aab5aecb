import { chooseProject, clickedKeyNodes } from "./asking/chooseApiKey";
import { consolePage } from "./contacting/consolePage";
import type { Services } from "./services";
import { openUrl } from "./sharing/openUrl";

/** Opens the page of a project in the satellite's web console, in the person's browser; of an account that is clicked, the page of its projects. */
export async function openInConsole(services: Services, args: readonly unknown[]): Promise<void> {
  const { accounts, decoder } = services;
  await accounts.load();
  const [clicked] = clickedKeyNodes(args);
  const account = clicked && accounts.find(clicked.account);
  if (account) {
    await openUrl(consolePage(account.origin, clicked.project));
    return;
  }
  const chosen = await chooseProject(services, [], decoder.voice().t("Open in Web Console"));
  if (chosen) await openUrl(consolePage(chosen.account.origin, chosen.project.id));
}
