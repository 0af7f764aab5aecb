import { showOutside } from "../platform/showOutside";
import { sessionOf } from "../vault/account";
import type { Account } from "../vault/accounts";
import { chooseAccount } from "./asking/chooseApiKey";
import { outcomeOf } from "./contacting/askConsole";
import { consoleName, consoleWords } from "./contacting/consoleWords";
import { failureText } from "./contacting/satelliteWords";
import type { Services } from "./services";

/** Ends an account's session, on the server too, and removes the account here whatever the server says; not one that was signed in to meanwhile. */
export async function signOut(services: Services, args: readonly unknown[]): Promise<void> {
  const { accounts, ask, decoder } = services;
  const { t } = decoder.voice();
  const account = await chooseAccount(services, args, t("Sign Out of Satellite"));
  if (!account) return;
  const [host, name] = [consoleName(account.origin), showOutside(account.name)];
  const go = t("Sign Out");
  const question = t("Sign out of {0}, as {1}?", host, name);
  if ((await ask.showWarning(question, { modal: true, detail: detailOf(account, services), actions: [go] })) !== go) return;
  // As it is now: what another window signs in to from here on stays.
  const ending = (await accounts.current(account.id)) ?? account;
  const problem = await endSession(services, ending);
  const isGone = await accounts.remove(account.id, sessionOf(ending));
  if (!isGone) void ask.showInformation(t("You are signed in to {0} again, as {1}, from another window: that stays so.", host, name));
  else if (problem === undefined) void ask.showInformation(t("You are signed out of {0}, as {1}.", host, name));
  else void ask.showWarning(problem);
}

function detailOf({ way, isBrowsers }: Account, { decoder }: Services): string {
  const { t } = decoder.voice();
  const saved = t("What is saved in Saved Grants stays.");
  if (way === "restKey") return `${t("The REST API key is removed here. It stays valid until it is deleted in the web console.")} ${saved}`;
  const ends = isBrowsers === true ? t("Its session ends, also in the browser that it came from.") : t("Its session ends.");
  return `${ends} ${saved}`;
}

/** Undefined once the session has ended, else what to tell: the account is removed in any case. */
async function endSession({ ask, decoder, sessions }: Services, account: Account): Promise<string | undefined> {
  if (account.way === "restKey") return undefined;
  const { t } = decoder.voice();
  const host = consoleName(account.origin);
  const outcome = await ask.progress(t("Ending the session at {0}…", host), (signal) => outcomeOf(sessions.end(account, signal)));
  if (outcome && !outcome.error) return undefined;
  const rest = t("The account is removed here nevertheless. The session ends by itself, or when you sign out in a browser.");
  if (!outcome) return t("Cancelled. Perhaps the session at {0} goes on. {1}", host, rest);
  return failureText(t("The session was not ended"), { wrong: consoleWords(outcome.error, host, t).wrong, next: rest });
}
