// The extension's own client of consoles, asking the subject.
import { systemClock } from "../../src/platform/clock";
import {
  type ConsoleAccess,
  ConsoleError,
  type PasswordSignIn,
  sessionApi,
  type SessionApi,
  signInWithPassword,
} from "../../src/satellite/console";
import type { Subject } from "./subject";

/** A deadline longer than any answer takes, shorter than a test may. */
export const accessTo = (origin: string): ConsoleAccess => ({ origin: new URL(origin), clock: systemClock, deadlineMs: 15_000 });

export async function signedIn({ consoleURL, password }: Pick<Subject, "consoleURL" | "password">, email: string): Promise<SessionApi> {
  const { token } = await signInWithPassword(accessTo(consoleURL), { email, password });
  return sessionApi(accessTo(consoleURL), token);
}

/** The code of a call's error, or "ok". */
export async function outcomeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "ok";
  } catch (error) {
    if (error instanceof ConsoleError) return error.code;
    throw error;
  }
}

/** The codes of several. */
export const outcomesOf = (calls: readonly Promise<unknown>[]): Promise<readonly string[]> => Promise.all(calls.map(outcomeOf));

/** What comes of signing in. */
export const signingIn = (consoleURL: string, who: PasswordSignIn): Promise<string> =>
  outcomeOf(signInWithPassword(accessTo(consoleURL), who));
