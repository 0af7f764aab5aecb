import * as vscode from "vscode";
import type { Services } from "../../../src/commands/services";
import { type Clock, systemClock } from "../../../src/platform/clock";
import { signInWithPassword } from "../../../src/satellite/console";
import type { Account } from "../../../src/vault/accounts";
import type { ApiKeyNode } from "../../../src/views/apiKeys/apiKeyNode";
import { browserSession } from "../../support/browserSession";
import type { StandIn } from "../../support/satellite";
import { closeEverything, leaks, restartExtension, see } from "./extension";
import { Person } from "./person";
import { forgetEverything } from "./savedGrants";

/** Whose account it is. */
type Who = "owner" | "member" | "restKey";

/** A person in front of the extension, who is signed in to a stand-in's console. */
export interface AtConsole {
  readonly services: Services;
  readonly person: Person;
  readonly account: Account;
}

/** Starts the extension anew, with one account and nothing saved. */
export async function beginAtConsole(
  standIn: StandIn,
  { clock, who }: { readonly clock?: Clock | undefined; readonly who?: Who | undefined } = {},
): Promise<AtConsole> {
  const services = await restartExtension(clock);
  await forgetEverything(services);
  await forgetAccounts(services);
  return { services, account: await signedIn(services, standIn, who), person: new Person() };
}

/** Takes away all that a test has left: the console's fault, open questions, accounts, saved credentials, the clipboard, editors. */
export async function endAtConsole(standIn: StandIn, { services, person }: Pick<AtConsole, "services" | "person">): Promise<void> {
  standIn.faults.console = undefined;
  await person.leave();
  await forgetAccounts(services);
  await forgetEverything(services);
  await vscode.env.clipboard.writeText("");
  await closeEverything();
}

/** The token of a new session of the owner's, as a browser has it. */
export async function newToken({ ready }: StandIn): Promise<string> {
  const token = await browserSession(ready, ready.email);
  leaks.guard(token);
  return token;
}

/** An account at a stand-in's console, as if the person had signed in before; the owner's by a session unless it says otherwise. */
export async function signedIn(services: Services, { ready }: StandIn, who: Who = "owner"): Promise<Account> {
  const { consoleURL: origin, email, memberEmail, password, restApiKey, satelliteNodeURL: nodeUrl } = ready;
  if (who === "restKey") {
    leaks.guard(restApiKey);
    return (await services.accounts.save({ origin, way: "restKey", name: "robot", secret: restApiKey, expiresAt: undefined, nodeUrl })).account;
  }
  const name = who === "owner" ? email : memberEmail;
  const access = { origin: new URL(origin), clock: systemClock, deadlineMs: 15_000 };
  const { token: secret, expiresAt } = await signInWithPassword(access, { email: name, password });
  leaks.guard(secret);
  return (await services.accounts.save({ origin, way: "session", name, secret, expiresAt, nodeUrl })).account;
}

/** Signs out of everything. */
export async function forgetAccounts({ accounts }: Services): Promise<void> {
  await accounts.load();
  for (const { id } of accounts.all()) await accounts.remove(id);
}

/** The line of a project in the view, as VS Code hands it to a command. */
export async function projectLine({ apiKeys }: Services, account: Account, project: string): Promise<ApiKeyNode> {
  const accountNode = (await apiKeys.getChildren()).find((node) => node.account === account.id);
  const node = accountNode && (await apiKeys.getChildren(accountNode)).find((one) => one.project === project);
  if (!node) throw new Error(`There is no line of the project ${project}`);
  return node;
}

/** The lines of API keys in the view, by name. */
export async function keyLines(services: Services, account: Account, project: string, ...names: readonly string[]): Promise<readonly ApiKeyNode[]> {
  const nodes = await services.apiKeys.getChildren(await projectLine(services, account, project));
  return names.map((name) => {
    const node = nodes.find(({ key }) => services.apiKeys.find(account.id, project, key)?.name === name);
    if (!node) throw new Error(`There is no line of the API key ${name}`);
    return node;
  });
}

/** The names of the API keys that the view shows of a project, in its order. */
export async function shownKeys(services: Services, account: Account, project: string): Promise<readonly string[]> {
  const nodes = await services.apiKeys.getChildren(await projectLine(services, account, project));
  return see(nodes.flatMap(({ key }) => services.apiKeys.find(account.id, project, key)?.name ?? []));
}

/** What a console was asked, as `POST /api/v0/api-keys/create/…`, from a number of requests on. */
export function consoleAsks(standIn: StandIn, from = 0): readonly string[] {
  const asked = standIn.requests().flatMap((one) => (one.to === "console" ? `${one.method} ${one.path}` : []));
  return see(asked.slice(from));
}

/** Presses Cancel of what is under way and says something, as soon as `when` comes true; ends when it was pressed. */
export function cancels(says: string, when: () => Promise<unknown>): Promise<void> {
  const real = vscode.window.withProgress;
  return new Promise((resolve, reject) => {
    vscode.window.withProgress = (options, task) => {
      if (!options.title?.includes(says)) return real(options, task);
      vscode.window.withProgress = real;
      const source = new vscode.CancellationTokenSource();
      when().then(() => { source.cancel(); }).then(resolve, reject);
      return task({ report: () => undefined }, source.token);
    };
  });
}
