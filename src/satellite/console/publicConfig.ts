import type { ConsoleAccess } from "./access";
import type { ConsoleConfig } from "./api";
import { ConsoleError } from "./consoleError";
import { answerTo, readAnswer } from "./request";
import { config } from "./schemas";

/** What a console tells anybody. One request, without a credential. Errors: ConsoleError, or the signal's reason. */
export async function consoleConfig(access: ConsoleAccess, signal?: AbortSignal): Promise<ConsoleConfig> {
  const told = await askConfig(access, {}, signal);
  return {
    nodeUrl: told.satelliteNodeURL,
    hasCaptcha: Object.values(told.captcha?.login ?? {}).some((kind) => kind?.enabled),
    hasSso: told.ssoEnabled,
    hasRestKeys: told.restAPIKeysUIEnabled,
  };
}

/**
 * The CSRF token of a console; empty where it wants none. It keeps `known` where that one still holds.
 * Errors: ConsoleError, or the signal's reason.
 */
export async function csrfToken(access: ConsoleAccess, known: string, signal?: AbortSignal): Promise<string> {
  return (await askConfig(access, known === "" ? {} : { Cookie: `csrf_token=${known}` }, signal)).csrfToken;
}

async function askConfig(access: ConsoleAccess, headers: Readonly<Record<string, string>>, signal?: AbortSignal) {
  const answer = await answerTo(access, { path: "/api/v0/config", headers, signal }).catch((error: unknown) => {
    // Nobody has to be signed in for it: who says so is no console.
    throw error instanceof ConsoleError && error.code === "signed-out" ? new ConsoleError("not-console", { status: error.status }) : error;
  });
  return readAnswer(config, answer);
}
