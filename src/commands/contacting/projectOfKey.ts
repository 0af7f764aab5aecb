import type { KeyFacts } from "../../decoder/keyFacts";
import type { ConsoleProject, ProjectFacts } from "../../satellite/console";
import { ConsoleError } from "../../satellite/console/consoleError";
import type { Account } from "../../vault/accounts";
import type { ConsoleSessions } from "../../views/apiKeys/consoleSessions";
import type { Contact } from "./askSatellite";
import { consoleName } from "./consoleWords";
import { accountsAt, type LinkedAccount, linkedAccounts, loadAccounts } from "./linkedAccount";
import type { Services } from "../services";

/** What a console told of the project of an API key. */
export interface ToldFacts extends LinkedAccount {
  readonly facts: ProjectFacts;
}

/** A project, and an account that lists it. */
export interface AccountsProject {
  readonly account: Account;
  readonly project: ConsoleProject;
}

/** By console and project, for as long as VS Code runs: a salt never changes, and none of it is secret. */
const told = new WeakMap<ConsoleSessions, Map<string, ProjectFacts>>();

/**
 * What making a grant needs to know of the project of an API key, from an account that is signed in to where the key is linked. Undefined
 * where nobody tells, which is no failure: the satellite can be asked in its place. The vault has been loaded.
 */
export async function projectFactsOf(services: Services, key: Pick<KeyFacts, "family">): Promise<ToldFacts | undefined> {
  await loadAccounts(services);
  const known = told.get(services.sessions) ?? new Map<string, ProjectFacts>();
  told.set(services.sessions, known);
  for (const linked of linkedAccounts(services, key)) {
    const { origin, project } = linked.key;
    const name = `${origin} ${project}`;
    const { id } = linked.account;
    const request = (signal: AbortSignal): Promise<ProjectFacts | undefined> =>
      services.sessions.use(id, (api) => api.projectFacts(project, signal), signal);
    const facts = known.get(name) ?? (await quietly(services, linked.account, request));
    if (!facts || facts.salt.length === 0) continue;
    known.set(name, facts);
    return { ...linked, facts };
  }
  return undefined;
}

/** A project as an account at that satellite lists it; undefined where no account knows it. */
export async function projectAt(services: Services, { address }: Contact, publicId: string): Promise<AccountsProject | undefined> {
  await loadAccounts(services);
  return projectOf(services, accountsAt(services, address.id), publicId);
}

/** The project of an API key that is linked, as one of its console's accounts lists it. The vault has been loaded. */
export async function linkedProject(services: Services, facts: Pick<KeyFacts, "family">): Promise<AccountsProject | undefined> {
  await loadAccounts(services);
  const linked = linkedAccounts(services, facts);
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
