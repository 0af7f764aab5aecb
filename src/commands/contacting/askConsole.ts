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

/** What a console is asked: what is under way is broken off by the signal, and `say` tells how far it is. */
type Request<T> = (api: ConsoleApi, signal: AbortSignal, say: (message: string) => void) => Promise<T>;

/**
 * Asks an account's console, behind a notification with Cancel; `title` names the host. Undefined where the person cancelled: what was sent may have
 * been done.
 */
export function askConsole<T>(
  { ask, sessions }: Pick<Services, "ask" | "sessions">,
  account: Account,
  title: string,
  request: Request<T>,
): Promise<ConsoleOutcome<T> | undefined> {
  return ask.progress(title, (signal, say) => outcomeOf(sessions.use(account.id, (api) => request(api, signal, say), signal)));
}

/**
 * As {@link askConsole}, for what may well be asked again: a failure is told, as what was `tried`, and it is tried once more where that may help and
 * the person wants it. Undefined where they cancelled or left it at that.
 */
export async function askConsoleOrTell<T>(
  services: Services,
  account: Account,
  { title, tried }: { readonly title: string; readonly tried: string },
  request: Request<T>,
): Promise<T | undefined> {
  for (;;) {
    const outcome = await askConsole(services, account, title, request);
    if (!outcome?.error) return outcome?.value;
    if (!(await tellConsoleFailure(services, account, tried, outcome.error))) return undefined;
  }
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
