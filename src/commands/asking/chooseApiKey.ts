import { BACK } from "../../platform/ask";
import { showOutside } from "../../platform/showOutside";
import { type ConsoleProject, type KeyPage, largestPage, type ListedKey } from "../../satellite/console/api";
import { ConsoleError } from "../../satellite/console/consoleError";
import type { Account } from "../../vault/accounts";
import { ApiKeyNode } from "../../views/apiKeys/apiKeyNode";
import { askConsoleOrTell, tellConsoleFailure } from "../contacting/askConsole";
import { consoleName } from "../contacting/consoleWords";
import type { Services } from "../services";

/** A project of an account that is signed in to. */
export interface ChosenProject {
  readonly account: Account;
  readonly project: ConsoleProject;
}

/** API keys of one project. */
export interface ChosenKeys extends ChosenProject {
  readonly keys: readonly ListedKey[];
}

/**
 * The lines that a click in the view means: its own, which no extension can make. Of several selected ones all, where the one that was clicked is
 * among them; the one that was clicked first.
 */
export function clickedKeyNodes([clicked, selected]: readonly unknown[]): readonly ApiKeyNode[] {
  if (!(clicked instanceof ApiKeyNode)) return [];
  const others: unknown[] = Array.isArray(selected) && selected.includes(clicked) ? selected : [];
  return [clicked, ...others.filter((node) => node instanceof ApiKeyNode && node !== clicked)] as ApiKeyNode[];
}

/**
 * The account that is meant: clicked in the view, else the only one, else the one that the person picks. Undefined where they left, or where none is
 * signed in to: then that has been told, with Sign In….
 */
export async function chooseAccount(services: Services, args: readonly unknown[], title: string): Promise<Account | undefined> {
  const { accounts, ask, decoder } = services;
  const { t } = decoder.voice();
  await accounts.load();
  const [clicked] = clickedKeyNodes(args);
  const known = clicked && accounts.find(clicked.account);
  if (known) return known;
  if (accounts.all().length === 0) {
    const signIn = t("Sign In…");
    if ((await ask.showWarning(t("You are signed in to no satellite."), { actions: [signIn] })) !== signIn) return undefined;
    await (await import("../signIn")).signIn(services, []);
  }
  const all = accounts.all();
  if (all.length < 2) return all[0];
  const picked = await ask.pick({
    title,
    placeholder: t("Which account?"),
    items: all.map((account) => ({ label: showOutside(account.name), description: consoleName(account.origin), value: account })),
  });
  return picked === BACK ? undefined : picked;
}

/** The project that is meant: clicked (or of the key that was clicked), else picked, the account first where there are several. */
export async function chooseProject(services: Services, args: readonly unknown[], title: string): Promise<ChosenProject | undefined> {
  const { apiKeys, ask, decoder } = services;
  const { t } = decoder.voice();
  const account = await chooseAccount(services, args, title);
  if (!account) return undefined;
  const [clicked] = clickedKeyNodes(args);
  const isClicked = ({ id }: ConsoleProject): boolean => clicked?.account === account.id && clicked.project === id;
  const shown = apiKeys.projects(account.id).find(isClicked);
  if (shown) return { account, project: shown };
  const projects = await listProjects(services, account);
  if (!projects) return undefined;
  const listed = projects.find(isClicked);
  if (listed) return { account, project: listed };
  const [first] = projects;
  if (!first) {
    void ask.showWarning(t("{0} has no project at {1} yet. Make one in the web console.", showOutside(account.name), consoleName(account.origin)));
    return undefined;
  }
  const picked =
    projects.length === 1
      ? first
      : await ask.pick({
          title,
          placeholder: t("Which project of {0}?", showOutside(account.name)),
          items: projects.map((project) => ({ label: showOutside(project.name) || t("(no name)"), value: project })),
        });
  return picked === undefined || picked === BACK ? undefined : { account, project: picked };
}

/** The API keys that are meant: clicked and selected in one project of the view, else picked (found on the server by a part of the name). */
export async function chooseApiKeys(services: Services, args: readonly unknown[], title: string): Promise<ChosenKeys | undefined> {
  const { apiKeys, ask, decoder } = services;
  const { t } = decoder.voice();
  const clicked = clickedKeyNodes(args).filter(({ kind }) => kind === "key");
  const [first] = clicked;
  const chosen = await chooseProject(services, first ? [first] : args, title);
  if (!chosen || !first) return chosen && pickKeys(services, chosen, title);
  const isBeside = ({ account, project }: ApiKeyNode): boolean => account === first.account && project === first.project;
  if (!clicked.every(isBeside)) {
    void ask.showWarning(t("Nothing was done: the API keys that are selected are of several projects. Select those of one."));
    return undefined;
  }
  const keys = clicked.flatMap(({ account, project, key }) => apiKeys.find(account, project, key) ?? []);
  if (keys.length > 0) return { ...chosen, keys };
  void ask.showWarning(t("Nothing was done: what was clicked has gone meanwhile. Refresh the view."));
  return undefined;
}

async function listProjects(services: Services, account: Account): Promise<readonly ConsoleProject[] | undefined> {
  const { apiKeys, ask, decoder } = services;
  const { t } = decoder.voice();
  for (;;) {
    try {
      return await ask.progress(t("Asking {0} for the projects…", consoleName(account.origin)), (signal) => apiKeys.loadProjects(account.id, signal));
    } catch (error) {
      if (!(error instanceof ConsoleError)) throw error;
      if (!(await tellConsoleFailure(services, account, t("The projects were not listed"), error))) return undefined;
    }
  }
}

/** Some of a project's keys: all are shown where they come at once, else a part of the name is asked for first. */
async function pickKeys(services: Services, chosen: ChosenProject, title: string): Promise<ChosenKeys | undefined> {
  const { ask, decoder } = services;
  const { t } = decoder.voice();
  const name = showOutside(chosen.project.name, 60);
  let search = "";
  for (;;) {
    const page = await listKeys(services, chosen, search);
    if (!page) return undefined;
    const { keys, total } = page;
    if (total === 0 && search === "") {
      void ask.showWarning(t("{0} has no API key yet.", name));
      return undefined;
    }
    if (total > 0 && total <= largestPage) {
      const items = keys.map((key) => ({ label: showOutside(key.name) || t("(no name)"), description: showOutside(key.creator), value: key }));
      const picked = await ask.pickSome({ title, placeholder: t("Which API keys of {0}?", name), canGoBack: search !== "", items });
      if (picked !== BACK) return picked && picked.length > 0 ? { ...chosen, keys: picked } : undefined;
    }
    const found = search === "" ? t("{0} has {1} API keys.", name, total) : total === 0 ? t("Nothing in {0} matches.", name) : t("{0} API keys of {1} match.", total, name);
    const typed = await ask.input({
      title,
      prompt: t("{0} Write a part of the name, whatever its case; % stands for anything, and _ for any one character.", found),
      value: search,
      validate: (text) => (text.trim() === "" ? t("Write a part of the name") : undefined),
    });
    if (typed === undefined || typed === BACK) return undefined;
    search = typed.trim();
  }
}

async function listKeys(services: Services, { account, project }: ChosenProject, search: string): Promise<KeyPage | undefined> {
  const { t } = services.decoder.voice();
  const words = { title: t("Asking {0} for the API keys…", consoleName(account.origin)), tried: t("The API keys were not listed") };
  return askConsoleOrTell(services, account, words, (api, signal) =>
    api.keys(project.id, { order: "name", isDescending: false, search }, 1, largestPage, signal),
  );
}
