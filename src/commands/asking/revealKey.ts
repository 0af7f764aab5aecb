import { ConsoleError } from "../../satellite/console/consoleError";
import type { Account } from "../../vault/accounts";
import type { ConsoleKey } from "../../vault/record";
import type { ApiKeyNode } from "../../views/apiKeys/apiKeyNode";
import { tellConsoleFailure } from "../contacting/askConsole";
import { consoleName } from "../contacting/consoleWords";
import { accountsOf } from "../contacting/linkedAccount";
import type { Services } from "../services";

/**
 * Shows an API key in the view "API Keys", with the first account of its console that lists it; `name` is how what was made from it is called.
 * Undefined where none does, where nobody is signed in there, or where the person cancelled: what there is to say has been told.
 */
export async function revealKey(services: Services, key: ConsoleKey, name: string): Promise<ApiKeyNode | undefined> {
  const { accounts, apiKeys, ask, decoder } = services;
  const { t } = decoder.voice();
  const host = consoleName(key.origin);
  await accounts.load();
  const own = accountsOf(services, key.origin);
  if (own.length === 0) return signInFirst(services, key, name);
  for (const { id } of own) {
    const account = accounts.find(id);
    const found = account && (await lookedFor(services, account, key, name));
    if (found === "cancelled") return undefined;
    if (found) return found;
  }
  const refresh = t("Refresh");
  const pressed = await ask.showWarning(
    t("The API key that {0} was made from is not at {1} (any more): it was deleted, and all that was made from it has ended; or it is in a project that the account there is not a member of.", name, host),
    { actions: [refresh] },
  );
  if (pressed === refresh) await apiKeys.reload([]);
  return undefined;
}

/** The key's line; undefined where that account does not list it. */
async function lookedFor(services: Services, account: Account, key: ConsoleKey, name: string): Promise<ApiKeyNode | "cancelled" | undefined> {
  const { apiKeys, ask, decoder } = services;
  const { t } = decoder.voice();
  for (;;) {
    try {
      const title = t("Looking for the API key at {0}…", consoleName(account.origin));
      const found = await ask.progress(title, async (signal) => ({ node: await apiKeys.reveal(account.id, key.project, key.key, signal) }));
      return found ? found.node : "cancelled";
    } catch (error) {
      if (!(error instanceof ConsoleError)) throw error;
      if (error.code === "no-access") return undefined;
      if (!(await tellConsoleFailure(services, account, t("The API key of {0} was not found", name), error))) return "cancelled";
    }
  }
}

/** Nobody is signed in where the key is: after they have, it is looked for. */
async function signInFirst(services: Services, key: ConsoleKey, name: string): Promise<ApiKeyNode | undefined> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const signIn = t("Sign In…");
  const words = t("The API key that {0} was made from is at {1}, and you are not signed in there.", name, consoleName(key.origin));
  if ((await ask.showInformation(words, { actions: [signIn] })) !== signIn) return undefined;
  await (await import("../signIn")).signIn(services, []);
  return accountsOf(services, key.origin).length > 0 ? revealKey(services, key, name) : undefined;
}
