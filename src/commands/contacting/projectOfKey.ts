import type { KeyFacts } from "../../decoder/keyFacts";
import type { ConsoleApi, ConsoleProject, ProjectFacts } from "../../satellite/console";
import { ConsoleError } from "../../satellite/console/consoleError";
import type { Account } from "../../vault/accounts";
import type { ConsoleSessions } from "../../views/apiKeys/consoleSessions";
import { askConsole } from "./askConsole";
import type { Contact } from "./askSatellite";
import { consoleName } from "./consoleWords";
import { accountsAt, type LinkedAccount, linkedAccounts, loadAccounts } from "./linkedAccount";
import type { Services } from "../services";

/** What a console told of the project of an API key. */
export interface ToldFacts extends LinkedAccount {
  readonly facts: ProjectFacts;
}

/** An account that was to tell it, and why its console did not. */
export interface FailedToTell {
  readonly account: Account;
  readonly error: ConsoleError;
}

/** A project, and an account that lists it. */
export interface AccountsProject {
  readonly account: Account;
  readonly project: ConsoleProject;
}

/** By console and project, for as long as VS Code runs: a salt never changes, and none of it is secret. */
const told = new WeakMap<ConsoleSessions, Map<string, ProjectFacts>>();

/**
 * What making a grant needs to know of the project of an API key, from an account that is signed in to where the key is linked; or why that did not
 * tell. "not told" where there is none that could, for what the satellite can be asked in its place. Undefined where the person left. The vault has
 * been loaded.
 */
export async function projectFactsOf(
  services: Services,
  key: Pick<KeyFacts, "family" | "macaroon">,
): Promise<ToldFacts | FailedToTell | "not told" | undefined> {
  await loadAccounts(services);
  const { t } = services.decoder.voice();
  const known = told.get(services.sessions) ?? new Map<string, ProjectFacts>();
  told.set(services.sessions, known);
  let failed: FailedToTell | undefined;
  for (const linked of linkedAccounts(services, key)) {
    const { account, key: { origin, project } } = linked;
    const name = `${origin} ${project}`;
    const before = known.get(name);
    if (before) return { ...linked, facts: before };
    const title = t("Asking {0} for the project…", consoleName(origin));
    const outcome = await askConsole(services, account, title, (api, signal) => askForFacts(api, project, signal));
    if (!outcome) return undefined;
    const { error } = outcome;
    if (error) {
      failed ??= { account, error };
    } else if (outcome.value) {
      known.set(name, outcome.value);
      return { ...linked, facts: outcome.value };
    }
  }
  return failed ?? "not told";
}

/** What a console tells of a project; undefined where it does not, with a REST API key or in an older version. Errors: ConsoleError. */
export async function askForFacts(api: ConsoleApi, project: string, signal: AbortSignal): Promise<ProjectFacts | undefined> {
  try {
    return await api.projectFacts(project, signal);
  } catch (error) {
    // So it answers what it does not know.
    if (error instanceof ConsoleError && (error.code === "not-console" || error.code === "invalid")) return undefined;
    throw error;
  }
}

/** A project as an account at that satellite lists it; undefined where no account knows it. */
export async function projectAt(services: Services, { address }: Contact, publicId: string): Promise<AccountsProject | undefined> {
  await loadAccounts(services);
  return projectOf(services, accountsAt(services, address.id), publicId);
}

/** The project of an API key that is linked, as one of its console's accounts at that satellite lists it. The vault has been loaded. */
export async function linkedProject(
  services: Services,
  { address }: Contact,
  facts: Pick<KeyFacts, "family" | "macaroon">,
): Promise<AccountsProject | undefined> {
  await loadAccounts(services);
  const there = new Set(accountsAt(services, address.id));
  const linked = linkedAccounts(services, facts).filter(({ account }) => there.has(account));
  return projectOf(services, linked.map(({ account }) => account), linked[0]?.key.project ?? "");
}

/** What was listed before is not asked for again. */
async function projectOf(services: Services, accounts: readonly Account[], id: string): Promise<AccountsProject | undefined> {
  const { apiKeys, sessions } = services;
  const find = (account: Account, projects: readonly ConsoleProject[] = []): readonly AccountsProject[] =>
    projects.filter((project) => project.id === id).map((project) => ({ account, project }));
  const [listed] = accounts.flatMap((account) => find(account, apiKeys.projects(account.id)));
  if (listed) return listed;
  for (const account of accounts) {
    if (sessions.isOver(account.id)) continue;
    const [found] = find(account, await quietly(services, account, (signal) => apiKeys.loadProjects(account.id, signal)));
    if (found) return found;
  }
  return undefined;
}

/** What an account's console answers; undefined where it does not, for what else there is a way without it. */
async function quietly<T>({ ask, decoder }: Services, { origin }: Account, request: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  try {
    return await ask.progress(decoder.voice().t("Asking {0} for the project…", consoleName(origin)), request);
  } catch (error) {
    if (error instanceof ConsoleError) return undefined;
    throw error;
  }
}
