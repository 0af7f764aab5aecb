import * as vscode from "vscode";
import { readSetting } from "../platform/settings";
import type { Account } from "../vault/accounts";
import { ApiKeyNode } from "../views/apiKeys/apiKeyNode";
import type { Services } from "./services";
import { environmentSignIn } from "./signingIn/environment";
import type { SignInAround } from "./signingIn/signInAround";
import { signInByEnvironment, signInBySteps } from "./signingIn/signInFlow";

/**
 * Signs in to a satellite's console; once more, where the line of an account was clicked whose session is over. The view's own button comes with
 * whatever line has the focus, and means another account.
 */
export async function signIn(services: Services, [clicked]: readonly unknown[]): Promise<void> {
  const { accounts, sessions } = services;
  await accounts.load();
  const isAgain = clicked instanceof ApiKeyNode && clicked.kind === "account" && sessions.isOver(clicked.account);
  await signInBySteps(around(services), isAgain ? accounts.find(clicked.account) : undefined);
}

/** Signs in to an account once more, in the way of before; undefined where that did not happen, which has been told. */
export async function signInAgain(services: Services, account: Account): Promise<Account | undefined> {
  return signInBySteps(around(services), account);
}

/** Signs in with the REST API key that stands in the environment. */
export async function signInFromEnvironment(services: Services): Promise<void> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const found = environmentSignIn();
  if (found) await signInByEnvironment(around(services), found);
  else void ask.showWarning(t("You are not signed in: STORJ_CONSOLE_URL and STORJ_CONSOLE_REST_KEY are not both set where VS Code was started. Set them there, and start it again."));
}

function around(services: Services): SignInAround {
  return { ...services, deadlineMs: 1_000 * readSetting(vscode.workspace, "storjGrants.satellite.timeoutSeconds") };
}
