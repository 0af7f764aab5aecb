import type { Translate } from "../../decoder/voice";
import type * as consoles from "../../satellite/console";
import type { ConsoleError } from "../../satellite/console/consoleError";
import { type ConsoleOutcome, outcomeOf } from "../contacting/askConsole";
import { consoleName, consoleWords, mayPassAtConsole } from "../contacting/consoleWords";
import { failureText } from "../contacting/satelliteWords";
import type { Services } from "../services";

/** What signing in needs. */
export interface SignInAround
  extends Pick<Services, "accounts" | "apiKeys" | "ask" | "clock" | "decoder" | "failedSignIns" | "sessions"> {
  /** How long each request may take. */
  readonly deadlineMs: number;
}

/** What did not happen, in front of every reason. */
export const notSignedIn = (t: Translate): string => t("You are not signed in");

type Request<T> = (console: typeof consoles, access: consoles.ConsoleAccess, signal: AbortSignal) => Promise<T>;

/** Asks a console behind a notification with Cancel; `title` names it. Undefined where the person cancelled. */
function contact<T>(
  { ask, clock, deadlineMs }: SignInAround,
  origin: URL,
  title: string,
  request: Request<T>,
): Promise<ConsoleOutcome<T> | undefined> {
  return ask.progress(title, async (signal) => {
    const console = await import("../../satellite/console");
    return outcomeOf(request(console, { origin, clock, deadlineMs }, signal));
  });
}

/** What an error means besides what it always means, and what can be done about it. */
export interface Meaning {
  readonly text: string;
  /** A button for something else than trying again. */
  readonly button?: string;
  /** Trying again at once can't help. */
  readonly isLasting?: boolean;
}

/**
 * As {@link contact}, again and again while that may help and the person wants it; failures are told. "button": they pressed that of the meaning.
 * Undefined where they left, or where `mayTry`, which is asked before each try, says no.
 */
export async function contactOrTell<T>(
  around: SignInAround,
  origin: URL,
  title: string,
  request: Request<T>,
  meaning: (error: ConsoleError) => Meaning | undefined,
  mayTry: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<{ readonly value: T } | "button" | undefined> {
  const { ask, decoder } = around;
  const { t } = decoder.voice();
  while (await mayTry()) {
    const outcome = await contact(around, origin, title, request);
    if (!outcome) return undefined;
    const { error } = outcome;
    if (!error) return outcome;
    const again = t("Try Again");
    const special = meaning(error);
    const text = special?.text ?? failureText(notSignedIn(t), consoleWords(error, consoleName(origin.origin), t));
    const button = special?.button;
    const mayPass = mayPassAtConsole(error) && special?.isLasting !== true;
    const actions = [...(mayPass ? [again] : []), ...(button === undefined ? [] : [button])];
    const pressed = await ask.showError(text, { actions });
    if (pressed === undefined) return undefined;
    if (pressed === button) return "button";
  }
  return undefined;
}
