import { ConsoleError } from "../../satellite/console/consoleError";
import type { ConsoleApi } from "../../satellite/console";
import type { Account } from "../../vault/accounts";
import { consoleName, consoleWords, mayPassAtConsole } from "./consoleWords";
import { failureText } from "./satelliteWords";
import type { Services } from "../services";

/** What became of a request. */
export type ConsoleOutcome<T> = { readonly value: T; readonly error?: undefined } | { readonly error: ConsoleError };

/** What became of a request, whose ConsoleError is a value. Errors: all others. */
export async function outcomeOf<T>(request: Promise<T>): Promise<ConsoleOutcome<T>> {
  try {
    return { value: await request };
  } catch (error) {
    if (error instanceof ConsoleError) return { error };
    throw error;
  }
}

/**
 * Asks an account's console, behind a notification with Cancel; `title` names the host, `say` tells how far it is. Undefined where the person
 * cancelled: what was sent may have been done.
 */
export function askConsole<T>(
  { ask, sessions }: Pick<Services, "ask" | "sessions">,
  account: Account,
  title: string,
  request: (api: ConsoleApi, signal: AbortSignal, say: (message: string) => void) => Promise<T>,
): Promise<ConsoleOutcome<T> | undefined> {
  return ask.progress(title, (signal, say) => outcomeOf(sessions.use(account.id, (api) => request(api, signal, say), signal)));
}

/**
 * Tells why a console did not do what it was asked, with the one thing to do about it. True where another try is wanted: the person says so, or
 * has signed in to that account again.
 */
export async function tellConsoleFailure(services: Services, account: Account, tried: string, error: ConsoleError): Promise<boolean> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const [signIn, again] = [t("Sign In Again…"), t("Try Again")];
  const actions = error.code === "signed-out" ? [signIn] : mayPassAtConsole(error) ? [again] : [];
  const pressed = await ask.showError(failureText(tried, consoleWords(error, consoleName(account.origin), t)), { actions });
  if (pressed !== signIn) return pressed === again;
  const { signInAgain } = await import("../signIn");
  return (await signInAgain(services, account))?.id === account.id;
}
