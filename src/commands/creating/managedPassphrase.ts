import { showOutside } from "../../platform/showOutside";
import type { Translate } from "../../decoder/voice";
import { ApiKeyNode } from "../../views/apiKeys/apiKeyNode";
import type { LinkedAccount } from "../contacting/linkedAccount";
import { consoleName } from "../contacting/consoleWords";
import type { Services } from "../services";

/** Why no grant is made here of a project of which the satellite keeps the passphrase. */
export function whyNoGrant(t: Translate): string {
  return t("Grants of such a project are made in the web console, which has its passphrase. A grant that is made here would take a passphrase of your own, and whatever is uploaded with it the other members could not read: so none is made here.");
}

/** Tells that no grant is made of an API key whose project has a managed passphrase, and leads to the web console. */
export async function tellManaged(services: Services, { account, key }: LinkedAccount): Promise<void> {
  const { apiKeys, ask, decoder } = services;
  const { t } = decoder.voice();
  const name = apiKeys.projects(account.id).find(({ id }) => id === key.project)?.name;
  const project = name === undefined ? t("the project of this API key") : t("“{0}”", showOutside(name, 60));
  const open = t("Open Web Console");
  const said = key.isSaid ? ` ${t("That the API key is one of {0} nobody but you says: if it is not, take the link away.", consoleName(account.origin))}` : "";
  const pressed = await ask.showWarning(t("No grant was made: the satellite keeps the passphrase of {0}", project), {
    modal: true,
    detail: whyNoGrant(t) + said,
    actions: [open],
  });
  if (pressed !== open) return;
  const { openInConsole } = await import("../openInConsole");
  await openInConsole(services, [new ApiKeyNode("project", account.id, key.project)]);
}
