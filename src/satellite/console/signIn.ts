import type { ConsoleAccess } from "./access";
import type { NewSession, PasswordSignIn } from "./api";

/** Not built yet. */
export async function signInWithPassword(access: ConsoleAccess, who: PasswordSignIn, signal?: AbortSignal): Promise<NewSession> {
  signal?.throwIfAborted();
  return Promise.reject(new Error(`not built yet ${access.origin.origin} ${who.email}`));
}
