import { showOutside } from "../../platform/showOutside";
import type { Translate } from "../../decoder/voice";
import type { ConsoleKey } from "../../vault/record";
import type { ConsoleSessions } from "../../views/apiKeys/consoleSessions";
import { consolePage } from "../contacting/consolePage";
import { consoleName } from "../contacting/consoleWords";
import type { Services } from "../services";
import { openUrl } from "../sharing/openUrl";

/** Why no grant is made here of a project of which the satellite keeps the passphrase. */
export function whyNoGrant(t: Translate): string {
  return t("Grants of such a project are made in the web console, which has its passphrase. A grant that is made here would take a passphrase of your own, and whatever is uploaded with it the other members could not read: so none is made here.");
}

/** Tells that no grant is made of an API key whose project has a managed passphrase, and leads to the web console. The accounts have been loaded. */
export async function tellManaged({ accounts, apiKeys, ask, decoder }: Services, key: ConsoleKey): Promise<void> {
  const { t } = decoder.voice();
  const projects = accounts.all().filter(({ origin }) => origin === key.origin).flatMap(({ id }) => apiKeys.projects(id));
  const name = projects.find(({ id }) => id === key.project)?.name;
  const project = name === undefined ? t("the project of this API key") : t("“{0}”", showOutside(name, 60));
  const open = t("Open Web Console");
  const said = key.isSaid ? ` ${t("That the API key is one of {0} nobody but you says: if it is not, take the link away.", consoleName(key.origin))}` : "";
  const pressed = await ask.showWarning(t("No grant was made: the satellite keeps the passphrase of {0}", project), {
    modal: true,
    detail: whyNoGrant(t) + said,
    actions: [open],
  });
  if (pressed === open) await openUrl(consolePage(key.origin, key.project));
}

/** The projects of which it was said, by console, for as long as VS Code runs. */
const said = new WeakMap<ConsoleSessions, Set<string>>();

/** Says, once for each project, that nobody can tell whether its passphrase is managed: with a REST API key a console does not, nor signed out. */
export function sayUntold({ ask, decoder, sessions }: Services, { origin, project }: ConsoleKey): void {
  const before = said.get(sessions) ?? new Set<string>();
  said.set(sessions, before);
  const name = `${origin} ${project}`;
  if (before.has(name)) return;
  before.add(name);
  const { t } = decoder.voice();
  void ask.showWarning(t("{0} does not tell here whether the satellite keeps the passphrase of the project: a session is needed for that. If it does, make the grant in the web console: what is uploaded with a passphrase of your own the other members could not read.", consoleName(origin)));
}
